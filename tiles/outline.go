package tiles

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/planar"
	"github.com/paulmach/orb/simplify"

	"incidentmap/incidents/index"
)

// outline is a geometry as a zoom shows it, in units of the zoom from the world's
// north-west corner. It is shared by the tiles and must not be changed.
type outline struct {
	polygons orb.MultiPolygon
	lines    orb.MultiLineString
	points   orb.MultiPoint
	bound    orb.Bound
	side     float64 // of the world
}

// outline gives an area's outline at a zoom, made once for the tiles that show it.
func (d *drawer) outline(ctx context.Context, a *index.Area, z uint32) (outline, error) {
	return d.shapes.Get(ctx, string(append(a.Shape[:], byte(z))), func() (outline, error) {
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
		return o
	}
	o.simplify()
	if len(o.polygons)+len(o.lines)+len(o.points) == 0 {
		o.polygons = orb.MultiPolygon{{widened(whole).ToRing()}}
	}
	o.bound = o.boundOf()
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
		q := inWorld(p, o.side)
		// So far out is no place on Earth, and would not fit a tile's numbers.
		if math.Abs(p[0]) <= 540 && math.Abs(p[1]) <= 90 {
			out = append(out, q)
		}
	}
	return out
}

func (o *outline) boundOf() orb.Bound {
	b := orb.Bound{Min: orb.Point{math.Inf(1), math.Inf(1)}, Max: orb.Point{math.Inf(-1), math.Inf(-1)}}
	extend := func(ps []orb.Point) {
		for _, p := range ps {
			b = orb.Bound{
				Min: orb.Point{min(b.Min[0], p[0]), min(b.Min[1], p[1])},
				Max: orb.Point{max(b.Max[0], p[0]), max(b.Max[1], p[1])},
			}
		}
	}
	extend(o.points)
	for _, l := range o.lines {
		extend(l)
	}
	for _, p := range o.polygons {
		extend(p[0]) // holes lie in it
	}
	return b
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

// simplePolygon leaves out what cannot be seen of a polygon; all of it when that is its outer
// ring. Where leaving out points would make rings cross, fewer are left out.
func simplePolygon(p orb.Polygon) orb.Polygon {
	var kept orb.Polygon
	for _, tolerance := range []float64{pixel, pixel / 4, 0} {
		kept = kept[:0]
		for i, r := range p {
			r = orb.Ring(simplified(r.Clone(), tolerance))
			if len(r) >= 4 && math.Abs(planar.Area(r)) >= pixel*pixel {
				kept = append(kept, r)
			} else if i == 0 {
				break
			}
		}
		if tolerance > 0 && !crosses(kept) {
			break
		}
	}
	return kept
}

// simplified leaves out, in place, what is less than a tolerance, in units.
func simplified[L ~[]orb.Point](l L, tolerance float64) orb.LineString {
	if len(l) < 3 || tolerance == 0 {
		return orb.LineString(l)
	}
	return simplify.DouglasPeucker(tolerance).LineString(orb.LineString(l))
}

// crosses reports whether two edges of a polygon's rings cross each other. Edges that only
// touch do not.
func crosses(p orb.Polygon) bool {
	type edge struct{ a, b orb.Point } // a is not to the east of b
	var edges []edge
	for _, r := range p {
		for i := range len(r) - 1 {
			e := edge{r[i], r[i+1]}
			if e.a[0] > e.b[0] {
				e.a, e.b = e.b, e.a
			}
			edges = append(edges, e)
		}
	}
	// From west to east, each edge can only cross those that begin before it ends.
	slices.SortFunc(edges, func(e, f edge) int { return cmp.Compare(e.a[0], f.a[0]) })
	for i, e := range edges {
		for _, f := range edges[i+1:] {
			if f.a[0] > e.b[0] {
				break
			}
			if side(e.a, e.b, f.a)*side(e.a, e.b, f.b) < 0 && side(f.a, f.b, e.a)*side(f.a, f.b, e.b) < 0 {
				return true
			}
		}
	}
	return false
}

// side is positive when p is to one side of the line from a to b, negative to the other.
func side(a, b, p orb.Point) float64 {
	return (b[0]-a[0])*(p[1]-a[1]) - (b[1]-a[1])*(p[0]-a[0])
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
	return 16*points + 200
}

// in gives what a tile shows of the outline: polygons, lines and points, each kind at most
// once and without empty parts, on which mvt.Marshal panics. The world repeats to the east
// and west, so what ends at the antimeridian goes on in the buffer beyond it.
func (o outline) in(a address) []orb.Geometry {
	var polygons orb.MultiPolygon
	var lines orb.MultiLineString
	var points orb.MultiPoint
	for _, turn := range []float64{-o.side, 0, o.side} {
		c := a.corner()
		v := viewAt(orb.Point{c[0] - turn, c[1]})
		if len(o.polygons)+len(o.lines)+len(o.points) == 0 || !v.box.Intersects(o.bound) {
			continue
		}
		polygons = append(polygons, v.polygons(o.polygons)...)
		lines = append(lines, v.lines(o.lines)...)
		points = append(points, v.points(o.points)...)
	}
	var parts []orb.Geometry
	if len(polygons) > 0 {
		parts = append(parts, polygons)
	}
	if len(lines) > 0 {
		parts = append(parts, lines)
	}
	if len(points) > 0 {
		parts = append(parts, points)
	}
	return parts
}

// view cuts outlines to a tile and its buffer.
type view struct {
	corner orb.Point // the tile's north-west corner
	box    orb.Bound // the tile and its buffer, in units of the world
}

func viewAt(corner orb.Point) view {
	return view{corner, orb.Bound{
		Min: orb.Point{corner[0] - areaBuffer, corner[1] - areaBuffer},
		Max: orb.Point{corner[0] + Extent + areaBuffer, corner[1] + Extent + areaBuffer},
	}}
}

func (v view) polygons(ps orb.MultiPolygon) orb.MultiPolygon {
	var out orb.MultiPolygon
	for _, p := range ps {
		var kept orb.Polygon
		for i, r := range p {
			r = v.ring(r, i > 0)
			// Rounding may move a small hole out of its ring.
			if r != nil && (i == 0 || contains(kept[0].Bound(), r.Bound())) {
				kept = append(kept, r)
			} else if i == 0 {
				break
			}
		}
		if len(kept) > 0 {
			out = append(out, kept)
		}
	}
	return out
}

func contains(b, c orb.Bound) bool { return b.Contains(c.Min) && b.Contains(c.Max) }

// ring gives what is seen of a ring in whole units, or nil. Outer rings have a positive area
// by the surveyor's formula in tile coordinates, and holes a negative one (specification 2.1,
// section 4.3.4.4).
func (v view) ring(r orb.Ring, hole bool) orb.Ring {
	bound := r.Bound()
	if !v.box.Intersects(bound) {
		return nil
	}
	r = r.Clone() // clipping writes into its argument
	if !contains(v.box, bound) {
		r = clip.Ring(v.box, r)
	}
	r = orb.Ring(v.rounded(r))
	// Rounding may leave the ends apart, and only ends may be equal.
	for len(r) > 1 && r[0] == r[len(r)-1] {
		r = r[:len(r)-1]
	}
	if len(r) < 3 {
		return nil
	}
	r = append(r, r[0])
	orientation := r.Orientation()
	if orientation == 0 {
		return nil
	}
	if (orientation == orb.CCW) == hole {
		r.Reverse()
	}
	return r
}

func (v view) lines(ls orb.MultiLineString) orb.MultiLineString {
	var out orb.MultiLineString
	for _, l := range ls {
		if !v.box.Intersects(l.Bound()) {
			continue
		}
		for _, part := range clip.LineString(v.box, l.Clone()) {
			if part = v.rounded(part); len(part) > 1 {
				out = append(out, part)
			}
		}
	}
	return out
}

// points gives the points in the tile itself: like those of the other layer, each is in one
// tile.
func (v view) points(ps orb.MultiPoint) orb.MultiPoint {
	var out orb.MultiPoint
	for _, p := range ps {
		q := v.unit(p)
		if q[0] >= 0 && q[0] < Extent && q[1] >= 0 && q[1] < Extent {
			out = append(out, q)
		}
	}
	return orb.MultiPoint(unrepeated(orb.LineString(out)))
}

func (v view) unit(p orb.Point) orb.Point {
	return orb.Point{math.Floor(p[0] - v.corner[0]), math.Floor(p[1] - v.corner[1])}
}

// rounded moves points to whole units of the tile, in place, and drops repeated ones.
func (v view) rounded(l []orb.Point) orb.LineString {
	for i, p := range l {
		l[i] = orb.Point{math.Round(p[0] - v.corner[0]), math.Round(p[1] - v.corner[1])}
	}
	return unrepeated(l)
}

func unrepeated(l orb.LineString) orb.LineString {
	out := l[:0]
	for _, p := range l {
		if len(out) == 0 || out[len(out)-1] != p {
			out = append(out, p)
		}
	}
	return out
}
