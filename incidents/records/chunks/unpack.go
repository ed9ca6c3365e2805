package chunks

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/snappy"
	"github.com/klauspost/compress/zstd"
)

var errPacked = errors.New("a page is damaged, or unpacks to other than it says")

// Unpacks is the error of a packing that is not read.
func Unpacks(codec int) error {
	switch codec {
	case 0, 1, 2, 4, 6:
		return nil
	}
	return errors.New("it is packed with LZ4 or LZO, which is not read; write it with Snappy, zstd or gzip")
}

// unpack gives the bytes of a page, which are as many as it says. The packings are numbered as the format
// does.
func unpack(codec int, b []byte, size int64) ([]byte, error) {
	var from io.Reader
	switch codec {
	case 0:
		return b, nil
	case 1:
		if n, err := snappy.DecodedLen(b); err != nil || int64(n) != size {
			return nil, errors.Join(err, errPacked)
		}
		return snappy.Decode(nil, b)
	case 2:
		z, err := gzip.NewReader(bytes.NewReader(b))
		if err != nil {
			return nil, errors.Join(err, errPacked)
		}
		from = z
	case 4:
		from = brotli.NewReader(bytes.NewReader(b))
	case 6:
		z, err := zstd.NewReader(bytes.NewReader(b), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(2*mostPage))
		if err != nil {
			return nil, errors.Join(err, errPacked)
		}
		defer z.Close()
		from = z
	default:
		return nil, Unpacks(codec)
	}
	out, err := io.ReadAll(io.LimitReader(from, size+1))
	if err != nil || int64(len(out)) != size {
		return nil, errors.Join(err, errPacked)
	}
	return out, nil
}
