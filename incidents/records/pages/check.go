package pages

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"unicode/utf16"
)

// Limits bound what the list of tables may hold, which SQLite keeps in memory as long as the
// file is open.
type Limits struct {
	Entries int   // tables, indexes, views and triggers
	Schema  int64 // bytes of the statements that made them
}

// ErrTooLarge is wrapped by the errors of files that pass a limit.
var ErrTooLarge = errors.New("more than a file may have")

// header is the length of the file's header, in bytes, which stands before the first page's own.
const header = 100

// deepest is how many levels a tree may have: SQLite's own limit.
const deepest = 20

// The types of pages, by their first byte.
const (
	indexInterior = 2
	tableInterior = 5
	indexLeaf     = 10
	tableLeaf     = 13
)

// checker is a file that is looked through.
type checker struct {
	ctx     context.Context
	src     io.ReaderAt
	limits  Limits
	size    int    // of a page
	usable  int    // of a page, without what is reserved at its end
	count   uint32 // of pages
	seen    []uint64
	payload int64            // bytes of all rows
	most    int64            // that they may have
	order   binary.ByteOrder // of texts in UTF-16; nil for UTF-8
	page    []byte
	entries []Entry
}

// Check looks through a file of size bytes, and gives the list of its tables. An error says what
// is wrong with it; it wraps ErrTooLarge, or is of the source or the context.
func Check(ctx context.Context, src io.ReaderAt, size int64, limits Limits) ([]Entry, error) {
	var head [header]byte
	if _, err := src.ReadAt(head[:], 0); err != nil {
		return nil, fmt.Errorf("the file's header cannot be read: %w", err)
	}
	c := &checker{ctx: ctx, src: src, limits: limits, most: size}
	c.size = int(binary.BigEndian.Uint16(head[16:]))
	if c.size == 1 {
		c.size = 65536
	}
	if c.size < 512 || c.size&(c.size-1) != 0 {
		return nil, fmt.Errorf("its pages have %d bytes", c.size)
	}
	if c.usable = c.size - int(head[20]); c.usable < 480 {
		return nil, fmt.Errorf("of each page %d bytes are reserved", head[20])
	}
	switch binary.BigEndian.Uint32(head[56:]) {
	case 2:
		c.order = binary.LittleEndian
	case 3:
		c.order = binary.BigEndian
	}
	count := size / int64(c.size)
	if count == 0 || count >= 1<<32-1 {
		return nil, fmt.Errorf("it has %d pages", count)
	}
	c.count = uint32(count)
	c.seen = make([]uint64, count/64+1)
	c.page = make([]byte, c.size)
	if err := c.tree(1); err != nil {
		return nil, fmt.Errorf("the list of its tables: %w", err)
	}
	for _, e := range c.entries {
		if e.Root == 0 {
			continue
		}
		if err := c.tree(e.Root); err != nil {
			return nil, fmt.Errorf("the %.10q %.60q: %w", e.Kind, e.Name, err)
		}
	}
	return c.entries, nil
}

// place is a page and its level in a tree.
type place struct {
	page  uint32
	level int
}

// tree goes over all pages of the tree with a root.
func (c *checker) tree(root uint32) error {
	waiting := []place{{root, 1}}
	for len(waiting) > 0 {
		at := waiting[len(waiting)-1]
		waiting = waiting[:len(waiting)-1]
		if err := c.load(at); err != nil {
			return err
		}
		kids, err := c.cells(at.page, root == 1)
		if err != nil {
			return fmt.Errorf("page %d: %w", at.page, err)
		}
		for _, kid := range kids {
			waiting = append(waiting, place{kid, at.level + 1})
		}
	}
	return nil
}

// load reads a page that was not read before.
func (c *checker) load(at place) error {
	if err := c.ctx.Err(); err != nil {
		return err
	}
	if at.page == 0 || at.page > c.count {
		return fmt.Errorf("it names page %d, and the file has %d", at.page, c.count)
	}
	if at.level > deepest {
		return fmt.Errorf("it is deeper than %d levels", deepest)
	}
	word, bit := &c.seen[at.page/64], uint64(1)<<(at.page%64)
	if *word&bit != 0 {
		return fmt.Errorf("page %d lies in two places", at.page)
	}
	*word |= bit
	if _, err := c.src.ReadAt(c.page, int64(at.page-1)*int64(c.size)); err != nil {
		return fmt.Errorf("page %d cannot be read: %w", at.page, err)
	}
	return nil
}

var errDamaged = errors.New("it is damaged")

// cells goes over the cells of the page at hand and gives the pages below it.
func (c *checker) cells(number uint32, schema bool) (kids []uint32, err error) {
	from := 0
	if number == 1 {
		from = header
	}
	kind, n := c.page[from], int(binary.BigEndian.Uint16(c.page[from+3:]))
	pointers := from + 8
	interior := kind == tableInterior || kind == indexInterior
	if interior {
		kids = append(kids, binary.BigEndian.Uint32(c.page[from+8:]))
		pointers += 4
	} else if kind != tableLeaf && kind != indexLeaf {
		return nil, fmt.Errorf("%w: it is of the unknown type %d", errDamaged, kind)
	}
	if pointers+2*n > c.usable {
		return nil, fmt.Errorf("%w: it has %d cells", errDamaged, n)
	}
	for i := range n {
		at := int(binary.BigEndian.Uint16(c.page[pointers+2*i:]))
		if at < pointers || at+4 > c.usable {
			return nil, fmt.Errorf("%w: a cell lies beyond its end", errDamaged)
		}
		if interior {
			kids = append(kids, binary.BigEndian.Uint32(c.page[at:]))
			at += 4
		}
		if kind == tableInterior {
			continue // a key alone
		}
		if err := c.cell(c.page[at:c.usable], kind == tableLeaf, schema); err != nil {
			return nil, err
		}
	}
	return kids, nil
}

