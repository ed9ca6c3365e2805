package answer

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"strconv"
)

// Coding gives the content coding of an answer of numbers or text to a client that sent such
// headers, and "" for none. It is what Pack is to be asked for.
func Coding(h http.Header) string { return string(negotiate(h, quickest)) }

// Packed is a body in one coding with its headers, ready to be sent again and again. A body
// without bytes is sent as 204.
type Packed struct {
	body []byte
	tag  string
	// Values of headers, as http.Header holds them. They are shared and never changed.
	tagHeader, coding, mediaType, length []string
}

// Pack codes a body of a compressible media type. The ETag names the bytes, whatever state
// they are of, so that a client keeps what a change has left as it was.
func (s *Sender) Pack(mediaType string, body []byte, coded string) (*Packed, error) {
	h := sha256.New()
	h.Write([]byte(s.config.Build)) // with it the encoders may change
	h.Write([]byte{0})
	h.Write(body)
	p := &Packed{body: body, tag: codedTag(hex.EncodeToString(h.Sum(nil))[:20], coding(coded)), mediaType: []string{mediaType}}
	p.tagHeader = []string{p.tag}
	if len(body) > 0 && coded != "" {
		var out bytes.Buffer
		err := s.encoders.encode(&out, coding(coded), func(w io.Writer) error {
			_, err := w.Write(body)
			return err
		})
		if err != nil {
			return nil, err
		}
		p.body, p.coding = bytes.Clone(out.Bytes()), []string{coded}
	}
	p.length = []string{strconv.Itoa(len(p.body))}
	return p, nil
}

// Size is about what the answer takes of memory, in bytes.
func (p *Packed) Size() int { return len(p.body) + 400 }

// Send answers with the body, or with 304 when the client has it. cache is the answer's
// Cache-Control. The name of each header is written here as http.Header has it.
func (p *Packed) Send(w http.ResponseWriter, r *http.Request, cache []string) {
	h := w.Header()
	h["Vary"] = varyCoding
	h["Etag"] = p.tagHeader
	h["Cache-Control"] = cache
	if len(r.Header["If-None-Match"]) > 0 && matches(r.Header, p.tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if len(p.body) == 0 {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	h["Content-Type"] = p.mediaType
	if p.coding != nil {
		h["Content-Encoding"] = p.coding
	}
	h["Content-Length"] = p.length
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		_, _ = w.Write(p.body) // a client that has gone away needs no error
	}
}

var varyCoding = []string{"Accept-Encoding"}
