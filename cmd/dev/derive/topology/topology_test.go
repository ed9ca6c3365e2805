package topology

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

func box(x0, y0, x1, y1 float64) orb.Ring {
	return orb.Ring{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}
}

func turned(r orb.Ring) orb.Ring {
	r = r.Clone()
	r.Reverse()
	return r
}

func TestDissolve(t *testing.T) {
	west := orb.MultiPolygon{{box(0, 0, 2, 2)}}
	east := orb.MultiPolygon{{orb.Ring{{2, 0}, {4, 0}, {4, 2}, {2, 2}, {2, 0}}}}
	corner := orb.MultiPolygon{{box(4, 2, 6, 4)}}
	lake := box(0.5, 0.5, 1, 1)
	for _, tt := range []struct {
		name  string
		areas []orb.MultiPolygon
		join  []int
		area  float64
		rings []int // of each polygon
	}{
		{"one", []orb.MultiPolygon{west}, []int{0}, 4, []int{1}},
		{"a clockwise one", []orb.MultiPolygon{{{turned(west[0][0])}}}, []int{0}, 4, []int{1}},
		{"neighbours", []orb.MultiPolygon{west, east}, []int{0, 1}, 8, []int{1}},
		{"a neighbour is left out", []orb.MultiPolygon{west, east}, []int{1}, 4, []int{1}},
		{"they touch at a corner", []orb.MultiPolygon{east, corner}, []int{0, 1}, 8, []int{1, 1}},
		{"a hole", []orb.MultiPolygon{{{west[0][0], turned(lake)}}}, []int{0}, 3.75, []int{2}},
		{"a hole that turns the wrong way", []orb.MultiPolygon{{{west[0][0], lake}}}, []int{0}, 3.75, []int{2}},
		{"an enclave is joined", []orb.MultiPolygon{{{west[0][0], turned(lake)}}, {{lake}}}, []int{0, 1}, 4, []int{1}},
		{"an enclave is not", []orb.MultiPolygon{{{west[0][0], turned(lake)}}, {{lake}}}, []int{0}, 3.75, []int{2}},
		{"the same area twice", []orb.MultiPolygon{west, west}, []int{0, 1}, 4, []int{1}},
		{"nothing", []orb.MultiPolygon{nil}, []int{0}, 0, nil},
		{"a line", []orb.MultiPolygon{{{{{0, 0}, {1, 1}, {0, 0}}}}}, []int{0}, 0, nil},
	} {
		topo := Build(tt.areas, 4)
		got := topo.Dissolve(tt.join...)
		var rings []int
		for _, p := range got {
			rings = append(rings, len(p))
			for i, r := range p {
				if !r.Closed() || (r.Orientation() == orb.CCW) == (i > 0) {
					t.Errorf("%s: ring %d is %v", tt.name, i, r)
				}
			}
		}
		if diff := cmp.Diff(tt.rings, rings); diff != "" || math.Abs(planar.Area(got)-tt.area) > 1e-9 {
			t.Errorf("%s: area %g, want %g; rings of polygons: %s", tt.name, planar.Area(got), tt.area, diff)
		}
		if !topo.Valid(got) {
			t.Errorf("%s: not valid: %v", tt.name, got)
		}
	}
}

func TestAHoleThatTouchesTheOutlineIsARingOfItsOwn(t *testing.T) {
	ring := orb.Ring{{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}}
	hole := orb.Ring{{0, 0}, {1, 2}, {2, 1}, {0, 0}} // touches at the corner
	topo := Build([]orb.MultiPolygon{{{ring, hole}}}, 4)
	got := topo.Dissolve(0)
	if len(got) != 1 || len(got[0]) != 2 || !topo.Valid(got) {
		t.Errorf("%v", got)
	}
}

// cells is a map of areas that fill a square without gaps, with crooked borders.
func cells(rng *rand.Rand, n int) []orb.MultiPolygon {
	const bends = 12
	corner := make([][]orb.Point, n+1)
	for i := range corner {
		corner[i] = make([]orb.Point, n+1)
		for k := range corner[i] {
			corner[i][k] = orb.Point{float64(i) + 0.3*rng.Float64(), float64(k) + 0.3*rng.Float64()}
		}
	}
	edges := map[[2]orb.Point]orb.LineString{}
	edge := func(a, b orb.Point) orb.LineString {
		if back, ok := edges[[2]orb.Point{b, a}]; ok {
			l := back.Clone()
			l.Reverse()
			return l
		}
		l := orb.LineString{a}
		for j := 1; j < bends; j++ {
			f := float64(j) / bends
			l = append(l, orb.Point{
				a[0] + f*(b[0]-a[0]) + 0.06*(rng.Float64()-0.5), a[1] + f*(b[1]-a[1]) + 0.06*(rng.Float64()-0.5),
			})
		}
		l = append(l, b)
		edges[[2]orb.Point{a, b}] = l
		return l
	}
	var all []orb.MultiPolygon
	for i := range n {
		for k := range n {
			path := []orb.Point{corner[i][k], corner[i+1][k], corner[i+1][k+1], corner[i][k+1], corner[i][k]}
			var ring orb.Ring
			for j := 1; j < len(path); j++ {
				l := edge(path[j-1], path[j])
				ring = append(ring, l[:len(l)-1]...)
			}
			all = append(all, orb.MultiPolygon{{append(ring, ring[0])}})
		}
	}
	return all
}

