package geo

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/geo/geotest"
)

func TestSideAgainstFractions(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	zero := 0
	for n := range 20_000 {
		c := func() float64 { return float64(rng.IntN(9)-4) * 0.1 }
		a, b := orb.Point{c(), c()}, orb.Point{c(), c()}
		p := orb.Point{c(), c()}
		if n%2 == 0 { // nearly on the line, or on it
			f := float64(rng.IntN(5)) / 4
			p = orb.Point{a[0] + f*(b[0]-a[0]), a[1] + f*(b[1]-a[1])}
		}
		if n%100 == 0 {
			p[0] = 5e-324
		}
		minus := func(x, y float64) *big.Rat {
			return new(big.Rat).Sub(new(big.Rat).SetFloat64(x), new(big.Rat).SetFloat64(y))
		}
		left := new(big.Rat).Mul(minus(a[0], p[0]), minus(b[1], p[1]))
		want := left.Cmp(new(big.Rat).Mul(minus(a[1], p[1]), minus(b[0], p[0])))
		if got := Side(a, b, p); got != want {
			t.Fatalf("Side(%v, %v, %v) is %d, want %d", a, b, p, got, want)
		}
		if want == 0 {
			zero++
		}
	}
	if zero < 2000 {
		t.Errorf("only %d points lay on their line", zero)
	}
}

func TestEdgesMissNone(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		var paths [][]orb.Point
		for range rng.IntN(6) {
			var path []orb.Point
			at := orb.Point{rng.Float64() * 20, rng.Float64() * 20}
			for range rng.IntN(100) {
				at = orb.Point{at[0] + rng.Float64()*2 - 1, at[1] + rng.Float64()*2 - 1}
				path = append(path, at)
			}
			paths = append(paths, path)
		}
		r := orb.Bound{Min: orb.Point{rng.Float64() * 20, rng.Float64() * 20}}
		r.Max = orb.Point{r.Min[0] + rng.Float64()*4, r.Min[1] + rng.Float64()*4}
		want := map[string]bool{}
		for i, p := range paths {
			for k := 0; k+1 < len(p); k++ {
				if orb.MultiPoint(p[k : k+2]).Bound().Intersects(r) {
					want[fmt.Sprint(i, k)] = true
				}
			}
		}
		budget := NewBudget(1 << 40)
		NewEdges(paths).Near(r, budget, func(path, at int) bool {
			key := fmt.Sprint(path, at)
			if !want[key] {
				t.Fatalf("edge %s is not near, or was given twice", key)
			}
			delete(want, key)
			return true
		})
		if len(want) > 0 {
			t.Fatalf("%d edges were missed", len(want))
		}
		short := NewBudget(budget.Spent() - 1)
		if NewEdges(paths).Near(r, short, func(int, int) bool { return true }) && budget.Spent() > 0 {
			t.Fatal("a budget that is one unit short was enough")
		}
		if short.Spent() > max(budget.Spent()-1, 0) {
			t.Fatal("more was spent than there was")
		}
	}
}

func TestPreparedAgreesWithBBox(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	coast := geotest.Coastline(1, orb.Point{175, 10}, 4, 3000)
	hole := geotest.Coastline(2, orb.Point{175, 10}, 1, 500)
	line := orb.LineString(geotest.Coastline(3, orb.Point{-176, 12}, 3, 700))
	for _, g := range []orb.Geometry{
		orb.Polygon{coast, hole},
		line,
		orb.Collection{line, orb.Point{3, 3}, orb.MultiPolygon{{coast, hole}}},
		coast,
		orb.MultiPoint(coast),
		orb.Collection{nil, coast},
		nil,
		orb.Polygon{},
		orb.Point{1, 1},
	} {
		p, met := Prepare(g), 0
		for range 2000 {
			box := BBox{West: 160 + rng.Float64()*30, South: rng.Float64() * 20}
			box.East, box.North = box.West+rng.Float64()*rng.Float64()*9, box.South+rng.Float64()*rng.Float64()*9
			for _, lon := range []*float64{&box.West, &box.East} {
				if *lon > 180 {
					*lon -= 360
				}
			}
			want := box.Intersects(g)
			if want {
				met++
			}
			if got := p.Intersects(box); got != want {
				t.Fatalf("%T and %v: %t, want %t", g, box, got, want)
			}
		}
		if SizeOf(g).Positions > 1000 && met < 20 {
			t.Errorf("%T: only %d boxes met", g, met)
		}
	}
}

func BenchmarkPreparedIntersects(b *testing.B) {
	g := orb.Polygon{geotest.Coastline(1, orb.Point{0, 0}, 5, 190_000)}
	prepared := Prepare(g)
	boxes := []BBox{{-0.1, -0.1, 0.1, 0.1}, {4, 4, 9, 9}, {-9, -9, -4.9, 9}}
	b.Run("prepared", func(b *testing.B) {
		for b.Loop() {
			for _, box := range boxes {
				prepared.Intersects(box)
			}
		}
	})
	b.Run("plain", func(b *testing.B) {
		for b.Loop() {
			for _, box := range boxes {
				box.Intersects(g)
			}
		}
	})
	b.Run("prepare", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			Prepare(g)
		}
	})
}
