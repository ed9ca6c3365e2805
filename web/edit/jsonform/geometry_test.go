package jsonform

import (
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"incidentmap/geo"
	"incidentmap/geo/geotest"
	"incidentmap/incidents"
)

// TestGeometryFromBeforeStays: an incident with a geometry that would not be taken in now can
// still be changed, and retracted.
func TestGeometryFromBeforeStays(t *testing.T) {
	var noted incidents.Problems
	f := Fields{Members: map[string]any{}, problems: &noted}
	for _, g := range []orb.Geometry{
		orb.Polygon{geotest.Coastline(1, orb.Point{0, 0}, 5, geo.MaxPositions)}, orb.Polygon{{{0, 0}, {2, 2}, {2, 0}, {0, 2}, {0, 0}}},
	} {
		tree, err := TreeOf(geojson.NewGeometry(g))
		if err != nil {
			t.Fatal(err)
		}
		f.Members["geometry"] = tree
		if got := f.Geometry("geometry", true); got == nil || !orb.Equal(got, g) || len(*f.problems) > 0 {
			t.Errorf("%v", f.problems)
		}
		if got := f.Geometry("geometry", false); got != nil || len(*f.problems) != 1 {
			t.Errorf("a new one: %v", f.problems)
		}
		*f.problems = nil
	}
}
