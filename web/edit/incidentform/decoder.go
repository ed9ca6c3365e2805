package incidentform

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"incidentmap/incidents"
	"incidentmap/web/edit/jsonform"
)

// Decoder makes writes of forms, for one request.
type Decoder struct {
	Story    *incidents.Story
	Lang     string // of texts that do not say theirs: the story's first
	by       *incidents.Actor
	geocoder Geocoder // nil for none
	places   map[string]place
	zones    map[string]*time.Location

	// Of the form at hand:
	inc           incidents.Incident
	base          *incidents.Incident // what is changed; nil for a new incident
	shown         map[string]any      // the full form of base
	given         map[string]any      // what the sender gave, before it was merged into shown
	defaultSource string              // the source that "source" names
	taken         map[string]bool     // ids of claims and figures
	numbers       map[string]int      // the last that was given in an id, by its letter
	Checks        bool                // nothing is written of it
}

// New makes a decoder of forms for a story, in whose first language texts are that do not say theirs. The geocoder may be nil.
func New(story *incidents.Story, by *incidents.Actor, geocoder Geocoder) *Decoder {
	return &Decoder{
		Story: story, Lang: story.Lang(""), by: by, geocoder: geocoder,
		places: map[string]place{}, zones: map[string]*time.Location{},
	}
}

// ReadOnly are the fields of full forms that the server tells: they may be sent back as they
// were, and not changed.
var ReadOnly = []string{"id", "story", "url", "revision", "seq", "updated", "author", "due", "disposition", "origin"}

// create reads the form of a new incident. EInvalid names each field at fault.
func (d *Decoder) create(form map[string]any) (incidents.Write, error) {
	d.begin(nil, nil, form)
	w := incidents.Write{Kind: incidents.Create, Author: d.by.Name, AuthorID: d.by.ID}
	f := d.read(form, &w)
	switch id := jsonform.Word[string](f, "id"); {
	case !f.Has("id"):
		d.inc.ID = incidents.NewID(time.Now())
	case incidents.ValidID(id):
		d.inc.ID = strings.ToUpper(id) // small letters mean the same, and no store need know
	default:
		d.inc.ID = id
	}
	return w, d.finish(f, &w)
}

// Change reads the form of an incident that is there, at a revision of it; given is what the
// sender gave of the form. EInvalid names each field at fault.
func (d *Decoder) Change(base *incidents.Revision, shown, form, given map[string]any) (incidents.Write, error) {
	d.begin(&base.Incident, shown, given)
	w := incidents.Write{Kind: incidents.Update, Base: base.Number, Author: d.by.Name, AuthorID: d.by.ID}
	f := d.read(form, &w)
	f.Take("id")
	d.inc.ID = d.base.ID
	w.Kind = jsonform.WordOr(f, "revision_kind", incidents.Update)
	switch w.Kind {
	case incidents.Update, incidents.Clarification:
	case incidents.Correction:
		d.inc.Disposition = incidents.Corrected
		if len(w.Note.Langs()) == 0 {
			f.Wrong("note", "is missing; tell readers what was wrong")
		}
	case incidents.Retraction:
		f.Wrong("revision_kind", "an incident is retracted by POST to …/%s/retract", d.inc.ID)
	default:
		f.Wrong("revision_kind", "%q is not known; use one of %v", w.Kind,
			[]incidents.RevisionKind{incidents.Update, incidents.Clarification, incidents.Correction})
	}
	d.askKind(f, &w)
	return w, d.finish(f, &w)
}

func (d *Decoder) begin(base *incidents.Incident, shown, given map[string]any) {
	d.base, d.shown, d.given, d.defaultSource = base, shown, given, ""
	d.inc = incidents.Incident{Story: d.Story.Slug, Disposition: incidents.Active}
	d.taken, d.numbers = map[string]bool{}, map[string]int{}
	if base != nil {
		d.inc.Disposition, d.inc.Origin = base.Disposition, base.Origin
		// The id of a claim that is gone is not given to another.
		for _, k := range base.Claims {
			d.taken[k.ID] = true
		}
		for _, c := range base.Casualties {
			d.taken[c.ID] = true
		}
		for i := range base.Media {
			d.taken[base.Media[i].ID] = true
		}
	}
}

// read reads into w all that new incidents and changes have in common.
func (d *Decoder) read(form map[string]any, w *incidents.Write) *jsonform.Fields {
	f := jsonform.New(form)
	d.takeIDs(form)
	inc := &d.inc
	inc.Kind = jsonform.Word[incidents.Kind](f, "kind")
	if inc.Kind.IsOwn() && (d.base == nil || d.base.Kind != inc.Kind) { // of others the domain's rules tell
		f.AddUntouched(d.Story.CheckKind("kind", inc.Kind))
	}
	usual := incidents.ClassIncident // of a kind that is not known, there is enough to say
	if info, known := d.Story.LookupKind(inc.Kind); known {
		usual = info.Class
	}
	inc.Class = jsonform.WordOr(f, "class", usual)
	inc.Title, inc.Summary = f.Text("title", d.Lang), f.Text("summary", d.Lang)
	inc.When = d.when(f)
	inc.Where = d.where(f)
	inc.Disclosure = jsonform.Word[incidents.Disclosure](f, "disclosure")
	d.readSources(f)
	d.readClaims(f)
	d.readFigures(f)
	d.readRelations(f)
	d.readMedia(f)
	inc.Extra = extra(f)
	inc.Verification = jsonform.WordOr(f, "verification", incidents.Unverified)
	inc.Workflow, inc.PublishAt = d.workflow(f), f.Instant("publish_at")
	w.Note = f.Text("note", d.Lang)
	d.readTexts(f)
	d.checkNulls(f)
	return f
}

