package tiles

import (
	"context"
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"incidentmap/geo"
	"incidentmap/geo/mercator"
	"incidentmap/incidents/index"
)

// outline is a geometry as a zoom shows it, in units of the zoom from the world's
// north-west corner. It is shared by the tiles and must not be changed.
type outline struct {
	polygons orb.MultiPolygon
	lines    orb.MultiLineString
	points   orb.MultiPoint
	rings    [][]boxTree // of the polygons
	paths    []boxTree   // of the lines
	bound    orb.Bound
	side     float64 // of the world
}

// outline gives an area's outline at a zoom, made once for the tiles that show it.
func (d *drawer) outline(ctx context.Context, a *index.Area, z uint32) (outline, error) {
	return d.shapes.Get(ctx, string(append(a.Shape[:], byte(z))), func(ctx context.Context) (outline, error) {
		if d.large != nil && geo.SizeOf(a.Geometry).Positions > MaxCorners {
			leave, err := d.large.Enter(ctx)
			if err != nil {
				return outline{}, err
			}
			defer leave()
		}
		return newOutline(a.Geometry, z), nil
	})
}

// newOutline projects and simplifies a geometry, which is left as it is. Simplifying the
// whole and cutting it afterwards makes neighbouring tiles agree. What is too small to be
// seen is left out, unless that is all there is.
func newOutline(g orb.Geometry, z uint32) outline {
	o := outline{side: worldSide(z)}
	o.add(g)
	whole := o.boundOf()
	if whole.IsEmpty() {
		return outline{side: o.side}
	}
	o.simplify()
	if o.empty() {
		o.polygons = orb.MultiPolygon{{widened(whole).ToRing()}}
	}
	o.bound = o.boundOf()
	for _, p := range o.polygons {
		var rings []boxTree
		for _, r := range p {
			rings = append(rings, newBoxTree(r))
		}
		o.rings = append(o.rings, rings)
	}
	for _, l := range o.lines {
		o.paths = append(o.paths, newBoxTree(l))
	}
	return o
}

// add takes the parts of a geometry, of any nesting.
func (o *outline) add(g orb.Geometry) {
	switch g := g.(type) {
	case orb.Point:
		o.points = append(o.points, o.project([]orb.Point{g})...)
	case orb.MultiPoint:
		o.points = append(o.points, o.project(g)...)
	case orb.LineString:
		o.lines = append(o.lines, o.project(g))
	case orb.MultiLineString:
		for _, l := range g {
			o.add(l)
		}
	case orb.Ring:
		o.add(orb.Polygon{g})
	case orb.Bound:
		if !g.IsEmpty() {
			o.add(g.ToPolygon())
		}
	case orb.Polygon:
		var p orb.Polygon
		for _, r := range g {
			p = append(p, o.project(r))
		}
		if len(p) > 0 {
			o.polygons = append(o.polygons, p)
		}
	case orb.MultiPolygon:
		for _, p := range g {
			o.add(p)
		}
	case orb.Collection:
		for _, part := range g {
			o.add(part)
		}
	}
}

// project gives the points in units. One that is nowhere is left out.
func (o *outline) project(ps []orb.Point) []orb.Point {
	out := make([]orb.Point, 0, len(ps))
	for _, p := range ps {
		q := mercator.Project(p, o.side)
		// So far out is no place on Earth, and would not fit a tile's numbers.
		if math.Abs(p[0]) <= 540 && math.Abs(p[1]) <= 90 {
			out = append(out, q)
		}
	}
	return out
}

func (o *outline) boundOf() orb.Bound {
	b := boundOf(o.points)
	for _, l := range o.lines {
		b = b.Union(boundOf(l))
	}
	for _, p := range o.polygons {
		b = b.Union(boundOf(p[0])) // holes lie in it
	}
	return b
}

// boundOf gives the bound of positions; of none that of nothing, whose union with another is the other.
func boundOf(ps []orb.Point) orb.Bound {
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, p := range ps {
		x0, y0, x1, y1 = min(x0, p[0]), min(y0, p[1]), max(x1, p[0]), max(y1, p[1])
	}
	return orb.Bound{Min: orb.Point{x0, y0}, Max: orb.Point{x1, y1}}
}

func (o *outline) simplify() {
	polygons, lines := o.polygons, o.lines
	o.polygons, o.lines = nil, nil
	for _, p := range polygons {
		if p = simplePolygon(p); len(p) > 0 {
			o.polygons = append(o.polygons, p)
		}
	}
	for _, l := range lines {
		l = simplified(l, pixel)
		if len(l) >= 2 && planar.Length(l) >= pixel {
			o.lines = append(o.lines, l)
		}
	}
}

// widened gives a bound that is at least a pixel wide and high, around the same middle.
func widened(b orb.Bound) orb.Bound {
	for i := range b.Min {
		if short := pixel - (b.Max[i] - b.Min[i]); short > 0 {
			b.Min[i] -= short / 2
			b.Max[i] += short / 2
		}
	}
	return b
}

func (o *outline) empty() bool { return len(o.polygons)+len(o.lines)+len(o.points) == 0 }

// size is half the way round its bound, in units: not its area, so that lines count.
func (o outline) size() float64 {
	return o.bound.Max[0] - o.bound.Min[0] + o.bound.Max[1] - o.bound.Min[1]
}

// bytes is about what the outline takes of memory.
func (o outline) bytes() int {
	points := len(o.points)
	for _, l := range o.lines {
		points += len(l) + 2
	}
	for _, p := range o.polygons {
		points += 2
		for _, r := range p {
			points += len(r) + 2
		}
	}
	boxes := 0
	for _, rings := range o.rings {
		for i := range rings {
			boxes += rings[i].boxes()
		}
	}
	for i := range o.paths {
		boxes += o.paths[i].boxes()
	}
	return 16*points + 32*boxes + 200
}
