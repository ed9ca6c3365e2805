package chunks

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// What no file may ask for.
const (
	mostFooter = 64 << 20 // bytes of the footer
	mostItems  = 500_000  // items of its lists: five or so for each column of each group of rows
	mostPage   = 64 << 20 // bytes of a page, unpacked
	mostHeader = 1 << 20  // bytes of a page's header
	mostValues = 1 << 24  // values of a page
	// mostDictionary is how many values a dictionary may have, each of which takes more memory than bytes.
	mostDictionary = 1 << 20
)

// ErrTooLarge tells that a limit is passed.
var ErrTooLarge = errors.New("a limit is passed")

// Footer checks what stands at the end of a file: that its lists count no more than its bytes hold.
func Footer(file io.ReaderAt, size int64) error {
	var end [8]byte
	if size < 12 {
		return errors.New("it is cut off")
	}
	if _, err := file.ReadAt(end[:], size-8); err != nil {
		return fmt.Errorf("cannot read its end: %w", err)
	}
	n := int64(binary.LittleEndian.Uint32(end[:]))
	switch {
	case string(end[4:]) != "PAR1":
		return errors.New("it is cut off, or encrypted: its end is not that of a Parquet file")
	case n > size-12:
		return errors.New("it is damaged: its footer is longer than the file")
	case n > mostFooter:
		return fmt.Errorf("its footer has %d bytes; the limit is %d: %w", n, mostFooter, ErrTooLarge)
	}
	b := make([]byte, n)
	if _, err := file.ReadAt(b, size-8-n); err != nil {
		return fmt.Errorf("cannot read its footer: %w", err)
	}
	return (&thrift{b: b, items: mostItems}).structure(0, 0)
}

// header is what the header of a page says.
type header struct {
	length           int64 // bytes
	kind             int64
	unpacked, packed int64
	values, encoding int64
	levels           [2]int64 // the encodings of repetition and definition, in pages of version 1
	lengths          [2]int64 // their bytes, in pages of version 2
	notPacked        bool
}

// The kinds of pages.
const (
	dataPage = iota
	indexPage
	dictionaryPage
	dataPage2
)

// readHeader reads the header of the page that begins at a place, behind which so many bytes are left of
// its chunk.
func readHeader(file io.ReaderAt, at, left int64) (h header, err error) {
	for try := int64(512); ; try *= 16 {
		b := make([]byte, min(try, left, mostHeader))
		if _, err := file.ReadAt(b, at); err != nil && !errors.Is(err, io.EOF) {
			return header{}, fmt.Errorf("cannot read a page: %w", err)
		}
		h = header{}
		t := thrift{b: b, items: 1000, see: h.see}
		if err = t.structure(0, 0); err == nil {
			h.length = int64(len(b) - len(t.b))
			break
		}
		if int64(len(b)) < try {
			return header{}, fmt.Errorf("the header of a page: %w", err)
		}
	}
	switch {
	case h.packed < 0 || h.unpacked < 0 || h.values < 0 || h.packed > left-h.length:
		return header{}, errors.New("a page is cut off, or longer than its column")
	case h.packed > mostPage || h.unpacked > mostPage:
		return header{}, fmt.Errorf("a page unpacks to %d bytes; the limit is %d; write the file with smaller pages: %w", max(h.packed, h.unpacked), mostPage, ErrTooLarge)
	case h.values > mostValues:
		return header{}, fmt.Errorf("a page has %d values; the limit is %d; write the file with smaller pages: %w", h.values, mostValues, ErrTooLarge)
	}
	return h, nil
}

// see takes the numbers of a PageHeader (parquet.thrift).
func (h *header) see(outer, field int16, v int64) {
	switch [2]int16{outer, field} {
	case [2]int16{0, 1}:
		h.kind = v
	case [2]int16{0, 2}:
		h.unpacked = v
	case [2]int16{0, 3}:
		h.packed = v
	case [2]int16{5, 1}, [2]int16{7, 1}, [2]int16{8, 1}:
		h.values = v
	case [2]int16{5, 2}, [2]int16{7, 2}, [2]int16{8, 4}:
		h.encoding = v
	case [2]int16{5, 3}:
		h.levels[1] = v
	case [2]int16{5, 4}:
		h.levels[0] = v
	case [2]int16{8, 5}:
		h.lengths[1] = v
	case [2]int16{8, 6}:
		h.lengths[0] = v
	case [2]int16{8, 7}:
		h.notPacked = v == 0
	}
}
