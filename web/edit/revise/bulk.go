package revise

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/web/edit/call"
	"incidentmap/web/edit/incidentform"
	"incidentmap/web/edit/jsonform"
	"incidentmap/web/respond"
)

// maxBulk is how many incidents are changed at once.
const maxBulk = 500

// bulk is one change of many incidents.
type bulk struct {
	ids       []string
	revisions map[string]int // that the sender saw, for those of which it says so
	patch     map[string]any
	preview   bool
}

// bulkEffect is what readers would see of an incident: as a feature in the story's first language, null for nothing.
type bulkEffect struct {
	ID       string          `json:"id"`
	Revision int             `json:"revision"` // that the change would follow; send it back in revisions
	Before   json.RawMessage `json:"before"`
	After    json.RawMessage `json:"after"`
	Changed  []string        `json:"changed"` // fields that readers would see changed
	Writes   bool            `json:"writes"`  // whether there would be a new revision
}

// bulkResult is what was written of an incident.
type bulkResult struct {
	ID       string    `json:"id"`
	Revision int       `json:"revision"`
	Written  bool      `json:"written"`      // false for one that was so already
	Due      time.Time `json:"due,omitzero"` // from when on readers see it, where it waits
}

// bulkAnswer is what would come of a change, or what came of it.
type bulkAnswer struct {
	Preview []bulkEffect `json:"preview,omitempty"`
	Results []bulkResult `json:"results,omitempty"`
}

// bulkChange changes many incidents alike, all of them or none: {"ids": […], "patch": {…}, "revision_kind", "note"}.
// With "preview": true it writes nothing and tells what readers would see. "revisions", an object of numbers by
// id, refuses the whole where one has been changed since.
func (a *API) bulkChange(w http.ResponseWriter, c *call.Call) error {
	d, err := a.decoder(c)
	if err != nil {
		return err
	}
	b, err := call.ReadBody(w, c, call.TypeJSON)
	if err != nil {
		return err
	}
	wanted, err := bulkOf(b.Tree)
	if err != nil {
		return err
	}
	d.Checks = wanted.preview
	leave, err := a.scans.Enter(c.Context())
	if err != nil {
		return err
	}
	defer leave()
	bases, changes, err := a.bulkChanges(c, d, wanted)
	if err != nil {
		return err
	}
	if wanted.preview {
		effects := make([]bulkEffect, len(bases))
		for i := range bases {
			effects[i] = effectOf(d, &bases[i], &changes[i])
		}
		return call.Send(w, c, http.StatusOK, bulkAnswer{Preview: effects})
	}
	return a.writeBulk(w, c, b.Raw, bases, changes)
}

// bulkOf reads the form of a change of many.
func bulkOf(tree map[string]any) (*bulk, error) {
	f := jsonform.New(tree)
	b := &bulk{ids: jsonform.Words[string](f, "ids"), revisions: map[string]int{}, patch: map[string]any{}}
	if p := f.Object("patch"); p != nil {
		b.patch = maps.Clone(p.Members)
	}
	for _, name := range []string{"revision_kind", "note"} {
		if v := f.Take(name); v != nil {
			if b.patch[name] != nil {
				f.Wrong(name, "stands in the patch as well; give one")
			}
			b.patch[name] = v
		}
	}
	if p := f.Flag("preview"); p != nil {
		b.preview = *p
	}
	if o := f.Object("revisions"); o != nil {
		for id := range o.Members {
			n, _ := o.Number(id)
			if b.revisions[id] = int(n); n < 1 || n != float64(int(n)) {
				o.Wrong(id, "is not the number of a revision")
			}
		}
	}
	f.Done()
	seen := map[string]bool{}
	switch {
	case len(b.ids) == 0:
		f.Wrong("ids", "is missing or empty; name the incidents")
	case len(b.ids) > maxBulk:
		return nil, incidents.Errorf(incidents.ETooLarge, "ids", "has %d entries; the limit is %d", len(b.ids), maxBulk)
	}
	for i, id := range b.ids {
		if seen[id] {
			f.Wrong("ids["+strconv.Itoa(i)+"]", "stands there twice")
		}
		seen[id] = true
	}
	if len(b.patch) == 0 {
		f.Wrong("patch", "is missing or empty; say what is to change")
	}
	return b, f.Err()
}

