package geo

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/geo/geotest"
)

func TestCrossings(t *testing.T) {
	box := orb.Ring{{0, 0}, {9, 0}, {9, 9}, {0, 9}, {0, 0}}
	for _, tt := range []struct {
		name string
		p    orb.Polygon
		want string // a piece of the error; empty when there is none
	}{
		{"a box", orb.Polygon{box}, ""},
		{"a coast", orb.Polygon{geotest.Coastline(1, orb.Point{3, 3}, 1, 3000)}, ""},
		{"a hole inside", orb.Polygon{box, square(1, 2)}, ""},
		{"a hole that touches in a point", orb.Polygon{box, {{0, 4}, {3, 3}, {3, 5}, {0, 4}}}, ""},
		{"a hole that touches in a corner", orb.Polygon{box, {{0, 0}, {3, 1}, {1, 3}, {0, 0}}}, ""},
		{"a hole along the rim", orb.Polygon{box, {{0, 1}, {0, 2}, {1, 2}, {0, 1}}}, "ring 1 runs along ring 2 near longitude 0, latitude 1"},
		{"a hole across", orb.Polygon{box, {{8, 1}, {8, 2}, {12, 2}, {8, 1}}}, "ring 1 crosses ring 2"},
		{"a bow-tie", orb.Polygon{{{0, 0}, {2, 2}, {2, 0}, {0, 2}, {0, 0}}}, "ring 1 crosses itself near longitude 1, latitude 1"},
		{"a bow-tie with a knot", orb.Polygon{{{0, 0}, {1, 1}, {2, 2}, {2, 0}, {1, 1}, {0, 2}, {0, 0}}}, "ring 1 crosses itself near longitude 1, latitude 1"},
		{"a bow-tie with half a knot", orb.Polygon{{{0, 0}, {2, 2}, {2, 0}, {1, 1}, {0, 2}, {0, 0}}}, "ring 1 crosses itself near longitude 1, latitude 1"},
		{"a ring that touches itself", orb.Polygon{{{0, 0}, {4, 0}, {4, 4}, {2, 0}, {0, 4}, {0, 0}}}, ""},
		{"a pinched ring", orb.Polygon{{{0, 0}, {2, 1}, {4, 0}, {4, 4}, {2, 1}, {0, 4}, {0, 0}}}, ""},
		{"positions twice", orb.Polygon{{{0, 0}, {0, 0}, {9, 0}, {9, 0}, {9, 9}, {0, 0}, {0, 0}}}, ""},
		{"a spike", orb.Polygon{{{0, 0}, {9, 0}, {12, 0}, {9, 0}, {9, 9}, {0, 0}}}, "ring 1 runs along itself near longitude 9, latitude 0"},
		{"a spike into it", orb.Polygon{{{0, 0}, {9, 0}, {9, 5}, {5, 4}, {9, 5}, {9, 9}, {0, 0}}}, "runs along itself near longitude 5"},
		{"there and back", orb.Polygon{{{0, 0}, {1, 1}, {2, 2}, {0, 0}}}, "ring 1 encloses nothing"},
		{"one position", orb.Polygon{{{1, 1}, {1, 1}, {1, 1}, {1, 1}}}, "ring 1 encloses nothing"},
		{"a flat hole", orb.Polygon{box, {{1, 1}, {2, 2}, {3, 3}, {1, 1}}}, "ring 2 encloses nothing"},
		{"twice around", orb.Polygon{append(append(orb.Ring{}, box...), box[1:]...)}, "runs along itself"},
	} {
		err := ValidateSimple(tt.p)
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
	err := ValidateSimple(orb.MultiPolygon{{box}, {{{0, 0}, {2, 2}, {2, 0}, {0, 2}, {0, 0}}}})
	if err == nil || !strings.HasPrefix(err.Error(), "polygon 2: ring 1 crosses itself") {
		t.Errorf("of two polygons: %v", err)
	}
	for _, g := range geotest.Geometries() {
		_ = ValidateSimple(g)
	}
}

// crossesPlainly holds each pair of edges and of passes against each other.
func crossesPlainly(p orb.Polygon) bool {
	type way struct{ from, to orb.Point }
	var edges []way
	passes := map[orb.Point][]way{}
	for _, r := range p {
		n := len(r) - 1
		for i := range n {
			edges = append(edges, way{r[i], r[i+1]})
			passes[r[i]] = append(passes[r[i]], way{r[(i+n-1)%n], r[i+1]})
		}
	}
	within := func(q orb.Point, e way) bool { // between its ends
		return Side(e.from, e.to, q) == 0 && q != e.from && q != e.to &&
			orb.MultiPoint{e.from, e.to}.Bound().Contains(q)
	}
	for i, e := range edges {
		for k, f := range edges {
			if k > i {
				s1, s2 := Side(e.from, e.to, f.from), Side(e.from, e.to, f.to)
				s3, s4 := Side(f.from, f.to, e.from), Side(f.from, f.to, e.to)
				if s1*s2 < 0 && s3*s4 < 0 {
					return true
				}
				same := e == f || e == way{f.to, f.from}
				if s1 == 0 && s2 == 0 && (same || within(f.from, e) || within(f.to, e) || within(e.from, f) || within(e.to, f)) {
					return true
				}
			}
		}
		for q := range passes {
			if within(q, e) {
				passes[q] = append(passes[q], e)
			}
		}
	}
	angle := func(at, to orb.Point) float64 { return math.Atan2(to[1]-at[1], to[0]-at[0]) }
	for at, all := range passes {
		for i, v := range all {
			for _, w := range all[:i] {
				lo, hi := angle(at, v.from), angle(at, v.to)
				if lo > hi {
					lo, hi = hi, lo
				}
				in := func(q orb.Point) bool { a := angle(at, q); return lo < a && a < hi }
				if in(w.from) != in(w.to) {
					return true
				}
			}
		}
	}
	return false
}

func TestCrossingsAgainstAllPairs(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	crossing, clean := 0, 0
	for n := range 30_000 {
		grid := 3 + n%5
		var p orb.Polygon
		for range 1 + rng.IntN(2) {
			var r orb.Ring
			for k := 3 + rng.IntN(5); len(r) < k; {
				q := orb.Point{float64(rng.IntN(grid)), float64(rng.IntN(grid))}
				if len(r) == 0 || r[len(r)-1] != q && (len(r) < k-1 || r[0] != q) {
					r = append(r, q)
				}
			}
			p = append(p, append(r, r[0]))
		}
		want := crossesPlainly(p)
		if want {
			crossing++
		} else {
			clean++
		}
		if got := FindCrossing(p) != nil; got != want {
			t.Fatalf("%v crosses: %t, want %t (%v)", p, got, want, FindCrossing(p))
		}
	}
	if crossing < 2000 || clean < 2000 {
		t.Errorf("%d cross and %d do not: the test tries too little", crossing, clean)
	}
}

func TestCrossingsOfRoughRings(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for n := range 300 {
		r := geotest.Coastline(n, orb.Point{0, 0}, 1, 50+rng.IntN(400))
		if c := FindCrossing(orb.Polygon{r}); c != nil {
			t.Fatalf("a coast crosses itself: %v", c)
		}
		r = r.Clone()
		i, k := 1+rng.IntN(len(r)-2), 1+rng.IntN(len(r)-2)
		r[i], r[k] = r[k], r[i]
		if got, want := FindCrossing(orb.Polygon{r}) != nil, crossesPlainly(orb.Polygon{r}); got != want {
			t.Fatalf("two exchanged: %t, want %t", got, want)
		}
	}
}

func BenchmarkFindCrossing(b *testing.B) {
	for name, r := range map[string]orb.Ring{
		"coast 50k":  geotest.Coastline(1, orb.Point{0, 0}, 5, 50_000),
		"coast 190k": geotest.Coastline(1, orb.Point{0, 0}, 5, 190_000),
		"comb 50k":   geotest.Comb(orb.Point{0, 0}, 10, 10, 10, 25_000),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if c := FindCrossing(orb.Polygon{r}); c != nil {
					b.Fatal(c)
				}
			}
		})
	}
}
