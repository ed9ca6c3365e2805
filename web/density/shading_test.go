package density

import (
	"encoding/json"
	"os"
	"slices"
	"testing"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
)

// TestSharedCases holds shades to what the page's map has (ui/src/density/shadingcases.test.ts).
func TestSharedCases(t *testing.T) {
	text, err := os.ReadFile("testdata/shading.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Classes []struct {
			Values  []float64
			Classes [][2]float64
		}
		Rates  [][2]float64
		Shades []struct {
			Theme, Measure string
			Classes        int
			Colors         []string
		}
	}
	if err := json.Unmarshal(text, &file); err != nil || len(file.Classes) < 8 || len(file.Rates) < 5 || len(file.Shades) != 20 {
		t.Fatalf("%v: %+v", err, file)
	}
	for _, c := range file.Classes {
		var got [][2]float64
		for _, class := range ClassesOf(c.Values) {
			got = append(got, [2]float64{class.From, class.To})
		}
		if !slices.Equal(got, c.Classes) {
			t.Errorf("%v: %v, want %v", c.Values, got, c.Classes)
		}
		for _, v := range c.Values {
			if class := ClassOf(v, ClassesOf(c.Values)); (class < 0) != (v == 0) {
				t.Errorf("%v: %v has the class %d", c.Values, v, class)
			}
		}
	}
	for _, r := range file.Rates {
		if got := rounded(r[0]); got != r[1] {
			t.Errorf("%v is rounded to %v, want %v", r[0], got, r[1])
		}
	}
	for _, s := range file.Shades {
		if got := Shades(s.Theme, s.Measure, s.Classes); !slices.Equal(got, s.Colors) {
			t.Errorf("%s, %s, %d classes: %v, want %v", s.Theme, s.Measure, s.Classes, got, s.Colors)
		}
	}
}

// TestValue holds that what is not known is no number: neither nobody, nor a rate.
func TestValue(t *testing.T) {
	n := func(i int) *int { return &i }
	zone := func(people int64, counts ...incidents.Count) *Zone {
		z := &Zone{People: people}
		z.Count = 5
		var said []incidents.SourceFigures
		for i, c := range counts {
			said = append(said, incidents.NewSourceFigures([]incidents.SourceCounts{{Source: incidents.Source{ID: string(rune('a' + i))}, Counts: incidents.Counts{incidents.Killed: c}}}))
		}
		z.Figures = index.FiguresOf(said...)
		return z
	}
	two := incidents.Count{Low: n(2), Best: n(2), High: n(2)}
	four := incidents.Count{Low: n(4), Best: n(4), High: n(4)}
	for _, c := range []struct {
		name, measure string
		zone          *Zone
		want          float64
		known, differ bool
	}{
		{"entries", "entries", zone(0), 5, true, false},
		{"nobody", "deaths", zone(0), 0, true, false},
		{"agreed", "deaths", zone(0, two), 2, true, false},
		{"two sources", "deaths", zone(0, two, four), 2, true, true},
		{"the most alone", "deaths", zone(0, incidents.Count{High: n(9)}), 0, false, true},
		{"a rate", "entries_rate", zone(200_000), 2.5, true, false},
		{"a rate of nobody knows how many", "entries_rate", zone(0), 0, false, false},
		{"a rate of deaths", "deaths_rate", zone(1_000_000, two), 0.2, true, false},
	} {
		got, known := c.zone.Value(c.measure)
		if got != c.want || known != c.known || c.zone.Differs(c.measure) != c.differ {
			t.Errorf("%s: %v, %t, differs %t", c.name, got, known, c.zone.Differs(c.measure))
		}
	}
}
