package tiles

import (
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/geo/geotest"
	"incidentmap/incidents/index"
)

// BenchmarkLargeAreaTile draws an outline that had 190,000 corners, as the index gives it, and
// one whose edges are all beside one another, with no outline at hand.
func BenchmarkLargeAreaTile(b *testing.B) {
	for name, g := range map[string]orb.Geometry{
		"coast": geo.Thin(orb.Polygon{geotest.Coastline(1, orb.Point{-103, 20}, 5, 190_000)}, 0, geo.MaxMapPositions),
		"comb":  orb.Polygon{geotest.Comb(orb.Point{-108, 15}, 10, 10, 10, geo.MaxMapPositions/2-2)},
	} {
		src := &fixed{areas: []index.Area{area(1, 5, g)}}
		for _, at := range [][3]int{{3, 1, 3}, {6, 13, 28}, {10, 219, 452}} {
			b.Run(name+" "+newName(at), func(b *testing.B) {
				b.ReportAllocs()
				d := newDrawer(0, nil)
				for b.Loop() {
					if _, err := d.tile(b.Context(), src, index.Query{}, at[0], at[1], at[2]); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

func newName(at [3]int) string {
	a, _ := newAddress(at[0], at[1], at[2])
	return a.String()
}
