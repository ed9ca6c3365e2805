package shapes

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

// Geometry types of TWKB, in the low half of the first byte. The high half is the number
// of decimals, zigzag encoded.
const (
	twkbPoint = iota + 1
	twkbLineString
	twkbPolygon
	twkbMultiPoint
	twkbMultiLineString
	twkbMultiPolygon
)

// Flags of the second byte. Only the empty geometry is written; what the others announce
// is skipped when read, but for heights, which are refused.
const (
	twkbHasBBox     = 1 << 0
	twkbHasSize     = 1 << 1
	twkbHasIDs      = 1 << 2
	twkbHasExtended = 1 << 3
	twkbIsEmpty     = 1 << 4
)

// maxDecimals is what a signed half byte can say.
const maxDecimals = 7

// maxScaled bounds a coordinate in units: beyond it a float divided and multiplied by the
// scale need not round to the same integer.
const maxScaled = 1 << 50

var errShort = errors.New("record ends too early")

// scales are 10 to the power of the decimals; coordinates are multiplied by them.
var scales = [maxDecimals + 1]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7}

// encoder appends points as differences from the point before, across parts.
type encoder struct {
	b     []byte
	scale float64
	last  [2]int64
	err   error
}

// appendTWKB appends the geometry as TWKB.
func appendTWKB(b []byte, g orb.Geometry, decimals int) ([]byte, error) {
	if decimals < 0 || decimals > maxDecimals {
		return b, fmt.Errorf("%d decimals cannot be written; 0 to %d can", decimals, maxDecimals)
	}
	e := &encoder{b: b, scale: scales[decimals]}
	head := func(kind byte, empty bool) {
		e.b = append(e.b, kind|byte(decimals)<<5, 0)
		if empty {
			e.b[len(e.b)-1] = twkbIsEmpty
		}
	}
	switch g := g.(type) {
	case orb.Point:
		head(twkbPoint, false)
		e.point(g)
	case orb.LineString:
		head(twkbLineString, len(g) == 0)
		e.optional(len(g), func() { e.points(g) })
	case orb.Polygon:
		head(twkbPolygon, len(g) == 0)
		e.optional(len(g), func() { e.polygon(g) })
	case orb.MultiPoint:
		head(twkbMultiPoint, len(g) == 0)
		e.optional(len(g), func() { e.points(g) })
	case orb.MultiLineString:
		head(twkbMultiLineString, len(g) == 0)
		e.optional(len(g), func() { eachPart(e, g, func(l orb.LineString) { e.points(l) }) })
	case orb.MultiPolygon:
		head(twkbMultiPolygon, len(g) == 0)
		e.optional(len(g), func() { eachPart(e, g, e.polygon) })
	default:
		return b, fmt.Errorf("geometry is %T; only points, lines, polygons and multiples of them are kept", g)
	}
	return e.b, e.err
}

func (e *encoder) optional(n int, write func()) {
	if n > 0 {
		write()
	}
}

func eachPart[T any](e *encoder, parts []T, write func(T)) {
	e.b = binary.AppendUvarint(e.b, uint64(len(parts)))
	for _, p := range parts {
		write(p)
	}
}

// polygon writes rings without their last point: the specification closes them.
func (e *encoder) polygon(p orb.Polygon) {
	eachPart(e, p, func(r orb.Ring) {
		if len(r) > 1 && r[0] == r[len(r)-1] {
			r = r[:len(r)-1]
		}
		e.points(r)
	})
}

func (e *encoder) points(ps []orb.Point) { eachPart(e, ps, e.point) }

func (e *encoder) point(p orb.Point) {
	for axis := range 2 {
		scaled := math.Round(p[axis] * e.scale)
		if math.IsNaN(scaled) || math.Abs(scaled) > maxScaled {
			e.err = fmt.Errorf("coordinate %g cannot be written", p[axis])
			return
		}
		e.b = binary.AppendVarint(e.b, int64(scaled)-e.last[axis])
		e.last[axis] = int64(scaled)
	}
}

// decoder reads points as differences from the point before, and remembers the first
// failure. Once it has failed every count is zero, so that callers need not ask.
type decoder struct {
	b     []byte
	scale float64
	last  [2]int64
	ids   bool
	err   error
}

// decodeTWKB reads one geometry, which must fill b.
func decodeTWKB(b []byte) (orb.Geometry, error) {
	d := &decoder{b: b}
	kind, empty := d.head()
	if d.err != nil {
		return nil, d.err
	}
	if empty {
		return emptyGeometry(kind)
	}
	g := d.geometry(kind)
	if d.err == nil && len(d.b) > 0 {
		d.err = fmt.Errorf("%d bytes follow the geometry", len(d.b))
	}
	if d.err != nil {
		return nil, d.err
	}
	return g, nil
}

