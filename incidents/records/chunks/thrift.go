package chunks

import (
	"encoding/binary"
	"errors"
)

// The types of Thrift's compact protocol
// (https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md).
const (
	stop = iota
	isTrue
	isFalse
	int8Type
	int16Type
	int32Type
	int64Type
	doubleType
	binaryType
	listType
	setType
	mapType
	structType
)

// mostNested is how deep structures may lie in one another.
const mostNested = 32

var errThrift = errors.New("what it says of itself is damaged, or counts more than its bytes can hold")

// thrift walks over a structure of the compact protocol without keeping it.
type thrift struct {
	b     []byte
	items int // of lists that may still come
	// see is given the numbers of the outermost structure (outer 0) and of those in its fields.
	see func(outer, field int16, v int64)
}

func (t *thrift) uvarint() (uint64, error) {
	v, n := binary.Uvarint(t.b)
	if n <= 0 {
		return 0, errThrift
	}
	t.b = t.b[n:]
	return v, nil
}

func (t *thrift) varint() (int64, error) {
	v, err := t.uvarint()
	return int64(v>>1) ^ -int64(v&1), err
}

func (t *thrift) byte() (byte, error) {
	if len(t.b) == 0 {
		return 0, errThrift
	}
	c := t.b[0]
	t.b = t.b[1:]
	return c, nil
}

func (t *thrift) skip(n uint64) error {
	if n > uint64(len(t.b)) {
		return errThrift
	}
	t.b = t.b[n:]
	return nil
}

// structure walks over one structure, which is the value of a field of the outermost one, or lies
// deeper.
func (t *thrift) structure(outer int16, depth int) error {
	if depth > mostNested {
		return errThrift
	}
	field := int16(0)
	for {
		head, err := t.byte()
		if err != nil {
			return err
		}
		kind := head & 0x0F
		if kind == stop {
			return nil
		}
		if delta := int16(head >> 4); delta != 0 {
			field += delta
		} else {
			id, err := t.varint()
			if err != nil {
				return err
			}
			field = int16(id)
		}
		if err := t.value(kind, outer, field, depth); err != nil {
			return err
		}
	}
}

// value walks over a value of a structure at a depth.
func (t *thrift) value(kind byte, outer, field int16, depth int) error {
	see := func(v int64) {
		if t.see != nil && depth <= 1 {
			t.see(outer, field, v)
		}
	}
	switch kind {
	case isTrue, isFalse:
		see(int64(2 - kind))
		return nil
	case int8Type:
		return t.skip(1)
	case int16Type, int32Type, int64Type:
		v, err := t.varint()
		see(v)
		return err
	case doubleType:
		return t.skip(8)
	case binaryType:
		n, err := t.uvarint()
		if err != nil {
			return err
		}
		return t.skip(n)
	case listType, setType:
		return t.list(depth)
	case mapType:
		return t.pairs(depth)
	case structType:
		if depth == 0 {
			outer = field
		} else {
			outer = -1
		}
		return t.structure(outer, depth+1)
	}
	return errThrift
}

// list walks over a list, each of whose items takes at least a byte.
func (t *thrift) list(depth int) error {
	head, err := t.byte()
	if err != nil {
		return err
	}
	n := uint64(head >> 4)
	if n == 15 {
		if n, err = t.uvarint(); err != nil {
			return err
		}
	}
	return t.each(n, depth, head&0x0F)
}

func (t *thrift) pairs(depth int) error {
	n, err := t.uvarint()
	if err != nil || n == 0 {
		return err
	}
	kinds, err := t.byte()
	if err != nil {
		return err
	}
	return t.each(n, depth, kinds>>4, kinds&0x0F)
}

// each walks over items of lists, n times one of each kind. They are deeper than what is seen.
func (t *thrift) each(n uint64, depth int, kinds ...byte) error {
	if n > uint64(len(t.b)) {
		return errThrift
	}
	if t.items -= int(n); t.items < 0 {
		return errThrift
	}
	for range n {
		for _, k := range kinds {
			if k == isTrue || k == isFalse { // in lists they take a byte
				k = int8Type
			}
			if err := t.value(k, -1, 0, depth+2); err != nil {
				return err
			}
		}
	}
	return nil
}
