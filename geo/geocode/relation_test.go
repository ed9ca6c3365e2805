package geocode

import (
	"strings"
	"testing"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"

	"incidentmap/geo"
)

func TestReadRelation(t *testing.T) {
	at := orb.Point{-103.39, 20.67}
	cases := []struct {
		words       string // normalised; empty at the end when they say no relation
		is          bool
		km, toleran float64 // how far from the place, and by how much that may differ
		bearing     float64
	}{
		{"10 km north of", true, 10, 0.5, 0},
		{"about 5 miles south west of", true, 8.05, 0.5, 225},
		{"40 kilometros al sur de", true, 40, 0.5, 180},
		{"northeast of", true, 12.5, 0.5, 45},
		{"near", true, 0, 0.1, 0},
		{"cerca de", true, 0, 0.1, 0},
		{"beside", true, 0, 0.1, 0},
		{"off the coast of", true, 0, 0.1, 0},
		{"frente a las costas de", true, 0, 0.1, 0},
		{"a two hour drive southwest of", true, 100, 1, 225},
		{"about a 30 minute drive east of", true, 25, 1, 90},
		{"a dos horas por carretera al norte de", true, 100, 1, 0},
		{"the mayor of", false, 0, 0, 0},
		{"of", false, 0, 0, 0},
		{"in", false, 0, 0, 0},
		{"", false, 0, 0, 0},
		{"10 people of", false, 0, 0, 0},
	}
	for _, c := range cases {
		r, ok := ReadRelation(strings.Fields(c.words))
		if ok != c.is {
			t.Errorf("%q is a relation: %v, want %v", c.words, ok, c.is)
			continue
		}
		if !ok {
			continue
		}
		loc := geo.Location{Geometry: at, Precision: geo.Locality, RadiusM: 2000}
		reason := r.Apply(&loc)
		p, _ := loc.Geometry.(orb.Point)
		far := orbgeo.DistanceHaversine(at, p) / 1000
		if loc.Precision != geo.Near || far < c.km-c.toleran || far > c.km+c.toleran || loc.RadiusM < 5000 || reason == "" {
			t.Errorf("%q: %s, %.1f km off, within %.0f m: %s", c.words, loc.Precision, far, loc.RadiusM, reason)
		}
		if c.km > 0 {
			if turn := orbgeo.Bearing(at, p) - c.bearing; int(turn+720+0.5)%360 > 1 && int(turn+720+0.5)%360 < 359 {
				t.Errorf("%q: at bearing %.0f, want %.0f", c.words, orbgeo.Bearing(at, p), c.bearing)
			}
		}
	}
}

// What is near an area is not known better than the area.
func TestRelationToAnArea(t *testing.T) {
	r, ok := ReadRelation([]string{"north", "of"})
	loc := geo.Location{Geometry: orb.Polygon{}, Precision: geo.Admin1}
	if r.Apply(&loc); !ok || loc.Precision != geo.Admin1 {
		t.Errorf("%v: %s", ok, loc.Precision)
	}
}
