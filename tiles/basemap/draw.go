package basemap

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/maptile"
	"github.com/paulmach/orb/planar"
	"github.com/paulmach/orb/simplify"

	"incidentmap/geo/mercator"
)

// pixel is a pixel of a tile drawn 256 pixels wide, in units.
const pixel = extent / 256

// drawing turns geometries in degrees into whole units of one tile: x to the east and y to
// the south of its north-west corner. Geometries that are given to it are not changed.
type drawing struct {
	tile  maptile.Tile
	side  float64   // of the world, in tiles
	bound orb.Bound // of the tile and its buffer, in degrees
	box   orb.Bound // the same in units
	// tolerance and smallest leave out what cannot be seen.
	tolerance float64 // units
	smallest  float64 // square units
}

func newDrawing(t maptile.Tile) drawing {
	d := drawing{
		tile:     t,
		side:     math.Ldexp(1, int(t.Z)),
		bound:    t.Bound(float64(buffer) / extent),
		box:      orb.Bound{Min: orb.Point{-buffer, -buffer}, Max: orb.Point{extent + buffer, extent + buffer}},
		smallest: pixel * pixel,
	}
	// The files hold no finer lines than these zooms show.
	if t.Z < 11 {
		d.tolerance = pixel / 2
	}
	return d
}

func (d drawing) point(p orb.Point) orb.Point {
	at := mercator.Project(p, d.side)
	return orb.Point{(at[0] - float64(d.tile.X)) * extent, (at[1] - float64(d.tile.Y)) * extent}
}

func (d drawing) points(ps []orb.Point) []orb.Point {
	out := make([]orb.Point, len(ps))
	for i, p := range ps {
		out[i] = d.point(p)
	}
	return out
}

// geometry gives what can be seen of g, or nil.
func (d drawing) geometry(g orb.Geometry) orb.Geometry {
	switch g := g.(type) {
	case orb.LineString:
		return d.lines(orb.MultiLineString{g})
	case orb.MultiLineString:
		return d.lines(g)
	case orb.Polygon:
		return d.polygons(orb.MultiPolygon{g})
	case orb.MultiPolygon:
		return d.polygons(g)
	}
	return nil
}

func (d drawing) lines(ls orb.MultiLineString) orb.Geometry {
	var out orb.MultiLineString
	for _, l := range ls {
		if !d.bound.Intersects(l.Bound()) {
			continue
		}
		for _, part := range clip.LineString(d.box, d.points(l)) {
			if part = rounded(d.simplified(part)); len(part) > 1 {
				out = append(out, part)
			}
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

func (d drawing) polygons(ps orb.MultiPolygon) orb.Geometry {
	var out orb.MultiPolygon
	for _, p := range ps {
		if len(p) == 0 || !d.bound.Intersects(p[0].Bound()) {
			continue
		}
		var drawn orb.Polygon
		for i, r := range p {
			ring := d.ring(r)
			if ring == nil && i == 0 {
				break
			}
			if ring != nil {
				drawn = append(drawn, ring)
			}
		}
		if drawn != nil {
			out = append(out, drawn)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// ring gives what can be seen of a ring, or nil. The tile format has outer rings turn
// clockwise on the screen (specification 2.1, section 4.3.3.3), the files have them turn
// counterclockwise on the globe.
func (d drawing) ring(r orb.Ring) orb.Ring {
	ring := clip.Ring(d.box, d.points(r))
	if len(ring) < 4 {
		return nil
	}
	ring = orb.Ring(rounded(d.simplified(orb.LineString(ring))))
	if len(ring) < 4 || math.Abs(planar.Area(ring)) < d.smallest {
		return nil
	}
	ring.Reverse()
	return ring
}

func (d drawing) simplified(l orb.LineString) orb.LineString {
	if d.tolerance == 0 || len(l) < 3 {
		return l
	}
	return simplify.DouglasPeucker(d.tolerance).LineString(l)
}

// rounded moves points to whole units, in place, and drops repeated ones.
func rounded(l orb.LineString) orb.LineString {
	out := l[:0]
	for _, p := range l {
		q := orb.Point{math.Round(p[0]), math.Round(p[1])}
		if len(out) == 0 || out[len(out)-1] != q {
			out = append(out, q)
		}
	}
	return out
}
