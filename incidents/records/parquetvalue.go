package records

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"

	"incidentmap/incidents/records/chunks"
)

// textWriter writes a value as other formats have it.
type textWriter func(dst []byte, v chunks.Value) ([]byte, error)

// isGeometryType tells columns whose type says that they hold geometries.
func isGeometryType(c *parquet.Column) bool {
	l := c.Type().LogicalType()
	if l == nil {
		return false
	}
	switch l.Value.(type) {
	case *format.GeometryType, *format.GeographyType:
		return true
	}
	return false
}

func geometryCRS(c *parquet.Column) string {
	if l := c.Type().LogicalType(); l != nil {
		switch of := l.Value.(type) {
		case *format.GeometryType:
			return of.CRS
		case *format.GeographyType:
			return of.CRS
		}
	}
	return ""
}

// isBareBinary tells a column of bytes of which nothing says what they are.
func isBareBinary(c *parquet.Column) bool {
	return c.Type().LogicalType() == nil && c.Type().ConvertedType() == nil
}

// writerOf gives how the values of a column become texts. The error is for a column that has none.
func writerOf(c *parquet.Column) (textWriter, error) {
	kind := c.Type().Kind()
	number, bytes := kind == parquet.Int32 || kind == parquet.Int64, kind == parquet.ByteArray || kind == parquet.FixedLenByteArray
	if l := c.Type().LogicalType(); l != nil {
		switch of := l.Value.(type) {
		case *format.DateType:
			return writeDay, onlyFor(c, kind == parquet.Int32)
		case *format.TimestampType:
			return timestamps(of.Unit, of.IsAdjustedToUTC), onlyFor(c, kind == parquet.Int64)
		case *format.TimeType:
			return timesOfDay(of.Unit), onlyFor(c, number)
		case *format.DecimalType:
			return decimals(int(of.Scale), bytes), onlyFor(c, number || bytes)
		case *format.UUIDType:
			return writeUUID, onlyFor(c, bytes)
		case *format.IntType:
			switch {
			case !of.IsSigned && kind == parquet.Int32:
				return writeUnsigned32, nil
			case !of.IsSigned:
				return writeUnsigned, onlyFor(c, number)
			}
		case *format.GeometryType, *format.GeographyType:
			return nil, errors.New("the column holds a second geometry")
		case *format.BsonType, *format.VariantType, *format.Float16Type:
			return nil, onlyFor(c, false)
		}
	}
	switch kind {
	case parquet.Int96:
		return writeInt96, nil
	case parquet.Boolean:
		return func(dst []byte, v chunks.Value) ([]byte, error) { return strconv.AppendBool(dst, v.N != 0), nil }, nil
	case parquet.Int32, parquet.Int64:
		return func(dst []byte, v chunks.Value) ([]byte, error) { return strconv.AppendInt(dst, int64(v.N), 10), nil }, nil
	case parquet.Float:
		return func(dst []byte, v chunks.Value) ([]byte, error) {
			return appendFloat(dst, float64(math.Float32frombits(uint32(v.N))), 32)
		}, nil
	case parquet.Double:
		return func(dst []byte, v chunks.Value) ([]byte, error) {
			return appendFloat(dst, math.Float64frombits(v.N), 64)
		}, nil
	case parquet.ByteArray:
		return writeBytes, nil
	}
	return nil, onlyFor(c, false)
}

// onlyFor is the error of a column whose values do not lie as its type asks for.
func onlyFor(c *parquet.Column, holds bool) error {
	if holds {
		return nil
	}
	return fmt.Errorf("the column holds values of type %s, which are not read", c.Type())
}

// appendFloat writes a number in its shortest digits. NaN is how programs write that there is none.
func appendFloat(dst []byte, v float64, bits int) ([]byte, error) {
	switch {
	case math.IsNaN(v):
		return dst, nil
	case math.IsInf(v, 0):
		return dst, errors.New("is not a finite number")
	}
	return strconv.AppendFloat(dst, v, 'f', -1, bits), nil
}

func writeBytes(dst []byte, v chunks.Value) ([]byte, error) {
	b := v.Bytes
	if !utf8.Valid(b) {
		return dst, fmt.Errorf("%d bytes that are no text", len(b))
	}
	return append(dst, b...), nil
}

