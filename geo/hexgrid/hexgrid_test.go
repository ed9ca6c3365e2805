package hexgrid

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"incidentmap/geo/mercator"
)

// TestEveryPlaceIsInItsHexagon holds, at every level, that a place lies in the outline of the hexagon it is given, and
// that the middle of a hexagon is given that hexagon.
func TestEveryPlaceIsInItsHexagon(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for level := MinLevel; level <= MaxLevel; level++ {
		g := New(level)
		for range 400 {
			x, y := r.Float64(), 0.1+0.8*r.Float64()
			c := g.At(x, y)
			outline := g.Outline(c)
			held := false
			for _, around := range []float64{-1, 0, 1} { // a row closes at the antimeridian
				at := orb.Point{x + around, y}
				if planar.RingContains(grown(outline), at) {
					held = true
				}
			}
			if !held {
				t.Fatalf("level %d: %v, %v is given %v, whose outline %v does not hold it", level, x, y, c, outline)
			}
			at := middle(g, c)
			mx := math.Mod(mercator.X(at[0])+1, 1)
			if got := g.At(mx, mercator.Y(at[1])); got != c {
				t.Fatalf("level %d: the middle of %v is in %v", level, c, got)
			}
		}
	}
}

// grown is a ring in the square, where its sides are straight, a millionth larger, as places on an edge may be rounded
// out of it.
func grown(r orb.Ring) orb.Ring {
	out := make(orb.Ring, len(r))
	for i, p := range r {
		out[i] = mercator.Project(p, 1)
	}
	c := out.Bound().Center()
	for i, p := range out {
		out[i] = orb.Point{c[0] + (p[0]-c[0])*1.000001, c[1] + (p[1]-c[1])*1.000001}
	}
	return out
}

// TestHexagonsCloseAtTheAntimeridian holds that the last column and the first are neighbours.
func TestHexagonsCloseAtTheAntimeridian(t *testing.T) {
	g := New(4)
	for _, y := range []float64{0.1, 0.31, 0.5, 0.77} {
		west, east := g.At(0, y), g.At(1, y)
		if west != east {
			t.Errorf("y %v: longitude -180 is in %v and 180 in %v", y, west, east)
		}
	}
	if o := g.Outline(Cell{3, 3}); o[0] != o[6] || o.Orientation() != orb.CCW {
		t.Errorf("outline %v is not a closed ring that turns counterclockwise", o)
	}
}

// middle gives the middle of a hexagon, in degrees lon, lat.
func middle(g Grid, c Cell) orb.Point {
	return g.place(float64(c.Col)+g.shift(float64(c.Row)), float64(c.Row)*g.rise)
}
