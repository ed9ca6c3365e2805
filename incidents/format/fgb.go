package format

import (
	"bufio"
	"context"
	"encoding/binary"
	"io"
	"math"

	flatbuffers "github.com/google/flatbuffers/go"
	"github.com/paulmach/orb"

	"incidentmap/geo"
)

// The types of geometries, as FlatGeobuf numbers them.
const (
	fgbPoint = iota + 1
	fgbLineString
	fgbPolygon
	fgbMultiPoint
	fgbMultiLineString
	fgbMultiPolygon
	fgbCollection
)

// FlatGeobuf: header.fbs and feature.fbs of version 3 of its specification. A file is the
// magic bytes, the header and the features, each a FlatBuffer after its size.
const fgbMagic = "fgb\x03fgb\x00"

// The places of the members of FlatGeobuf's tables.
const (
	fgbHeaderName          = 0
	fgbHeaderEnvelope      = 1
	fgbHeaderGeometryType  = 2
	fgbHeaderColumns       = 7
	fgbHeaderFeaturesCount = 8
	fgbHeaderIndexNodeSize = 9
	fgbHeaderCRS           = 10
	fgbHeaderTitle         = 11
	fgbHeaderDescription   = 12
	fgbHeaderMetadata      = 13
	fgbHeaderMembers       = 14

	fgbColumnName        = 0
	fgbColumnType        = 1
	fgbColumnTitle       = 2
	fgbColumnDescription = 3
	fgbColumnMembers     = 11

	fgbCRSOrg     = 0
	fgbCRSCode    = 1
	fgbCRSName    = 2
	fgbCRSMembers = 6

	fgbGeometryEnds    = 0
	fgbGeometryXY      = 1
	fgbGeometryType    = 6
	fgbGeometryParts   = 7
	fgbGeometryMembers = 8

	fgbFeatureGeometry   = 0
	fgbFeatureProperties = 1
	fgbFeatureMembers    = 3
)

// The numbers of the types of columns, and of geometries, which are those of Well-Known
// Binary; 0 is for a file of several types.
const (
	fgbBool     = 2
	fgbLong     = 7
	fgbDouble   = 10
	fgbString   = 11
	fgbJSON     = 12
	fgbDateTime = 13
	fgbUnknown  = 0
)

// fgbAlignment is of the longest values, the coordinates. The header and each feature fill a multiple
// of it, so that readers may look at the coordinates where they lie in the file.
const fgbAlignment = 8

// fgbFirstFeatures are so many that a fault of the store at the beginning can still be told instead
// of a file.
const fgbFirstFeatures = 250

// writeFlatGeobuf writes a file with its index, for which all incidents are encoded before more than
// the magic bytes leave; they wait in the directory for temporary files. An incident without a place has an
// empty collection of geometries, which readers take, as they do not all take none; no box finds it.
func writeFlatGeobuf(ctx context.Context, w io.Writer, h Heading, all Incidents) error {
	features, err := newFGBFeatures()
	if err != nil {
		return err
	}
	defer features.close()
	out := bufio.NewWriterSize(w, writeBuffer)
	if _, err := out.WriteString(fgbMagic); err != nil {
		return err
	}
	b := flatbuffers.NewBuilder(4 << 10)
	var properties []byte
	columns := h.columns()
	err = each(ctx, &h, all, func(v localized) error {
		g := rfc7946(v.Where.Geometry)
		properties = appendFlatGeobuf(properties[:0], columns, v)
		fgbReset(b)
		b.FinishSizePrefixed(fgbFeature(b, g, properties))
		if features.count() == fgbFirstFeatures {
			if err := out.Flush(); err != nil { // the magic bytes
				return err
			}
		}
		return features.add(envelopeOf(g), b.FinishedBytes())
	})
	if err != nil {
		return err
	}
	fgbReset(b)
	b.FinishSizePrefixed(fgbHeader(b, &h, columns, features))
	if _, err := out.Write(b.FinishedBytes()); err != nil {
		return err
	}
	if err := features.write(ctx, out); err != nil {
		return err
	}
	return out.Flush()
}

