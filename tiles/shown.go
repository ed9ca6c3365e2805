package tiles

import (
	"context"
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"

	"incidentmap/geo"
	"incidentmap/geo/mercator"
	"incidentmap/incidents/index"
)

// MaxCorners is up to how many corners a geometry is small: more take their time to draw and to send.
const MaxCorners = 2000

// Outline gives an area's geometry as a map of a zoom shows it whose tiles are drawn 512 pixels
// wide, in degrees lon, lat with six decimals: simplified to a pixel, without what is too
// small to be seen, and within the latitudes of Web Mercator. It is nil where nothing is on
// Earth. Outer rings go counterclockwise (RFC 7946, section 3.1.6). Zooms are held to 0 to
// MaxZoom.
//
// Of one that has more than MaxCorners corners then, only what is in a box three times as wide and
// high as the one that is looked at is given, and where that has too many corners, it is as a lesser
// zoom shows it.
func (c *Cache) Outline(ctx context.Context, a *index.Area, zoom int, box *geo.BBox) (orb.Geometry, error) {
	zoom = min(max(zoom, 0), MaxZoom)
	if geo.SizeOf(a.Geometry).Positions > MaxCorners {
		zoom = min(zoom, seenAtOnce(box))
	}
	o, err := c.drawer.outline(ctx, a, uint32(zoom))
	for ; err == nil && o.corners() > MaxCorners; o, err = c.drawer.outline(ctx, a, uint32(zoom)) {
		near := o.near(box)
		if near.corners() <= MaxCorners || zoom == 0 {
			o = near
			break
		}
		zoom--
	}
	if err != nil {
		return nil, err
	}
	return o.onEarth(), nil
}

// seenAtOnce gives the zoom at which a box is about 8000 pixels wide: more than any map shows at once.
func seenAtOnce(box *geo.BBox) int {
	width := box.East - box.West
	if width <= 0 {
		width += 360
	}
	return max(0, int(math.Log2(360*16/width)))
}

// corners gives how many positions the outline has.
func (o outline) corners() int {
	return geo.SizeOf(o.polygons).Positions + geo.SizeOf(o.lines).Positions + len(o.points)
}

// near gives what of the outline is in a box three times as wide and high; all of it for a box that
// crosses the antimeridian or is as large as the world.
func (o outline) near(box *geo.BBox) outline {
	width, height := box.East-box.West, box.North-box.South
	if width <= 0 || width >= 120 {
		return o
	}
	nw := mercator.Project(orb.Point{max(box.West-width, -180), box.North + height}, o.side)
	se := mercator.Project(orb.Point{min(box.East+width, 180), box.South - height}, o.side)
	view := orb.Bound{Min: nw, Max: se}
	cut := outline{side: o.side}
	for _, p := range o.polygons {
		var kept orb.Polygon
		for i, r := range p {
			if r = within(view, r); len(r) > 3 {
				kept = append(kept, r)
			} else if i == 0 {
				break
			}
		}
		if len(kept) > 0 {
			cut.polygons = append(cut.polygons, kept)
		}
	}
	for _, l := range o.lines {
		if view.Intersects(l.Bound()) {
			cut.lines = append(cut.lines, clip.LineString(view, l.Clone())...)
		}
	}
	for _, p := range o.points {
		if view.Contains(p) {
			cut.points = append(cut.points, p)
		}
	}
	return cut
}

// within gives what of a ring is in a box.
func within(view orb.Bound, r orb.Ring) orb.Ring {
	bound := r.Bound()
	switch {
	case contains(view, bound):
		return r
	case !view.Intersects(bound):
		return nil
	}
	return clip.Ring(view, r.Clone()) // clipping writes into its argument
}

// onEarth gives the outline in degrees: one geometry, or a collection of those of each kind.
func (o outline) onEarth() orb.Geometry {
	var parts orb.Collection
	switch polygons := o.earthPolygons(); len(polygons) {
	case 0:
	case 1:
		parts = append(parts, polygons[0])
	default:
		parts = append(parts, polygons)
	}
	switch len(o.lines) {
	case 0:
	case 1:
		parts = append(parts, orb.LineString(o.degrees(o.lines[0])))
	default:
		var lines orb.MultiLineString
		for _, l := range o.lines {
			lines = append(lines, o.degrees(l))
		}
		parts = append(parts, lines)
	}
	if len(o.points) > 0 {
		parts = append(parts, orb.MultiPoint(o.degrees(o.points)))
	}
	switch len(parts) {
	case 0:
		return nil
	case 1:
		return parts[0]
	}
	return parts
}

func (o outline) earthPolygons() orb.MultiPolygon {
	var polygons orb.MultiPolygon
	for _, p := range o.polygons {
		var out orb.Polygon
		for i, r := range p {
			ring := orb.Ring(o.degrees(r))
			if orientation := ring.Orientation(); (orientation == orb.CCW) == (i > 0) && orientation != 0 {
				ring.Reverse()
			}
			out = append(out, ring)
		}
		polygons = append(polygons, out)
	}
	return polygons
}

// degrees gives positions in degrees lon, lat with six decimals.
func (o outline) degrees(ps []orb.Point) []orb.Point {
	out := make([]orb.Point, len(ps))
	for i, p := range ps {
		at := mercator.Unproject(p, o.side)
		out[i] = orb.Point{sixDecimals(at[0]), sixDecimals(at[1])}
	}
	return out
}

// sixDecimals rounds degrees to a tenth of a metre, and never to minus zero.
func sixDecimals(v float64) float64 { return math.Round(v*1e6)/1e6 + 0 }
