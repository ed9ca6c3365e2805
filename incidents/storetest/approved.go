package storetest

import (
	"testing"
	"time"

	"incidentmap/incidents"
)

// approving writes as different people, in a story where another than the author approves.
type approving struct {
	t *testing.T
	s incidents.Store
}

// by writes an incident at a stage, on a revision of it, zero for a new one.
func (a approving) by(author string, inc incidents.Incident, base int, stage incidents.Workflow) (incidents.Revision, error) {
	inc.Workflow = stage
	w := update(inc, base)
	w.Author = author
	if base == 0 {
		w.Kind = incidents.Create
	}
	all, err := a.s.Write(a.t.Context(), w)
	if err != nil {
		return incidents.Revision{}, err
	}
	return all[0], nil
}

func (a approving) refused(what, author string, inc incidents.Incident, base int, stage incidents.Workflow) {
	a.t.Helper()
	if _, err := a.by(author, inc, base, stage); incidents.CodeOf(err) != incidents.EApprover {
		a.t.Errorf("%s: %v", what, err)
	}
}

func (a approving) taken(author string, inc incidents.Incident, base int, stage incidents.Workflow) incidents.Revision {
	a.t.Helper()
	rev, err := a.by(author, inc, base, stage)
	if err != nil {
		a.t.Fatal(err)
	}
	return rev
}

// testSecondApprover goes through who may bring an incident how far.
func testSecondApprover(t *testing.T, s incidents.Store, _ func(time.Duration)) {
	story := Story("a")
	story.Policy.SecondApprover = true
	put(t, s, story)
	a := approving{t, s}
	inc := Incident("a", "First")
	for _, stage := range []incidents.Workflow{incidents.Approved, incidents.Published, incidents.Archived} {
		a.refused("a new one as "+string(stage), "ana", inc, 0, stage)
	}
	both := []incidents.Write{create(draft("a", "Both")), {}}
	both[1] = update(both[0].Incident, 1)
	both[1].Incident.Workflow, both[1].Author = incidents.Published, "ben"
	if _, err := s.Write(t.Context(), both...); incidents.CodeOf(err) != incidents.EApprover {
		t.Errorf("two authors in one request: %v", err)
	}
	rev := a.taken("ana", inc, 0, incidents.Review)
	a.refused("the author", "ana", rev.Incident, 1, incidents.Published)
	changed := rev.Incident
	changed.Title = incidents.Text{"en": "By ben"}
	a.refused("who changes it", "ben", changed, 1, incidents.Published)
	a.changesWhatStands(a.taken("ben", rev.Incident, 1, incidents.Published))

	record := Incident("a", "Record")
	record.Origin = incidents.Origin{Key: "id:1", Hash: "1"}
	got, err := s.Import(t.Context(), "run", create(record))
	if err != nil || got[0].Err != nil || got[0].Revision.Incident.Workflow != incidents.Review || len(got[0].Kept) != 1 {
		t.Errorf("a record is %+v, %v", got, err)
	}
}

// changesWhatStands goes on with an incident that readers see: a change of it is a proposal until another approves it.
func (a approving) changesWhatStands(rev incidents.Revision) {
	a.t.Helper()
	id := rev.Incident.ID
	changed := rev.Incident
	changed.Title = incidents.Text{"en": "Second"}
	a.refused("a change of what stands", "ana", changed, 2, incidents.Published)
	rev = a.taken("ana", changed, 2, incidents.Review)
	if p, err := a.s.Public(a.t.Context(), "a", id); err != nil || p.Title["en"] != "First" {
		a.t.Fatalf("readers see %+v, %v", p, err)
	}
	a.refused("the author of a proposal", "ana", rev.Incident, 3, incidents.Approved)
	rev = a.taken("ben", rev.Incident, 3, incidents.Approved)
	rev = a.taken("ana", rev.Incident, 4, incidents.Published)
	if p, err := a.s.Public(a.t.Context(), "a", id); err != nil || p.Title["en"] != "Second" || p.Revision != 5 {
		a.t.Errorf("readers see %+v, %v", p, err)
	}
	all, err := a.s.Revisions(a.t.Context(), "a", id)
	if err != nil || len(all) != 5 || all[3].Author != "ben" || all[3].Incident.Workflow != incidents.Approved {
		a.t.Errorf("who approved is not kept: %+v, %v", all, err)
	}
	retracted := a.taken("ana", rev.Incident, 5, incidents.Archived).Incident
	retracted.Disposition = incidents.Retracted
	a.taken("ana", retracted, 6, incidents.Archived)
}
