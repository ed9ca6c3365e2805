package revise

import (
	"net/http"
	"reflect"
	"time"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/edit/call"
	"incidentmap/web/edit/incidentform"
	"incidentmap/web/edit/jsonform"
	"incidentmap/web/respond"
)

// written is the answer to a write: what is on disk.
type written struct {
	ID       string            `json:"id"`
	Seq      incidents.Seq     `json:"seq"`
	Revision int               `json:"revision"`
	URL      string            `json:"url"`
	Incident incidentform.Full `json:"incident"`
}

// writtenList is the answer to a batch.
type writtenList struct {
	Incidents []written `json:"incidents"`
}

func (a *API) written(c *call.Call, rev *incidents.Revision) written {
	f := incidentform.FullOf(rev, c.Page(rev.Incident.ID))
	return written{f.ID, f.Seq, f.Revision, f.URL, f}
}

// createIncidents answers POST …/incidents.
func (a *API) createIncidents(w http.ResponseWriter, c *call.Call) error {
	d, err := a.decoder(c)
	if err != nil {
		return err
	}
	b, err := call.ReadBody(w, c, call.TypeJSON, call.TypeGeo)
	if err != nil {
		return err
	}
	forms, batch, err := incidentform.FormsOf(b.Tree)
	if err != nil {
		return err
	}
	writes, err := d.CreateAll(forms, batch)
	if err != nil {
		return err
	}
	for i := range writes {
		if err := c.May(nil, &writes[i].Incident); err != nil {
			return err
		}
	}
	revisions, before, err := a.write(c, b.Raw, writes...)
	if err != nil {
		return err
	}
	respond.Wrote(w, revisions[0].Incident.ID, len(revisions))
	markReplay(w, before)
	if batch {
		list := writtenList{make([]written, len(revisions))}
		for i := range revisions {
			list.Incidents[i] = a.written(c, &revisions[i])
		}
		return call.Send(w, c, http.StatusCreated, list)
	}
	w.Header().Set("Location", c.Base()+address.APIIncident(c.Story(), revisions[0].Incident.ID))
	return a.sendWritten(w, c, http.StatusCreated, &revisions[0])
}

func (a *API) decoder(c *call.Call) (*incidentform.Decoder, error) {
	story, err := a.store.Story(c.Context(), c.Story())
	if err != nil {
		return nil, err
	}
	return incidentform.New(&story, &c.Actor, a.geocoder), nil
}

func markReplay(w http.ResponseWriter, before bool) {
	if before {
		w.Header().Set("Idempotency-Replayed", "true")
	}
}

func (a *API) sendWritten(w http.ResponseWriter, c *call.Call, status int, rev *incidents.Revision) error {
	w.Header().Set("ETag", call.ETag(rev.Number))
	return call.Send(w, c, status, a.written(c, rev))
}

// getIncident answers with the newest revision, public or not: its full form, or for those
// who like GeoJSON better a feature.
func (a *API) getIncident(w http.ResponseWriter, c *call.Call) error {
	rev, err := a.store.Incident(c.Context(), c.Story(), c.Incident())
	if err != nil {
		return err
	}
	w.Header().Set("ETag", call.ETag(rev.Number))
	w.Header().Set("Vary", "Accept")
	if wantsFeature(c.Request) {
		story, err := a.store.Story(c.Context(), c.Story())
		if err != nil {
			return err
		}
		feature, err := incidentform.FeatureOf(&rev, c.Page(rev.Incident.ID), story.Lang(""))
		if err != nil {
			return err
		}
		w.Header().Set("Content-Type", call.TypeGeo)
		return call.Send(w, c, http.StatusOK, feature)
	}
	return call.Send(w, c, http.StatusOK, incidentform.FullOf(&rev, c.Page(rev.Incident.ID)))
}