// fgbReset makes a builder ready for the next size-prefixed buffer, whose size is a multiple of
// fgbAlignment whatever is in it.
func fgbReset(b *flatbuffers.Builder) {
	b.Reset()
	b.Prep(fgbAlignment, 0)
}

func fgbHeader(b *flatbuffers.Builder, h *Heading, of []column[localized], features *fgbFeatures) flatbuffers.UOffsetT {
	name, title := b.CreateString(tableName), b.CreateString(h.title())
	description, metadata := b.CreateString(h.sentence()), b.CreateString(h.json())
	org, crsName := b.CreateString("EPSG"), b.CreateString("WGS 84")
	b.StartObject(fgbCRSMembers)
	b.PrependUOffsetTSlot(fgbCRSOrg, org, 0)
	b.PrependInt32Slot(fgbCRSCode, geo.SRID, 0)
	b.PrependUOffsetTSlot(fgbCRSName, crsName, 0)
	crs := b.EndObject()
	columns := make([]flatbuffers.UOffsetT, len(of))
	for i, c := range of {
		columns[i] = fgbColumn(b, c.name, in(c.title, h.Lang), in(c.about, h.Lang), fgbType(c.valueType))
	}
	list := b.CreateVectorOfTables(columns)
	box := features.extent.append(b)
	b.StartObject(fgbHeaderMembers)
	b.PrependUOffsetTSlot(fgbHeaderName, name, 0)
	b.PrependUOffsetTSlot(fgbHeaderEnvelope, box, 0)
	b.PrependByteSlot(fgbHeaderGeometryType, fgbUnknown, 0)
	b.PrependUOffsetTSlot(fgbHeaderColumns, list, 0)
	b.PrependUint64Slot(fgbHeaderFeaturesCount, uint64(features.count()), 0)
	nodeSize := uint16(fgbNodeSize)
	if features.count() == 0 {
		nodeSize = 0 // there is no index
	}
	b.PrependUint16Slot(fgbHeaderIndexNodeSize, nodeSize, fgbNodeSize)
	b.PrependUOffsetTSlot(fgbHeaderCRS, crs, 0)
	b.PrependUOffsetTSlot(fgbHeaderTitle, title, 0)
	b.PrependUOffsetTSlot(fgbHeaderDescription, description, 0)
	b.PrependUOffsetTSlot(fgbHeaderMetadata, metadata, 0)
	return b.EndObject()
}

func fgbColumn(b *flatbuffers.Builder, name, title, description string, kind byte) flatbuffers.UOffsetT {
	n, t, d := b.CreateString(name), b.CreateString(title), b.CreateString(description)
	b.StartObject(fgbColumnMembers)
	b.PrependUOffsetTSlot(fgbColumnName, n, 0)
	b.PrependByteSlot(fgbColumnType, kind, 0)
	b.PrependUOffsetTSlot(fgbColumnTitle, t, 0)
	b.PrependUOffsetTSlot(fgbColumnDescription, d, 0)
	return b.EndObject()
}

func fgbType(t ValueType) byte {
	switch t {
	case Integer:
		return fgbLong
	case Moment, Day:
		return fgbDateTime
	case Number:
		return fgbDouble
	case Boolean:
		return fgbBool
	case List, Object:
		return fgbJSON
	}
	return fgbString
}

// appendFlatGeobuf writes the properties that have a value, each after the number of its
// column.
func appendFlatGeobuf(dst []byte, columns []column[localized], v localized) []byte {
	for i := range columns {
		c := &columns[i]
		start := len(dst)
		dst = binary.LittleEndian.AppendUint16(dst, uint16(i))
		if c.valueType == Integer {
			n, has := c.number(v)
			if !has {
				dst = dst[:start]
				continue
			}
			dst = binary.LittleEndian.AppendUint64(dst, uint64(n))
			continue
		}
		if c.valueType == Number {
			n, has := c.float(v)
			if !has {
				dst = dst[:start]
				continue
			}
			dst = binary.LittleEndian.AppendUint64(dst, math.Float64bits(n))
			continue
		}
		if c.valueType == Boolean {
			switch c.text(v) {
			case "true":
				dst = append(dst, 1)
			case "false":
				dst = append(dst, 0)
			default:
				dst = dst[:start]
			}
			continue
		}
		size := len(dst)
		dst = c.appendCell(append(dst, 0, 0, 0, 0), v)
		length := len(dst) - size - 4
		if length == 0 {
			dst = dst[:start]
			continue
		}
		binary.LittleEndian.PutUint32(dst[size:], uint32(length))
	}
	return dst
}

