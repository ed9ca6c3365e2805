package cql

import (
	"slices"

	"github.com/paulmach/orb"

	"incidentmap/geo"
)

// relation is how two geometries may stand to each other. A budget that does not last leaves
// the outcome open; whoever gives one asks it.
type relation func(a, b *shape, budget *geo.Budget) truth

// spatialRelations holds the spatial functions by name, as simple features define them
// (OGC 06-103r4, section 6.1.15). All but s_intersects and s_disjoint are decided by what
// the interiors share; what is found so far is enough once it cannot change any more.
var spatialRelations = map[string]relation{
	"s_intersects": func(a, b *shape, w *geo.Budget) truth { return truthOf(intersect(a, b, w)) },
	"s_disjoint":   func(a, b *shape, w *geo.Budget) truth { return truthOf(!intersect(a, b, w)) },
	"s_within": byInteriors(func(x shares) bool { return x.onlyA },
		func(_, _ *shape, x shares, _ *geo.Budget) bool { return x.both > nowhere && !x.onlyA }),
	"s_contains": byInteriors(func(x shares) bool { return x.onlyB },
		func(_, _ *shape, x shares, _ *geo.Budget) bool { return x.both > nowhere && !x.onlyB }),
	"s_equals": byInteriors(func(x shares) bool { return x.onlyA || x.onlyB },
		func(_, _ *shape, x shares, _ *geo.Budget) bool { return x.both > nowhere && !x.onlyA && !x.onlyB }),
	"s_touches": byInteriors(func(x shares) bool { return x.both > nowhere },
		func(a, b *shape, x shares, w *geo.Budget) bool { return x.both == nowhere && intersect(a, b, w) }),
	"s_crosses": byInteriors(func(x shares) bool { return x.both == 1 && x.onlyA && x.onlyB }, crosses),
	"s_overlaps": byInteriors(func(x shares) bool { return x.both == 2 && x.onlyA && x.onlyB },
		func(a, b *shape, x shares, _ *geo.Budget) bool {
			return a.dimension() == b.dimension() && x.both == a.dimension() && x.onlyA && x.onlyB
		}),
}