// writeUnsigned32 writes what lies in the file as a number with a sign.
func writeUnsigned32(dst []byte, v chunks.Value) ([]byte, error) {
	return strconv.AppendUint(dst, uint64(uint32(v.N)), 10), nil
}

func writeUnsigned(dst []byte, v chunks.Value) ([]byte, error) {
	return strconv.AppendUint(dst, v.N, 10), nil
}

func writeDay(dst []byte, v chunks.Value) ([]byte, error) {
	return appendTime(dst, time.Unix(86400*int64(v.N), 0), time.DateOnly)
}

// appendTime writes a time of the years that a date has.
func appendTime(dst []byte, t time.Time, layout string) ([]byte, error) {
	if t = t.UTC(); t.Year() < 1 || t.Year() > 9999 {
		return dst, fmt.Errorf("the year %d is none", t.Year())
	}
	return t.AppendFormat(dst, layout), nil
}

// unitOf is how many nanoseconds a unit of time has.
func unitOf(u format.TimeUnit) int64 {
	switch u.Value.(type) {
	case *format.MilliSeconds:
		return 1e6
	case *format.MicroSeconds:
		return 1e3
	}
	return 1
}

// timestamps writes instants in UTC, or what a clock showed, without a zone.
func timestamps(u format.TimeUnit, utc bool) textWriter {
	unit, layout := unitOf(u), "2006-01-02T15:04:05.999999999"
	if utc {
		layout += "Z"
	}
	second := int64(1e9) / unit
	return func(dst []byte, v chunks.Value) ([]byte, error) {
		n := int64(v.N)
		return appendTime(dst, time.Unix(n/second, n%second*unit), layout)
	}
}

func timesOfDay(u format.TimeUnit) textWriter {
	unit := unitOf(u)
	second := int64(1e9) / unit
	return func(dst []byte, v chunks.Value) ([]byte, error) {
		n := int64(v.N)
		if n < 0 || n >= 86400*second {
			return dst, fmt.Errorf("%d is no time of a day", n)
		}
		return appendTime(dst, time.Unix(n/second, n%second*unit), "15:04:05.999999999")
	}
}

// writeInt96 writes the times of older programs: nanoseconds of a day, and its Julian number. They do
// not say of which zone they are.
func writeInt96(dst []byte, v chunks.Value) ([]byte, error) {
	const epoch = 2440588 // the Julian number of 1 January 1970
	nanos, day := int64(binary.LittleEndian.Uint64(v.Bytes)), int64(binary.LittleEndian.Uint32(v.Bytes[8:]))-epoch
	if nanos < 0 || nanos >= 86400e9 {
		return dst, fmt.Errorf("%d nanoseconds are no time of a day", nanos)
	}
	return appendTime(dst, time.Unix(86400*day, nanos), "2006-01-02T15:04:05.999999999")
}

func writeUUID(dst []byte, v chunks.Value) ([]byte, error) {
	b := v.Bytes
	if len(b) != 16 {
		return dst, fmt.Errorf("%d bytes are no UUID", len(b))
	}
	return fmt.Appendf(dst, "%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:]), nil
}

// decimals writes numbers with so many digits behind the point, which lie in bytes or are numbers.
func decimals(scale int, bytes bool) textWriter {
	return func(dst []byte, v chunks.Value) ([]byte, error) {
		var n big.Int
		switch b := v.Bytes; {
		case !bytes:
			n.SetInt64(int64(v.N))
		case len(b) == 0 || len(b) > 64:
			return dst, fmt.Errorf("%d bytes are no number", len(b))
		default:
			n.SetBytes(b)
			if b[0]&0x80 != 0 {
				n.Sub(&n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(b))))
			}
		}
		if scale <= 0 || scale > 100 {
			return n.Append(dst, 10), nil
		}
		if n.Sign() < 0 {
			dst = append(dst, '-')
			n.Neg(&n)
		}
		digits := n.String()
		digits = strings.Repeat("0", max(0, scale+1-len(digits))) + digits
		dst = append(append(dst, digits[:len(digits)-scale]...), '.')
		return append(dst, digits[len(digits)-scale:]...), nil
	}
}
