package cql

import (
	"slices"
	"sync"

	"github.com/paulmach/orb"

	"incidentmap/geo"
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

	once  sync.Once // for what follows, which is made when it is first asked for
	every [][]orb.Point
	area  []int32 // by path: which area it is a ring of, -1 for a line
	edges *geo.Edges
	ends  map[orb.Point]int // how many lines end at a position
	spots map[orb.Point]bool
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

// ready makes what relations look things up in.
func (s *shape) ready() *shape {
	s.once.Do(func() {
		for _, l := range s.lines {
			s.every, s.area = append(s.every, l), append(s.area, -1)
		}
		for i, a := range s.areas {
			for _, r := range a {
				s.every, s.area = append(s.every, r), append(s.area, int32(i))
			}
		}
		s.edges = geo.NewEdges(s.every)
		if len(s.lines) > 0 {
			s.ends = make(map[orb.Point]int, 2*len(s.lines))
		}
		for _, l := range s.lines {
			s.ends[l[0]]++
			s.ends[l[len(l)-1]]++
		}
		if len(s.points) > fewPoints {
			s.spots = make(map[orb.Point]bool, len(s.points))
			for _, p := range s.points {
				s.spots[p] = true
			}
		}
	})
	return s
}

// fewPoints are faster looked at one after the other.
const fewPoints = 8

// has reports whether a position is one of the shape's points.
func (s *shape) has(p orb.Point) bool {
	if len(s.points) <= fewPoints {
		return slices.Contains(s.points, p)
	}
	return s.spots[p]
}

// edge gives the edge of a path that begins at a position of it.
func (s *shape) edge(path, at int) edge {
	return edge{s.every[path][at], s.every[path][at+1], path}
}

// near calls visit with each edge of the shape near a box, until it has enough.
func (s *shape) near(b orb.Bound, budget *geo.Budget, visit func(edge) bool) bool {
	return s.edges.Near(b, budget, func(path, at int) bool { return visit(s.edge(path, at)) })
}

func (e edge) bound() orb.Bound {
	return orb.Bound{
		Min: orb.Point{min(e.a[0], e.b[0]), min(e.a[1], e.b[1])},
		Max: orb.Point{max(e.a[0], e.b[0]), max(e.a[1], e.b[1])},
	}
}
