package geo

import (
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// intersects reports whether g and the closed rectangle r share a point.
func intersects(r orb.Bound, g orb.Geometry) bool {
	switch g := g.(type) {
	case nil:
		return false
	case orb.Point:
		return r.Contains(g)
	case orb.MultiPoint:
		return anyOf(g, r.Contains)
	case orb.LineString:
		return r.Intersects(g.Bound()) && lineMeets(r, g)
	case orb.MultiLineString:
		return anyOf(g, func(l orb.LineString) bool { return intersects(r, l) })
	case orb.Ring:
		return intersects(r, orb.Polygon{g})
	case orb.Polygon:
		return len(g) > 0 && r.Intersects(g.Bound()) && polygonMeets(r, g)
	case orb.MultiPolygon:
		return anyOf(g, func(p orb.Polygon) bool { return intersects(r, p) })
	case orb.Bound:
		return !g.IsEmpty() && r.Intersects(g)
	case orb.Collection:
		return anyOf(g, func(m orb.Geometry) bool { return intersects(r, m) })
	}
	return false
}

func anyOf[T any](items []T, holds func(T) bool) bool {
	for _, it := range items {
		if holds(it) {
			return true
		}
	}
	return false
}

func lineMeets(r orb.Bound, line orb.LineString) bool {
	if len(line) == 1 {
		return r.Contains(line[0])
	}
	for i := 1; i < len(line); i++ {
		if segmentMeets(r, line[i-1], line[i]) {
			return true
		}
	}
	return false
}

// polygonMeets: a boundary that enters the rectangle, or a rectangle wholly inside the
// polygon and outside its holes, in which case any corner of it will tell.
func polygonMeets(r orb.Bound, p orb.Polygon) bool {
	for _, ring := range p {
		if lineMeets(r, orb.LineString(ring)) {
			return true
		}
	}
	return planar.PolygonContains(p, r.Min)
}

// segmentMeets clips the segment a-b to r by the parameters at which it crosses the
// four sides (Liang and Barsky, 1984) and reports whether anything is left.
func segmentMeets(r orb.Bound, a, b orb.Point) bool {
	enter, leave := 0.0, 1.0
	for axis := range 2 {
		d := b[axis] - a[axis]
		lo, hi := r.Min[axis]-a[axis], r.Max[axis]-a[axis]
		if d == 0 {
			if lo > 0 || hi < 0 {
				return false
			}
			continue
		}
		t0, t1 := lo/d, hi/d
		if t0 > t1 {
			t0, t1 = t1, t0
		}
		enter, leave = max(enter, t0), min(leave, t1)
	}
	return enter <= leave
}
