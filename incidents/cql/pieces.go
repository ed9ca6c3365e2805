package cql

import (
	"slices"

	"github.com/paulmach/orb"
)

// stretch is a piece of a line or a ring that stands the same way to the other geometry
// all along, its ends aside.
type stretch struct {
	where    location
	on       edge    // set when the edge it is on meets the other geometry's edges
	under    edge    // the edge of the other geometry that it runs along, if where is boundary
	contacts []point // in which the edge meets them
}

// pieces cuts the lines and rings of s where they meet those of t, and calls visit with each
// piece. Edges in a row that meet nothing are one piece. Where t has no areas, a piece that
// runs along a line of t is said to be on its boundary.
func (s *shape) pieces(t *shape, visit func(stretch)) {
	o := other{near: newStrips(t.edgesIn(s.bound), 0)}
	if t.dimension() == 2 {
		o.level = newStrips(t.edgesIn(t.bound), 1)
	}
	number := 0
	s.paths(func(path []orb.Point) bool {
		inRow := false
		for i := 1; i < len(path); i++ {
			e := edge{path[i-1], path[i], number}
			if contacts := o.contacts(e); len(contacts) > 0 {
				inRow = false
				o.cut(e, contacts, visit)
			} else if !inRow {
				inRow = true
				visit(stretch{where: o.locate(point{Point: e.a})})
			}
		}
		number++
		return true
	})
}

// other is the geometry that pieces are cut by.
type other struct {
	near  strips // its edges that may meet the first geometry
	level strips // all edges of its areas
}

// contacts lists the points in which e meets the other geometry, in order along e, each once.
func (o other) contacts(e edge) []point {
	var all []point
	for _, near := range o.near.at(e) {
		for _, f := range near {
			all = append(all, e.contacts(f)...)
		}
	}
	if len(all) == 0 {
		return nil
	}
	axis := 0
	if e.a[0] == e.b[0] {
		axis = 1
	}
	slices.SortFunc(all, func(p, q point) int { return p.compare(q, axis) })
	if e.a[axis] > e.b[axis] {
		slices.Reverse(all)
	}
	return slices.CompactFunc(all, point.equal)
}

// cut visits the pieces between the contacts of an edge.
func (o other) cut(e edge, contacts []point, visit func(stretch)) {
	from := point{Point: e.a}
	for _, to := range append(slices.Clone(contacts), point{Point: e.b}) {
		if from.equal(to) {
			continue
		}
		piece := stretch{on: e, contacts: contacts}
		if f, along := o.along(e, from, to); along {
			piece.where, piece.under = boundary, f
		} else {
			piece.where = o.locate(middle(from, to))
		}
		visit(piece)
		from = to
	}
}

// along finds an edge of the other geometry that runs all along the piece.
func (o other) along(e edge, from, to point) (f edge, found bool) {
	for _, near := range o.near.at(e) {
		for _, f := range near {
			if !e.apart(f) && f.holds(from) && f.holds(to) {
				return f, true
			}
		}
	}
	return f, false
}

// locate finds where a point stands to the areas, given that it is on none of their edges.
func (o other) locate(p point) location {
	within := false
	for _, level := range o.level.at(edge{a: p.Point, b: p.Point}) {
		for _, f := range level {
			crossed, _ := f.beyond(p, 0)
			within = within != crossed
		}
	}
	if within {
		return interior
	}
	return exterior
}

// strips holds edges by the strips of the plane that they reach into along an axis, so that
// few need to be looked at to find those near another. An edge that reaches into several
// strips is in each of them.
type strips struct {
	edges       [][]edge
	axis        int
	from, width float64
}

// newStrips makes about half as many strips as there are edges.
func newStrips(edges []edge, axis int) strips {
	const few, most = 8, 1024
	if len(edges) < few {
		return strips{edges: [][]edge{edges}, axis: axis}
	}
	from, to := edges[0].a[axis], edges[0].a[axis]
	for _, e := range edges {
		from, to = min(from, e.a[axis], e.b[axis]), max(to, e.a[axis], e.b[axis])
	}
	n := min(len(edges)/2, most)
	s := strips{make([][]edge, n), axis, from, (to - from) / float64(n)}
	for _, e := range edges {
		first, last := s.span(e)
		for i := first; i <= last; i++ {
			s.edges[i] = append(s.edges[i], e)
		}
	}
	return s
}

// span gives the first and the last strip that the edge reaches into, or the outermost ones
// for an edge that lies beyond them.
func (s strips) span(e edge) (first, last int) {
	a, b := e.a[s.axis], e.b[s.axis]
	return s.strip(min(a, b)), s.strip(max(a, b))
}

func (s strips) strip(v float64) int {
	if s.width == 0 {
		return 0
	}
	return int(max(0, min((v-s.from)/s.width, float64(len(s.edges)-1))))
}

// at lists the edges of all strips that e reaches into, some of them several times.
func (s strips) at(e edge) [][]edge {
	if len(s.edges) == 0 {
		return nil
	}
	first, last := s.span(e)
	return s.edges[first : last+1]
}
