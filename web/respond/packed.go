package respond

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"maps"
	"net/http"
	"strconv"
)

// Gzip is the content coding of which a caller of Pack may have a body already.
const Gzip = string(gzipC)

// packing is the order of preference among codings of small bodies, the quickest to make first.
var packing = []coding{gzipC, zstdC, brotliC}

// Coding gives the content coding of a small answer to a client that sent such headers, and ""
// for none. It is what Pack is to be asked for.
func Coding(h http.Header) string { return string(negotiate(h, packing)) }

// Packed is an answer that pages of any origin may read, in one coding and with all its
// headers, ready to be sent again and again. One without bytes is 204.
//
// It is no document, so it goes without the policies of documents that Secured sets: of a tile
// they would be an eighth.
type Packed struct {
	body   []byte
	tag    string
	same   http.Header // of 304
	header http.Header // of all else
}

// Pack codes the body of an answer at a path, of a compressible media type, which may be kept as cache, its
// Cache-Control, says, and is dropped by the keys of SetKeys. The ETag names the bytes, whatever state they are of, so that a client
// keeps what a change has left as it was. ready is the body in that coding, where the caller
// has it, and else nil.
func (s *Sender) Pack(path, mediaType string, body, ready []byte, coded, cache string) (*Packed, error) {
	h := sha256.New()
	h.Write([]byte(s.config.Build)) // with it the encoders may change
	h.Write([]byte{0})
	h.Write(body)
	p := &Packed{body: body, tag: codedTag(hex.EncodeToString(h.Sum(nil))[:20], coding(coded)), same: http.Header{}}
	p.same.Set("X-Content-Type-Options", "nosniff")
	p.same.Set("Access-Control-Allow-Origin", "*")
	p.same.Set("Vary", "Accept-Encoding")
	p.same.Set("ETag", p.tag)
	p.same.Set("Cache-Control", cache)
	SetKeys(p.same, path)
	p.header = maps.Clone(p.same) // whose values nobody changes
	if len(body) == 0 {
		return p, nil
	}
	p.header.Set("Content-Type", mediaType)
	switch {
	case ready != nil:
		p.body = ready
		p.header.Set("Content-Encoding", coded)
	case coded != "":
		var out bytes.Buffer
		err := s.encoders.encode(&out, coding(coded), func(w io.Writer) error {
			_, err := w.Write(body)
			return err
		})
		if err != nil {
			return nil, err
		}
		p.body = bytes.Clone(out.Bytes())
		p.header.Set("Content-Encoding", coded)
	}
	p.header.Set("Content-Length", strconv.Itoa(len(p.body)))
	return p, nil
}

// Size is about what the answer takes of memory, in bytes.
func (p *Packed) Size() int { return len(p.body) + 4<<10 }

// Send answers with the body, or with 304 when the client has it.
func (p *Packed) Send(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	clear(h)
	// The values are shared with other answers, and copied by net/http before it sends them.
	if len(r.Header["If-None-Match"]) > 0 && matches(r.Header, p.tag) {
		maps.Copy(h, p.same)
		w.WriteHeader(http.StatusNotModified)
		return
	}
	maps.Copy(h, p.header)
	if len(p.body) == 0 {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		_, _ = w.Write(p.body) // a client that has gone away needs no error
	}
}
