package chunks

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// Type is how the values of a column lie in the file, as the format numbers it.
type Type int

// The types.
const (
	Boolean Type = iota
	Int32
	Int64
	Int96
	Float
	Double
	Bytes
	FixedBytes
)

// Value is one value: a number's bits in N (of an Int32 with its sign), or bytes, which are valid until
// the next value of the column.
type Value struct {
	N     uint64
	Bytes []byte
}

// The encodings of values, as the format numbers them.
const (
	plain           = 0
	plainDictionary = 2
	runLength       = 3
	deltaNumbers    = 5
	deltaLengths    = 6
	deltaTexts      = 7
	dictionary      = 8
	splitStreams    = 9
)

// size is how many bytes a value has; 0 for those that a length stands before.
func (c *Column) size() int {
	switch c.Type {
	case Int32, Float:
		return 4
	case Int64, Double:
		return 8
	case Int96:
		return 12
	case FixedBytes:
		return c.Length
	}
	return 0
}

// decoder gives the next value of a page.
type decoder func() (Value, error)

// decoderOf reads the values of a data page, of which there are at most so many.
func (c *Column) decoderOf(encoding int64, b []byte, values int64, dictionaryOf []Value) (decoder, error) {
	switch encoding {
	case plain:
		return c.plain(b), nil
	case plainDictionary, dictionary:
		return indexed(b, dictionaryOf)
	case runLength:
		if c.Type != Boolean || len(b) < 4 {
			break
		}
		r, err := newRuns(b[4:], 1)
		return func() (Value, error) {
			v, err := r.next()
			return Value{N: v}, err
		}, err
	case deltaNumbers:
		if c.Type != Int32 && c.Type != Int64 {
			break
		}
		return c.differences(b)
	case deltaLengths:
		if c.Type != Bytes {
			break
		}
		return lengths(b, values)
	case splitStreams:
		if c.size() > 0 {
			return c.split(b), nil
		}
	case deltaTexts:
		return nil, errors.New("values in DELTA_BYTE_ARRAY are not read; write the file with the encoding PLAIN or a dictionary")
	}
	return nil, fmt.Errorf("values of this type in encoding %d are not read; write the file with the encoding PLAIN or a dictionary", encoding)
}

// number makes a value of the bytes of one.
func (c *Column) number(b []byte) Value {
	switch c.Type {
	case Int32:
		return Value{N: uint64(int64(int32(binary.LittleEndian.Uint32(b))))}
	case Float:
		return Value{N: uint64(binary.LittleEndian.Uint32(b))}
	case Int64, Double:
		return Value{N: binary.LittleEndian.Uint64(b)}
	}
	return Value{Bytes: b}
}

func (c *Column) plain(b []byte) decoder {
	if c.Type == Boolean {
		bit := 0
		return func() (Value, error) {
			v, ok := bitsAt(b, bit, 1)
			if bit++; !ok {
				return Value{}, errShort
			}
			return Value{N: v}, nil
		}
	}
	size := c.size()
	return func() (Value, error) {
		n := size
		if c.Type == Bytes {
			if len(b) < 4 {
				return Value{}, errShort
			}
			length := binary.LittleEndian.Uint32(b)
			if b = b[4:]; int64(length) > int64(len(b)) {
				return Value{}, errShort
			}
			n = int(length)
		}
		if n > len(b) {
			return Value{}, errShort
		}
		v := c.number(b[:n:n])
		b = b[n:]
		return v, nil
	}
}

// indexed reads values by their place in the dictionary.
func indexed(b []byte, of []Value) (decoder, error) {
	if len(b) == 0 {
		return func() (Value, error) { return Value{}, errShort }, nil
	}
	r, err := newRuns(b[1:], int(b[0]))
	if err != nil {
		return nil, err
	}
	return func() (Value, error) {
		i, err := r.next()
		if err != nil {
			return Value{}, err
		}
		if i >= uint64(len(of)) {
			return Value{}, errors.New("a value is not in the dictionary of its column")
		}
		return of[i], nil
	}, nil
}

func (c *Column) differences(b []byte) (decoder, error) {
	d, err := newDeltas(b)
	if err != nil {
		return nil, err
	}
	return func() (Value, error) {
		v, err := d.next()
		if c.Type == Int32 {
			v = int64(int32(v))
		}
		return Value{N: uint64(v)}, err
	}, nil
}

// lengths reads bytes whose lengths stand before all of them.
func lengths(b []byte, values int64) (decoder, error) {
	d, err := newDeltas(b)
	if err != nil {
		return nil, err
	}
	if d.left > uint64(values) {
		return nil, errors.New("a page has more lengths than values")
	}
	all := make([]int32, 0, min(d.left, uint64(len(b))))
	for d.left > 0 {
		n, err := d.next()
		if err != nil {
			return nil, err
		}
		all = append(all, int32(n))
	}
	data := d.rest()
	return func() (Value, error) {
		if len(all) == 0 || all[0] < 0 || int(all[0]) > len(data) {
			return Value{}, errShort
		}
		n := all[0]
		v := Value{Bytes: data[:n:n]}
		all, data = all[1:], data[n:]
		return v, nil
	}, nil
}

// split reads values whose first bytes stand before all second ones.
func (c *Column) split(b []byte) decoder {
	size := c.size()
	n, i := len(b)/size, 0
	one := make([]byte, size)
	return func() (Value, error) {
		if i >= n {
			return Value{}, errShort
		}
		for j := range one {
			one[j] = b[j*n+i]
		}
		i++
		return c.number(one), nil
	}
}
