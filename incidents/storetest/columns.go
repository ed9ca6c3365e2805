package storetest

import (
	"testing"

	"incidentmap/incidents"
)

// testColumns holds that a column is unpublished until a public incident has a value of it, and never again.
func testColumns(t *testing.T, s incidents.Store) {
	story := Story("a")
	for _, name := range []string{"Phone", "Depth", "Never"} {
		story.AddColumn(name, name, incidents.TextColumn)
	}
	story.Columns[0].Name, story.Columns[1].Name, story.Columns[2].Name = "x_phone", "x_depth", "x_never"
	put(t, s, story)
	unpublished := func(when, want string) incidents.Story {
		t.Helper()
		now, err := s.Story(t.Context(), "a")
		if err != nil {
			t.Fatal(err)
		}
		var got string
		for _, c := range now.Columns {
			if c.Unpublished {
				got += c.Name + " "
			}
		}
		if got != want {
			t.Errorf("%s: %q are unpublished, want %q", when, got, want)
		}
		return now
	}
	of := draft("a", "One")
	of.Extra = map[string]string{"Phone": "1", "Never": " "}
	write(t, s, create(of))
	before := unpublished("a draft", "x_phone x_depth x_never ")
	hidden := Incident("a", "Two")
	hidden.Extra, hidden.Disclosure = map[string]string{"Depth": "10 km"}, incidents.Withheld
	write(t, s, create(hidden))
	if now := unpublished("an incident whose place is withheld", "x_phone x_depth x_never "); now.Version != before.Version {
		t.Error("the story was written anew for nothing")
	}
	of.Workflow = incidents.Published
	write(t, s, update(of, 1))
	now := unpublished("the draft is published", "x_depth x_never ")
	if now.Version <= before.Version || newest(t, s) != now.Version {
		t.Errorf("the story has version %d after %d, the newest number is %d", now.Version, before.Version, newest(t, s))
	}
	hidden.Disclosure = incidents.Open
	write(t, s, update(hidden, 1))
	unpublished("the place is open", "x_never ")
	before.Version = 0
	put(t, s, before)
	unpublished("the story as it was", "x_never ")
	of.Workflow = incidents.DraftStage
	write(t, s, update(of, 2))
	unpublished("the incident is withdrawn", "x_never ")
}
