package cql

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// parseNumber reads a number as Go and JSON both write it.
func parseNumber(text string) (Value, error) {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
		return Value{}, fmt.Errorf("%s is not a number that can be held", quoted(text))
	}
	return NumberValue(n + 0), nil // no negative zero
}

// quoted shows a piece of a filter in a message, and not too much of it.
func quoted(s string) string { return incidents.Quote(s) }

// point takes a position of a literal to degrees. Its longitude may be beyond the antimeridian.
func (b *builder) point(pos int, p orb.Point) (orb.Point, *Error) {
	if b.positions++; b.positions > MaxPositions {
		return p, at(pos, "the geometries of the filter have more than %s positions; simplify them, or use BBOX",
			geo.Thousands(MaxPositions))
	}
	if b.opts.ToLonLat != nil {
		q, err := b.opts.ToLonLat(p)
		if err != nil {
			return p, at(pos, "the position %g %g: %v", p[0], p[1], err)
		}
		p = q
	}
	if err := geo.ValidateBeyond(p); err != nil {
		return p, at(pos, "%v", err)
	}
	return p, nil
}

// geometry makes a literal of a geometry in degrees, cut at the antimeridian where it crosses.
func (b *builder) geometry(pos int, g orb.Geometry) (*node, *Error) {
	if err := geo.SizeOf(g).Check(); err != nil {
		return nil, at(pos, "the geometry %v", err)
	}
	g, err := geo.CutShape(g)
	if err == nil {
		err = geo.Validate(g)
	}
	if err == nil {
		err = geo.ValidateSimple(g)
	}
	if err != nil {
		return nil, at(pos, "the geometry: %v", err)
	}
	return literal(pos, GeometryValue(g)), nil
}

// bbox makes a literal of four or six numbers, of which the heights are dropped. In another
// reference system the box may be no box in degrees: it is then an area whose edges follow
// those of the box.
func (b *builder) bbox(pos int, n []float64) (*node, *Error) {
	switch len(n) {
	case 4:
	case 6:
		n = []float64{n[0], n[1], n[3], n[4]}
	default:
		return nil, at(pos, "BBOX takes west, south, east, north; it has %d numbers", len(n))
	}
	corners := orb.Ring{{n[0], n[1]}, {n[2], n[1]}, {n[2], n[3]}, {n[0], n[3]}}
	var c [4]orb.Point
	for i, p := range corners {
		var err *Error
		if c[i], err = b.point(pos, p); err != nil {
			return nil, err
		}
		if err := geo.Validate(c[i]); err != nil {
			return nil, at(pos, "%v", err)
		}
	}
	if !upright(c) {
		return b.outline(pos, n)
	}
	box := geo.BBox{West: c[0][0], South: c[0][1], East: c[2][0], North: c[2][1]}
	if box.South > box.North {
		return nil, at(pos, "BBOX has its south, %g, north of its north, %g; the order is west, south, east, north", box.South, box.North)
	}
	lit := literal(pos, GeometryValue(boxGeometry(box)))
	lit.box = &box
	return lit, nil
}

// upright reports whether the corners, from the lower left around, make a box in degrees,
// its first and third being lower left and upper right. Reference systems that keep
// meridians and parallels straight do so but for rounding, whichever axis comes first.
func upright(c [4]orb.Point) bool {
	const rounding = 1e-9
	same := func(a, b float64) bool { return math.Abs(a-b) <= rounding }
	for axis := range 2 {
		other := 1 - axis
		if same(c[0][axis], c[3][axis]) && same(c[1][axis], c[2][axis]) &&
			same(c[0][other], c[1][other]) && same(c[2][other], c[3][other]) {
			return true
		}
	}
	return false
}

// outline makes an area of a box whose edges are curves in degrees.
func (b *builder) outline(pos int, n []float64) (*node, *Error) {
	if n[0] >= n[2] || n[1] >= n[3] {
		return nil, at(pos, "BBOX has its corners in the wrong order; it takes the lower left, then the upper right")
	}
	const pieces = 32 // of each edge
	corners := orb.Ring{{n[0], n[1]}, {n[2], n[1]}, {n[2], n[3]}, {n[0], n[3]}, {n[0], n[1]}}
	var ring orb.Ring
	defer func(before int) { b.positions = before + len(corners) }(b.positions)
	for i := range 4 {
		from, to := corners[i], corners[i+1]
		for k := range pieces {
			t := float64(k) / pieces
			p, err := b.point(pos, orb.Point{from[0] + t*(to[0]-from[0]), from[1] + t*(to[1]-from[1])})
			if err != nil {
				return nil, err
			}
			ring = append(ring, p)
		}
	}
	return b.geometry(pos, orb.Polygon{append(ring, ring[0])})
}

// boxGeometry gives a box as a geometry. One without width or height is a line or a point,
// and so is the half of a box that begins or ends on the antimeridian.
func boxGeometry(box geo.BBox) orb.Geometry {
	var points orb.MultiPoint
	var lines orb.MultiLineString
	var areas orb.MultiPolygon
	for _, r := range box.Bounds() {
		switch {
		case r.Min == r.Max:
			points = append(points, r.Min)
		case r.Min[0] == r.Max[0] || r.Min[1] == r.Max[1]:
			lines = append(lines, orb.LineString{r.Min, r.Max})
		default:
			areas = append(areas, r.ToPolygon())
		}
	}
	all := orb.Collection{points, lines, areas}
	all = slices.DeleteFunc(all, func(g orb.Geometry) bool { return g.Bound().IsEmpty() })
	if len(all) == 1 {
		return all[0]
	}
	return all
}
