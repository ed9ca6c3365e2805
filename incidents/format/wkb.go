package format

import (
	"encoding/binary"
	"math"

	"github.com/paulmach/orb"
)

// The numbers of Well-Known Binary (OGC 06-103r4, section 8.2.8, table 3).
const (
	wkbPoint = iota + 1
	wkbLineString
	wkbPolygon
	wkbMultiPoint
	wkbMultiLineString
	wkbMultiPolygon
	wkbCollection
)

// appendWKB writes g as Well-Known Binary, little-endian, in two dimensions.
func appendWKB(dst []byte, g orb.Geometry) []byte {
	switch g := g.(type) {
	case orb.Point:
		return appendXY(appendWKBHead(dst, wkbPoint), g)
	case orb.MultiPoint:
		return appendWKBMany(dst, wkbMultiPoint, g)
	case orb.LineString:
		return appendXYs(appendWKBHead(dst, wkbLineString), g)
	case orb.MultiLineString:
		return appendWKBMany(dst, wkbMultiLineString, g)
	case orb.Polygon:
		dst = binary.LittleEndian.AppendUint32(appendWKBHead(dst, wkbPolygon), uint32(len(g)))
		for _, r := range g {
			dst = appendXYs(dst, r)
		}
		return dst
	case orb.MultiPolygon:
		return appendWKBMany(dst, wkbMultiPolygon, g)
	case orb.Collection:
		return appendWKBMany(dst, wkbCollection, g)
	}
	return dst
}

func appendWKBMany[G orb.Geometry](dst []byte, number uint32, parts []G) []byte {
	dst = binary.LittleEndian.AppendUint32(appendWKBHead(dst, number), uint32(len(parts)))
	for _, p := range parts {
		dst = appendWKB(dst, p)
	}
	return dst
}

func appendWKBHead(dst []byte, number uint32) []byte {
	const littleEndian = 1
	return binary.LittleEndian.AppendUint32(append(dst, littleEndian), number)
}

func appendXYs(dst []byte, points []orb.Point) []byte {
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(points)))
	for _, p := range points {
		dst = appendXY(dst, p)
	}
	return dst
}

func appendXY(dst []byte, p orb.Point) []byte {
	dst = binary.LittleEndian.AppendUint64(dst, math.Float64bits(p[0]))
	return binary.LittleEndian.AppendUint64(dst, math.Float64bits(p[1]))
}