// revisionForm is a revision in the list of them.
type revisionForm struct {
	Revision int                    `json:"revision"`
	Seq      incidents.Seq          `json:"seq"`
	Time     time.Time              `json:"time"`
	Kind     incidents.RevisionKind `json:"kind"`
	Author   string                 `json:"author,omitempty"`
	AuthorID string                 `json:"author_id,omitempty"`
	Note     incidents.Text         `json:"note,omitempty"`
	Incident incidentform.Full      `json:"incident"`
}

// revisionList is all revisions of an incident.
type revisionList struct {
	Revisions []revisionForm `json:"revisions"`
}

// listRevisions answers with all revisions, the oldest first.
func (a *API) listRevisions(w http.ResponseWriter, c *call.Call) error {
	revisions, err := a.store.Revisions(c.Context(), c.Story(), c.Incident())
	if err != nil {
		return err
	}
	list := revisionList{make([]revisionForm, len(revisions))}
	for i := range revisions {
		rev := &revisions[i]
		list.Revisions[i] = revisionForm{
			rev.Number, rev.Seq, rev.Time, rev.Kind, rev.Author, rev.AuthorID, rev.Note, incidentform.FullOf(rev, c.Page(rev.Incident.ID)),
		}
	}
	return call.Send(w, c, http.StatusOK, list)
}

// patchIncident answers PATCH with a JSON Merge Patch of the full form.
func (a *API) patchIncident(w http.ResponseWriter, c *call.Call) error {
	return a.changeIncident(w, c, incidentform.Patched, call.TypePatch, call.TypeJSON)
}

// putIncident answers PUT with a form, or a feature, in place of the old one.
func (a *API) putIncident(w http.ResponseWriter, c *call.Call) error {
	return a.changeIncident(w, c, func(_ *incidents.Story, _, form map[string]any) map[string]any { return form }, call.TypeJSON, call.TypeGeo)
}

func (a *API) changeIncident(w http.ResponseWriter, c *call.Call, form func(story *incidents.Story, shown, given map[string]any) map[string]any, types ...string) error {
	d, base, err := a.target(c)
	if err != nil {
		return err
	}
	b, err := call.ReadBody(w, c, types...)
	if err != nil {
		return err
	}
	shown, err := incidentform.TreeOf(base, c.Page(base.Incident.ID))
	if err != nil {
		return err
	}
	given := b.Tree
	if given["type"] == "Feature" {
		f := jsonform.New(given)
		if given = incidentform.FeatureForm(f); f.Err() != nil {
			return f.Err()
		}
	}
	change, err := d.Change(base, shown, form(d.Story, shown, given), given)
	if err != nil {
		return err
	}
	if err := a.mayRevise(c, base, &change); err != nil {
		return err
	}
	if changesNothing(base, &change) {
		return a.reviseNothing(w, c, b.Raw, base, change)
	}
	return a.revise(w, c, b.Raw, base, change)
}

// reviseNothing answers a change that changes nothing of its base, which is no revision. Under a key the receipt says so: sent
// again it is answered as before, and another request under the key is refused.
func (a *API) reviseNothing(w http.ResponseWriter, c *call.Call, raw []byte, base *incidents.Revision, change incidents.Write) error {
	newest, err := a.store.Incident(c.Context(), c.Story(), c.Incident())
	if err != nil {
		return err
	}
	var none []incidents.Write
	if newest.Number != base.Number { // written before under the key, or too late
		none = append(none, change)
	}
	revisions, before, err := a.write(c, raw, none...)
	if err != nil {
		return err
	}
	return a.sendRevised(w, c, base, revisions, before)
}

// sendRevised answers a change with the revision it made, or with its base where it made none.
func (a *API) sendRevised(w http.ResponseWriter, c *call.Call, base *incidents.Revision, revisions []incidents.Revision, before bool) error {
	markReplay(w, before)
	if len(revisions) > 0 {
		base = &revisions[0]
	}
	return a.sendWritten(w, c, http.StatusOK, base)
}

