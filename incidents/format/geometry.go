package format

import (
	"encoding/binary"
	"sync"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"

	"incidentmap/geo"
)

// coordinateDecimals are the decimals of a coordinate: six are 0.11 m at the equator, finer than any source here.
const coordinateDecimals = 6

// appendGeometry writes g as a GeoJSON geometry (RFC 7946, section 3.1), exterior rings
// counter-clockwise and holes clockwise as section 3.1.6 asks. Nil, and what is not a
// geometry of GeoJSON, is null.
func appendGeometry(dst []byte, g orb.Geometry) []byte {
	switch g := g.(type) {
	case orb.Point:
		return append(appendPoint(append(dst, `{"type":"Point","coordinates":`...), g), '}')
	case orb.MultiPoint:
		return append(appendPositions(append(dst, `{"type":"MultiPoint","coordinates":`...), g), '}')
	case orb.LineString:
		return append(appendPositions(append(dst, `{"type":"LineString","coordinates":`...), g), '}')
	case orb.MultiLineString:
		dst = append(dst, `{"type":"MultiLineString","coordinates":`...)
		dst = appendArray(dst, g, func(dst []byte, l orb.LineString) []byte { return appendPositions(dst, l) })
		return append(dst, '}')
	case orb.Polygon:
		return append(appendPolygon(append(dst, `{"type":"Polygon","coordinates":`...), g), '}')
	case orb.MultiPolygon:
		return append(appendArray(append(dst, `{"type":"MultiPolygon","coordinates":`...), g, appendPolygon), '}')
	case orb.Collection:
		return append(appendArray(append(dst, `{"type":"GeometryCollection","geometries":`...), g, appendGeometry), '}')
	}
	return append(dst, "null"...)
}

// areaTexts remember the texts of areas: features that follow one another often have the same.
var areaTexts = sync.Pool{New: func() any { return new(geo.Latest[[]byte]) }}

// appendShared is appendGeometry for a geometry that the feature before may have had.
func appendShared(dst []byte, g orb.Geometry) []byte {
	if !geo.HasManyCorners(g) {
		return appendGeometry(dst, g)
	}
	latest := areaTexts.Get().(*geo.Latest[[]byte])
	defer areaTexts.Put(latest)
	text, _ := latest.Of(g, func(g orb.Geometry) ([]byte, error) { return appendGeometry(nil, g), nil })
	return append(dst, text...)
}

func appendArray[T any](dst []byte, items []T, value func([]byte, T) []byte) []byte {
	dst = append(dst, '[')
	for i, it := range items {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = value(dst, it)
	}
	return append(dst, ']')
}

func appendPoint(dst []byte, p orb.Point) []byte {
	dst = append(dst, '[')
	dst = appendNumber(dst, p[0], coordinateDecimals)
	dst = append(dst, ',')
	dst = appendNumber(dst, p[1], coordinateDecimals)
	return append(dst, ']')
}

func appendPositions(dst []byte, points []orb.Point) []byte {
	return appendArray(dst, points, appendPoint)
}

func appendPolygon(dst []byte, p orb.Polygon) []byte {
	dst = append(dst, '[')
	for i, ring := range p {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendRing(dst, ring, isBackwards(ring, i > 0))
	}
	return append(dst, ']')
}

// isBackwards tells whether the ring of an area, or of a hole in one, runs against the
// order of RFC 7946, section 3.1.6.
func isBackwards(r orb.Ring, isHole bool) bool {
	if isHole {
		return r.Orientation() == orb.CCW
	}
	return r.Orientation() == orb.CW
}

// appendRing writes the ring backwards when asked, without touching it.
func appendRing(dst []byte, r orb.Ring, backwards bool) []byte {
	dst = append(dst, '[')
	for i := range r {
		if i > 0 {
			dst = append(dst, ',')
		}
		if backwards {
			dst = appendPoint(dst, r[len(r)-1-i])
		} else {
			dst = appendPoint(dst, r[i])
		}
	}
	return append(dst, ']')
}

// appendWKB writes g as Well-Known Binary, little-endian, in two dimensions.
func appendWKB(dst []byte, g orb.Geometry) []byte {
	return append(dst, wkb.MustMarshal(g, binary.LittleEndian)...)
}
