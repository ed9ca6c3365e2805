package storetest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
)

func testPublicLife(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	inc := draft("a", "One")
	write(t, s, create(inc))
	for i, stage := range []incidents.Workflow{incidents.Review, incidents.Approved} {
		inc.Workflow = stage
		write(t, s, update(inc, i+1))
		_, err := s.Public(t.Context(), "a", inc.ID)
		isCode(t, string(stage), err, incidents.ENotFound)
	}
	inc.Workflow = incidents.Published
	change := update(inc, 3)
	change.Note = incidents.Text{"en": "Now public."}
	first := write(t, s, change)[0]
	p := public(t, s, inc)
	if p.Revision != 4 || p.Seq != first.Seq || !p.Published.Equal(first.Time) || !p.Updated.Equal(first.Time) || p.Note["en"] != "Now public." {
		t.Errorf("the stamp reads %+v, the revision %+v", p.Stamp, first)
	}
	same(t, "layers", p.Layers, []string{"roads"})

	inc.Workflow = incidents.Archived
	write(t, s, update(inc, 4))
	inc.Workflow = incidents.DraftStage
	gone := write(t, s, update(inc, 5))[0]
	_, err := s.Public(t.Context(), "a", inc.ID)
	isCode(t, "taken back", err, incidents.ENotFound)
	same(t, "the changes since it was first seen", tale(changes(t, s, first.Seq)),
		[]string{fmt.Sprint(first.Seq, " gone"), fmt.Sprint(gone.Seq, " a hidden")})

	inc.Workflow, inc.Disposition = incidents.Published, incidents.Retracted
	again := write(t, s, update(inc, 6))[0]
	p = public(t, s, inc)
	if p.Disposition != incidents.Retracted || !p.Published.Equal(first.Time) || !p.Updated.Equal(again.Time) {
		t.Errorf("the tombstone reads %s", asJSON(p))
	}
	if got := features(t, s, "en", again.Seq); len(got) != 1 || !strings.Contains(got[0], inc.ID) {
		t.Errorf("the tombstone's feature is %s", got)
	}
}

func testWithheld(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	inc := Incident("a", "One")
	inc.Where.Geometry = orb.Point{-103.123456, 20.654321}
	inc.Where.Place = map[string]string{"en": "Hideout"}
	inc.Disclosure = incidents.Withheld
	rev := write(t, s, create(inc))[0]
	told := asJSON(public(t, s, inc)) + strings.Join(features(t, s, "en", rev.Seq), "") + asJSON(publics(t, s, rev.Seq))
	for _, secret := range []string{"103.123", "20.654", "Hideout", "Jalisco"} {
		if strings.Contains(told, secret) {
			t.Errorf("%q is told: %s", secret, told)
		}
	}
	if e := entries(t, s)[inc.ID]; e.Located || e.Point != (orb.Point{}) || e.Shape != (incidents.ShapeID{}) {
		t.Errorf("the entry tells the place: %+v", e)
	}
	if found, err := s.Search(t.Context(), "a", "hideout"); err != nil || len(found) != 0 {
		t.Errorf("it is found by its place: %v, %v", found, err)
	}
	read, err := s.Incident(t.Context(), "a", inc.ID)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "the editors' place", read.Incident.Where, inc.Where)
}
