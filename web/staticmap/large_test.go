package staticmap

import (
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/geo/geotest"
)

// BenchmarkLargeArea paints an outline that had 190,000 corners, as the index gives it, and one
// whose edges are all beside one another.
func BenchmarkLargeArea(b *testing.B) {
	for name, g := range map[string]orb.Geometry{
		"coast": geo.Thin(orb.Polygon{geotest.Coastline(1, orb.Point{0, 0}, 5, 190_000)}, 0, geo.MaxMapPositions),
		"comb":  orb.Polygon{geotest.Comb(orb.Point{-5, -5}, 10, 10, 10, geo.MaxMapPositions/2-2)},
	} {
		for box, bound := range map[string]geo.BBox{"whole": {West: -6, South: -6, East: 6, North: 6}, "near": {West: -0.1, South: -0.1, East: 0.1, North: 0.1}} {
			b.Run(name+" "+box, func(b *testing.B) {
				b.ReportAllocs()
				to := fitted(bound, 1200, 630, 10)
				for b.Loop() {
					t := themeOf("")
					d := &drawing{canvas: newCanvas(1200, 630, t.water), theme: t, scale: 1, to: &to}
					d.shadeArea(&area{geometry: g, precision: geo.Admin1, count: 1})
				}
			})
		}
	}
}
