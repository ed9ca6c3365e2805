package geo

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"incidentmap/geo/geotest"
)

func TestThinEveryGeometry(t *testing.T) {
	for _, g := range geotest.Geometries() {
		before := orb.Clone(g)
		for _, tolerance := range []float64{math.NaN(), -1, 0, 0.1, 1e9} {
			for _, most := range []int{-1, 0, 1, 4, 1000} {
				thin := Thin(g, tolerance, most)
				if (thin == nil) != (g == nil) {
					t.Errorf("%T %v became %v", g, g, thin)
				}
				if most > 4 && SizeOf(thin).Positions > most {
					t.Errorf("%T %v became %v of more than %d", g, g, thin, most)
				}
				if most <= 0 && !(tolerance > 0) && g != nil && !orb.Equal(thin, g) {
					t.Errorf("%T %v became %v for no reason", g, g, thin)
				}
			}
		}
		if diff := cmp.Diff(before, g); diff != "" {
			t.Errorf("the argument was changed: %s", diff)
		}
	}
}

// archipelago is several rough areas with holes, and a line.
func archipelago(rng *rand.Rand, n int) orb.Collection {
	var all orb.MultiPolygon
	for i := range 1 + rng.IntN(4) {
		at := orb.Point{float64(i)*5 + rng.Float64(), rng.Float64()}
		p := orb.Polygon{geotest.Coastline(rng.IntN(99), at, 2, 20+rng.IntN(n))}
		for k := range rng.IntN(3) {
			p = append(p, geotest.Coastline(k, orb.Point{at[0] + float64(k)/2 - 0.3, at[1]}, 0.15, 10+rng.IntN(n/4)))
		}
		all = append(all, p)
	}
	return orb.Collection{all, orb.LineString(geotest.Coastline(7, orb.Point{0, 5}, 1, 10+rng.IntN(n)))}
}

func TestThinNeverCrosses(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 40 {
		g := archipelago(rng, 800)
		size := SizeOf(g).Positions
		tolerance, most := rng.Float64()*rng.Float64()*0.3, 0
		if rng.IntN(2) == 0 {
			most = size/20 + 60
		}
		thin := Thin(g, tolerance, most).(orb.Collection)
		if n := SizeOf(thin).Positions; most > 0 && n > most || n > size {
			t.Fatalf("%d positions became %d; at most %d", size, n, most)
		}
		if err := ValidateSimple(thin); err != nil {
			t.Fatalf("thinned by %g to %d: %v", tolerance, most, err)
		}
		if err := Validate(thin); err != nil {
			t.Fatal(err)
		}
		areas := thin[0].(orb.MultiPolygon)
		for i, p := range g[0].(orb.MultiPolygon) {
			if len(areas[i]) != len(p) {
				t.Fatalf("polygon %d had %d rings and has %d", i, len(p), len(areas[i]))
			}
			for _, hole := range areas[i][1:] {
				if !planar.RingContains(areas[i][0], hole[0]) {
					t.Fatal("a hole is outside")
				}
			}
			if most == 0 {
				checkMoved(t, p, areas[i], tolerance)
			}
		}
	}
}

// checkMoved holds each position that was against the edges that are.
func checkMoved(t *testing.T, before, after orb.Polygon, tolerance float64) {
	t.Helper()
	for i, r := range before {
		for _, p := range r {
			nearest := math.Inf(1)
			for k := 1; k < len(after[i]); k++ {
				nearest = min(nearest, distanceToEdge(p, after[i][k-1], after[i][k]))
			}
			if nearest > tolerance*(1+1e-9) {
				t.Fatalf("%v is %g from what it became; the tolerance is %g", p, nearest, tolerance)
			}
		}
	}
}

func TestThinToTheNumber(t *testing.T) {
	coast := geotest.Coastline(1, orb.Point{0, 0}, 5, 190_000)
	g := orb.Polygon{coast}
	thin, moved, ok := ThinTo(g, MaxPositions)
	if n := SizeOf(thin).Positions; !ok || n != MaxPositions {
		t.Errorf("%t, %d positions", ok, n)
	}
	if err := ValidateSimple(thin); err != nil {
		t.Error(err)
	}
	if moved <= 0 || moved > 500 {
		t.Errorf("moved %g m", moved)
	}
	if len(g[0]) != 190_001 {
		t.Error("the argument was changed")
	}
	if thin, _, ok := ThinTo(orb.MultiPoint(coast), 100); ok || SizeOf(thin).Positions != 190_001 {
		t.Error("points went although nothing says which may")
	}
	if n := SizeOf(Thin(orb.MultiPoint(coast), 0, 100)).Positions; n > 100 || n < 50 {
		t.Errorf("of points %d were left", n)
	}
}

// TestThinIsBounded holds what can be looked at for geometries that are made to be slow: all
// vertices but one in one cell, all in one place, and more rings than positions may be left.
func TestThinIsBounded(t *testing.T) {
	cluster := geotest.Coastline(1, orb.Point{0, 0}, 1e-7, 5_000)
	cluster[0] = orb.Point{170, 80}
	cluster[len(cluster)-1] = cluster[0]
	same := make(orb.Ring, 5_000)
	var islands orb.MultiPolygon
	for i := range 5000 {
		islands = append(islands, orb.Polygon{square(float64(i)/100, float64(i)/100+0.005)})
	}
	comb := orb.Polygon{geotest.Comb(orb.Point{0, 0}, 10, 10, 10, 10_000)}
	for _, g := range []orb.Geometry{orb.Polygon{cluster}, orb.Polygon{same}, islands, comb} {
		for _, most := range []int{100} {
			if n := SizeOf(Thin(g, 1e-9, most)).Positions; n > most || n < 4 {
				t.Errorf("%d positions became %d, and not %d", SizeOf(g).Positions, n, most)
			}
		}
	}
}

func BenchmarkThin(b *testing.B) {
	g := orb.Polygon{geotest.Coastline(1, orb.Point{0, 0}, 5, 190_000)}
	b.Run("to 50,000", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			ThinTo(g, MaxPositions)
		}
	})
	b.Run("by 0.001 degrees", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			Thin(g, 0.001, 0)
		}
	})
}
