package intake

import (
	"crypto/sha256"
	"encoding/binary"
	"math"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
	"incidentmap/incidents/records"
)

// hashes gives the hash of the record's content and of how it is read. Columns without a
// value do not count, so that one that is added to a file changes no record without it.
func (c *converter) hashes(r *result, rec *records.Record) {
	b := c.hash[:0]
	field := func(name, value string) {
		b = binary.AppendUvarint(b, uint64(len(name)))
		b = append(b, name...)
		b = binary.AppendUvarint(b, uint64(len(value)))
		b = append(b, value...)
	}
	for i, v := range rec.Values {
		if v != "" && i < len(c.names) {
			field(c.names[i], v)
		}
	}
	if rec.ID != "" {
		field("", rec.ID)
	}
	if rec.Geometry != nil {
		b = appendGeometry(b, rec.Geometry)
	}
	c.hash = b
	r.content = sha256.Sum256(b)
	c.hash = append(append(b[:0], r.content[:]...), c.digest[:]...)
	r.hash = sha256.Sum256(c.hash)
}

// appendGeometry writes the positions of a geometry for a hash.
func appendGeometry(b []byte, g orb.Geometry) []byte {
	b = append(b, g.GeoJSONType()...)
	switch g := g.(type) {
	case orb.Point:
		return appendPosition(b, g)
	case orb.MultiPoint:
		return appendPositions(b, g)
	case orb.LineString:
		return appendPositions(b, g)
	case orb.MultiLineString:
		for _, l := range g {
			b = appendPositions(b, l)
		}
	case orb.Polygon:
		for _, r := range g {
			b = appendPositions(b, r)
		}
	case orb.MultiPolygon:
		for _, p := range g {
			b = appendGeometry(b, p)
		}
	case orb.Collection:
		for _, m := range g {
			b = appendGeometry(b, m)
		}
	}
	return b
}

func appendPositions[P ~[]orb.Point](b []byte, all P) []byte {
	b = binary.AppendUvarint(b, uint64(len(all)))
	for _, p := range all {
		b = appendPosition(b, p)
	}
	return b
}

func appendPosition(b []byte, p orb.Point) []byte {
	b = binary.LittleEndian.AppendUint64(b, math.Float64bits(p[0]))
	return binary.LittleEndian.AppendUint64(b, math.Float64bits(p[1]))
}

// likeness is the same for two rows that may tell of one thing: within about a hundred
// metres, on one day, of one kind, with the same figures. Rows without a place or a day are
// like none.
func (c *converter) likeness() uint64 {
	inc := c.inc
	p, isPoint := inc.Where.Geometry.(orb.Point)
	if !isPoint || inc.When.Start.IsZero() {
		return 0
	}
	b := c.query[:0]
	b = binary.AppendVarint(b, int64(math.Round(p[0]*1000)))
	b = binary.AppendVarint(b, int64(math.Round(p[1]*1000)))
	y, m, d := inc.When.Start.Date()
	b = binary.AppendVarint(b, int64(y*400+int(m)*31+d))
	b = append(b, inc.Kind...)
	if inc.Kind == "other_incident" {
		b = append(b, c.value(c.kind)...)
	}
	for _, f := range inc.Casualties {
		b = append(b, f.Outcome...)
		for _, n := range []*int{f.Low, f.Best, f.High} {
			if n != nil {
				b = binary.AppendVarint(b, int64(*n))
			}
		}
	}
	if inc.When.Precision == incidents.Minute {
		b = binary.AppendVarint(b, inc.When.Start.Unix())
	}
	c.query = b[:0]
	return fnv64a(b) | 1
}

// fnv64a is the hash FNV-1a of 64 bits (RFC 9923), without the allocation that package
// hash/fnv takes for each.
func fnv64a(b []byte) uint64 {
	const offset, prime = 14695981039346656037, 1099511628211
	h := uint64(offset)
	for _, c := range b {
		h = (h ^ uint64(c)) * prime
	}
	return h
}
