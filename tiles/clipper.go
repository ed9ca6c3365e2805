package tiles

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
)

// clipper cuts outlines to a tile and its buffer.
type clipper struct {
	corner orb.Point // the tile's north-west corner
	box    orb.Bound // the tile and its buffer, in units of the world
}

func clipperAt(corner orb.Point) clipper {
	return clipper{corner, orb.Bound{
		Min: orb.Point{corner[0] - areaBuffer, corner[1] - areaBuffer},
		Max: orb.Point{corner[0] + Extent + areaBuffer, corner[1] + Extent + areaBuffer},
	}}
}

func contains(b, c orb.Bound) bool { return b.Contains(c.Min) && b.Contains(c.Max) }

// ring gives what is seen of a ring in whole units, or nil, in buffers that are used again. Outer rings have a
// positive area by the surveyor's formula in tile coordinates, and holes a negative one (specification
// 2.1, section 4.3.4.4).
func (v clipper) ring(r orb.Ring, s *boxTree, hole bool, buffers *clipBuffers) orb.Ring {
	bound := s.bound()
	if !v.box.Intersects(bound) {
		return nil
	}
	if contains(v.box, bound) {
		buffers[0] = append(buffers[0][:0], r...)
		r = buffers[0]
	} else {
		buffers[0] = s.near(r, v.box, buffers[0][:0])
		r = buffers.cut(v.box)
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

// line calls each with what is seen of a line, in whole units.
func (v clipper) line(l orb.LineString, s *boxTree, buffers *clipBuffers, each func(orb.LineString)) {
	if !v.box.Intersects(s.bound()) {
		return
	}
	buffers[0] = s.near(l, v.box, buffers[0][:0])
	for _, part := range clip.LineString(v.box, orb.LineString(buffers[0])) {
		if part = v.rounded(part); len(part) > 1 {
			each(part)
		}
	}
}

// points gives the points in the tile itself: like those of the other layer, each is in one
// tile.
func (v clipper) points(ps orb.MultiPoint) orb.MultiPoint {
	var out orb.MultiPoint
	for _, p := range ps {
		q := v.unit(p)
		if q[0] >= 0 && q[0] < Extent && q[1] >= 0 && q[1] < Extent {
			out = append(out, q)
		}
	}
	return orb.MultiPoint(unrepeated(orb.LineString(out)))
}

func (v clipper) unit(p orb.Point) orb.Point {
	return orb.Point{math.Floor(p[0] - v.corner[0]), math.Floor(p[1] - v.corner[1])}
}

// rounded moves points to whole units of the tile, in place, and drops repeated ones.
func (v clipper) rounded(l []orb.Point) orb.LineString {
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