func (d *decoder) geometry(kind byte) orb.Geometry {
	switch kind {
	case twkbPoint:
		return d.point()
	case twkbLineString:
		return orb.LineString(d.points())
	case twkbPolygon:
		return d.polygon()
	case twkbMultiPoint:
		n := d.count(2)
		d.skipIDs(n)
		return orb.MultiPoint(d.pointArray(n))
	case twkbMultiLineString:
		return orb.MultiLineString(parts(d, func() orb.LineString { return d.points() }))
	case twkbMultiPolygon:
		return orb.MultiPolygon(parts(d, d.polygon))
	}
	d.err = fmt.Errorf("geometry type %d is not one of 1 to 6", kind)
	return nil
}

func emptyGeometry(kind byte) (orb.Geometry, error) {
	switch kind {
	case twkbLineString:
		return orb.LineString{}, nil
	case twkbPolygon:
		return orb.Polygon{}, nil
	case twkbMultiPoint:
		return orb.MultiPoint{}, nil
	case twkbMultiLineString:
		return orb.MultiLineString{}, nil
	case twkbMultiPolygon:
		return orb.MultiPolygon{}, nil
	}
	return nil, fmt.Errorf("empty geometry of type %d is not one of 2 to 6", kind)
}

// head reads the two header bytes and steps over what they announce.
func (d *decoder) head() (kind byte, empty bool) {
	if len(d.b) < 2 {
		d.err = errShort
		return 0, false
	}
	kind, flags := d.b[0]&0x0f, d.b[1]
	decimals := int(d.b[0]>>5) ^ -int(d.b[0]>>4&1)
	d.b = d.b[2:]
	if flags&twkbHasExtended != 0 {
		d.err = errors.New("geometry has heights or measures, which are not read")
		return kind, false
	}
	if decimals < 0 {
		d.err = fmt.Errorf("%d decimals are not read; 0 to %d are", decimals, maxDecimals)
		return kind, false
	}
	d.scale = scales[decimals]
	if flags&twkbHasSize != 0 {
		d.uvarint()
	}
	if flags&twkbHasBBox != 0 {
		for range 4 {
			d.varint()
		}
	}
	d.ids = flags&twkbHasIDs != 0
	return kind, flags&twkbIsEmpty != 0
}

func (d *decoder) uvarint() uint64 {
	v, size := binary.Uvarint(d.b)
	if d.err != nil || size <= 0 {
		d.fail()
		return 0
	}
	d.b = d.b[size:]
	return v
}

func (d *decoder) varint() int64 {
	v, size := binary.Varint(d.b)
	if d.err != nil || size <= 0 {
		d.fail()
		return 0
	}
	d.b = d.b[size:]
	return v
}

func (d *decoder) fail() {
	if d.err == nil {
		d.err = errShort
	}
	d.b = nil
}

// count reads a number of things of at least so many bytes each, and refuses one that the
// remaining bytes cannot hold, so that damaged bytes cannot ask for much memory.
func (d *decoder) count(least int) int {
	n := d.uvarint()
	if n > uint64(len(d.b)/least) {
		d.fail()
		return 0
	}
	return int(n)
}

func (d *decoder) skipIDs(n int) {
	if d.ids {
		for range n {
			d.varint()
		}
	}
}

func (d *decoder) point() orb.Point {
	for axis := range 2 {
		d.last[axis] += d.varint()
		if d.last[axis] > maxScaled || d.last[axis] < -maxScaled {
			d.err = fmt.Errorf("coordinate %g is beyond what is read", float64(d.last[axis])/d.scale)
			d.b, d.last[axis] = nil, 0
		}
	}
	return orb.Point{float64(d.last[0]) / d.scale, float64(d.last[1]) / d.scale}
}

func (d *decoder) points() []orb.Point { return d.pointArray(d.count(2)) }

func (d *decoder) pointArray(n int) []orb.Point {
	// One more than n leaves room to close a ring.
	ps := make([]orb.Point, 0, n+1)
	for range n {
		ps = append(ps, d.point())
	}
	return ps
}

func (d *decoder) polygon() orb.Polygon {
	rings := make(orb.Polygon, 0, 1)
	for range d.count(1) {
		r := d.points()
		if len(r) > 0 && (len(r) == 1 || r[0] != r[len(r)-1]) {
			r = append(r, r[0])
		}
		rings = append(rings, r)
	}
	return rings
}

func parts[T any](d *decoder, read func() T) []T {
	n := d.count(1)
	d.skipIDs(n)
	all := make([]T, 0, n)
	for range n {
		if d.err != nil {
			return nil
		}
		all = append(all, read())
	}
	return all
}
