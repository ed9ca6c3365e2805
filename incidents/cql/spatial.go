package cql

import (
	"slices"

	"github.com/paulmach/orb"
)

// spatialRelations holds the spatial functions by name, as simple features define them
// (OGC 06-103r4, section 6.1.15). All but s_intersects and s_disjoint are decided by what
// the interiors share.
var spatialRelations = map[string]func(a, b *shape) truth{
	"s_intersects": func(a, b *shape) truth { return truthOf(intersect(a, b)) },
	"s_disjoint":   func(a, b *shape) truth { return truthOf(!intersect(a, b)) },
	"s_within":     byInteriors(func(_, _ *shape, x shares) bool { return x.both > nowhere && !x.onlyA }),
	"s_contains":   byInteriors(func(_, _ *shape, x shares) bool { return x.both > nowhere && !x.onlyB }),
	"s_equals":     byInteriors(func(_, _ *shape, x shares) bool { return x.both > nowhere && !x.onlyA && !x.onlyB }),
	"s_touches":    byInteriors(func(a, b *shape, x shares) bool { return x.both == nowhere && intersect(a, b) }),
	"s_crosses":    byInteriors(crosses),
	"s_overlaps": byInteriors(func(a, b *shape, x shares) bool {
		return a.dimension() == b.dimension() && x.both == a.dimension() && x.onlyA && x.onlyB
	}),
}

func crosses(a, b *shape, x shares) bool {
	switch da, db := a.dimension(), b.dimension(); {
	case da < db:
		return x.both > nowhere && x.onlyA
	case da > db:
		return x.both > nowhere && x.onlyB
	case da == 1:
		return x.both == 0
	}
	return false
}

func (n *node) spatial(s Subject) truth {
	a, b := n.args[0].eval(s), n.args[1].eval(s)
	if a.missing() || b.missing() {
		return unknown
	}
	return spatialRelations[n.relation](a.geom, b.geom)
}

// nowhere is the dimension of what is empty.
const nowhere = -1

// shares says what two geometries have in common.
type shares struct {
	both  int  // dimension of what the interiors share, or nowhere
	onlyA bool // something of a's interior is outside b
	onlyB bool
}

func byInteriors(holds func(a, b *shape, x shares) bool) func(a, b *shape) truth {
	return func(a, b *shape) truth {
		if a.mixed || b.mixed {
			return unknown
		}
		return truthOf(holds(a, b, compareInteriors(a, b)))
	}
}

// intersect reports whether two geometries share a point.
func intersect(a, b *shape) bool {
	if !a.bound.Intersects(b.bound) {
		return false
	}
	return a.pointsMeet(b) || b.pointsMeet(a) || pathsMeet(a, b) || a.pathsIn(b) || b.pathsIn(a)
}

func (s *shape) pointsMeet(t *shape) bool {
	return slices.ContainsFunc(s.points, func(p orb.Point) bool {
		return t.bound.Contains(p) && t.locate(point{Point: p}) != exterior
	})
}

func pathsMeet(a, b *shape) bool {
	others := newStrips(b.edgesIn(a.bound), 0)
	for _, e := range a.edgesIn(b.bound) {
		for _, near := range others.at(e) {
			if slices.ContainsFunc(near, e.meets) {
				return true
			}
		}
	}
	return false
}

// pathsIn reports whether a line or a ring begins in an area of t. When no edges meet,
// that is as good as all of it.
func (s *shape) pathsIn(t *shape) bool {
	return !s.paths(func(path []orb.Point) bool {
		return !slices.ContainsFunc(t.areas, func(a orb.Polygon) bool {
			return locateInArea(a, point{Point: path[0]}) != exterior
		})
	})
}

// compareInteriors finds what two geometries share, neither of them mixed.
func compareInteriors(a, b *shape) shares {
	switch da, db := a.dimension(), b.dimension(); {
	case !a.bound.Intersects(b.bound):
		return shares{nowhere, true, true}
	case da == 0:
		return comparePoints(a, b)
	case db == 0:
		return comparePoints(b, a).swapped()
	case da == 1 && db == 1:
		return compareLines(a, b)
	case da == 1:
		return compareLineArea(a, b)
	case db == 1:
		return compareLineArea(b, a).swapped()
	}
	return compareAreas(a, b)
}

func (x shares) swapped() shares { return shares{x.both, x.onlyB, x.onlyA} }

func comparePoints(a, b *shape) shares {
	x := shares{both: nowhere, onlyB: b.dimension() > 0}
	for _, p := range a.points {
		switch b.locate(point{Point: p}) {
		case interior:
			x.both = 0
		case exterior:
			x.onlyA = true
		}
	}
	if b.dimension() == 0 {
		x.onlyB = slices.ContainsFunc(b.points, func(p orb.Point) bool { return !slices.Contains(a.points, p) })
	}
	return x
}

func compareLines(a, b *shape) shares {
	x := shares{both: nowhere}
	a.pieces(b, func(pc stretch) {
		if pc.where == exterior {
			x.onlyA = true
		} else {
			x.both = 1
		}
		for _, p := range pc.contacts {
			if !a.endsAt(p) && !b.endsAt(p) {
				x.both = max(x.both, 0)
			}
		}
	})
	b.pieces(a, func(pc stretch) { x.onlyB = x.onlyB || pc.where == exterior })
	return x
}

// compareLineArea: what a line has inside an area is as long as wide open, so that single
// points need no look; and no line fills an area.
func compareLineArea(line, area *shape) shares {
	x := shares{both: nowhere, onlyB: true}
	line.pieces(area, func(pc stretch) {
		switch pc.where {
		case interior:
			x.both = 1
		case exterior:
			x.onlyA = true
		}
	})
	return x
}

// compareAreas looks at the outlines alone. Any region that the areas share, or that one
// has for itself, is bordered by a piece of one outline that is inside or outside the other
// area, or by a piece of both outlines with the areas on the same or on opposite sides.
func compareAreas(a, b *shape) shares {
	x := shares{both: nowhere}
	sideOfA, sideOfB := sides{shape: a}, sides{shape: b}
	a.pieces(b, func(pc stretch) {
		switch {
		case pc.where == interior:
			x.both, x.onlyB = 2, true
		case pc.where == exterior:
			x.onlyA = true
		case (sideOfA.left(pc.on) == sideOfB.left(pc.under)) == pc.on.alike(pc.under):
			x.both = 2
		default:
			x.onlyA, x.onlyB = true, true
		}
	})
	b.pieces(a, func(pc stretch) {
		switch pc.where {
		case interior:
			x.both, x.onlyA = 2, true
		case exterior:
			x.onlyB = true
		}
	})
	return x
}

// sides knows on which side of its rings an area lies, and finds it out once for each ring.
type sides struct {
	*shape
	known map[int]bool
}

// left reports whether the area lies to the left of the edge, which is of one of its rings.
func (s *sides) left(e edge) bool {
	if left, known := s.known[e.path]; known {
		return left
	}
	axis, forward := 0, e.b[1] < e.a[1]
	if e.a[1] == e.b[1] {
		axis, forward = 1, e.b[0] > e.a[0]
	}
	// Towards greater x lies the left of what goes down, towards greater y the left of what
	// goes to the right.
	left := s.insideBeyond(e, axis) == forward
	if s.known == nil {
		s.known = map[int]bool{}
	}
	s.known[e.path] = left
	return left
}
