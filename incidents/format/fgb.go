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

// FlatGeobuf: header.fbs and feature.fbs of version 3 of its specification. A file is the
// magic bytes, the header and the features, each a FlatBuffer after its size.
const fgbMagic = "fgb\x03fgb\x00"

// The places of the members of FlatGeobuf's tables.
const (
	fgbHeaderName          = 0
	fgbHeaderGeometryType  = 2
	fgbHeaderColumns       = 7
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

// writeFlatGeobuf writes a file without an index, which would need all incidents before the
// first byte, and without their number, which is not known by then; readers take both as
// they come. An incident without a place has no geometry.
func writeFlatGeobuf(ctx context.Context, w io.Writer, h Heading, all Incidents) error {
	out := bufio.NewWriterSize(w, writeBuffer)
	if _, err := out.WriteString(fgbMagic); err != nil {
		return err
	}
	b := flatbuffers.NewBuilder(4 << 10)
	columns := h.columns()
	b.FinishSizePrefixed(fgbHeader(b, &h, columns))
	if _, err := out.Write(b.FinishedBytes()); err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return err
	}
	var properties []byte
	err := each(ctx, &h, all, func(v view) error {
		b.Reset()
		properties = appendFlatGeobuf(properties[:0], columns, v)
		b.FinishSizePrefixed(fgbFeature(b, outline(v.Where.Geometry), properties))
		_, err := out.Write(b.FinishedBytes())
		return err
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

func fgbHeader(b *flatbuffers.Builder, h *Heading, of []column[view]) flatbuffers.UOffsetT {
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
		columns[i] = fgbColumn(b, c.name, in(c.title, h.Lang), in(c.about, h.Lang), fgbType(c.kind))
	}
	list := b.CreateVectorOfTables(columns)
	b.StartObject(fgbHeaderMembers)
	b.PrependUOffsetTSlot(fgbHeaderName, name, 0)
	b.PrependByteSlot(fgbHeaderGeometryType, fgbUnknown, 0)
	b.PrependUOffsetTSlot(fgbHeaderColumns, list, 0)
	const nodeSizeByDefault = 16 // which is not written; 0 says that there is no index
	b.PrependUint16Slot(fgbHeaderIndexNodeSize, 0, nodeSizeByDefault)
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

func fgbType(k Kind) byte {
	switch k {
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
func appendFlatGeobuf(dst []byte, columns []column[view], v view) []byte {
	for i := range columns {
		c := &columns[i]
		start := len(dst)
		dst = binary.LittleEndian.AppendUint16(dst, uint16(i))
		if c.kind == Integer {
			n, has := c.number(v)
			if !has {
				dst = dst[:start]
				continue
			}
			dst = binary.LittleEndian.AppendUint64(dst, uint64(n))
			continue
		}
		if c.kind == Number {
			n, has := c.float(v)
			if !has {
				dst = dst[:start]
				continue
			}
			dst = binary.LittleEndian.AppendUint64(dst, math.Float64bits(n))
			continue
		}
		if c.kind == Boolean {
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
	var geometry flatbuffers.UOffsetT
	if g != nil {
		geometry = fgbGeometry(b, g)
	}
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
		return fgbPositions(b, wkbPoint, orb.MultiPoint{g})
	case orb.MultiPoint:
		return fgbPositions(b, wkbMultiPoint, g)
	case orb.LineString:
		return fgbPositions(b, wkbLineString, g)
	case orb.MultiLineString:
		return fgbPositions(b, wkbMultiLineString, g...)
	case orb.Polygon:
		return fgbPositions(b, wkbPolygon, g...)
	case orb.MultiPolygon:
		return fgbParts(b, wkbMultiPolygon, g)
	case orb.Collection:
		return fgbParts(b, wkbCollection, g)
	}
	return 0
}

func fgbPositions[L ~[]orb.Point](b *flatbuffers.Builder, kind byte, lines ...L) flatbuffers.UOffsetT {
	n := 0
	for _, l := range lines {
		n += len(l)
	}
	var ends flatbuffers.UOffsetT
	if len(lines) > 1 || kind == wkbMultiLineString || kind == wkbPolygon {
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
