package georss

import (
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/geo/geotest"
)

// TestShapesAreBounded holds that however many corners a place has, a feed gets few of them, and the place itself stays as it is.
func TestShapesAreBounded(t *testing.T) {
	for _, corners := range []int{10, 61, 999, 1001, 5_000, 50_000} {
		coast := geotest.Coastline(1, orb.Point{-100, 20}, 3, corners)
		line := orb.LineString(coast[:len(coast)-1])
		for _, g := range []orb.Geometry{orb.Polygon{coast}, orb.MultiPolygon{{coast}}, line} {
			before := geo.SizeOf(g).Positions
			out := Of(geo.Location{Geometry: g})
			if n := geo.SizeOf(out).Positions; n > max(maxCorners, mostCorners) || n < 2 || corners <= mostCorners && n != before {
				t.Errorf("%s of %d corners has %d in a feed", g.GeoJSONType(), corners, n)
			}
			if geo.SizeOf(g).Positions != before {
				t.Errorf("the place of %d corners was changed", corners)
			}
		}
	}
}
