package revise

import (
	"encoding/json"
	"net/http"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
	leftover "incidentmap/incidents/stale"
	"incidentmap/web/edit/call"
	"incidentmap/web/edit/incidentform"
)

// checked is what a change would come to.
type checked struct {
	Warnings []leftover.Warning `json:"warnings"`
	Story    []leftover.Warning `json:"story"`
	Readers  readersSee         `json:"readers"`
}

// readersSee is what readers see now and would see then, as features in the story's first language; null for nothing.
type readersSee struct {
	Before  json.RawMessage        `json:"before"`
	After   json.RawMessage        `json:"after"`
	Changed []string               `json:"changed"`
	Fields  []incidents.Difference `json:"fields"`
}

// checkIncident answers what a change would come to, and writes nothing: the words that it leaves behind, and what
// readers would see. It is of the newest revision unless If-Match names another.
func (a *API) checkIncident(w http.ResponseWriter, c *call.Call) error {
	d, err := a.decoder(c)
	if err != nil {
		return err
	}
	base, err := a.store.Incident(c.Context(), c.Story(), c.Incident())
	if err != nil {
		return err
	}
	if c.Header.Get("If-Match") != "" {
		number, err := call.WantedRevision(c.Request)
		if err != nil {
			return err
		}
		if number != base.Number {
			return stale(nil)
		}
	}
	b, err := call.ReadBody(w, c, call.TypePatch, call.TypeJSON)
	if err != nil {
		return err
	}
	shown, err := incidentform.TreeOf(&base, c.Page(base.Incident.ID))
	if err != nil {
		return err
	}
	d.Checks = true
	change, err := d.Change(&base, shown, incidentform.Patched(d.Story, shown, b.Tree), b.Tree)
	if err != nil {
		return err
	}
	now, err := a.store.Public(c.Context(), c.Story(), base.Incident.ID)
	if err != nil && incidents.CodeOf(err) != incidents.ENotFound {
		return err
	}
	answer := checked{
		Warnings: leftover.Check(&base.Incident, &change.Incident), Story: leftover.CheckStory(d.Story, &base.Incident, &change.Incident),
		Readers: seenBy(d, now, &base, &change),
	}
	return call.Send(w, c, http.StatusOK, answer)
}

// seenBy tells what readers would see of a change once it is in force. A draft is shown as it would be published,
// but one that takes an incident from readers shows them nothing.
func seenBy(d *incidentform.Decoder, now *incidents.Public, base *incidents.Revision, change *incidents.Write) readersSee {
	inc := change.Incident
	if inc.Workflow != incidents.Archived && (inc.Workflow != incidents.DraftStage || now == nil) {
		inc.Workflow = incidents.Published
	}
	then := d.Story.Public(&inc, incidents.Stamp{Revision: base.Number + 1, Seq: base.Seq, Published: base.Time, Updated: base.Time, Note: change.Note})
	see := readersSee{Changed: []string{}, Fields: append([]incidents.Difference{}, incidents.Differences(now, then)...)}
	for _, f := range see.Fields {
		see.Changed = append(see.Changed, f.Field)
	}
	if now != nil {
		see.Before = format.AppendFeature(nil, now, d.Lang)
	}
	if then != nil {
		see.After = format.AppendFeature(nil, then, d.Lang)
	}
	return see
}
