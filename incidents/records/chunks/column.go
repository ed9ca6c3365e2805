package chunks

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/bits"
)

// Column is the values of one column in one group of rows, in the order of the rows.
type Column struct {
	File        io.ReaderAt
	From, Bytes int64 // where its pages lie in the file
	Codec       int   // of the packing, as the format numbers them
	Type        Type
	Length      int // bytes of FixedBytes
	// Repetition and Definition are the greatest levels of the column: how many lists its values lie
	// in, and how many of what they lie in may be missing.
	Repetition, Definition int
	// Take is told how many bytes and values come out of a page before it is read, and ends the reading
	// with its error.
	Take func(int64) error

	packed     []byte
	dictionary []Value
	left       int64    // values and gaps of the page
	levels     [2]*runs // repetition and definition
	values     decoder
}

var errLevel = errors.New("the levels of a page end too early")

// Next gives the next value, or that there is none at a place; whether it goes on with the list of the
// row before; and io.EOF behind the last.
func (c *Column) Next() (v Value, has, goesOn bool, err error) {
	for c.left == 0 {
		if c.Bytes <= 0 {
			return Value{}, false, false, io.EOF
		}
		if err := c.nextPage(); err != nil {
			return Value{}, false, false, err
		}
	}
	c.left--
	repetition, err := c.levels[0].next()
	if err != nil {
		return Value{}, false, false, err
	}
	definition, err := c.levels[1].next()
	if err != nil {
		return Value{}, false, false, err
	}
	if c.Definition > 0 && definition != uint64(c.Definition) {
		return Value{}, false, repetition > 0, nil
	}
	v, err = c.values()
	return v, err == nil, repetition > 0, err
}

// nextPage reads a page of data, and the dictionary that may stand before it.
func (c *Column) nextPage() error {
	h, err := readHeader(c.File, c.From, c.Bytes)
	if err != nil {
		return err
	}
	if err := c.Take(h.unpacked + h.values); err != nil {
		return err
	}
	if int64(cap(c.packed)) < h.packed {
		c.packed = make([]byte, h.packed)
	}
	b := c.packed[:h.packed]
	if _, err := c.File.ReadAt(b, c.From+h.length); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("cannot read a page: %w", err)
	}
	c.From, c.Bytes = c.From+h.length+h.packed, c.Bytes-h.length-h.packed
	switch h.kind {
	case indexPage:
		return nil
	case dictionaryPage:
		return c.readDictionary(h, b)
	case dataPage:
		return c.readData(h, b)
	case dataPage2:
		return c.readData2(h, b)
	}
	return fmt.Errorf("pages of type %d are not read", h.kind)
}

func (c *Column) readDictionary(h header, b []byte) error {
	if h.values > mostDictionary {
		return fmt.Errorf("a dictionary has %d values; the limit is %d; write the file without dictionaries: %w", h.values, mostDictionary, ErrTooLarge)
	}
	if c.Codec == 0 {
		b = append([]byte(nil), b...) // it outlives the page's memory
	}
	b, err := unpack(c.Codec, b, h.unpacked)
	if err != nil {
		return err
	}
	next := c.plain(b)
	c.dictionary = make([]Value, 0, min(h.values, int64(len(b))))
	for range h.values {
		v, err := next()
		if err != nil {
			return err
		}
		c.dictionary = append(c.dictionary, v)
	}
	return nil
}

// readData begins a page of version 1: what is packed holds the levels, each after its length, and the
// values.
func (c *Column) readData(h header, b []byte) error {
	b, err := unpack(c.Codec, b, h.unpacked)
	if err != nil {
		return err
	}
	for i, greatest := range [2]int{c.Repetition, c.Definition} {
		c.levels[i] = nil
		if greatest == 0 {
			continue
		}
		if h.levels[i] != runLength {
			return fmt.Errorf("encoding %d of levels is not read; write the file anew", h.levels[i])
		}
		if len(b) < 4 {
			return errLevel
		}
		n := int64(binary.LittleEndian.Uint32(b))
		if b = b[4:]; n > int64(len(b)) {
			return errLevel
		}
		if c.levels[i], err = newRuns(b[:n:n], bits.Len(uint(greatest))); err != nil {
			return err
		}
		b = b[n:]
	}
	return c.begin(h, b)
}

// readData2 begins a page of version 2, whose levels are not packed.
func (c *Column) readData2(h header, b []byte) (err error) {
	for i, greatest := range [2]int{c.Repetition, c.Definition} {
		n := h.lengths[i]
		if n < 0 || n > int64(len(b)) || n > h.unpacked {
			return errLevel
		}
		c.levels[i] = nil
		if greatest > 0 {
			if c.levels[i], err = newRuns(b[:n:n], bits.Len(uint(greatest))); err != nil {
				return err
			}
		}
		b, h.unpacked = b[n:], h.unpacked-n
	}
	if !h.notPacked && (len(b) > 0 || h.unpacked > 0) {
		if b, err = unpack(c.Codec, b, h.unpacked); err != nil {
			return err
		}
	}
	return c.begin(h, b)
}

func (c *Column) begin(h header, b []byte) (err error) {
	c.left = h.values
	c.values, err = c.decoderOf(h.encoding, b, h.values, c.dictionary)
	return err
}
