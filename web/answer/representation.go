package answer

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// How long answers may be kept. What is live is asked for again after some seconds,
// which its ETag makes cheap; what has its version in its address never changes.
const (
	Live    = "public, max-age=15, stale-while-revalidate=60"
	Tiles   = "public, max-age=86400, stale-while-revalidate=604800"
	Forever = "public, max-age=31536000, immutable"
)

// Representation is a representation that can be sent, once it is known what it will be and
// before it is made.
type Representation struct {
	MediaType string
	Cache     string
	// State is what the bytes depend on besides the address and the build: the sequence
	// number, the language, the server's own address.
	State []any
	Vary  []string // request headers that chose it, besides Accept-Encoding
	// Write makes the body. An error before anything is sent becomes an error answer.
	Write func(io.Writer) error
}

// Send answers with a, coded as the client accepts, or with 304 when the client has it,
// in which case nothing is made.
func (s *Sender) Send(w http.ResponseWriter, r *http.Request, a Representation) error {
	c := identity
	h := w.Header()
	if compressible(a.MediaType) {
		order := quickest
		if a.MediaType == HTMLType {
			order = densest // a page is made anew for a change of its story alone, and is read on phones
		}
		c = negotiate(r.Header, order)
		h.Set("Vary", strings.Join(append(a.Vary, "Accept-Encoding"), ", "))
	}
	tag := s.etag(r, a, c)
	h.Set("ETag", tag)
	h.Set("Cache-Control", a.Cache)
	if matches(r.Header, tag) {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	h.Set("Content-Type", a.MediaType)
	if c != identity {
		h.Set("Content-Encoding", string(c))
	}
	if r.Method == http.MethodHead {
		w.WriteHeader(http.StatusOK)
		return nil
	}
	if body, ok := s.remembered.get(tag); ok {
		h.Set("Content-Length", strconv.Itoa(len(body)))
		_, err := w.Write(body)
		return err
	}
	copied := s.buffers.copier(w)
	defer s.buffers.putCopier(copied)
	if err := s.writeBody(copied, c, a.Write); err != nil {
		return err
	}
	if !copied.large && h.Get("ETag") == tag {
		s.remembered.put(tag, bytes.Clone(copied.kept.Bytes()))
	}
	return nil
}

// Partial says of an answer under way, before anything of its body is written, that a part of it was
// left out that another time will be there: it is not what its tag names, so it has none, and
// nobody keeps it.
func Partial(h http.Header) {
	h.Del("ETag")
	h.Set("Cache-Control", "no-store")
}

func (s *Sender) writeBody(w io.Writer, c coding, write func(io.Writer) error) error {
	return s.encoders.encode(w, c, func(coded io.Writer) error {
		buffered := s.buffers.writer(coded)
		defer s.buffers.putWriter(buffered)
		if err := write(buffered); err != nil {
			return err
		}
		return buffered.Flush()
	})
}

// etag names the bytes of an answer (RFC 9110, section 8.8.3). It is strong: another
// coding of the same answer has another tag.
func (s *Sender) etag(r *http.Request, a Representation, c coding) string {
	h := sha256.New()
	fmt.Fprintf(h, "%q %q %q", s.config.Build, r.URL.Path, r.URL.RawQuery)
	if prefix := s.Rooted(r, ""); prefix != "" {
		fmt.Fprintf(h, " %q", prefix) // links within the site begin with it
	}
	for _, v := range a.State {
		fmt.Fprintf(h, " %q", fmt.Sprint(v))
	}
	return codedTag(hex.EncodeToString(h.Sum(nil))[:20], c)
}

func codedTag(id string, c coding) string {
	if c != identity {
		id += "-" + string(c)
	}
	return `"` + id + `"`
}

// matches reports whether If-None-Match holds the tag or is "*" (RFC 9110, section
// 13.1.2, which asks for the weak comparison).
func matches(h http.Header, tag string) bool {
	for _, line := range h.Values("If-None-Match") {
		for _, t := range strings.Split(line, ",") {
			t = strings.TrimSpace(t)
			if t == "*" || strings.TrimPrefix(t, "W/") == tag {
				return true
			}
		}
	}
	return false
}
