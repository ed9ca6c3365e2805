package extraction

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/extract"
	"incidentmap/incidents/extract/offer"
)

// scripted gives the same drafts of every text.
type scripted []extract.Draft

func (s scripted) Extract(context.Context, string, extract.Options) ([]extract.Draft, error) {
	return s, nil
}

func draft(class incidents.Class, kind incidents.Kind, place string, killed int, passage extract.Span) extract.Draft {
	d := extract.Draft{
		Incident: incidents.Incident{
			ID: place, Class: class, Kind: kind, Title: incidents.Text{"en": place}, When: incidents.When{Precision: incidents.TimeUnknown},
			Where:   geo.Location{Geometry: orb.Point{-103, 20}, Precision: geo.Locality, Place: map[string]string{"en": place}},
			Sources: []incidents.Source{{ID: "s", Publisher: incidents.Text{"en": "Police"}, Attribution: incidents.Institution}},
		},
		Passages: []extract.Span{passage},
	}
	if killed > 0 {
		d.Incident.Casualties = []incidents.Casualty{{ID: "c", Group: "unknown", Outcome: incidents.Killed, Best: &killed}}
	}
	return d
}

func run(t *testing.T, gold, text string, drafts scripted) map[string]float64 {
	t.Helper()
	dir := t.TempDir()
	write := func(name, content string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if text == "" {
		write("a.jsonl", gold+"\n")
	} else {
		write("a.json", gold)
		write("a.txt", text)
	}
	sets, err := Load(dir, "")
	if err != nil || len(sets) != 1 {
		t.Fatalf("%v %v", sets, err)
	}
	r, err := Run(context.Background(), &offer.Reader{Extractor: drafts}, &sets[0])
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]float64{}
	for _, m := range r.Measures {
		if m.Of > 0 {
			got[m.Name] = m.Value
		}
	}
	if table := Table([]Result{r}); !strings.Contains(table, sets[0].Name) {
		t.Errorf("table %s", table)
	}
	return got
}

func check(t *testing.T, got, want map[string]float64) {
	t.Helper()
	for name, v := range want {
		if g, there := got[name]; !there || g-v > 0.001 || v-g > 0.001 {
			t.Errorf("%s is %v, want %v", name, g, v)
		}
	}
}

func TestStories(t *testing.T) {
	const text = "Two died in A town. Four had died, police first said. In 2019 nine died in B."
	const gold = `{"id":"o","lang":"en","gold":{"dead":2,"drafts":[
		{"class":"incident","kind":"killing","place":"A town","precision":"locality","killed":{"low":2,"best":2,"high":2},"source":["police"],"attribution":"institution","passage":"Two died in A town."},
		{"class":"advisory","kind":"travel_advisory","areas":["Jalisco","Colima"],"precision":"adm1"}],
		"traps":[{"what":"background","passage":"In 2019 nine died in B."},{"what":"retracted","outcome":"killed","best":4}]}}`
	got := run(t, gold, text, scripted{
		draft("incident", "killing", "A town", 2, extract.Span{Start: 0, End: 19}),
		draft("advisory", "travel_advisory", "Jalisco", 0, extract.Span{Start: 0, End: 3}),
		draft("advisory", "travel_advisory", "Colima", 0, extract.Span{Start: 0, End: 3}),
		draft("incident", "killing", "B", 9, extract.Span{Start: 54, End: 77}),
		draft("background", "killing", "C", 7, extract.Span{Start: 54, End: 77}),
	})
	check(t, got, map[string]float64{
		"drafts F1": 0.8, "figures F1": 2.0 / 3, "all dead exact": 0, "areas named": 1, "traps fallen into": 0.5, "source recall": 1, "attribution": 1, "right passage": 1, "passages found": 1,
		"to mend by hand, in each": 1,
	})
}

func TestSingles(t *testing.T) {
	const gold = `{"id":"s","lang":"en","text":"Three dead in X, 5 cars burnt","gold":{"kinds":["attack","killing"],"lat":20.0,"lon":-103.1,"killed":{"low":3,"best":3,"high":3},"killed_hard":true}}`
	got := run(t, gold, "", scripted{draft("incident", "killing", "X", 3, extract.Span{Start: 0, End: 5})})
	check(t, got, map[string]float64{"drafted": 1, "kind best": 0, "kind accepted": 1, "place within 25 km": 1, "killed exact, hard": 1})
	got = run(t, gold, "", nil)
	check(t, got, map[string]float64{"drafted": 0, "kind accepted": 0, "place within 25 km": 0, "killed exact": 0})
}

func TestMUC(t *testing.T) {
	const gold = `{"id":"m","case":"upper","text":"…","incidents":[{"type":["BOMBING"],"location":"PERU: LIMA (CITY): SAN ISIDRO (NEIGHBORHOOD)","killed":{"min":2,"max":null}},{"type":["KIDNAPPING"],"location":"PERU","optional":true}]}`
	got := run(t, gold, "", scripted{
		draft("incident", "explosion", "San Isidro", 3, extract.Span{}), draft("incident", "abduction", "Peru", 0, extract.Span{}), draft("incident", "protest", "Lima", 0, extract.Span{}),
	})
	check(t, got, map[string]float64{"incidents F1": 2.0 / 3, "incidents with place F1": 2.0 / 3, "killed F1": 1})
}

// A row that is left takes the column of another that has a second choice.
func TestPairUp(t *testing.T) {
	if got := pairUp([][]float64{{1, -1}, {5, 4}}, 2); !slices.Equal(got, []int{0, 1}) {
		t.Errorf("%v", got)
	}
}

func TestOwnGoldIsSound(t *testing.T) {
	for _, dir := range []string{"stories", "aside", "desk"} {
		sets, err := Load("../../../incidents/extract/testdata/"+dir, "")
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range sets {
			for i := range s.Texts {
				checkGold(t, &s.Texts[i])
			}
		}
	}
}

func checkGold(t *testing.T, text *Text) {
	for _, d := range text.Gold.Drafts {
		for _, k := range d.kinds() {
			if _, known := incidents.LookupKind(incidents.Kind(k)); !known {
				t.Errorf("%s: %s is no kind", text.ID, k)
			}
		}
		if !strings.Contains(text.Text, d.Passage) {
			t.Errorf("%s: %q is not in it", text.ID, d.Passage)
		}
	}
	for _, trap := range text.Gold.Traps {
		if !strings.Contains(text.Text, trap.Passage) {
			t.Errorf("%s: %q is not in it", text.ID, trap.Passage)
		}
	}
}
