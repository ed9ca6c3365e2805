package records

import (
	"errors"

	"github.com/paulmach/orb"
)

// errFound ends a walk over positions.
var errFound = errors.New("found")

// eachPosition gives the geometry with each position replaced by what f makes of it. It
// changes its argument in place, but for a point.
func eachPosition(g orb.Geometry, f func(orb.Point) (orb.Point, error)) (orb.Geometry, error) {
	switch g := g.(type) {
	case orb.Point:
		return f(g)
	case orb.MultiPoint:
		return g, inPlace(g, f)
	case orb.Collection:
		for i, member := range g {
			changed, err := eachPosition(member, f)
			if err != nil {
				return nil, err
			}
			g[i] = changed
		}
		return g, nil
	}
	for _, line := range linesOf(nil, g) {
		if err := inPlace(line, f); err != nil {
			return nil, err
		}
	}
	return g, nil
}

func inPlace(line []orb.Point, f func(orb.Point) (orb.Point, error)) error {
	for i, p := range line {
		changed, err := f(p)
		if err != nil {
			return err
		}
		line[i] = changed
	}
	return nil
}

// linesOf appends the lines and rings of a geometry.
func linesOf(to [][]orb.Point, g orb.Geometry) [][]orb.Point {
	switch g := g.(type) {
	case orb.LineString:
		return append(to, g)
	case orb.MultiLineString:
		for _, l := range g {
			to = append(to, l)
		}
	case orb.Polygon:
		for _, r := range g {
			to = append(to, r)
		}
	case orb.MultiPolygon:
		for _, p := range g {
			to = linesOf(to, p)
		}
	case orb.Collection:
		for _, m := range g {
			to = linesOf(to, m)
		}
	}
	return to
}

// polygonsOf appends the polygons of a geometry.
func polygonsOf(to []orb.Polygon, g orb.Geometry) []orb.Polygon {
	switch g := g.(type) {
	case orb.Polygon:
		return append(to, g)
	case orb.MultiPolygon:
		return append(to, g...)
	case orb.Collection:
		for _, m := range g {
			to = polygonsOf(to, m)
		}
	}
	return to
}

// isEmpty tells a geometry without any position.
func isEmpty(g orb.Geometry) bool {
	switch g := g.(type) {
	case orb.Point:
		return false
	case orb.MultiPoint:
		return len(g) == 0
	case orb.Collection:
		for _, m := range g {
			if m != nil && !isEmpty(m) {
				return false
			}
		}
		return true
	}
	for _, line := range linesOf(nil, g) {
		if len(line) > 0 {
			return false
		}
	}
	return true
}

// whole closes rings and leaves out parts that are too short to be a line or a ring; nil
// when nothing is left.
func (m mender) whole(g orb.Geometry) orb.Geometry {
	w := &wholeness{}
	g = w.of(g)
	if w.closed > 0 {
		m.note(RingClosed, false, "%d rings did not end where they begin and were closed", w.closed)
	}
	if w.refused > 0 && g != nil {
		m.note(PartsRefused, true, "%d parts with too few positions for a line or a ring were left out", w.refused)
	}
	return g
}

type wholeness struct{ closed, refused int }

func (w *wholeness) of(g orb.Geometry) orb.Geometry {
	switch g := g.(type) {
	case orb.LineString:
		if len(g) < 2 {
			return nil
		}
		return g
	case orb.MultiLineString:
		if g = kept(w, g, func(l orb.LineString) (orb.LineString, bool) { return l, len(l) >= 2 }); len(g) > 0 {
			return g
		}
		return nil
	case orb.Polygon:
		if g, ok := w.polygon(g); ok {
			return g
		}
		return nil
	case orb.MultiPolygon:
		if g = kept(w, g, w.polygon); len(g) > 0 {
			return g
		}
		return nil
	case orb.Collection:
		g = kept(w, g, func(member orb.Geometry) (orb.Geometry, bool) {
			if member == nil || isEmpty(member) {
				return nil, false
			}
			member = w.of(member)
			return member, member != nil
		})
		if len(g) > 0 {
			return g
		}
		return nil
	}
	return g
}

// kept keeps the parts that are good, as good makes them, and counts the others.
func kept[T any](w *wholeness, parts []T, good func(T) (T, bool)) []T {
	out := parts[:0]
	for _, p := range parts {
		if p, ok := good(p); ok {
			out = append(out, p)
		} else {
			w.refused++
		}
	}
	return out
}

// polygon closes the rings; without an outer one there is no polygon.
func (w *wholeness) polygon(p orb.Polygon) (orb.Polygon, bool) {
	if len(p) == 0 {
		return nil, false
	}
	outer, ok := w.ring(p[0])
	if !ok {
		return nil, false
	}
	return append(orb.Polygon{outer}, kept(w, p[1:], w.ring)...), true
}

func (w *wholeness) ring(r orb.Ring) (orb.Ring, bool) {
	if len(r) >= 3 && !r.Closed() {
		w.closed++
		// The capacity is cut so that what lies behind the ring is not written over.
		r = append(r[:len(r):len(r)], r[0])
	}
	return r, len(r) >= 4
}

// simpler makes of a collection the one geometry it holds, or the multi-geometry of
// those of one kind; collections within are opened. Others stay collections.
func (m mender) simpler(g orb.Geometry) orb.Geometry {
	c, ok := g.(orb.Collection)
	if !ok {
		return g
	}
	var points orb.MultiPoint
	var lines orb.MultiLineString
	var polygons orb.MultiPolygon
	all := opened(nil, c)
	for _, member := range all {
		switch member := member.(type) {
		case orb.Point:
			points = append(points, member)
		case orb.MultiPoint:
			points = append(points, member...)
		case orb.LineString:
			lines = append(lines, member)
		case orb.MultiLineString:
			lines = append(lines, member...)
		default:
			polygons = polygonsOf(polygons, member)
		}
	}
	switch {
	case len(all) == 1:
		g = all[0]
	case len(lines)+len(polygons) == 0:
		g = points
	case len(points)+len(polygons) == 0:
		g = lines
	case len(points)+len(lines) == 0:
		g = polygons
	default:
		m.note(Collection, false, "the geometry collection is kept, its members %d", len(all))
		return orb.Collection(all)
	}
	m.note(Collection, false, "the geometry collection became a %s", g.GeoJSONType())
	return g
}

func opened(to []orb.Geometry, c orb.Collection) []orb.Geometry {
	for _, m := range c {
		if inner, ok := m.(orb.Collection); ok {
			to = opened(to, inner)
		} else {
			to = append(to, m)
		}
	}
	return to
}