func fgbFeature(b *flatbuffers.Builder, g orb.Geometry, properties []byte) flatbuffers.UOffsetT {
	props := b.CreateByteVector(properties)
	if g == nil {
		g = orb.Collection{}
	}
	geometry := fgbGeometry(b, g)
	b.StartObject(fgbFeatureMembers)
	b.PrependUOffsetTSlot(fgbFeatureGeometry, geometry, 0)
	b.PrependUOffsetTSlot(fgbFeatureProperties, props, 0)
	return b.EndObject()
}

// fgbGeometry writes a geometry: its positions in one list, and where each of its lines or
// rings ends; or its parts, for what consists of geometries.
func fgbGeometry(b *flatbuffers.Builder, g orb.Geometry) flatbuffers.UOffsetT {
	switch g := g.(type) {
	case orb.Point:
		return fgbPositions(b, fgbPoint, orb.MultiPoint{g})
	case orb.MultiPoint:
		return fgbPositions(b, fgbMultiPoint, g)
	case orb.LineString:
		return fgbPositions(b, fgbLineString, g)
	case orb.MultiLineString:
		return fgbPositions(b, fgbMultiLineString, g...)
	case orb.Polygon:
		return fgbPositions(b, fgbPolygon, g...)
	case orb.MultiPolygon:
		return fgbParts(b, fgbMultiPolygon, g)
	case orb.Collection:
		return fgbParts(b, fgbCollection, g)
	}
	return 0
}

func fgbPositions[L ~[]orb.Point](b *flatbuffers.Builder, kind byte, lines ...L) flatbuffers.UOffsetT {
	n := 0
	for _, l := range lines {
		n += len(l)
	}
	var ends flatbuffers.UOffsetT
	if len(lines) > 1 || kind == fgbMultiLineString || kind == fgbPolygon {
		b.StartVector(flatbuffers.SizeUint32, len(lines), flatbuffers.SizeUint32)
		end := n
		for i := len(lines) - 1; i >= 0; i-- { // FlatBuffers are written from the end
			b.PrependUint32(uint32(end))
			end -= len(lines[i])
		}
		ends = b.EndVector(len(lines))
	}
	b.StartVector(flatbuffers.SizeFloat64, 2*n, flatbuffers.SizeFloat64)
	for i := len(lines) - 1; i >= 0; i-- {
		for j := len(lines[i]) - 1; j >= 0; j-- {
			b.PrependFloat64(lines[i][j][1])
			b.PrependFloat64(lines[i][j][0])
		}
	}
	xy := b.EndVector(2 * n)
	b.StartObject(fgbGeometryMembers)
	b.PrependUOffsetTSlot(fgbGeometryEnds, ends, 0)
	b.PrependUOffsetTSlot(fgbGeometryXY, xy, 0)
	b.PrependByteSlot(fgbGeometryType, kind, fgbUnknown)
	return b.EndObject()
}

func fgbParts[G orb.Geometry](b *flatbuffers.Builder, kind byte, parts []G) flatbuffers.UOffsetT {
	offsets := make([]flatbuffers.UOffsetT, len(parts))
	for i, p := range parts {
		offsets[i] = fgbGeometry(b, p)
	}
	list := b.CreateVectorOfTables(offsets)
	b.StartObject(fgbGeometryMembers)
	b.PrependByteSlot(fgbGeometryType, kind, fgbUnknown)
	b.PrependUOffsetTSlot(fgbGeometryParts, list, 0)
	return b.EndObject()
}
