package revise

import (
	"math"
	"net/http"

	"incidentmap/incidents"
	"incidentmap/incidents/match"
	"incidentmap/web/edit/call"
	"incidentmap/web/edit/incidentform"
	"incidentmap/web/edit/jsonform"
)

// duplicateForm is an incident that may tell of the same as another.
type duplicateForm struct {
	Incident incidentform.Full `json:"incident"`
	Score    float64           `json:"score"`
	Reasons  []string          `json:"reasons"` // in English
	// Explained are the reasons with their codes, in each language of the interface.
	Explained []match.Reason `json:"explained"`
}

// duplicateList is the answer of what an incident may be a duplicate of. Complete says whether all incidents of
// the story were looked at, and not only those that were written last.
type duplicateList struct {
	Candidates []duplicateForm `json:"candidates"`
	Looked     int             `json:"looked_at"`
	Complete   bool            `json:"complete"`
}

// listDuplicates answers with the incidents of the story that may tell of the same.
func (a *API) listDuplicates(w http.ResponseWriter, c *call.Call) error {
	rev, err := a.store.Incident(c.Context(), c.Story(), c.Incident())
	if err != nil {
		return err
	}
	leave, err := a.scans.Enter(c.Context())
	if err != nil {
		return err
	}
	defer leave()
	list := duplicateList{Candidates: []duplicateForm{}}
	var found []match.Candidate
	q := incidents.QueueQuery{Story: c.Story(), Limit: call.MaxPage, Dispositions: []incidents.Disposition{incidents.Active, incidents.Corrected}}
	for !list.Complete && list.Looked < call.MaxScanned {
		some, err := a.store.Queue(c.Context(), q)
		if err != nil {
			return err
		}
		for i := range found {
			some = append(some, found[i].Revision)
		}
		fresh := len(some) - len(found)
		found = match.Candidates(&rev.Incident, some)
		if list.Looked, list.Complete = list.Looked+fresh, fresh < q.Limit; fresh > 0 {
			q.From = some[fresh-1].Seq
		}
	}
	for i := range found {
		r := &found[i].Revision
		form := duplicateForm{Incident: incidentform.FullOf(r, c.Page(r.Incident.ID)), Score: math.Round(100*found[i].Score) / 100, Explained: found[i].Reasons}
		for _, why := range found[i].Reasons {
			form.Reasons = append(form.Reasons, why.Words["en"])
		}
		list.Candidates = append(list.Candidates, form)
	}
	return call.Send(w, c, http.StatusOK, list)
}

// mergeIncident says of an incident that another tells of the same: {"into": ID, "note": …}. It is there as a
// merged one, its figures are in no sum, and nothing of it is copied: what the other lacks an editor writes there. The
// restoring of an earlier revision takes it back.
func (a *API) mergeIncident(w http.ResponseWriter, c *call.Call) error {
	d, base, err := a.target(c)
	if err != nil {
		return err
	}
	b, err := call.ReadBody(w, c, call.TypeJSON)
	if err != nil {
		return err
	}
	f := jsonform.New(b.Tree)
	into, note := jsonform.Word[string](f, "into"), f.Text("note", d.Lang)
	f.Done()
	change := incidents.Write{Incident: base.Incident, Base: base.Number, Kind: incidents.Update, Author: c.Author(), AuthorID: c.Actor.ID, Note: note}
	if base.Incident.IsPublic() {
		change.Kind = incidents.Correction
		if len(note.Langs()) == 0 {
			f.Wrong("note", "is missing; tell readers why the incident is told of elsewhere")
		}
	}
	if err := f.Err(); err != nil {
		return err
	}
	other, err := a.mergeTarget(c, base, into)
	if err != nil {
		return err
	}
	change.Incident.Disposition = incidents.Merged
	change.Incident.Relations = append([]incidents.Relation{{Type: incidents.DuplicateOf, Incident: other}}, base.Incident.Relations...)
	return a.revise(w, c, b.Raw, base, change)
}

// mergeTarget gives the id of the incident that another is merged into.
func (a *API) mergeTarget(c *call.Call, base *incidents.Revision, into string) (string, error) {
	if base.Incident.Disposition == incidents.Merged {
		return "", incidents.Errorf(incidents.EConflict, "disposition", "the incident is merged already; restore it first")
	}
	other, err := a.store.Incident(c.Context(), c.Story(), into)
	switch {
	case incidents.CodeOf(err) == incidents.ENotFound && err != nil:
		return "", incidents.Errorf(incidents.EInvalid, "into", "%s is no incident of this story", incidents.Quote(into))
	case err != nil:
		return "", err
	case other.Incident.ID == base.Incident.ID:
		return "", incidents.Errorf(incidents.EInvalid, "into", "is the incident itself")
	case other.Incident.Disposition == incidents.Retracted || other.Incident.Disposition == incidents.Merged:
		return "", incidents.Errorf(incidents.EInvalid, "into", "is %s; name an incident that stands", other.Incident.Disposition)
	case base.Incident.IsPublic() && !other.Incident.IsPublic():
		return "", incidents.Errorf(incidents.EInvalid, "into", "is not published, and readers see this one; publish it first")
	}
	return other.Incident.ID, nil
}
