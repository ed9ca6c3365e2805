package match

import (
	"fmt"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// base is an attack on police in Zapopan.
func base(id string) incidents.Incident {
	day := time.Date(2026, 2, 22, 6, 0, 0, 0, time.UTC)
	six := 6
	return incidents.Incident{
		ID: id, Story: "a", Class: incidents.ClassIncident, Kind: "attack", Title: incidents.Text{"es": "Ataque contra la Guardia Nacional en Zapopan"},
		When:       incidents.When{Start: day, End: day.Add(24 * time.Hour), Precision: incidents.Day, Basis: incidents.EventTime},
		Where:      geo.Location{Geometry: orb.Point{-103.39, 20.72}, RadiusM: 5000, Precision: geo.Locality},
		Casualties: []incidents.Casualty{{ID: "c1", Group: "national_guard", Outcome: incidents.Killed, Best: &six}},
		Sources:    []incidents.Source{{ID: "s1", URL: "https://example.org/one"}},
		Workflow:   incidents.Published, Disposition: incidents.Active,
	}
}

func TestCandidates(t *testing.T) {
	for name, tt := range map[string]struct {
		edit func(*incidents.Incident)
		want bool
	}{
		"the same": {func(*incidents.Incident) {}, true},
		"told by another, otherwise": {func(inc *incidents.Incident) {
			inc.Title, inc.Sources, inc.Casualties = incidents.Text{"es": "Mueren guardias nacionales en Zapopan"}, nil, nil
			inc.Where.Geometry = orb.Point{-103.42, 20.70}
		}, true},
		"another figure": {func(inc *incidents.Incident) { n := 7; inc.Casualties[0].Best = &n }, true},
		"a week later": {func(inc *incidents.Incident) {
			inc.When.Start, inc.When.End = inc.When.Start.AddDate(0, 0, 7), inc.When.End.AddDate(0, 0, 7)
		}, false},
		"far away":      {func(inc *incidents.Incident) { inc.Where.Geometry = orb.Point{-99.13, 19.43} }, false},
		"another class": {func(inc *incidents.Incident) { inc.Class = incidents.ClassAdvisory }, false},
		"another kind of thing there that day": {func(inc *incidents.Incident) {
			inc.Kind, inc.Title, inc.Sources, inc.Casualties = "roadblock", incidents.Text{"es": "Camión quemado sobre Periférico"}, nil, nil
		}, false},
		"retracted": {func(inc *incidents.Incident) { inc.Disposition = incidents.Retracted }, false},
		"merged":    {func(inc *incidents.Incident) { inc.Disposition = incidents.Merged }, false},
		"known as its duplicate": {func(inc *incidents.Incident) {
			inc.Relations = []incidents.Relation{{Type: incidents.DuplicateOf, Incident: "1"}}
		}, false},
		"of which nothing is known": {func(inc *incidents.Incident) {
			*inc = incidents.Incident{ID: "2", Class: inc.Class, Kind: inc.Kind, Title: incidents.Text{"es": "Algo"}, Disposition: incidents.Active}
		}, false},
	} {
		one, other := base("1"), base("2")
		tt.edit(&other)
		got := Candidates(&one, []incidents.Revision{{Incident: one}, {Incident: other}})
		if (len(got) == 1) != tt.want {
			t.Errorf("%s: %+v", name, got)
		}
		back := Candidates(&other, []incidents.Revision{{Incident: one}})
		if tt.want && (len(back) != 1 || back[0].Score != got[0].Score || len(back[0].Reasons) != len(got[0].Reasons) || len(got[0].Reasons) == 0) {
			t.Errorf("%s: %+v, and the other way %+v", name, got, back)
		}
	}
}

// TestCandidatesInOrder holds that the likeliest comes first, and that there are no more than anybody looks at.
func TestCandidatesInOrder(t *testing.T) {
	one := base("1")
	var all []incidents.Revision
	for i := range 30 {
		other := base(fmt.Sprint(100 + i))
		other.Where.Geometry = orb.Point{-103.39 + float64(30-i)/100, 20.72}
		all = append(all, incidents.Revision{Incident: other})
	}
	got := Candidates(&one, all)
	if len(got) != Most {
		t.Fatalf("%d candidates", len(got))
	}
	for i := range got[1:] {
		if got[i].Score < got[i+1].Score {
			t.Errorf("%v comes before %v", got[i].Score, got[i+1].Score)
		}
	}
}
