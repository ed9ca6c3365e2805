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
	"incidentmap/geo/wkt"
)

// Repair is something that was done to a geometry so that it could be kept.
type Repair struct {
	Text string
	Lost bool // something of the cell is not in the geometry
}

// ParseGeometry reads a geometry in a cell: Well-Known Text, hexadecimal (E)WKB or a
// GeoJSON geometry, in the coordinate system that it names itself, else in that of epsg, else
// in degrees. It gives degrees, with rings in the order of RFC 7946 and cut at the
// antimeridian, and what had to be done for that; nil for an empty one.
func ParseGeometry(s string, epsg int) (orb.Geometry, []Repair, error) {
	g, err := inDegrees(s, epsg)
	if err != nil || g == nil {
		return nil, nil, err
	}
	if _, isPoint := g.(orb.Point); isPoint {
		return g, nil, geo.Validate(g)
	}
	g, across, err := geo.CutCrossing(g)
	if err == nil {
		err = geo.Validate(g)
	}
	if err != nil {
		return nil, nil, err
	}
	var repairs []Repair
	if across.Wrapped {
		repairs = append(repairs, Repair{"longitudes beyond 180 were turned back into the world", false})
	}
	if across.Cut {
		repairs = append(repairs, Repair{"it reaches beyond longitude 180 and was cut there; neighbouring positions are taken to be joined by the shorter way round", false})
	}
	if across.Unsure != nil {
		repairs = append(repairs, Repair{"it " + across.Unsure.Error() + "; the shorter way was taken", false})
	}
	g, notes, err := geo.Mend(g)
	if err != nil {
		return nil, nil, err
	}
	for _, n := range notes {
		repairs = append(repairs, Repair{n, true})
	}
	return geo.Wound(g), repairs, geo.Validate(g)
}

// IsGeometry reports whether a cell is read as a geometry, as far as its form tells.
func IsGeometry(s string) bool {
	_, err := inDegrees(s, 0)
	return err == nil
}

func inDegrees(s string, epsg int) (orb.Geometry, error) {
	g, own, err := decode(strings.TrimSpace(s))
	if err != nil || g == nil {
		return nil, err
	}
	if own == 0 {
		own = epsg
	}
	if own != 0 && own != geo.SRID {
		return unproject(g, own)
	}
	return g, nil
}

// deepestJSON is how many objects and lists hold one another in a geometry: each collection
// takes two, the positions of a MultiPolygon five.
const deepestJSON = 2*geo.MaxNesting + 5

// nesting tells how many objects and lists hold one another in JSON.
func nesting(s string) int {
	deepest, depth, quoted := 0, 0, false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
			deepest = max(deepest, depth)
		case c == '}' || c == ']':
			depth--
		}
	}
	return deepest
}

func decode(s string) (g orb.Geometry, epsg int, err error) {
	switch {
	case strings.HasPrefix(s, "{"):
		if nesting(s) > deepestJSON {
			return nil, 0, errDeep
		}
		parsed, err := geojson.UnmarshalGeometry([]byte(s))
		if err != nil || parsed == nil {
			return nil, 0, errors.New("is not a GeoJSON geometry")
		}
		return parsed.Geometry(), 0, nil
	case len(s) > 10 && len(s)%2 == 0 && strings.HasPrefix(s, "0") && strings.Trim(s, "0123456789abcdefABCDEF") == "":
		return decodeHex(s)
	}
	return wkt.Parse(s)
}

// decodeHex reads what PostGIS shows for a geometry.
func decodeHex(s string) (g orb.Geometry, epsg int, err error) {
	raw, err := hex.DecodeString(s)
	if err != nil {
		return nil, 0, errors.New("is not hexadecimal")
	}
	if tooDeep(raw) {
		return nil, 0, errDeep
	}
	g, epsg, err = ewkb.Unmarshal(raw)
	if err != nil {
		return nil, 0, fmt.Errorf("is not WKB: %w", err)
	}
	return g, epsg, nil
}

var errDeep = errors.New("has collections too deep in one another")

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
