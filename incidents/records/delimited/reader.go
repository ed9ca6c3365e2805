package delimited

import (
	"errors"
	"fmt"
	"io"
)

// firstWindow is the first size of the buffer, in bytes; it grows for longer rows.
const firstWindow = 256 << 10

// Reader reads a table row by row. It keeps the text of one row only.
type Reader struct {
	src     io.Reader
	dialect Dialect
	limits  Limits
	special [256]bool // bytes that end a cell

	buf        []byte
	start, end int   // what of buf is not yet split
	base       int64 // offset in the text of buf[0]
	// unclosedTo is an offset: before it no quote closes a cell on a later line, which
	// was seen once and need not be looked for again.
	unclosedTo int64
	eof        bool
	err        error // of src

	row     Row
	spans   []span
	odd     bool // some span is more than a part of the text
	decoded bool
	scratch []byte
}

// span is a cell's place within its row.
type span struct {
	from, to int
	escaped  bool // holds doubled or escaped quotes
	stray    bool // holds a quote that stands alone
	unclosed bool // begins with a quote that is never closed
	lines    bool // holds a line end
}

// NewReader reads the table in src, which is UTF-8. decoded tells that it was made so
// from another encoding: U+FFFD is then a byte that could not be read.
func NewReader(src io.Reader, d Dialect, limits Limits, decoded bool) *Reader {
	r := &Reader{src: src, dialect: d, limits: limits, decoded: decoded}
	r.buf = make([]byte, min(firstWindow, limits.Row))
	r.special[d.Separator], r.special['\n'], r.special['\r'] = true, true, true
	return r
}

// Read gives the next row, which is valid until the next call. Its own trouble is in
// Row.Err; an error of Read is the end: io.EOF, or what broke the source.
func (r *Reader) Read() (*Row, error) {
	for {
		if r.start == r.end && r.eof {
			return nil, r.ending()
		}
		if n, ok := r.splitRow(r.buf[r.start:r.end]); ok {
			line := r.buf[r.start : r.start+n]
			if r.start += n; r.err != nil && r.start == r.end && lineEnd(line) == len(line) {
				return nil, r.err // the row was cut where the source broke
			}
			r.row.Number++
			r.take(line)
			return &r.row, nil
		}
		if !r.fill() {
			r.row.Number++
			r.row.Cells, r.row.Flaws = nil, nil
			r.row.Err = fmt.Errorf("is longer than %d bytes and was skipped", r.limits.Row)
			r.skipLine()
			return &r.row, nil
		}
	}
}

func (r *Reader) ending() error {
	if r.err != nil {
		return r.err
	}
	return io.EOF
}

// fill reads more text behind what is not yet split; false when no more may be held.
func (r *Reader) fill() bool {
	if r.start > 0 {
		copy(r.buf, r.buf[r.start:r.end])
		r.base += int64(r.start)
		r.start, r.end = 0, r.end-r.start
	}
	if r.end == len(r.buf) {
		if len(r.buf) >= r.limits.Row {
			return false
		}
		r.buf = append(r.buf, make([]byte, min(len(r.buf), r.limits.Row-len(r.buf)))...)
	}
	r.read()
	return true
}

// read fills the buffer, so that a long row is not looked at again for every few bytes.
func (r *Reader) read() {
	// Not io.ReadFull, which hides a source that breaks with io.ErrUnexpectedEOF.
	for r.end < len(r.buf) && !r.eof {
		n, err := r.src.Read(r.buf[r.end:])
		r.end += n
		if err != nil {
			r.eof = true
			if !errors.Is(err, io.EOF) {
				r.err = err
			}
		}
	}
}

// skipLine drops text up to the next line end.
func (r *Reader) skipLine() {
	for {
		line := r.buf[r.start:r.end]
		at := lineEnd(line)
		r.start += at
		if r.eof || at+1 < len(line) {
			r.start += lineEndLength(line[at:])
			return
		}
		r.fill()
	}
}
