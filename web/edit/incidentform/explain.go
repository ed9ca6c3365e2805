package incidentform

import (
	"slices"

	"incidentmap/incidents"
	"incidentmap/web/edit/jsonform"
)

// explains reports whether who writes has to explain what changes for readers: people always, programs where the story's
// policy says so, since those of before do not.
func (d *Decoder) explains() bool {
	return d.Story.Policy.ExplainChanges || d.by.ID != "" && !d.by.IsToken()
}

// askKind refuses a change of what readers see that does not say what kind it is or, where it is no mere update, lacks
// a note in one of the story's languages.
func (d *Decoder) askKind(f *jsonform.Fields, w *incidents.Write) {
	if d.Checks || !d.explains() || d.base == nil || !d.base.IsPublic() && d.base.PublishAt.IsZero() {
		return
	}
	before, now := *d.base, d.inc
	before.Workflow, now.Workflow = incidents.Published, incidents.Published
	now.Disposition = before.Disposition // a correction marks itself
	if len(incidents.Differences(d.Story.Public(&before, incidents.Stamp{}), d.Story.Public(&now, incidents.Stamp{}))) == 0 {
		return
	}
	if d.given["revision_kind"] == nil {
		f.Wrong("revision_kind", "is missing: readers see this change; say whether it is an update, a clarification or a correction")
		return
	}
	if w.Kind == incidents.Update {
		return
	}
	have := w.Note.Langs()
	for _, lang := range d.Story.Languages {
		if !slices.Contains(have, lang) {
			f.Wrong("note."+lang, "is missing; tell readers in each of the story's languages what changed, and why")
		}
	}
}
