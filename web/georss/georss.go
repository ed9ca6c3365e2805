// Package georss gives where an incident is as GeoRSS Simple has it: one point, one line or one polygon,
// written with the latitude first. The shapes of schema.org are written the same.
package georss

import (
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"incidentmap/geo"
)

// tolerance is how far, in degrees, lines and polygons in feeds may be from those of the layers;
// mostCorners is from how many corners on they are made coarser, and maxCorners how many the coarsest
// have: a coast that is rough at all scales keeps many within tolerance.
const (
	tolerance   = 0.01
	mostCorners = 60
	maxCorners  = 1000
)

// Of gives where an incident is as one point, line or polygon in degrees (lon, lat), for feeds have one of an
// entry: of several the largest, without holes; nil when it is nowhere.
func Of(where geo.Location) orb.Geometry {
	switch g := where.Geometry.(type) {
	case orb.Point:
		return g
	case orb.LineString:
		if len(g) > 1 {
			return coarse(g)
		}
	case orb.Polygon:
		return outerRing(orb.MultiPolygon{g})
	case orb.MultiPolygon:
		return outerRing(g)
	case orb.MultiPoint:
		if len(g) > 0 {
			return g[0]
		}
	}
	return nil
}

func outerRing(all orb.MultiPolygon) orb.Geometry {
	var largest orb.Ring
	for _, p := range all {
		if len(p) > 0 && len(p[0]) >= 4 && (largest == nil || abs(planar.Area(p[0])) > abs(planar.Area(largest))) {
			largest = p[0]
		}
	}
	if largest == nil {
		return nil
	}
	if len(largest) > mostCorners {
		if plain, _ := coarse(largest).(orb.Ring); len(plain) >= 4 {
			largest = plain
		}
	}
	return orb.Polygon{largest}
}

// coarse gives a copy of a line or ring that has at most maxCorners corners.
func coarse(g orb.Geometry) orb.Geometry {
	if n := geo.SizeOf(g).Positions; n <= mostCorners {
		return g
	} else if n > maxCorners {
		return geo.Thin(g, tolerance, maxCorners)
	}
	return geo.Coarse(g, tolerance)
}

func abs(v float64) float64 { return max(v, -v) }

// LatLon writes points (lon, lat) as GeoRSS has them: latitude before longitude, all divided by spaces.
func LatLon(points []orb.Point) string {
	var b strings.Builder
	for i, p := range points {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strconv.FormatFloat(p[1], 'f', -1, 64) + " " + strconv.FormatFloat(p[0], 'f', -1, 64))
	}
	return b.String()
}