func crosses(a, b *shape, x shares, _ *geo.Budget) bool {
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

func (n *node) spatial(s *evaluation) truth {
	a, b := n.args[0].eval(s), n.args[1].eval(s)
	if a.missing() || b.missing() {
		return unknown
	}
	return spatialRelations[n.relation](a.geom, b.geom, s.budget)
}

// nowhere is the dimension of what is empty.
const nowhere = -1

// shares says what two geometries have in common.
type shares struct {
	both  int  // dimension of what the interiors share, or nowhere
	onlyA bool // something of a's interior is outside b
	onlyB bool
}

// byInteriors makes a relation. That enough is known of what is shared means that nothing
// which may be found besides would change whether the relation holds.
func byInteriors(enough func(shares) bool, holds func(a, b *shape, x shares, w *geo.Budget) bool) relation {
	return func(a, b *shape, w *geo.Budget) truth {
		if a.mixed || b.mixed {
			return unknown
		}
		return truthOf(holds(a, b, compareInteriors(a, b, w, enough), w))
	}
}

// intersect reports whether two geometries share a point.
func intersect(a, b *shape, w *geo.Budget) bool {
	if !a.bound.Intersects(b.bound) {
		return false
	}
	a.ready()
	b.ready()
	return a.pointsMeet(b, w) || b.pointsMeet(a, w) || pathsMeet(a, b, w) || a.pathsIn(b, w) || b.pathsIn(a, w)
}

func (s *shape) pointsMeet(t *shape, w *geo.Budget) bool {
	return slices.ContainsFunc(s.points, func(p orb.Point) bool {
		return w.Spend(1) && t.bound.Contains(p) && t.locate(point{Point: p}, w) != exterior
	})
}

// pathsMeet looks for the edges of the smaller shape among those of the other.
func pathsMeet(a, b *shape, w *geo.Budget) bool {
	if geo.SizeOf(a.source).Positions > geo.SizeOf(b.source).Positions {
		a, b = b, a
	}
	met := false
	a.near(b.bound, w, func(e edge) bool {
		return b.near(e.bound(), w, func(f edge) bool {
			met = e.meets(f)
			return !met
		})
	})
	return met
}

// pathsIn reports whether a line or a ring begins in an area of t. When no edges meet,
// that is as good as all of it.
func (s *shape) pathsIn(t *shape, w *geo.Budget) bool {
	return slices.ContainsFunc(s.every, func(path []orb.Point) bool {
		return w.Spend(1) && t.bound.Contains(path[0]) && t.locateInAreas(point{Point: path[0]}, w) != exterior
	})
}

// comparison is what two geometries share, as far as it is known.
type comparison struct {
	shares
	a, b   *shape
	budget *geo.Budget
	enough func(shares) bool
}

// compareInteriors finds what two geometries share, neither of them mixed, or as much of it as
// is enough.
func compareInteriors(a, b *shape, w *geo.Budget, enough func(shares) bool) shares {
	if a.dimension() > b.dimension() {
		swapped := func(x shares) bool { return enough(x.swapped()) }
		return compareInteriors(b, a, w, swapped).swapped()
	}
	if !a.bound.Intersects(b.bound) {
		return shares{nowhere, true, true}
	}
	c := comparison{shares{both: nowhere}, a.ready(), b.ready(), w, enough}
	switch da, db := a.dimension(), b.dimension(); {
	case da == 0:
		c.points()
	case db == 1:
		c.lines()
	case da == 1:
		c.lineAndArea()
	default:
		c.areas()
	}
	return c.shares
}

func (x shares) swapped() shares { return shares{x.both, x.onlyB, x.onlyA} }

// more reports whether there is something left to find.
func (c *comparison) more() bool { return !c.enough(c.shares) && !c.budget.Exceeded() }

func (c *comparison) points() {
	c.onlyB = c.b.dimension() > 0
	if c.b.dimension() == 0 {
		c.onlyB = slices.ContainsFunc(c.b.points, func(p orb.Point) bool { return !c.a.has(p) })
	}
	for _, p := range c.a.points {
		if !c.budget.Spend(1) || !c.more() {
			return
		}
		switch c.b.locate(point{Point: p}, c.budget) {
		case interior:
			c.both = 0
		case exterior:
			c.onlyA = true
		}
	}
}

func (c *comparison) lines() {
	c.a.pieces(c.b, c.budget, func(pc stretch) bool {
		if pc.where == exterior {
			c.onlyA = true
		} else {
			c.both = 1
		}
		for _, p := range pc.contacts {
			if !c.a.endsAt(p) && !c.b.endsAt(p) {
				c.both = max(c.both, 0)
			}
		}
		return c.more()
	})
	if c.more() {
		c.b.pieces(c.a, c.budget, func(pc stretch) bool {
			c.onlyB = c.onlyB || pc.where == exterior
			return c.more() && !c.onlyB
		})
	}
}

// lineAndArea: what a line has inside an area is as long as wide open, so that single points
// need no look; and no line fills an area.
func (c *comparison) lineAndArea() {
	c.onlyB = true
	c.a.pieces(c.b, c.budget, func(pc stretch) bool {
		switch pc.where {
		case interior:
			c.both = 1
		case exterior:
			c.onlyA = true
		}
		return c.more() && (c.both < 1 || !c.onlyA)
	})
}

// areas looks at the outlines alone. Any region that the areas share, or that one has for
// itself, is bordered by a piece of one outline that is inside or outside the other area, or by
// a piece of both outlines with the areas on the same or on opposite sides.
func (c *comparison) areas() {
	sideOfA, sideOfB := sides{shape: c.a, budget: c.budget}, sides{shape: c.b, budget: c.budget}
	more := func() bool { return c.more() && (c.both < 2 || !c.onlyA || !c.onlyB) }
	c.a.pieces(c.b, c.budget, func(pc stretch) bool {
		switch {
		case pc.where == interior:
			c.both, c.onlyB = 2, true
		case pc.where == exterior:
			c.onlyA = true
		case (sideOfA.left(pc.on) == sideOfB.left(pc.under)) == pc.on.alike(pc.under):
			c.both = 2
		default:
			c.onlyA, c.onlyB = true, true
		}
		return more()
	})
	if !more() {
		return
	}
	c.b.pieces(c.a, c.budget, func(pc stretch) bool {
		switch pc.where {
		case interior:
			c.both, c.onlyA = 2, true
		case exterior:
			c.onlyB = true
		}
		return more()
	})
}

// sides knows on which side of its rings an area lies, and finds it out once for each ring.
type sides struct {
	*shape
	budget *geo.Budget
	known  map[int]bool
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
	left := s.insideBeyond(e, axis, s.budget) == forward
	if s.known == nil {
		s.known = map[int]bool{}
	}
	s.known[e.path] = left
	return left
}
