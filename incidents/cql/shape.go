package cql

import (
	"slices"

	"github.com/paulmach/orb"
)

// shape is a geometry laid out for relations: what it has of points, lines and areas.
type shape struct {
	source orb.Geometry
	bound  orb.Bound
	points []orb.Point
	lines  []orb.LineString
	areas  []orb.Polygon
	// mixed is set for a collection of several geometries, whose interiors may overlap.
	mixed bool
}

// newShape lays out a geometry. Repeated positions are dropped from lines and rings; a line
// of one position alone is a point. The geometry is not changed.
func newShape(g orb.Geometry) *shape {
	s := &shape{source: g}
	s.add(g)
	if !s.empty() {
		s.bound = g.Bound()
	}
	kinds := 0
	for _, n := range []int{len(s.points), len(s.lines), len(s.areas)} {
		if n > 0 {
			kinds++
		}
	}
	c, isCollection := g.(orb.Collection)
	s.mixed = kinds > 1 || isCollection && len(c) > 1 && s.dimension() > 0
	return s
}

func (s *shape) add(g orb.Geometry) {
	switch g := g.(type) {
	case orb.Point:
		s.points = append(s.points, g)
	case orb.MultiPoint:
		s.points = append(s.points, g...)
	case orb.LineString:
		switch l := withoutRepeats(g); len(l) {
		case 0:
		case 1:
			s.points = append(s.points, l[0])
		default:
			s.lines = append(s.lines, l)
		}
	case orb.MultiLineString:
		for _, l := range g {
			s.add(l)
		}
	case orb.Ring:
		s.add(orb.Polygon{g})
	case orb.Polygon:
		s.addArea(g)
	case orb.MultiPolygon:
		for _, p := range g {
			s.add(p)
		}
	case orb.Bound:
		s.add(g.ToPolygon())
	case orb.Collection:
		for _, m := range g {
			s.add(m)
		}
	}
}

func (s *shape) addArea(p orb.Polygon) {
	if len(p) == 0 || len(p[0]) == 0 {
		return
	}
	area := make(orb.Polygon, 0, len(p))
	for _, r := range p {
		if r = withoutRepeats(r); len(r) > 1 {
			area = append(area, r)
		}
	}
	s.areas = append(s.areas, area)
}

// withoutRepeats gives the path as it is when no position in it follows itself.
func withoutRepeats[P ~[]orb.Point](path P) P {
	for i := 1; i < len(path); i++ {
		if path[i] == path[i-1] {
			return slices.Compact(slices.Clone(path))
		}
	}
	return path
}

func (s *shape) empty() bool { return len(s.points)+len(s.lines)+len(s.areas) == 0 }

// dimension is 2 with areas, else 1 with lines, else 0.
func (s *shape) dimension() int {
	switch {
	case len(s.areas) > 0:
		return 2
	case len(s.lines) > 0:
		return 1
	}
	return 0
}

// paths calls visit with each line and each ring until visit has enough.
func (s *shape) paths(visit func(path []orb.Point) bool) bool {
	for _, l := range s.lines {
		if !visit(l) {
			return false
		}
	}
	for _, a := range s.areas {
		for _, r := range a {
			if !visit(r) {
				return false
			}
		}
	}
	return true
}

// edgesIn lists the edges that may meet a box.
func (s *shape) edgesIn(b orb.Bound) []edge {
	var all []edge
	frame := edge{a: b.Min, b: b.Max}
	number := 0
	s.paths(func(path []orb.Point) bool {
		for i := 1; i < len(path); i++ {
			if e := (edge{path[i-1], path[i], number}); !e.apart(frame) {
				all = append(all, e)
			}
		}
		number++
		return true
	})
	return all
}

// location is where a point stands to a geometry.
type location int8

const (
	exterior location = iota
	boundary
	interior
)

// locate finds where p stands to the geometry. The boundary of lines are the positions at
// which an odd number of them end (OGC 06-103r4, section 6.1.8.1).
func (s *shape) locate(p point) location {
	best := exterior
	for _, a := range s.areas {
		best = max(best, locateInArea(a, p))
	}
	if best == interior {
		return best
	}
	for _, q := range s.points {
		if p.equal(point{Point: q}) {
			return interior
		}
	}
	for _, l := range s.lines {
		if onPath(l, p) {
			if s.endsAt(p) {
				best = max(best, boundary)
				continue
			}
			return interior
		}
	}
	return best
}

func onPath(path []orb.Point, p point) bool {
	for i := 1; i < len(path); i++ {
		if (edge{a: path[i-1], b: path[i]}).holds(p) {
			return true
		}
	}
	return false
}

func (s *shape) endsAt(p point) bool {
	odd := false
	for _, l := range s.lines {
		for _, end := range []orb.Point{l[0], l[len(l)-1]} {
			if p.equal(point{Point: end}) {
				odd = !odd
			}
		}
	}
	return odd
}

// locateInArea counts the edges that a ray from p crosses.
func locateInArea(a orb.Polygon, p point) location {
	within := false
	for _, r := range a {
		for i := 1; i < len(r); i++ {
			e := edge{a: r[i-1], b: r[i]}
			crossed, on := e.beyond(p, 0)
			if on {
				return boundary
			}
			within = within != crossed
		}
	}
	if within {
		return interior
	}
	return exterior
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
func (s *shape) insideBeyond(e edge, axis int) bool {
	p := middle(point{Point: e.a}, point{Point: e.b})
	odd := false
	for _, a := range s.areas {
		for _, r := range a {
			for i := 1; i < len(r); i++ {
				f := edge{a: r[i-1], b: r[i]}
				crossed, on := f.beyond(p, axis)
				if on {
					crossed = e.leavesBeyond(f, p, axis)
				}
				odd = odd != crossed
			}
		}
	}
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
