package stale

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"incidentmap/geo"
	"incidentmap/incidents"
)

func killed(n int) []incidents.Casualty {
	return []incidents.Casualty{{ID: "c1", Group: "police", Outcome: incidents.Killed, Best: &n}}
}

func TestCheck(t *testing.T) {
	title := incidents.Text{"en": "Six guards killed in Tapalpa", "es": "Mueren 6 guardias en Tapalpa; el 6 de mayo"}
	summary := incidents.Text{"es": "Seis guardias y dieciséis civiles."}
	in := func(place string) geo.Location { return geo.Location{Place: map[string]string{"es": place}} }
	for _, tt := range []struct {
		name          string
		before, after incidents.Incident
		want          []Warning
	}{
		{
			"a figure",
			incidents.Incident{Casualties: killed(6)},
			incidents.Incident{Casualties: killed(7)},
			[]Warning{
				{"title", "en", "Six", 0, 3, 6, 7, "killed"},
				{"title", "es", "6", 7, 8, 6, 7, "killed"},
				{"summary", "es", "Seis", 0, 4, 6, 7, "killed"},
			},
		},
		{
			"a figure that is gone",
			incidents.Incident{Casualties: killed(16)},
			incidents.Incident{},
			[]Warning{{"summary", "es", "dieciséis", 16, 25, 16, nil, "killed"}},
		},
		{"another figure", incidents.Incident{Casualties: killed(5)}, incidents.Incident{Casualties: killed(6)}, []Warning{}},
		{"no figure", incidents.Incident{Casualties: killed(6)}, incidents.Incident{Casualties: killed(6)}, []Warning{}},
		{
			"a place",
			incidents.Incident{Where: in("Tapalpa, Jalisco")},
			incidents.Incident{Where: in("Zapopan, Jalisco")},
			[]Warning{
				{"title", "en", "Tapalpa", 21, 28, "Tapalpa", "Zapopan, Jalisco", "place"},
				{"title", "es", "Tapalpa", 21, 28, "Tapalpa", "Zapopan, Jalisco", "place"},
			},
		},
		{"a place that is told longer", incidents.Incident{Where: in("Tapalpa")}, incidents.Incident{Where: in("Tapalpa, Jalisco")}, []Warning{}},
	} {
		tt.after.Title, tt.after.Summary = title, summary
		if diff := cmp.Diff(tt.want, Check(&tt.before, &tt.after)); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
		const id = "01KJ0000000000000000000001"
		tt.before.ID, tt.after.ID = id, id
		story := incidents.Story{Title: title, Summary: summary}
		if diff := cmp.Diff(tt.want, CheckStory(&story, &tt.before, &tt.after)); diff != "" {
			t.Errorf("%s, of the story: %s", tt.name, diff)
		}
	}
}

// A text may tell the low, the best or the high figure: whichever is another than before is warned of, and none that stays.
func TestCheckOfEachFigure(t *testing.T) {
	none := -1
	for _, tt := range []struct {
		name        string
		before, now [3]int // low, best, high
		want        string
	}{
		{"the best grows past a low that stays", [3]int{3, 3, none}, [3]int{3, 5, none}, "three "},
		{"the best falls under a high that stays", [3]int{none, 9, 9}, [3]int{none, 5, 9}, "nine "},
		{"only the low is another", [3]int{3, 5, 9}, [3]int{4, 5, 9}, "three "},
		{"only the high is another", [3]int{3, 5, 9}, [3]int{3, 5, 8}, "nine "},
		{"the low falls, and the best is what it was", [3]int{3, 3, none}, [3]int{none, 3, none}, ""},
		{"the high becomes the best", [3]int{none, 5, 9}, [3]int{none, 9, none}, "five "},
		{"the best becomes the least", [3]int{none, 3, none}, [3]int{3, none, none}, ""},
		{"all stay", [3]int{3, 5, 9}, [3]int{3, 5, 9}, ""},
		{"all are gone", [3]int{3, 5, 9}, [3]int{none, none, none}, "three five nine "},
	} {
		rows := func(n [3]int) []incidents.Casualty {
			c := incidents.Casualty{ID: "c1", Group: "civilian", Outcome: incidents.Killed}
			for i, to := range []**int{&c.Low, &c.Best, &c.High} {
				if n[i] != none {
					*to = &n[i]
				}
			}
			return []incidents.Casualty{c}
		}
		before, after := incidents.Incident{Casualties: rows(tt.before)}, incidents.Incident{Casualties: rows(tt.now)}
		after.Title = incidents.Text{"en": "Killed: three, five or nine"}
		var got string
		for _, w := range Check(&before, &after) {
			got += w.Words + " "
		}
		if got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// What a story says of the incident on its map and in its steps is looked through, and not what it says of others.
func TestCheckStoryOfTheIncident(t *testing.T) {
	const id, other = "01KJ0000000000000000000001", "01KJ0000000000000000000002"
	says := incidents.Text{"en": "Six killed", "es": "Mueren seis"}
	story := incidents.Story{
		Map:   incidents.MapSettings{Captions: map[string]incidents.Text{id: says, other: says}},
		Steps: []incidents.Step{{Title: says, Text: says, Incident: id}, {Title: says, Incident: other}, {Title: says}},
	}
	before, after := incidents.Incident{ID: id, Casualties: killed(6)}, incidents.Incident{ID: id, Casualties: killed(7)}
	found := map[string]int{}
	for _, w := range CheckStory(&story, &before, &after) {
		found[w.Field+" "+w.Lang+" "+w.Words]++
	}
	want := map[string]int{"caption en Six": 1, "caption es seis": 1, "steps en Six": 2, "steps es seis": 2}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Error(diff)
	}
}