// checkNulls refuses null where it would take nothing away: a patch without effect must not look like one
// that had its.
func (d *Decoder) checkNulls(f *jsonform.Fields) {
	if d.base == nil {
		return
	}
	for name, v := range d.given {
		switch {
		case v != nil || fullNames[name] || slices.Contains(incidents.Outcomes(), incidents.Outcome(name)):
		case name == "source":
			f.Wrong(name, "is null, which takes no source away; give sources, claims and casualties as they are to be")
		case name == "publish":
			f.Wrong(name, "is null; give true or false")
		default:
			f.Wrong(name, "is null and no field of an incident, so nothing can be taken away")
		}
	}
}

// fullNames are the fields of full forms, of which null takes the value away or is refused by the rules.
var fullNames = func() map[string]bool {
	names := map[string]bool{"note": true, "revision_kind": true}
	for f := range reflect.TypeFor[Full]().Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		names[name] = true
	}
	return names
}()

// takeIDs keeps ids that the form gives from being given to what has none.
func (d *Decoder) takeIDs(form map[string]any) {
	for _, name := range []string{"claims", "casualties", "media"} {
		list, _ := form[name].([]any)
		for _, v := range list {
			if members, isObject := v.(map[string]any); isObject {
				if id, isText := members["id"].(string); isText {
					d.taken[id] = true
				}
			}
		}
	}
}

// readTexts checks the fields that are the server's to tell.
func (d *Decoder) readTexts(f *jsonform.Fields) {
	for _, name := range ReadOnly {
		v := f.Take(name)
		switch {
		case v == nil || reflect.DeepEqual(v, d.shown[name]):
		case name == "id" && d.base == nil:
		case name == "story" && v == d.Story.Slug:
		case name == "disposition" && d.base == nil && v == string(incidents.Active):
		case d.base == nil:
			f.Wrong(name, "is told by the server; leave it out")
		default:
			f.Wrong(name, "is told by the server and cannot be changed")
		}
	}
}

// workflow reads the stage on the way to readers, or whether to publish.
func (d *Decoder) workflow(f *jsonform.Fields) incidents.Workflow {
	stage := jsonform.WordOr(f, "workflow", incidents.DraftStage)
	publish := f.Flag("publish")
	if publish == nil {
		return stage
	}
	public := stage == incidents.Published || stage == incidents.Archived
	if d.given["workflow"] != nil && *publish != public {
		f.Wrong("publish", "is %t, although workflow is %s; give one of the two", *publish, stage)
		return stage
	}
	switch {
	case *publish:
		return incidents.Published
	case public:
		return incidents.DraftStage
	}
	return stage
}

// maxExtra is how many fields of their own an incident may have, and maxName how many bytes the
// name of one: as many as that of a column of a file.
const (
	maxExtra = 200
	maxName  = 1000
)

func extra(f *jsonform.Fields) map[string]string {
	e := f.Object("extra")
	if e == nil || len(e.Members) == 0 {
		return nil
	}
	if len(e.Members) > maxExtra {
		f.Wrong("extra", "has %d entries; the limit is %d", len(e.Members), maxExtra)
		return nil
	}
	all := make(map[string]string, len(e.Members))
	for name, v := range e.Members {
		if len(name) > maxName {
			e.Wrong(name, "has a name of %d bytes; the limit is %d", len(name), maxName)
			continue
		}
		switch v := v.(type) {
		case string:
			all[name] = v
		case json.Number:
			all[name] = v.String()
		case bool:
			all[name] = fmt.Sprint(v)
		default:
			e.Wrong(name, "is %s; give a text", jsonform.TypeName(v))
		}
	}
	return all
}

// finish holds the form against the rules of the domain. Of a field that could not be read
// there is nothing more to say.
func (d *Decoder) finish(f *jsonform.Fields, w *incidents.Write) error {
	f.Done()
	w.Incident = d.inc
	f.AddUntouched(jsonform.Renamed(w.Validate(), formName))
	return f.Err()
}

// formNames are the fields of forms that the domain calls by other names, the longer first.
var formNames = []struct{ domain, form string }{
	{"when.precision", "time_precision"},
	{"when.start", "start"},
	{"when.end", "end"},
	{"when.zone", "zone"},
	{"when.basis", "basis"},
	{"when", "start"},
	{"where.", ""},
	{"revision.kind", "revision_kind"},
	{"revision.", ""},
}

func formName(field string) string {
	for _, n := range formNames {
		if rest, ok := strings.CutPrefix(field, n.domain); ok {
			return n.form + rest
		}
	}
	return field
}

// FieldName is formName behind the "[i]." by which a store names one of several writes.
func FieldName(field string) string {
	if field == "" || field[0] != '[' {
		return formName(field)
	}
	at, rest, found := strings.Cut(field, "].")
	if !found {
		return field
	}
	return at + "]." + formName(rest)
}
