package respond

import (
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// coding is a content coding of HTTP (RFC 9110, section 8.4.1).
type coding string

const (
	identity coding = ""
	brotliC  coding = "br"
	zstdC    coding = "zstd"
	gzipC    coding = "gzip"
)

// The orders of preference among codings that a client likes equally: for answers made
// on the fly the quickest that is dense, for those coded once the densest.
//
// Brotli packs an answer of 60 kB a tenth denser than gzip and takes ten times as long, which is
// twice what else the answer takes.
var (
	quickest = []coding{zstdC, gzipC, brotliC}
	densest  = []coding{brotliC, zstdC, gzipC}
	// cheapest is of bodies of megabytes, of which dense coding would take seconds of a processor
	// and a coder megabytes of memory for as long as the client reads.
	cheapest = []coding{gzipC}
)

// The codings are chosen here and not by a wrapper around the ResponseWriter, because
// the ETag depends on the coding and must be known before the first byte is made, for 304 and
// for HEAD as well.

// negotiate gives the coding to use by the Accept-Encoding header (RFC 9110, section
// 12.5.3): the one of the highest weight, the earliest in the order among equals.
func negotiate(h http.Header, order []coding) coding {
	lines := h["Accept-Encoding"]
	if len(lines) == 0 {
		return identity
	}
	if len(lines) == 1 && !strings.ContainsAny(lines[0], ";*") {
		return firstNamed(lines[0], order)
	}
	weights := map[coding]float64{}
	star, hasStar := 0.0, false
	for _, part := range strings.Split(strings.Join(h.Values("Accept-Encoding"), ","), ",") {
		name, q := Weighted(part)
		switch name {
		case "":
		case "*":
			star, hasStar = q, true
		case "x-gzip":
			weights[gzipC] = q
		default:
			weights[coding(name)] = q
		}
	}
	best, bestWeight := identity, 0.0
	for _, c := range order {
		q, named := weights[c]
		if !named && hasStar {
			q = star
		}
		if q > bestWeight {
			best, bestWeight = c, q
		}
	}
	if q, named := weights["identity"]; named && q > bestWeight {
		return identity
	}
	return best
}

// firstNamed gives the first coding of the order that a list without weights names. Most
// clients send such a list, and it is read without allocating.
func firstNamed(list string, order []coding) coding {
	for _, c := range order {
		for rest, more := list, true; more; {
			var name string
			name, rest, more = strings.Cut(rest, ",")
			name = strings.TrimSpace(name)
			if strings.EqualFold(name, string(c)) || c == gzipC && strings.EqualFold(name, "x-gzip") {
				return c
			}
		}
	}
	return identity
}

// Weighted reads "name;q=0.5". A weight that cannot be read is none at all.
func Weighted(part string) (name string, q float64) {
	name, params, _ := strings.Cut(part, ";")
	q = 1
	for _, p := range strings.Split(params, ";") {
		key, value, _ := strings.Cut(strings.TrimSpace(p), "=")
		if strings.EqualFold(key, "q") {
			v, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
			if err != nil || !(v >= 0 && v <= 1) {
				v = 0
			}
			q = v
		}
	}
	return strings.ToLower(strings.TrimSpace(name)), q
}

// compressible reports whether a media type is text or numbers that coding shrinks.
func compressible(mediaType string) bool {
	mediaType, _, _ = strings.Cut(mediaType, ";")
	if strings.HasPrefix(mediaType, "text/") || strings.HasSuffix(mediaType, "+json") || strings.HasSuffix(mediaType, "+xml") {
		return true
	}
	switch mediaType {
	case "application/json", "application/javascript", "application/x-ndjson", "application/geo+json-seq", TileType:
		return true
	}
	return false
}

// encoder writes one body in a coding.
type encoder interface {
	io.WriteCloser
	Reset(w io.Writer)
}

// encoders keeps used encoders, which are costly to make.
type encoders struct {
	pools map[coding]*sync.Pool
}

// The levels of codings made on the fly. Of GeoJSON, the next levels of gzip and zstd take half
// as long again or twice as long, for 1 to 7 % fewer bytes.
const (
	quickBrotli = 5
	quickGzip   = 2
	quickZstd   = zstd.SpeedFastest
)

func newEncoders() *encoders {
	return &encoders{map[coding]*sync.Pool{
		brotliC: {New: func() any { return brotli.NewWriterLevel(io.Discard, quickBrotli) }},
		gzipC: {New: func() any {
			w, err := gzip.NewWriterLevel(io.Discard, quickGzip)
			if err != nil {
				return gzip.NewWriter(io.Discard)
			}
			return w
		}},
		zstdC: {New: func() any { return newZstd(quickZstd) }},
	}}
}

// newZstd makes an encoder that works in the caller's goroutine, so that the same bytes
// in give the same bytes out, and whose window any browser accepts (RFC 8878, section 3.1.1.1.2).
func newZstd(level zstd.EncoderLevel) *zstd.Encoder {
	w, err := zstd.NewWriter(io.Discard, zstd.WithEncoderLevel(level),
		zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(1<<20))
	if err != nil {
		panic(err) // the options are constants
	}
	return w
}

// encode runs write with a writer that codes what is written and sends it on to w.
func (e *encoders) encode(w io.Writer, c coding, write func(io.Writer) error) error {
	pool, coded := e.pools[c]
	if !coded {
		return write(w)
	}
	enc, ok := pool.Get().(encoder)
	if !ok {
		return write(w)
	}
	enc.Reset(w)
	err := write(enc)
	if err == nil {
		err = enc.Close()
	}
	enc.Reset(io.Discard)
	pool.Put(enc)
	return err
}
