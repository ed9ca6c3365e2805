package format

import "github.com/paulmach/orb"

// rfc7946 gives the geometry as every flat format writes it, which is as GeoJSON (RFC 7946) has it: degrees (lon, lat),
// six decimals, exterior rings counter-clockwise and holes clockwise. What is not a
// geometry of GeoJSON is nil. The argument is not changed.
func rfc7946(g orb.Geometry) orb.Geometry {
	switch g := g.(type) {
	case orb.Point:
		return rounded(g)
	case orb.MultiPoint:
		return orb.MultiPoint(roundedAll(g))
	case orb.LineString:
		return orb.LineString(roundedAll(g))
	case orb.MultiLineString:
		out := make(orb.MultiLineString, len(g))
		for i, l := range g {
			out[i] = roundedAll(l)
		}
		return out
	case orb.Polygon:
		return rfc7946Polygon(g)
	case orb.MultiPolygon:
		out := make(orb.MultiPolygon, len(g))
		for i, p := range g {
			out[i] = rfc7946Polygon(p)
		}
		return out
	case orb.Collection:
		out := make(orb.Collection, 0, len(g))
		for _, m := range g {
			if m = rfc7946(m); m != nil {
				out = append(out, m)
			}
		}
		return out
	}
	return nil
}

func rounded(p orb.Point) orb.Point {
	return orb.Point{roundTo(p[0], coordinateDecimals), roundTo(p[1], coordinateDecimals)}
}

func roundedAll(points []orb.Point) []orb.Point {
	out := make([]orb.Point, len(points))
	for i, p := range points {
		out[i] = rounded(p)
	}
	return out
}

func rfc7946Polygon(p orb.Polygon) orb.Polygon {
	out := make(orb.Polygon, len(p))
	for i, r := range p {
		out[i] = roundedAll(r)
		if isBackwards(r, i > 0) {
			out[i].Reverse()
		}
	}
	return out
}
