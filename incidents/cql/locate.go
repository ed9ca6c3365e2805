package cql

import (
	"math"

	"github.com/paulmach/orb"

	"incidentmap/geo"
)

// location is where a point stands to a geometry.
type location int8

const (
	exterior location = iota
	boundary
	interior
)

// locate finds where p stands to the geometry. The boundary of lines are the positions at
// which an odd number of them end (OGC 06-103r4, section 6.1.8.1).
func (s *shape) locate(p point, budget *geo.Budget) location {
	s.ready()
	best := s.locateInAreas(p, budget)
	if best == interior {
		return best
	}
	if s.has(p.Point) && p.equal(point{Point: p.Point}) {
		return interior
	}
	if len(s.lines) > 0 && s.onLine(p, budget) {
		if !s.endsAt(p) {
			return interior
		}
		best = max(best, boundary)
	}
	return best
}

// around is the least box that is sure to hold a point which floats hold only nearly.
func around(p point) orb.Bound {
	b := orb.Bound{Min: p.Point, Max: p.Point}
	if p.exact == nil {
		return b
	}
	for axis := range 2 {
		b.Min[axis] = math.Nextafter(p.Point[axis], math.Inf(-1))
		b.Max[axis] = math.Nextafter(p.Point[axis], math.Inf(1))
	}
	return b
}

func (s *shape) onLine(p point, budget *geo.Budget) bool {
	found := false
	s.near(around(p), budget, func(e edge) bool {
		found = s.area[e.path] < 0 && e.holds(p)
		return !found
	})
	return found
}

func (s *shape) endsAt(p point) bool {
	return s.ends[p.Point]%2 == 1 && p.equal(point{Point: p.Point})
}

// locateInAreas counts, for each area, the edges that a ray from p towards greater x crosses.
// The edges come area by area.
func (s *shape) locateInAreas(p point, budget *geo.Budget) location {
	best, area := exterior, int32(-1)
	odd, on := false, false
	next := func(i int32) {
		switch {
		case on:
			best = max(best, boundary)
		case odd:
			best = interior
		}
		area, odd, on = i, false, false
	}
	if len(s.areas) == 0 {
		return exterior
	}
	s.ray(p, 0, budget, func(e edge) bool {
		i := s.area[e.path]
		if i < 0 {
			return true
		}
		if i != area {
			next(i)
		}
		crossed, isOn := e.beyond(p, 0)
		odd, on = odd != crossed, on || isOn
		return true
	})
	next(-1)
	return best
}

// ray visits the edges that a ray from p along an axis, towards greater values, may cross.
func (s *shape) ray(p point, axis int, budget *geo.Budget, visit func(edge) bool) {
	b := around(p)
	b.Max[axis] = max(b.Max[axis], s.bound.Max[axis])
	s.near(b, budget, visit)
}

// beyond reports whether a ray from p along an axis, towards greater values, crosses the
// edge, and whether p is on the edge. A ray through a vertex is taken to pass just above it.
func (e edge) beyond(p point, axis int) (crossed, on bool) {
	other := 1 - axis
	above := func(q orb.Point) bool { return p.compare(point{Point: q}, other) < 0 }
	below := func(q orb.Point) bool { return p.compare(point{Point: q}, other) > 0 }
	if above(e.a) && above(e.b) || below(e.a) && below(e.b) {
		return false, false
	}
	side := e.side(p)
	if side == 0 {
		return false, e.between(p)
	}
	aAbove, bAbove := above(e.a), above(e.b)
	if aAbove == bAbove {
		return false, false
	}
	// The edge lies towards greater x when p is to the left of it on its way up; for a
	// ray along y the axes change places, and with them left and right.
	leftOnTheWayUp := (side > 0) == bAbove
	return leftOnTheWayUp == (axis == 0), false
}

// insideBeyond reports whether the area lies on the side of greater values, along an axis,
// of an edge of its own, half way along it.
func (s *shape) insideBeyond(e edge, axis int, budget *geo.Budget) bool {
	p := middle(point{Point: e.a}, point{Point: e.b})
	odd := false
	s.ray(p, axis, budget, func(f edge) bool {
		if s.area[f.path] < 0 {
			return true
		}
		crossed, on := f.beyond(p, axis)
		if on {
			crossed = e.leavesBeyond(f, p, axis)
		}
		odd = odd != crossed
		return true
	})
	return odd
}

// leavesBeyond reports whether f, which touches e in p, goes on above p on the side of greater
// values of e: the ray from e just above p then crosses it.
func (e edge) leavesBeyond(f edge, p point, axis int) bool {
	other := 1 - axis
	if e.a[other] > e.b[other] {
		e.a, e.b = e.b, e.a
	}
	top := f.a
	if f.b[other] > top[other] {
		top = f.b
	}
	side := e.side(point{Point: top})
	return p.compare(point{Point: top}, other) < 0 && side != 0 && (side < 0) == (axis == 0)
}
