package cql

import (
	"slices"

	"incidentmap/geo"
)

// stretch is a piece of a line or a ring that stands the same way to the other geometry
// all along, its ends aside.
type stretch struct {
	where    location
	on       edge    // set when the edge it is on meets the other geometry's edges
	under    edge    // the edge of the other geometry that it runs along, if where is boundary
	contacts []point // in which the edge meets them
}

// Units of a budget that fractions cost, which are slow: to find where two edges cross, and to
// stand half way between two such places.
const (
	crossingUnits = 400
	middleUnits   = 200
)

// pieces cuts the lines and rings of s where they meet those of t, and calls visit with each
// piece until it has enough. Edges in a row that meet nothing are one piece. Where t has no
// areas, a piece that runs along a line of t is said to be on its boundary.
func (s *shape) pieces(t *shape, budget *geo.Budget, visit func(stretch) bool) {
	o := other{t.ready(), budget}
	for number, path := range s.ready().every {
		inRow := false
		for i := 1; i < len(path); i++ {
			e := edge{path[i-1], path[i], number}
			contacts, beside := o.contacts(e)
			if budget.Exceeded() {
				return
			}
			switch {
			case len(contacts) > 0:
				inRow = false
				if !o.cut(e, contacts, beside, visit) {
					return
				}
			case !inRow:
				inRow = true
				if !visit(stretch{where: o.locate(point{Point: e.a})}) {
					return
				}
			}
		}
	}
}

// other is the geometry that pieces are cut by.
type other struct {
	*shape
	budget *geo.Budget
}

// contacts lists the points in which e meets the other geometry, in order along e, each once,
// and the other's edges that share more than a point with e.
func (o other) contacts(e edge) (all []point, beside []edge) {
	o.near(e.bound(), o.budget, func(f edge) bool {
		some := e.contacts(f)
		if len(some) > 1 {
			beside = append(beside, f)
		}
		all = append(all, some...)
		return len(some) == 0 || o.budget.Spend(crossingUnits)
	})
	if len(all) == 0 {
		return nil, nil
	}
	axis := 0
	if e.a[0] == e.b[0] {
		axis = 1
	}
	slices.SortFunc(all, func(p, q point) int { return p.compare(q, axis) })
	if e.a[axis] > e.b[axis] {
		slices.Reverse(all)
	}
	return slices.CompactFunc(all, point.equal), beside
}

// cut visits the pieces between the contacts of an edge, until visit has enough, and reports
// whether it has not.
func (o other) cut(e edge, contacts []point, beside []edge, visit func(stretch) bool) bool {
	from := point{Point: e.a}
	for _, to := range append(slices.Clone(contacts), point{Point: e.b}) {
		if from.equal(to) {
			continue
		}
		if !o.budget.Spend(middleUnits + len(beside)) {
			return false
		}
		piece := stretch{on: e, contacts: contacts}
		if i := slices.IndexFunc(beside, func(f edge) bool { return f.holds(from) && f.holds(to) }); i >= 0 {
			piece.where, piece.under = boundary, beside[i]
		} else {
			piece.where = o.locate(middle(from, to))
		}
		if !visit(piece) {
			return false
		}
		from = to
	}
	return true
}

// locate finds where a point stands to the areas, given that it is on none of their edges.
func (o other) locate(p point) location { return o.locateInAreas(p, o.budget) }
