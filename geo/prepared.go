package geo

import (
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// Prepared is a geometry made ready to be held against many boxes: an edge far from a box is
// not looked at. It keeps the geometry, which must not be changed, and is safe for
// simultaneous use.
type Prepared struct {
	geometry orb.Geometry
	areas    []preparedPath // of polygons, each with the index of its rings
	lines    *preparedPath
	points   []orb.Point
}

// preparedPath is a polygon, or all lines together.
type preparedPath struct {
	edges *Edges
	bound orb.Bound
}

// prepareFrom is from how many positions on an index is worth its room.
const prepareFrom = 256

// Prepare makes a geometry ready. Of a small one it keeps nothing else.
func Prepare(g orb.Geometry) *Prepared {
	p := &Prepared{geometry: g}
	if SizeOf(g).Positions < prepareFrom {
		return p
	}
	var lines [][]orb.Point
	eachPart(g, func(points []orb.Point) { p.points = append(p.points, points...) },
		func(l orb.LineString) {
			if len(l) == 1 {
				p.points = append(p.points, l[0])
			}
			lines = append(lines, l)
		},
		func(a orb.Polygon) {
			rings := make([][]orb.Point, len(a))
			for i, r := range a {
				rings[i] = r
				if len(r) == 1 {
					p.points = append(p.points, r[0])
				}
			}
			p.areas = append(p.areas, preparedPath{NewEdges(rings), a.Bound()})
		})
	if len(lines) > 0 {
		p.lines = &preparedPath{NewEdges(lines), orb.MultiLineString(asLines(lines)).Bound()}
	}
	return p
}

func asLines(paths [][]orb.Point) []orb.LineString {
	lines := make([]orb.LineString, len(paths))
	for i, p := range paths {
		lines[i] = p
	}
	return lines
}

// Intersects reports what BBox.Intersects does.
func (p *Prepared) Intersects(box BBox) bool {
	if p.lines == nil && p.areas == nil && p.points == nil {
		return box.Intersects(p.geometry)
	}
	for _, r := range box.Bounds() {
		if anyOf(p.points, r.Contains) || p.lines != nil && p.lines.meets(r) {
			return true
		}
		for i := range p.areas {
			if p.areas[i].bound.Intersects(r) && (p.areas[i].meets(r) || p.areas[i].holds(r.Min)) {
				return true
			}
		}
	}
	return false
}

func (p *preparedPath) meets(r orb.Bound) bool {
	return p.bound.Intersects(r) && !p.edges.Near(r, nil, func(path, at int) bool {
		return !segmentMeets(r, p.edges.paths[path][at], p.edges.paths[path][at+1])
	})
}

// holds counts the edges that a ray to the east crosses. The point is on none of them.
func (p *preparedPath) holds(at orb.Point) bool {
	inside := false
	ray := orb.Bound{Min: at, Max: orb.Point{max(at[0], p.bound.Max[0]), at[1]}}
	p.edges.Near(ray, nil, func(path, i int) bool {
		a, b := p.edges.paths[path][i], p.edges.paths[path][i+1]
		if (a[1] > at[1]) != (b[1] > at[1]) && (Side(a, b, at) > 0) == (b[1] > a[1]) {
			inside = !inside
		}
		return true
	})
	return inside
}

// eachPart calls points, line and area with what a geometry has of them, in its order and of
// any nesting.
func eachPart(g orb.Geometry, points func([]orb.Point), line func(orb.LineString), area func(orb.Polygon)) {
	switch g := g.(type) {
	case orb.Point:
		points([]orb.Point{g})
	case orb.MultiPoint:
		points(g)
	case orb.LineString:
		line(g)
	case orb.MultiLineString:
		for _, l := range g {
			line(l)
		}
	case orb.Ring:
		area(orb.Polygon{g})
	case orb.Polygon:
		area(g)
	case orb.MultiPolygon:
		for _, p := range g {
			area(p)
		}
	case orb.Bound:
		if !g.IsEmpty() {
			area(g.ToPolygon())
		}
	case orb.Collection:
		for _, m := range g {
			eachPart(m, points, line, area)
		}
	}
}

// Contains reports whether a point lies inside of an area of the geometry.
func (p *Prepared) Contains(at orb.Point) bool {
	if p.areas == nil {
		inside := false
		eachPart(p.geometry, func([]orb.Point) {}, func(orb.LineString) {}, func(a orb.Polygon) { inside = inside || planar.PolygonContains(a, at) })
		return inside
	}
	for i := range p.areas {
		if a := &p.areas[i]; a.bound.Contains(at) && a.holds(at) {
			return true
		}
	}
	return false
}

// Covers reports whether all of a box lies inside of one area, none of whose edges it meets.
func (p *Prepared) Covers(box BBox) bool {
	for _, r := range box.Bounds() {
		inside := anyOf(p.areas, func(a preparedPath) bool {
			return a.bound.Contains(r.Min) && a.bound.Contains(r.Max) && !a.meets(r) && a.holds(r.Min)
		})
		if !inside && p.areas == nil {
			eachPart(p.geometry, func([]orb.Point) {}, func(orb.LineString) {}, func(a orb.Polygon) { inside = inside || polygonCovers(a, r) })
		}
		if !inside {
			return false
		}
	}
	return true
}

func polygonCovers(a orb.Polygon, r orb.Bound) bool {
	if b := a.Bound(); !b.Contains(r.Min) || !b.Contains(r.Max) {
		return false
	}
	meets := anyOf(a, func(ring orb.Ring) bool { return lineMeets(r, orb.LineString(ring)) })
	return !meets && planar.PolygonContains(a, r.Min)
}
