package postgis

import (
	"testing"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/postgis/postgistest"
)

// TestPresence says who is at work through one server and asks another.
func TestPresence(t *testing.T) {
	dsn := postgistest.Setting(t)
	one, other := open(t, dsn), open(t, dsn)
	note := func(s *Store, story, who, incident string, life time.Duration) {
		t.Helper()
		if err := s.PutPresent(t.Context(), story, incidents.Present{Who: who, Name: "Name of " + who, Incident: incident}, life); err != nil {
			t.Fatal(err)
		}
	}
	note(one, "a", "1", "x", time.Hour)
	note(other, "a", "2", "", time.Hour)
	note(other, "b", "3", "", time.Hour)
	note(one, "a", "gone", "", -time.Second)
	note(one, "a", "1", "y", time.Hour)
	for _, s := range []*Store{one, other} {
		all, err := s.Presents(t.Context(), "a")
		if err != nil || len(all) != 2 || all[0] != (incidents.Present{Who: "1", Name: "Name of 1", Incident: "y"}) || all[1].Who != "2" {
			t.Errorf("there are %+v, %v", all, err)
		}
	}
	var left int
	if err := one.primary.QueryRow(t.Context(), `SELECT count(*) FROM presence`).Scan(&left); err != nil || left != 3 {
		t.Errorf("%d are kept, %v; who has gone is to be forgotten", left, err)
	}
}
