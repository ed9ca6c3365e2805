package records

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strconv"

	"github.com/paulmach/orb"
)

var errFGBValue = errors.New("the properties of the feature end too early or name a column that is not there")

// fgbSizes are the bytes of the values of each type; 0 for those that a length stands before.
var fgbSizes = [...]int{fgbByte: 1, fgbUByte: 1, fgbBool: 1, fgbShort: 2, fgbUShort: 2, fgbInt: 4, fgbUInt: 4, fgbLong: 8, fgbULong: 8, fgbFloat: 4, fgbDouble: 8, fgbBinary: 0}

// properties reads the values of a feature, each after the number of its column.
func (s *flatGeobuf) properties(b *builder, p []byte) error {
	for len(p) > 0 {
		if len(p) < 2 {
			return errFGBValue
		}
		i := int(binary.LittleEndian.Uint16(p))
		p = p[2:]
		if i >= len(s.kinds) || int(s.kinds[i]) >= len(fgbSizes) {
			return errFGBValue
		}
		kind, size := s.kinds[i], fgbSizes[s.kinds[i]]
		if size == 0 {
			if len(p) < 4 {
				return errFGBValue
			}
			n := binary.LittleEndian.Uint32(p)
			if p = p[4:]; int64(n) > int64(len(p)) {
				return errFGBValue
			}
			size = int(n)
		}
		if len(p) < size {
			return errFGBValue
		}
		s.value(b, i, kind, p[:size])
		p = p[size:]
	}
	return nil
}

// value gives a column the text of a value.
func (s *flatGeobuf) value(b *builder, column int, kind byte, v []byte) {
	from := len(b.text)
	switch kind {
	case fgbByte:
		b.text = strconv.AppendInt(b.text, int64(int8(v[0])), 10)
	case fgbUByte:
		b.text = strconv.AppendUint(b.text, uint64(v[0]), 10)
	case fgbBool:
		b.text = strconv.AppendBool(b.text, v[0] != 0)
	case fgbShort:
		b.text = strconv.AppendInt(b.text, int64(int16(binary.LittleEndian.Uint16(v))), 10)
	case fgbUShort:
		b.text = strconv.AppendUint(b.text, uint64(binary.LittleEndian.Uint16(v)), 10)
	case fgbInt:
		b.text = strconv.AppendInt(b.text, int64(int32(binary.LittleEndian.Uint32(v))), 10)
	case fgbUInt:
		b.text = strconv.AppendUint(b.text, uint64(binary.LittleEndian.Uint32(v)), 10)
	case fgbLong:
		b.text = strconv.AppendInt(b.text, int64(binary.LittleEndian.Uint64(v)), 10)
	case fgbULong:
		b.text = strconv.AppendUint(b.text, binary.LittleEndian.Uint64(v), 10)
	case fgbFloat:
		b.float(column, float64(math.Float32frombits(binary.LittleEndian.Uint32(v))), 32)
		return
	case fgbDouble:
		b.float(column, math.Float64frombits(binary.LittleEndian.Uint64(v)), 64)
		return
	case fgbBinary:
		b.refuse([]byte(b.columns.names[column]), from, fmt.Sprintf("%d bytes that are no text were left out", len(v)))
		return
	default:
		b.text = append(b.text, v...)
	}
	if len(b.text) > from {
		b.put(column, from)
	}
}

// float gives a column a number in its shortest digits. NaN is how programs write that there is none.
func (b *builder) float(column int, v float64, bits int) {
	from := len(b.text)
	switch {
	case math.IsNaN(v):
		return
	case math.IsInf(v, 0):
		b.text = strconv.AppendFloat(b.text, v, 'g', -1, bits)
		b.refuse([]byte(b.columns.names[column]), from, "is not a finite number; the value was left out")
		return
	}
	b.text = strconv.AppendFloat(b.text, v, 'f', -1, bits)
	b.put(column, from)
}

