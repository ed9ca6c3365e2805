package geoparse

import (
	"strings"
	"testing"

	orbgeo "github.com/paulmach/orb/geo"

	"incidentmap/geo/gazetteer"
)

// Every code and name of the embedded words leads somewhere, and every point written by
// hand lies near the place that the gazetteer knows by the code.
func TestWordsLeadToPlaces(t *testing.T) {
	p := parserOf(t)
	known := func(code string) bool {
		if f, ok := strings.CutPrefix(code, "feature:"); ok {
			return len(p.features[f]) > 0
		}
		_, area := p.g.Area(code)
		_, entry := p.g.ByID(code)
		return area || entry
	}
	for word, code := range p.lexicon.Demonyms {
		if !known(code) {
			t.Errorf("%q is of %q, which is not known", word, code)
		}
	}
	for name, codes := range p.lexicon.Names {
		for _, code := range codes {
			if !known(code) {
				t.Errorf("%q names %q, which is not known", name, code)
			}
		}
	}
	for code, at := range p.lexicon.Points {
		e, ok := p.g.Area(code)
		if far := orbgeo.DistanceHaversine(at, e.Point); !ok || far > max(1_000_000, 1.5*e.RadiusM) {
			t.Errorf("%s: known %v, and %.0f km from %v", code, ok, far/1000, e.Point)
		}
	}
	for _, f := range p.lexicon.Features {
		if f.Country != "" && !known(f.Country) || f.Admin1 != "" && !known(f.Admin1) || gazetteer.Normalize(f.Name) == "" || f.RadiusM <= 0 {
			t.Errorf("feature %+v is not sound", f)
		}
	}
}

func TestReadLexicon(t *testing.T) {
	cases := []struct {
		name, lines string
		err         string // in it; empty when the lines are sound
	}{
		{"all sorts", "w\treading,mobile\nf\tjuan\nd\tMX\tmexican,mexicano\nc\tMX\t23\t-102\nn\tUS\tAmerica|the States\np\tsea\t15\t-73\t1500\t1.6\t\tCaribbean|Caribe\n", ""},
		{"nothing", "", ""},
		{"an unknown sort", "w\ta\nx\ty\n", "line 2"},
		{"no fields", "w\n", "line 1"},
		{"a point that is none", "c\tMX\tnorth\t-102\n", "latitude"},
		{"a feature without names", "p\tsea\t15\t-73\n", "instead of 8"},
		{"a feature that lies nowhere", "p\tsea\tx\t-73\t1500\t1.6\t\tCaribbean\n", "field 3"},
		{"a demonym without words", "d\tMX\n", "instead of 3"},
		{"a name without words", "n\tMX\n", "instead of 3"},
	}
	for _, c := range cases {
		_, err := ReadLexicon([]byte(c.lines))
		if (err == nil) != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) {
			t.Errorf("%s: %v, want %q", c.name, err, c.err)
		}
	}
}
