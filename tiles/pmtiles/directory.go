package pmtiles

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
)

// directory reads a directory (section 4.2): ids as differences, runs, lengths, and offsets plus one, or 0 where an entry
// follows on the one before.
func (a *Archive) directory(ctx context.Context, s span) ([]entry, error) {
	if s.length > maxDirectory {
		return nil, fmt.Errorf("it has %d bytes, at most %d are read", s.length, maxDirectory)
	}
	b, err := a.source.ReadRange(ctx, s.offset, s.length)
	if err == nil {
		b, err = unpack(b, a.head.internal, 8*maxDirectory)
	}
	if err != nil {
		return nil, err
	}
	return readDirectory(b)
}

var errDirectory = errors.New("it is damaged")

func readDirectory(b []byte) ([]entry, error) {
	bad := false
	next := func() uint64 {
		v, n := binary.Uvarint(b)
		if n <= 0 {
			bad, b = true, nil
			return 0
		}
		b = b[n:]
		return v
	}
	n := next()
	if bad || n > maxEntries || n > uint64(len(b)) { // an entry has a byte at least
		return nil, errDirectory
	}
	es := make([]entry, n)
	id := uint64(0)
	for i := range es {
		id += next()
		es[i].id = id
	}
	for i := range es {
		es[i].run = uint32(next())
	}
	for i := range es {
		es[i].length = uint32(next())
	}
	for i := range es {
		switch v := next(); {
		case v > 0:
			es[i].offset = v - 1
		case i > 0:
			es[i].offset = es[i-1].offset + uint64(es[i-1].length)
		default:
			bad = true
		}
	}
	for i := 1; i < len(es); i++ {
		bad = bad || es[i].id <= es[i-1].id
	}
	if bad {
		return nil, errDirectory
	}
	return es, nil
}

// unpack undoes a compression (section 3.1), up to so many bytes.
func unpack(b []byte, compression byte, most int64) ([]byte, error) {
	switch compression {
	case 1:
		return b, nil
	case 2:
	default:
		return nil, fmt.Errorf("compression %d is not known here; gzip (2) and none (1) are", compression)
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("unpack: %w", err)
	}
	out, err := io.ReadAll(io.LimitReader(z, most+1))
	if err != nil {
		return nil, fmt.Errorf("unpack: %w", err)
	}
	if int64(len(out)) > most {
		return nil, fmt.Errorf("it unpacks to more than %d bytes", most)
	}
	return out, nil
}
