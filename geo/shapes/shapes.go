// Package shapes keeps named outlines, such as countries, states and the pieces of a
// basemap, in one compact file of which any outline can be read without decoding the
// others.
//
// Goals: small files that need no unpacking (they can be used where they lie embedded in
// the program), bytes that depend on the outlines alone, and a reader that answers
// damaged bytes with an error.
//
// Non-goals: search by place (names and boxes are the caller's business), properties
// beyond the few that every outline has, editing in place.
//
// The file is the 8 bytes of the magic, the number of outlines as a little-endian uint32,
// then for each outline the offset of its record as a little-endian uint32, in the order
// of the ids, and the offset of the end; then the records. A record is the id, the class
// and the name, each as a uvarint length and bytes, one byte of least zoom, and the
// geometry as TWKB (Tiny Well-known Binary, specification 0.23,
// https://github.com/TWKB/Specification).
package shapes

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"slices"
	"sort"

	"github.com/paulmach/orb"
)

// magic names the format and its version.
const magic = "shapes1\n"

// headerSize is the magic and the number of outlines.
const headerSize = len(magic) + 4

// Shape is a named outline.
type Shape struct {
	ID      string
	Class   string
	Name    string
	MinZoom uint8 // least zoom at which a map shows it
	// Geometry is in degrees, longitude before latitude.
	Geometry orb.Geometry
}

// File reads outlines from the bytes of a file. It is safe for simultaneous use.
type File struct {
	b []byte
	n int
}

// Open makes a File of bytes that Write wrote. It keeps b, which must not change, and
// checks the header and the index, not the records: those are checked when read.
func Open(b []byte) (*File, error) {
	if len(b) < headerSize || string(b[:len(magic)]) != magic {
		return nil, errors.New("not a shapes file: it does not begin with \"shapes1\"")
	}
	n := binary.LittleEndian.Uint32(b[len(magic):])
	if need := uint64(headerSize) + 4*(uint64(n)+1); need > uint64(len(b)) {
		return nil, fmt.Errorf("shapes file is cut short: an index of %d outlines needs %d bytes, there are %d", n, need, len(b))
	}
	f := &File{b: b, n: int(n)}
	last := uint32(headerSize + 4*(f.n+1))
	for i := range f.n + 1 {
		at := f.offset(i)
		if at < last || uint64(at) > uint64(len(b)) {
			return nil, fmt.Errorf("shapes file is damaged: outline %d of %d has offset %d, not between %d and %d", i, f.n, at, last, len(b))
		}
		last = at
	}
	return f, nil
}

func (f *File) offset(i int) uint32 {
	return binary.LittleEndian.Uint32(f.b[headerSize+4*i:])
}

// Len gives the number of outlines.
func (f *File) Len() int { return f.n }

// Get finds the outline with the given id; false means there is none. An error means
// that a record on the way, named in it, is damaged.
func (f *File) Get(id string) (Shape, bool, error) {
	var damaged error
	i, found := sort.Find(f.n, func(i int) int {
		r := record{b: f.record(i)}
		got := r.bytes()
		if r.err != nil && damaged == nil {
			damaged = fmt.Errorf("shapes file: outline %d: %w", i, r.err)
		}
		return cmp.Compare(id, string(got))
	})
	if damaged != nil || !found {
		return Shape{}, false, damaged
	}
	s, err := f.at(i)
	return s, err == nil, err
}

// All gives every outline in the order of the ids, or an error in place of one that is
// damaged.
func (f *File) All() iter.Seq2[Shape, error] {
	return func(yield func(Shape, error) bool) {
		for i := range f.n {
			if !yield(f.at(i)) {
				return
			}
		}
	}
}

func (f *File) record(i int) []byte { return f.b[f.offset(i):f.offset(i+1)] }

func (f *File) at(i int) (Shape, error) {
	r := record{b: f.record(i)}
	s := Shape{ID: string(r.bytes()), Class: string(r.bytes()), Name: string(r.bytes()), MinZoom: r.byte()}
	if r.err != nil {
		return Shape{}, fmt.Errorf("shapes file: outline %d: %w", i, r.err)
	}
	g, err := decodeTWKB(r.b)
	if err != nil {
		return Shape{}, fmt.Errorf("shapes file: outline %d, %q: %w", i, s.ID, err)
	}
	s.Geometry = g
	return s, nil
}

// record reads the fields of a record, and remembers the first failure.
type record struct {
	b   []byte
	err error
}

func (r *record) bytes() []byte {
	n, size := binary.Uvarint(r.b)
	if r.err != nil || size <= 0 || n > uint64(len(r.b)-size) {
		r.err = errShort
		return nil
	}
	field := r.b[size : size+int(n)]
	r.b = r.b[size+int(n):]
	return field
}

func (r *record) byte() byte {
	if r.err != nil || len(r.b) == 0 {
		r.err = errShort
		return 0
	}
	c := r.b[0]
	r.b = r.b[1:]
	return c
}

// Write writes a file of the outlines, with coordinates rounded to so many decimals of a
// degree (0 to 7). The order of the outlines does not matter. Ids must differ, and every
// geometry must be a finite point, line, polygon or multiple of these; rings are closed
// when read again whether they were or not.
func Write(w io.Writer, shapes []Shape, decimals int) error {
	sorted := slices.Clone(shapes)
	slices.SortFunc(sorted, func(a, b Shape) int { return cmp.Compare(a.ID, b.ID) })
	index := binary.LittleEndian.AppendUint32([]byte(magic), uint32(len(sorted)))
	var records []byte
	start := uint64(headerSize) + 4*(uint64(len(sorted))+1)
	for i, s := range sorted {
		if i > 0 && s.ID == sorted[i-1].ID {
			return fmt.Errorf("two outlines have the id %q", s.ID)
		}
		index = binary.LittleEndian.AppendUint32(index, uint32(start+uint64(len(records))))
		for _, field := range []string{s.ID, s.Class, s.Name} {
			records = binary.AppendUvarint(records, uint64(len(field)))
			records = append(records, field...)
		}
		records = append(records, s.MinZoom)
		var err error
		if records, err = appendTWKB(records, s.Geometry, decimals); err != nil {
			return fmt.Errorf("outline %q: %w", s.ID, err)
		}
		if start+uint64(len(records)) > math.MaxUint32 {
			return fmt.Errorf("outline %q: the file would grow beyond 4 GiB", s.ID)
		}
	}
	index = binary.LittleEndian.AppendUint32(index, uint32(start+uint64(len(records))))
	if _, err := w.Write(index); err != nil {
		return fmt.Errorf("write shapes: %w", err)
	}
	if _, err := w.Write(records); err != nil {
		return fmt.Errorf("write shapes: %w", err)
	}
	return nil
}