// place gives the record its geometry.
func (s *flatGeobuf) place(b *builder, t fbTable) error {
	g, err := s.geometry(t, s.shape, s.limits.Depth)
	if c, ok := g.(orb.Collection); err != nil || g == nil || ok && len(c) == 0 {
		return err // an empty collection is how writers say that there is no geometry
	}
	out := shape{geometry: g, hasThird: s.height}
	if _, ok := g.(orb.Point); ok && s.height {
		z, err := t.vector(2, 8)
		if err != nil || len(z) < 8 {
			return errors.Join(err, errFlatBuffer)
		}
		if v := math.Float64frombits(binary.LittleEndian.Uint64(z)); !math.IsNaN(v) && !math.IsInf(v, 0) {
			out.third = strconv.FormatFloat(v, 'f', -1, 64)
		}
	}
	b.geometry(out)
	return nil
}

// geometry reads a geometry: its positions in one list and where each of its lines or rings ends, or
// its parts. Where it does not say its type it has that of what it lies in.
func (s *flatGeobuf) geometry(t fbTable, normal uint64, depth int) (orb.Geometry, error) {
	if depth <= 0 {
		return nil, errors.New("geometries lie in one another deeper than the limit")
	}
	kind, err := t.number(6, 1, 0)
	if err != nil {
		return nil, err
	}
	if kind == 0 {
		kind = normal
	}
	switch kind {
	case 1, 2, 3, 4, 5:
		lines, err := fgbLines(t)
		if err != nil {
			return nil, err
		}
		return fgbShape(kind, lines), nil
	case 6, 7:
		parts, err := t.tables(7)
		if err != nil {
			return nil, err
		}
		inside := uint64(0)
		if kind == 6 {
			inside = 3
		}
		members := make([]orb.Geometry, 0, len(parts))
		for _, p := range parts {
			g, err := s.geometry(p, inside, depth-1)
			if err != nil {
				return nil, err
			}
			members = append(members, g)
		}
		return gathered(uint32(kind), members)
	}
	return nil, fmt.Errorf("geometry type %d (a curve or a surface, or not said) is not read; turn it into lines and polygons first", kind)
}

// fgbShape makes a geometry of lines; those that are no positions at all are empty.
func fgbShape(kind uint64, lines [][]orb.Point) orb.Geometry {
	switch kind {
	case 1:
		if len(lines) == 0 || len(lines[0]) == 0 || math.IsNaN(lines[0][0][0]) && math.IsNaN(lines[0][0][1]) {
			return orb.MultiPoint{}
		}
		return lines[0][0]
	case 2:
		if len(lines) == 0 {
			return orb.LineString{}
		}
		return orb.LineString(lines[0])
	case 3:
		p := make(orb.Polygon, len(lines))
		for i, l := range lines {
			p[i] = l
		}
		return p
	case 4:
		var all orb.MultiPoint
		for _, l := range lines {
			all = append(all, l...)
		}
		return all
	}
	all := make(orb.MultiLineString, len(lines))
	for i, l := range lines {
		all[i] = l
	}
	return all
}

// fgbLines reads the positions, divided where lines or rings end.
func fgbLines(t fbTable) ([][]orb.Point, error) {
	xy, err := t.vector(1, 8)
	if err != nil {
		return nil, err
	}
	points, _, err := shapePoints(xy, len(xy)/16)
	if err != nil || len(points) == 0 {
		return nil, err
	}
	ends, err := t.vector(0, 4)
	if err != nil {
		return nil, err
	}
	if len(ends) == 0 {
		return [][]orb.Point{points}, nil
	}
	lines := make([][]orb.Point, 0, len(ends)/4)
	from := 0
	for ; len(ends) > 0; ends = ends[4:] {
		to := int(binary.LittleEndian.Uint32(ends))
		if to < from || to > len(points) {
			return nil, errors.New("a line of the geometry ends where it has no positions")
		}
		lines = append(lines, points[from:to:to])
		from = to
	}
	if from != len(points) {
		return nil, errors.New("the geometry has positions that are of none of its lines")
	}
	return lines, nil
}
