package respond

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// Static is a body that never changes. It is coded once, as tightly as can be, at the first
// request for the coding.
type Static struct {
	Digest    string // of the body, ten hexadecimal digits
	mediaType string
	body      []byte
	coded     map[coding]func() []byte
}

// NewStatic takes a body, and its brotli form if that was made ahead. Neither may be changed any more.
func NewStatic(mediaType string, body, brotli []byte) *Static {
	sum := sha256.Sum256(body)
	f := &Static{Digest: hex.EncodeToString(sum[:])[:10], mediaType: mediaType, body: body}
	f.coded = map[coding]func() []byte{}
	if compressible(f.mediaType) {
		for _, c := range densest {
			f.coded[c] = sync.OnceValue(func() []byte { return dense(c, body) })
		}
		if brotli != nil {
			f.coded[brotliC] = func() []byte { return brotli }
		}
	}
	return f
}

// Send answers with the body, or with 304 when the client has it. cache is the answer's
// Cache-Control.
func (f *Static) Send(w http.ResponseWriter, r *http.Request, cache string) {
	h := w.Header()
	c, body := identity, f.body
	if len(f.coded) > 0 {
		h.Set("Vary", "Accept-Encoding")
		c = negotiate(r.Header, densest)
	}
	tag := codedTag(f.Digest, c)
	h.Set("ETag", tag)
	h.Set("Cache-Control", cache)
	if matches(r.Header, tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if c != identity {
		h.Set("Content-Encoding", string(c))
		body = f.coded[c]()
	}
	h.Set("Content-Type", f.mediaType)
	writeWhole(w, r, http.StatusOK, body)
}

// Body gives the body as it is, which must not be changed.
func (f *Static) Body() []byte { return f.body }

// dense codes a body as tightly as can be, which takes a script of 200 kB a good part of a second.
func dense(c coding, body []byte) []byte {
	var out bytes.Buffer
	var enc encoder
	switch c {
	case brotliC:
		enc = brotli.NewWriterLevel(&out, brotli.BestCompression)
	case zstdC:
		enc = newZstd(zstd.SpeedBestCompression)
	default:
		enc = gzip.NewWriter(&out)
	}
	enc.Reset(&out)
	_, err := enc.Write(body)
	if err = errors.Join(err, enc.Close()); err != nil {
		panic(err) // memory takes every write
	}
	return out.Bytes()
}
