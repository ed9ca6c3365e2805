package geo

import (
	"slices"

	"github.com/paulmach/orb"
)

// Edges finds the edges of lines and rings near a place. It holds boxes around runs of
// neighbouring edges, and boxes around those, and so costs little to make: one walk over the
// positions. It keeps the paths that it was made of, which must not be changed.
type Edges struct {
	paths  [][]orb.Point
	runs   []run
	levels [][]orb.Bound // boxes: of the runs, then of each fanOut of the level before
}

// run is edges in a row of one path: those that begin at positions from up to to.
type run struct{ path, from, to int32 }

const (
	runEdges = 8
	fanOut   = 8
)

// NewEdges makes the index of the edges of paths. A path of one position has none.
func NewEdges(paths [][]orb.Point) *Edges {
	e := &Edges{paths: paths}
	n := 0
	for _, p := range paths {
		n += (len(p) + runEdges - 2) / runEdges
	}
	if n == 0 {
		return e
	}
	e.runs = make([]run, 0, n)
	boxes := make([]orb.Bound, 0, n)
	for i, p := range paths {
		for from := 0; from < len(p)-1; from += runEdges {
			to := min(from+runEdges, len(p)-1)
			e.runs = append(e.runs, run{int32(i), int32(from), int32(to)})
			boxes = append(boxes, boundOf(p[from:to+1]))
		}
	}
	for e.levels = append(e.levels, boxes); len(boxes) > fanOut; e.levels = append(e.levels, boxes) {
		var above []orb.Bound
		for group := range slices.Chunk(boxes, fanOut) {
			all := group[0]
			for _, b := range group[1:] {
				all = joined(all, b)
			}
			above = append(above, all)
		}
		boxes = above
	}
	return e
}

func boundOf(points []orb.Point) orb.Bound {
	b := orb.Bound{Min: points[0], Max: points[0]}
	for _, p := range points[1:] {
		b = joined(b, orb.Bound{Min: p, Max: p})
	}
	return b
}

func joined(a, b orb.Bound) orb.Bound {
	return orb.Bound{
		Min: orb.Point{min(a.Min[0], b.Min[0]), min(a.Min[1], b.Min[1])},
		Max: orb.Point{max(a.Max[0], b.Max[0]), max(a.Max[1], b.Max[1])},
	}
}

// Near calls visit with each edge whose box meets the closed rectangle, by its path and the
// position at which it begins, until visit has enough. It spends a unit of the budget for each
// box and edge that it looks at, and stops when none is left. It reports whether it came to
// the end.
func (e *Edges) Near(r orb.Bound, budget *Budget, visit func(path, at int) bool) bool {
	top := len(e.levels) - 1
	if top < 0 {
		return true
	}
	return e.near(top, 0, len(e.levels[top]), &r, budget, visit)
}

func (e *Edges) near(level, from, to int, r *orb.Bound, budget *Budget, visit func(path, at int) bool) bool {
	for i := from; i < to; i++ {
		if !budget.Spend(1) {
			return false
		}
		if !meets(&e.levels[level][i], r) {
			continue
		}
		if level > 0 {
			if !e.near(level-1, i*fanOut, min((i+1)*fanOut, len(e.levels[level-1])), r, budget, visit) {
				return false
			}
			continue
		}
		run := e.runs[i]
		path := e.paths[run.path]
		for at := run.from; at < run.to; at++ {
			if !budget.Spend(1) {
				return false
			}
			if edgeNear(path[at], path[at+1], r) && !visit(int(run.path), int(at)) {
				return false
			}
		}
	}
	return true
}

func meets(a, b *orb.Bound) bool {
	return a.Min[0] <= b.Max[0] && b.Min[0] <= a.Max[0] && a.Min[1] <= b.Max[1] && b.Min[1] <= a.Max[1]
}

func edgeNear(a, b orb.Point, r *orb.Bound) bool {
	for axis := range 2 {
		lo, hi := a[axis], b[axis]
		if lo > hi {
			lo, hi = hi, lo
		}
		if hi < r.Min[axis] || lo > r.Max[axis] {
			return false
		}
	}
	return true
}