// changesNothing reports whether a write would leave the incident as its newest revision has it, without
// a word to readers: that is no revision.
func changesNothing(newest *incidents.Revision, w *incidents.Write) bool {
	return w.Base == newest.Number && w.Kind == incidents.Update && len(w.Note.Langs()) == 0 &&
		reflect.DeepEqual(incidentform.FullOf(newest, ""), incidentform.FullOf(&incidents.Revision{
			Incident: w.Incident, Number: newest.Number, Seq: newest.Seq, Time: newest.Time, Author: newest.Author, Due: newest.Due,
		}, ""))
}

// target gives the revision that a change is based on, and what reads the change.
func (a *API) target(c *call.Call) (*incidentform.Decoder, *incidents.Revision, error) {
	d, err := a.decoder(c)
	if err != nil {
		return nil, nil, err
	}
	newest, err := a.store.Incident(c.Context(), c.Story(), c.Incident())
	if err != nil {
		return nil, nil, err
	}
	number, err := call.WantedRevision(c.Request)
	if err != nil {
		return nil, nil, err
	}
	base, err := a.revision(c, newest, number)
	if err != nil {
		return nil, nil, err
	}
	if base.Incident.Disposition == incidents.Retracted {
		return nil, nil, incidents.Errorf(incidents.EConflict, "disposition", "the incident was retracted and stays so; write a new one")
	}
	return d, base, nil
}

// revision gives the revision of a number. One that is not the newest is wanted only by a
// request that was sent before, whose answer the store then still has: whether it is, is told
// by its key, and not here.
func (a *API) revision(c *call.Call, newest incidents.Revision, number int) (*incidents.Revision, error) {
	if newest.Number == number {
		return &newest, nil
	}
	if c.Header.Get("Idempotency-Key") == "" {
		return nil, stale(nil)
	}
	all, err := a.store.Revisions(c.Context(), c.Story(), c.Incident())
	if err != nil {
		return nil, err
	}
	for i := range all {
		if all[i].Number == number {
			return &all[i], nil
		}
	}
	return nil, stale(nil)
}

// mayRevise gives an error unless the caller may write a change of a revision. What readers see of the incident counts,
// even where a newer revision waits for its time or for an approval.
func (a *API) mayRevise(c *call.Call, base *incidents.Revision, change *incidents.Write) error {
	before := base.Incident
	if !before.IsPublic() {
		_, err := a.store.Public(c.Context(), before.Story, before.ID)
		switch {
		case err == nil:
			before.Workflow = incidents.Published
		case incidents.CodeOf(err) != incidents.ENotFound:
			return err
		}
	}
	return c.May(&before, &change.Incident)
}

// revise writes one change of a revision, if the caller may, and answers with it.
func (a *API) revise(w http.ResponseWriter, c *call.Call, raw []byte, base *incidents.Revision, change incidents.Write) error {
	if err := a.mayRevise(c, base, &change); err != nil {
		return err
	}
	revisions, before, err := a.write(c, raw, change)
	if err != nil {
		return err
	}
	return a.sendRevised(w, c, base, revisions, before)
}

// retractIncident takes back what an incident claims. It stays, with the reason.
func (a *API) retractIncident(w http.ResponseWriter, c *call.Call) error {
	d, base, err := a.target(c)
	if err != nil {
		return err
	}
	b, err := call.ReadBody(w, c, call.TypeJSON)
	if err != nil {
		return err
	}
	f := jsonform.New(b.Tree)
	change := incidents.Write{
		Incident: base.Incident, Base: base.Number, Kind: incidents.Retraction, Author: c.Actor.Name, AuthorID: c.Actor.ID, Note: f.Text("note", d.Lang),
	}
	f.Done()
	if len(change.Note.Langs()) == 0 {
		f.Wrong("note", "is missing; tell readers why it is retracted")
	}
	if err := f.Err(); err != nil {
		return err
	}
	change.Incident.Disposition = incidents.Retracted
	return a.revise(w, c, b.Raw, base, change)
}
