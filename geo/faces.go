package geo

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// faces are what a ring encloses that meets itself at its positions alone. Every edge has the
// inside on one side and the outside on the other, as the ring is gone around an odd number of
// times on one of them.
type faces struct {
	ring orb.Ring
	// ways has, by position, the edges that lead from it, in order around it, counterclockwise:
	// i for the i-th edge, which begins there, and ^i for one that ends there.
	ways map[orb.Point][]int
	left []bool // by edge: whether the inside is to its left
}

// facesOf gives the rings around what is inside, outer ones counterclockwise and holes
// clockwise.
func facesOf(r orb.Ring) ([]orb.Ring, error) {
	f := &faces{ring: r, ways: map[orb.Point][]int{}, left: make([]bool, len(r)-1)}
	for i := range f.left {
		f.ways[r[i]] = append(f.ways[r[i]], i)
		f.ways[r[i+1]] = append(f.ways[r[i+1]], ^i)
	}
	for at, ways := range f.ways {
		slices.SortFunc(ways, func(v, w int) int { return cmp.Or(aroundFrom(at, f.end(v), f.end(w)), cmp.Compare(v, w)) })
		for i := 1; i < len(ways); i++ {
			if aroundFrom(at, f.end(ways[i-1]), f.end(ways[i])) == 0 {
				return nil, errTangled // edges that run along each other
			}
		}
	}
	f.findSides()
	return f.trace(), nil
}

// end gives where a way leads to.
func (f *faces) end(way int) orb.Point {
	if way < 0 {
		return f.ring[^way]
	}
	return f.ring[way+1]
}

// findSides goes along the ring from its westernmost position, to the west of which all is
// outside. Around each position inside and outside take turns.
func (f *faces) findSides() {
	first := 0
	for i := range f.left {
		if order(f.ring[i], f.ring[first]) < 0 {
			first = i
		}
	}
	// The ways are in order from the west on, so that the first has the outside before it.
	place := slices.Index(f.ways[f.ring[first]], first)
	f.left[first] = place%2 == 0
	for n := 1; n < len(f.left); n++ {
		before, i := (first+n-1)%len(f.left), (first+n)%len(f.left)
		ways := f.ways[f.ring[i]]
		x, y := slices.Index(ways, ^before), slices.Index(ways, i)
		f.left[i] = f.left[before] != ((y-x+1)%2 != 0)
	}
}

// trace follows the edges with the inside to the left.
func (f *faces) trace() []orb.Ring {
	var rings []orb.Ring
	done := make([]bool, len(f.left))
	for i := range f.left {
		if done[i] {
			continue
		}
		way := i
		if !f.left[i] {
			way = ^i
		}
		var ring orb.Ring
		for {
			edge := max(way, ^way)
			if done[edge] {
				break
			}
			done[edge] = true
			at := f.end(way)
			ring = append(ring, at)
			ways := f.ways[at]
			back := slices.Index(ways, ^way)
			way = ways[(back+len(ways)-1)%len(ways)]
		}
		rings = append(rings, append(ring, ring[0]))
	}
	return rings
}

// gathered puts holes, which are clockwise, into the smallest rings around them.
func gathered(rings []orb.Ring) orb.MultiPolygon {
	slices.SortStableFunc(rings, func(a, b orb.Ring) int {
		return cmp.Compare(math.Abs(planar.Area(b)), math.Abs(planar.Area(a)))
	})
	var out orb.MultiPolygon
	for _, r := range rings {
		if planar.Area(r) > 0 {
			out = append(out, orb.Polygon{r})
		}
	}
	for _, r := range rings {
		if planar.Area(r) >= 0 {
			continue
		}
		for i := len(out) - 1; i >= 0; i-- { // the smallest first
			if out[i][0].Bound().Contains(r[0]) && ringHolds(out[i][0], r) {
				out[i] = append(out[i], r)
				break
			}
		}
	}
	return out
}