func TestSimplifiedNeighboursStillShareBorders(t *testing.T) {
	const n = 6
	rng := rand.New(rand.NewPCG(9, 10))
	topo := Build(cells(rng, n), 6)
	everything := make([]int, n*n)
	for i := range everything {
		everything[i] = i
	}
	whole := len(topo.Dissolve(everything...)[0][0])
	for _, tolerance := range []float64{0, 0.005, 0.02, 0.1} {
		got := topo.Simplified(tolerance)
		sum := 0.0
		for i := range everything {
			one := got.Dissolve(i)
			if !got.Valid(one) {
				t.Errorf("tolerance %g: area %d crosses itself", tolerance, i)
			}
			sum += planar.Area(one)
		}
		joined := got.Dissolve(everything...)
		// Gaps would be holes of the whole, and overlaps would make the sum larger.
		if len(joined) != 1 || len(joined[0]) != 1 || math.Abs(planar.Area(joined)-sum) > 1e-9 {
			t.Errorf("tolerance %g: %d polygons, %g against a sum of %g", tolerance, len(joined), planar.Area(joined), sum)
		}
		if points := len(joined[0][0]); tolerance >= 0.02 && points > whole/2 || tolerance == 0 && points != whole {
			t.Errorf("tolerance %g: %d of %d points are left", tolerance, points, whole)
		}
	}
}

// A narrow strait must not close when its shores are simplified.
func TestSimplifiedShoresDoNotCross(t *testing.T) {
	var north, south orb.LineString
	for i := range 41 {
		y := 0.5 * math.Sin(float64(i)*math.Pi/4)
		north = append(north, orb.Point{float64(i), y + 0.05})
		south = append(south, orb.Point{float64(40 - i), 0.5*math.Sin(float64(40-i)*math.Pi/4) - 0.05})
	}
	topo := Build([]orb.MultiPolygon{
		{{append(orb.Ring(north), orb.Point{40, 9}, orb.Point{0, 9}, north[0])}},
		{{append(orb.Ring(south), orb.Point{0, -9}, orb.Point{40, -9}, south[0])}},
	}, 4)
	got := topo.Simplified(0.4)
	both := append(got.Dissolve(0), got.Dissolve(1)...)
	if len(both) != 2 || !got.Valid(both) {
		t.Errorf("the shores cross: %v", both)
	}
}

func TestBorders(t *testing.T) {
	topo := Build([]orb.MultiPolygon{{{box(0, 0, 1, 1)}}, {{box(1, 0, 2, 1)}}, {{box(2, 0, 3, 1)}}}, 4)
	got := topo.Borders(func(a, b int) int { return min(a, b) })
	want := map[int]orb.MultiLineString{0: {{{1, 0}, {1, 1}}}, 1: {{{2, 0}, {2, 1}}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := topo.Borders(func(_, _ int) int { return -1 }); len(got) != 0 {
		t.Error(got)
	}
}

func TestConflict(t *testing.T) {
	s := func(ax, ay, bx, by int32) segment { return segment{a: vertex{ax, ay}, b: vertex{bx, by}} }
	other := func(g segment) segment { g.arc = 1; return g }
	for _, tt := range []struct {
		name string
		a, b segment
		want bool
	}{
		{"apart", s(0, 0, 1, 0), s(0, 2, 1, 2), false},
		{"crossing", s(0, 0, 2, 2), s(0, 2, 2, 0), true},
		{"common end", s(0, 0, 2, 2), s(2, 2, 4, 0), false},
		{"common end and line", s(0, 0, 2, 0), s(0, 0, 4, 0), true},
		{"one after the other on a line", s(0, 0, 2, 0), s(2, 0, 4, 0), false},
		{"touching within", s(0, 0, 4, 0), s(2, 0, 2, 3), true},
		{"on a line, apart", s(0, 0, 1, 0), s(2, 0, 4, 0), false},
		{"on a line, overlapping", s(0, 0, 3, 0), s(2, 0, 4, 0), true},
		{"the same, of one arc", s(0, 0, 1, 0), s(1, 0, 0, 0), false},
		{"the same, of two arcs", s(0, 0, 1, 0), other(s(1, 0, 0, 0)), true},
	} {
		for _, pair := range [][2]segment{{tt.a, tt.b}, {tt.b, tt.a}} {
			if got := conflict(pair[0], pair[1]); got != tt.want {
				t.Errorf("%s: %v", tt.name, got)
			}
		}
	}
}
