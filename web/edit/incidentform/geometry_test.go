package incidentform

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"incidentmap/geo"
	"incidentmap/geo/geotest"
)

// TestGeometryIsHeldAgainstTheLimits: what is refused names the field, the number, the limit and
// the place in the geometry; what crosses the antimeridian is cut, and the answer has it so.
func TestGeometryIsHeldAgainstTheLimits(t *testing.T) {
	coast := geotest.Coastline(1, orb.Point{0, 0}, 5, geo.MaxPositions)
	parts := make(orb.MultiLineString, geo.MaxParts+1)
	for i := range parts {
		parts[i] = orb.LineString{{1, 2}, {3, 4}}
	}
	nested := orb.Geometry(orb.Point{1, 2})
	for range geo.MaxNesting + 1 {
		nested = orb.Collection{nested}
	}
	for _, tt := range []struct {
		name string
		g    orb.Geometry
		want string
	}{
		{"corners", orb.Polygon{coast}, "geometry: has 50,001 positions; the limit is 50,000: simplify it"},
		{"corners in a collection", orb.Collection{orb.Point{1, 2}, orb.LineString(coast)}, "geometry: has 50,002 positions"},
		{"parts", parts, "geometry: has 10,001 lines, rings and members; the limit is 10,000"},
		{"nesting", nested, "geometry: has collections 5 deep in one another; the limit is 4"},
		{"a bow-tie", orb.Polygon{{{0, 0}, {2, 2}, {2, 0}, {0, 2}, {0, 0}}}, "geometry: ring 1 crosses itself near longitude 1, latitude 1; draw it so"},
		{"a spike", orb.Polygon{{{0, 0}, {9, 0}, {12, 0}, {9, 0}, {9, 9}, {0, 0}}}, "geometry: ring 1 runs along itself near longitude 9, latitude 0"},
		{"nothing in it", orb.Polygon{{{0, 0}, {1, 1}, {2, 2}, {0, 0}}}, "geometry: ring 1 encloses nothing"},
		{"either way round", orb.LineString{{-99, 19}, {121, 31}}, "geometry: goes from longitude -99 to 121"},
		{"as large as may be", orb.Polygon{coast[:geo.MaxPositions-1]}.Clone(), ""},
		{"beyond 180", orb.Polygon{{{170, 0}, {190, 0}, {190, 9}, {170, 9}, {170, 0}}}, ""},
		{"a journey", orb.LineString{{-118, 34}, {-200, 35}, {-220, 36}}, ""},
	} {
		if p, ok := tt.g.(orb.Polygon); ok && tt.name == "as large as may be" {
			p[0] = append(p[0], p[0][0])
		}
		form, err := json.Marshal(map[string]any{"geometry": geojson.NewGeometry(tt.g)})
		if err != nil {
			t.Fatal(err)
		}
		w, err := write(t, string(form))
		if tt.want != "" {
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if b := w.Incident.Where.Geometry.Bound(); b.Min[0] < -180 || b.Max[0] > 180 {
			t.Errorf("%s: reaches %v", tt.name, b)
		}
	}
}
