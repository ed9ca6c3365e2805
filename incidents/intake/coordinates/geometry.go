package coordinates

import (
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/ewkb"
	"github.com/paulmach/orb/geojson"

	"incidentmap/geo"
	"incidentmap/geo/projection"
)

// ParseGeometry reads a geometry in a cell: Well-Known Text, hexadecimal (E)WKB or a
// GeoJSON geometry, in the coordinate system that it names itself, else in that of epsg, else
// in degrees. It gives degrees, with rings in the order of RFC 7946 and cut at the
// antimeridian; nil for an empty one.
func ParseGeometry(s string, epsg int) (orb.Geometry, error) {
	s = strings.TrimSpace(s)
	g, own, err := decode(s)
	if err != nil || g == nil {
		return nil, err
	}
	if own == 0 {
		own = epsg
	}
	if own != 0 && own != geo.SRID {
		if g, err = unproject(g, own); err != nil {
			return nil, err
		}
	}
	if err := geo.Validate(g); err != nil {
		return nil, err
	}
	if _, isPoint := g.(orb.Point); isPoint {
		return g, nil
	}
	g = geo.Cut(g)
	return g, geo.Validate(g)
}

func decode(s string) (g orb.Geometry, epsg int, err error) {
	switch {
	case strings.HasPrefix(s, "{"):
		parsed, err := geojson.UnmarshalGeometry([]byte(s))
		if err != nil || parsed == nil {
			return nil, 0, errors.New("is not a GeoJSON geometry")
		}
		return parsed.Geometry(), 0, nil
	case len(s) > 10 && len(s)%2 == 0 && strings.HasPrefix(s, "0") && strings.Trim(s, "0123456789abcdefABCDEF") == "":
		return decodeHex(s)
	}
	return ParseWKT(s)
}

// decodeHex reads what PostGIS shows for a geometry.
func decodeHex(s string) (g orb.Geometry, epsg int, err error) {
	raw, err := hex.DecodeString(s)
	if err != nil {
		return nil, 0, errors.New("is not hexadecimal")
	}
	g, epsg, err = ewkb.Unmarshal(raw)
	if err != nil {
		return nil, 0, fmt.Errorf("is not WKB: %w", err)
	}
	return g, epsg, nil
}

func unproject(g orb.Geometry, epsg int) (orb.Geometry, error) {
	system, ok := projection.Find(epsg)
	if !ok {
		return nil, fmt.Errorf("is in EPSG:%d, which is not known", epsg)
	}
	switch g := g.(type) {
	case orb.Point:
		return unprojected(system, g)
	case orb.MultiPoint:
		return each(g, func(p orb.Point) (orb.Point, error) { return unprojected(system, p) })
	case orb.LineString:
		return line(system, g)
	case orb.MultiLineString:
		return each(g, func(l orb.LineString) (orb.LineString, error) { return line(system, l) })
	case orb.Polygon:
		return polygon(system, g)
	case orb.MultiPolygon:
		return each(g, func(p orb.Polygon) (orb.Polygon, error) { return polygon(system, p) })
	case orb.Collection:
		return each(g, func(m orb.Geometry) (orb.Geometry, error) { return unproject(m, epsg) })
	}
	return nil, errors.New("is not a geometry of GeoJSON")
}

// each makes a list of another, item by item.
func each[L ~[]T, T any](list L, of func(T) (T, error)) (L, error) {
	out := make(L, len(list))
	for i, it := range list {
		made, err := of(it)
		if err != nil {
			return nil, err
		}
		out[i] = made
	}
	return out, nil
}

func unprojected(system projection.Projection, p orb.Point) (orb.Point, error) {
	lon, lat, err := system.ToWGS84(p[0], p[1])
	return orb.Point{lon, lat}, err
}

func line[L ~[]orb.Point](system projection.Projection, l L) (L, error) {
	return each(l, func(p orb.Point) (orb.Point, error) { return unprojected(system, p) })
}

func polygon(system projection.Projection, p orb.Polygon) (orb.Polygon, error) {
	return each(p, func(r orb.Ring) (orb.Ring, error) { return line(system, r) })
}
