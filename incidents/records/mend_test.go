package records

import (
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/geo/geotest"
)

// TestGeometriesAreMendedWithAWord: what an import does to a geometry stands in its report.
func TestGeometriesAreMendedWithAWord(t *testing.T) {
	coast := geotest.Coastline(1, orb.Point{0, 0}, 5, 190_000)
	for _, tt := range []struct {
		name string
		g    orb.Geometry
		what What
		word string
		lost bool
		none bool // the record has no geometry
	}{
		{"corners", orb.Polygon{coast}, GeometryMended, "190,001 corners; kept 50,000, none moved further than", true, false},
		{"a bow-tie", orb.Polygon{{{0, 0}, {2, 2}, {2, 0}, {0, 2}, {0, 0}}}, GeometryMended, "ring 1 crosses itself near longitude 1, latitude 1; rings that cross themselves were divided", true, false},
		{"a spike", orb.Polygon{{{0, 0}, {9, 0}, {12, 0}, {9, 0}, {9, 9}, {0, 0}}}, GeometryMended, "1 spikes", true, false},
		{"a hole across", orb.Polygon{{{0, 0}, {9, 0}, {9, 9}, {0, 0}}, {{8, 1}, {8, 2}, {12, 2}, {8, 1}}}, GeometryRefused, "cannot be told without guessing; the record is kept without a geometry", true, true},
		{"a line as an area", orb.Polygon{{{0, 0}, {1, 1}, {2, 2}, {0, 0}}}, GeometryRefused, "encloses nothing", true, true},
		{"points", make(orb.MultiPoint, geo.MaxPositions+1), GeometryRefused, "has 50,001 positions and cannot be thinned", true, true},
		{"from 170 to 190", orb.Polygon{{{170, 0}, {190, 0}, {190, 9}, {170, 9}, {170, 0}}}, Antimeridian, "was cut there", false, false},
		{"from 179 to -179", orb.LineString{{179, 0}, {-179, 1}}, Antimeridian, "was cut there", false, false},
		{"either way", orb.LineString{{-99, 19}, {121, 31}}, Antimeridian, "nearly as far one way round the world as the other", false, false},
		{"around the equator", orb.Polygon{{{-170, 1}, {-60, 2}, {60, 1}, {170, 2}, {-170, 1}}}, GeometryRefused, "does not say which pole is inside", true, true},
		{"to infinity", orb.LineString{{0, 0}, {1e300, 1}}, GeometryRefused, "longitude 1e+300", true, true},
	} {
		var repairs []Repair
		g := mender{nil, &repairs}.mend(shape{geometry: orb.Clone(tt.g)})
		if (g == nil) != tt.none {
			t.Errorf("%s: became %T", tt.name, g)
		}
		found := false
		for _, r := range repairs {
			found = found || r.What == tt.what && strings.Contains(r.Detail, tt.word) && r.Lost == tt.lost
		}
		if !found {
			t.Errorf("%s: %v does not say %q", tt.name, repairs, tt.word)
		}
		if g != nil {
			if _, err := geo.Accept(g); err != nil {
				t.Errorf("%s: what an import keeps is not accepted: %v", tt.name, err)
			}
		}
	}
}
