package storetest

import (
	"errors"
	"testing"

	"incidentmap/incidents"
)

// from gives an incident that came from a record.
func from(story, key, hash string) incidents.Incident {
	inc := Incident(story, "From "+key)
	inc.Origin = incidents.Origin{Key: key, Hash: hash, File: "a.csv", Row: 7}
	inc.Extra = map[string]string{"col": "x", "ñ": "<&>"}
	return inc
}

func known(t *testing.T, s incidents.Store, story string, keys ...string) map[string]incidents.Known {
	t.Helper()
	all, err := s.Known(t.Context(), story, keys)
	if err != nil {
		t.Fatalf("Known: %v", err)
	}
	return all
}

func testKnown(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	put(t, s, Story("b"))
	one, two, other := from("a", "id:1", "sha256:1"), from("a", "id:2", "sha256:2"), from("b", "id:1", "sha256:9")
	hidden := from("a", "id:hidden", "sha256:3")
	hidden.Workflow = incidents.DraftStage
	write(t, s, create(one), create(two), create(other), create(hidden), create(Incident("a", "Of an editor")))
	asked := []string{"id:2", "nothing", "id:1", "", "id:2", "id:hidden", "'; --"}
	want := map[string]incidents.Known{
		"id:1": {Incident: one.ID, Revision: 1, Hash: "sha256:1"},
		"id:2": {Incident: two.ID, Revision: 1, Hash: "sha256:2"}, "id:hidden": {Incident: hidden.ID, Revision: 1, Hash: "sha256:3"},
	}
	same(t, "created", known(t, s, "a", asked...), want)
	same(t, "an incident's own id", known(t, s, "a", "id:"+one.ID), map[string]incidents.Known{"id:" + one.ID: want["id:1"]})
	same(t, "nothing asked", known(t, s, "a"), map[string]incidents.Known{})
	same(t, "the other story", known(t, s, "b", "id:1", "id:2"), map[string]incidents.Known{"id:1": {Incident: other.ID, Revision: 1, Hash: "sha256:9"}})

	one.Origin.Hash = "sha256:4"
	write(t, s, update(one, 1))
	want["id:1"] = incidents.Known{Incident: one.ID, Revision: 2, Hash: "sha256:4"}
	same(t, "a record that changed", known(t, s, "a", asked...), want)
	two.Origin.Key = "id:3"
	write(t, s, update(two, 1))
	delete(want, "id:2")
	same(t, "a key that changed", known(t, s, "a", asked...), want)
	hidden.Origin = incidents.Origin{}
	write(t, s, update(hidden, 1))
	delete(want, "id:hidden")
	same(t, "a key that was taken off", known(t, s, "a", asked...), want)

	_, err := s.Known(t.Context(), "nowhere", asked)
	isCode(t, "a story that is not there", err, incidents.ENotFound)
	read, err := s.Incident(t.Context(), "a", one.ID)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "what is read back", read.Incident, one)
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
}

func testOneIncidentOfARecord(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	one := from("a", "id:1", "sha256:1")
	write(t, s, create(one))
	last := newest(t, s)
	moving := Incident("a", "Moving")
	for name, writes := range map[string][]incidents.Write{
		"a second of one written before": {create(Incident("a", "x")), create(from("a", "id:1", "sha256:2"))},
		"two of one write":               {create(from("a", "id:2", "sha256:2")), create(from("a", "id:2", "sha256:2"))},
		"a key that is taken over":       {create(moving), func() incidents.Write { moving.Origin = one.Origin; return update(moving, 1) }()},
	} {
		_, err := s.Write(t.Context(), writes...)
		isCode(t, name, err, incidents.EConflict)
		var e *incidents.Error
		if !errors.As(err, &e) || e.Field != "[1].origin.key" {
			t.Errorf("%s: the error %v does not name the key", name, err)
		}
	}
	if newest(t, s) != last {
		t.Error("something was written")
	}
	same(t, "known", known(t, s, "a", "id:1", "id:2"), map[string]incidents.Known{"id:1": {Incident: one.ID, Revision: 1, Hash: "sha256:1"}})

	// One incident may hand its record on to another.
	two := from("a", "id:1", "sha256:1")
	one.Origin = incidents.Origin{}
	write(t, s, update(one, 1), create(two))
	same(t, "handed on", known(t, s, "a", "id:1"), map[string]incidents.Known{"id:1": {Incident: two.ID, Revision: 1, Hash: "sha256:1"}})
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
}