// cell counts the payload of a cell, and takes the entry of one in the list of tables.
func (c *checker) cell(cell []byte, table, schema bool) error {
	size, n := varint(cell)
	if n == 0 || size > uint64(c.most) {
		return fmt.Errorf("%w: a row has more bytes than the file", errDamaged)
	}
	if c.payload += int64(size); c.payload > c.most {
		return fmt.Errorf("%w: its rows hold more bytes than the file", errDamaged)
	}
	switch {
	case !schema:
		return nil
	case !table:
		return fmt.Errorf("%w: it is an index", errDamaged)
	case len(c.entries) >= c.limits.Entries:
		return fmt.Errorf("it has more than %d entries: %w", c.limits.Entries, ErrTooLarge)
	case c.payload > c.limits.Schema:
		return fmt.Errorf("it has more than %d bytes: %w", c.limits.Schema, ErrTooLarge)
	}
	_, key := varint(cell[n:])
	if key == 0 {
		return errDamaged
	}
	record, err := c.whole(cell[n+key:], int(size))
	if err != nil {
		return err
	}
	e, err := c.entry(record)
	if err != nil {
		return err
	}
	c.entries = append(c.entries, e)
	return nil
}

// whole gives the payload of a row of a table, which may go on in other pages.
func (c *checker) whole(cell []byte, size int) ([]byte, error) {
	local := size
	if most := c.usable - 35; size > most {
		least := (c.usable-12)*32/255 - 23
		if local = least + (size-least)%(c.usable-4); local > most {
			local = least
		}
	}
	if local > len(cell) || local < size && local+4 > len(cell) {
		return nil, fmt.Errorf("%w: a row goes beyond its page", errDamaged)
	}
	all := append(make([]byte, 0, size), cell[:local]...)
	if local == size {
		return all, nil
	}
	page := make([]byte, c.size)
	for next := binary.BigEndian.Uint32(cell[local:]); len(all) < size; next = binary.BigEndian.Uint32(page) {
		if next == 0 || next > c.count {
			return nil, fmt.Errorf("%w: a row is cut", errDamaged)
		}
		if _, err := c.src.ReadAt(page, int64(next-1)*int64(c.size)); err != nil {
			return nil, fmt.Errorf("page %d cannot be read: %w", next, err)
		}
		all = append(all, page[4:min(c.usable, 4+size-len(all))]...)
	}
	return all, nil
}

// entry reads a record of the list of tables: four texts and, before the last, a number.
func (c *checker) entry(record []byte) (e Entry, err error) {
	length, n := varint(record)
	if n == 0 || length < uint64(n) || length > uint64(len(record)) {
		return e, errDamaged
	}
	types, values := record[n:length], record[length:]
	var fields [5][]byte
	var codes [5]uint64
	for i := range fields {
		code, n := varint(types)
		width := sizeOf(code)
		if n == 0 || width > len(values) {
			return e, fmt.Errorf("%w: an entry is cut", errDamaged)
		}
		codes[i], fields[i] = code, values[:width]
		types, values = types[n:], values[width:]
	}
	e = Entry{Kind: c.text(codes[0], fields[0]), Name: c.text(codes[1], fields[1]), SQL: c.text(codes[4], fields[4])}
	switch {
	case codes[3] == 0 || codes[3] == 8: // nothing or zero: it has no pages
		return e, nil
	case codes[3] > 6:
		return e, fmt.Errorf("%w: an entry does not say where it begins", errDamaged)
	}
	root := uint64(0)
	for _, b := range fields[3] {
		root = root<<8 | uint64(b)
	}
	if root > uint64(c.count) {
		return e, fmt.Errorf("%w: it names page %d, and the file has %d", errDamaged, root, c.count)
	}
	e.Root = uint32(root)
	return e, e.check()
}

// text gives a value that is a text, and nothing of others.
func (c *checker) text(code uint64, value []byte) string {
	if code < 13 || code%2 == 0 {
		return ""
	}
	if c.order == nil {
		return string(value)
	}
	units := make([]uint16, len(value)/2)
	for i := range units {
		units[i] = c.order.Uint16(value[2*i:])
	}
	return string(utf16.Decode(units))
}

// sizeOf gives the bytes of a value by its type; what is larger than any file is cut.
func sizeOf(code uint64) int {
	switch {
	case code < 5:
		return int(code)
	case code == 5:
		return 6
	case code == 6 || code == 7:
		return 8
	case code < 12:
		return 0
	}
	return int(min((code-12)/2, 1<<31))
}

// varint reads a number of one to nine bytes, seven bits in each but the last; 0 bytes when it
// does not end.
func varint(b []byte) (v uint64, n int) {
	for i := 0; i < len(b) && i < 9; i++ {
		if i == 8 {
			return v<<8 | uint64(b[i]), 9
		}
		v = v<<7 | uint64(b[i]&0x7f)
		if b[i] < 0x80 {
			return v, i + 1
		}
	}
	return 0, 0
}
