package tiles

import (
	"context"
	"math"

	"github.com/paulmach/orb"

	"incidentmap/incidents/index"
)

// Outline gives an area's geometry as a map of a zoom shows it whose tiles are drawn 512 pixels
// wide, in degrees lon, lat with six decimals: simplified to a pixel, without what is too
// small to be seen, and within the latitudes of Web Mercator. It is nil where nothing is on
// Earth. Outer rings go counterclockwise (RFC 7946, section 3.1.6). Zooms are held to 0 to
// MaxZoom.
func (c *Cache) Outline(ctx context.Context, a *index.Area, zoom int) (orb.Geometry, error) {
	o, err := c.drawer.outline(ctx, a, uint32(min(max(zoom, 0), MaxZoom)))
	if err != nil {
		return nil, err
	}
	return o.onEarth(), nil
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

// degrees is the inverse of inWorld (EPSG Guidance Note 7-2, method 1024).
func (o outline) degrees(ps []orb.Point) []orb.Point {
	out := make([]orb.Point, len(ps))
	for i, p := range ps {
		lat := math.Atan(math.Sinh(math.Pi*(1-2*p[1]/o.side))) * 180 / math.Pi
		out[i] = orb.Point{sixDecimals((p[0]/o.side - 0.5) * 360), sixDecimals(lat)}
	}
	return out
}

// sixDecimals rounds degrees to a tenth of a metre, and never to minus zero.
func sixDecimals(v float64) float64 { return math.Round(v*1e6)/1e6 + 0 }