// bulkChanges makes the change of each incident. Errors name it by its place among the ids.
func (a *API) bulkChanges(c *call.Call, d *incidentform.Decoder, b *bulk) ([]incidents.Revision, []incidents.Write, error) {
	bases, changes := make([]incidents.Revision, len(b.ids)), make([]incidents.Write, len(b.ids))
	var problems incidents.Problems
	for i, id := range b.ids {
		at := "ids[" + strconv.Itoa(i) + "]"
		base, err := a.store.Incident(c.Context(), c.Story(), id)
		switch n := b.revisions[id]; {
		case err != nil && incidents.CodeOf(err) == incidents.ENotFound:
			problems.Add(at, "%s is no incident of this story", incidents.Quote(id))
			continue
		case err != nil:
			return nil, nil, err
		case n != 0 && n != base.Number:
			return nil, nil, respond.Refused(http.StatusPreconditionFailed, incidents.Errorf(call.CodeStale, at, "the incident is at revision %d and not at %d; read it and try again", base.Number, n))
		case base.Incident.Disposition == incidents.Retracted:
			return nil, nil, incidents.Errorf(incidents.EConflict, at, "the incident was retracted and stays so; leave it out")
		}
		shown, err := incidentform.TreeOf(&base, c.Page(base.Incident.ID))
		if err != nil {
			return nil, nil, err
		}
		change, err := d.Change(&base, shown, incidentform.Patched(d.Story, shown, b.patch), b.patch)
		if err != nil {
			problems = append(problems, placed(err, at)...)
			continue
		}
		if err := a.mayRevise(c, &base, &change); err != nil {
			return nil, nil, err
		}
		bases[i], changes[i] = base, change
	}
	const most = 50
	if len(problems) > most {
		problems = append(problems[:most], incidents.Errorf(incidents.EInvalid, "ids", "and %d more are at fault", len(problems)-most))
	}
	return bases, changes, problems.Err()
}

// placed gives the errors of one of several with its place before their fields.
func placed(err error, at string) incidents.Problems {
	all := incidents.Problems{}
	switch err := jsonform.Renamed(err, func(field string) string { return at + "." + field }).(type) { //nolint:errorlint // renamed gives one of these
	case incidents.Problems:
		all = err
	case *incidents.Error:
		all = append(all, err)
	default:
		all.Add(at, "%v", err)
	}
	return all
}

func (a *API) writeBulk(w http.ResponseWriter, c *call.Call, raw []byte, bases []incidents.Revision, changes []incidents.Write) error {
	results := make([]bulkResult, len(bases))
	var writes []incidents.Write
	var places []int
	for i := range bases {
		results[i] = bulkResult{ID: bases[i].Incident.ID, Revision: bases[i].Number}
		if !changesNothing(&bases[i], &changes[i]) {
			writes, places = append(writes, changes[i]), append(places, i)
		}
	}
	if len(writes) > 0 {
		revisions, before, err := a.write(c, raw, writes...)
		if err != nil {
			return err
		}
		markReplay(w, before)
		respond.Wrote(w, writes[0].Incident.ID, len(writes))
		for i, rev := range revisions {
			results[places[i]] = bulkResult{ID: rev.Incident.ID, Revision: rev.Number, Written: true, Due: rev.Due}
		}
	}
	return call.Send(w, c, http.StatusOK, bulkAnswer{Results: results})
}

// effectOf tells what readers would see of a change once it is written.
func effectOf(d *incidentform.Decoder, base *incidents.Revision, change *incidents.Write) bulkEffect {
	stamp := incidents.Stamp{Revision: base.Number, Seq: base.Seq, Published: base.Time, Updated: base.Time, Note: base.Note}
	e := bulkEffect{ID: base.Incident.ID, Revision: base.Number, Writes: !changesNothing(base, change)}
	before := d.Story.Public(&base.Incident, stamp)
	stamp.Revision, stamp.Note = base.Number+1, change.Note
	after := d.Story.Public(&change.Incident, stamp)
	if before != nil {
		e.Before = format.AppendFeature(nil, before, d.Lang)
	}
	if after != nil && e.Writes {
		e.After = format.AppendFeature(nil, after, d.Lang)
	} else if after != nil {
		e.After = e.Before
	}
	e.Changed = changedProperties(e.Before, e.After)
	return e
}

// changedProperties names what two features say otherwise.
func changedProperties(before, after json.RawMessage) []string {
	read := func(text json.RawMessage) map[string]json.RawMessage {
		var f struct {
			Geometry   json.RawMessage
			Properties map[string]json.RawMessage
		}
		if text == nil || json.Unmarshal(text, &f) != nil {
			return nil
		}
		f.Properties["geometry"] = f.Geometry
		return f.Properties
	}
	a, b := read(before), read(after)
	changed := []string{}
	for _, all := range []map[string]json.RawMessage{a, b} {
		for name := range all {
			if !bytes.Equal(a[name], b[name]) && !slices.Contains(changed, name) && name != "revision" {
				changed = append(changed, name)
			}
		}
	}
	slices.Sort(changed)
	return changed
}
