package respond

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// How long answers may be kept. What a story says may be called back at any time, whatever its address: browsers and
// shared caches ask for it again after some seconds, which its ETag makes cheap. Only what is built into the
// program never changes under an address with its version.
const (
	Live    = "public, max-age=15, s-maxage=5, stale-while-revalidate=15"
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
	// Ranges says that parts of it may be asked for: it is then sent as it is, without a coding.
	Ranges bool
	// Large is set in place of Write for a body that may have megabytes.
	Large *Large
}

// Send answers with a, coded as the client accepts, or with 304 when the client has it,
// in which case nothing is made.
func (s *Sender) Send(w http.ResponseWriter, r *http.Request, a Representation) error {
	c := identity
	h := w.Header()
	ranged := a.Ranges && r.Header.Get("Range") != ""
	if a.Ranges {
		h.Set("Accept-Ranges", "bytes")
	}
	if compressible(a.MediaType) && !ranged {
		c = negotiate(r.Header, a.codings())
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
	if ranged && wantsRange(r, tag) {
		return s.sendRange(w, r, tag, &a)
	}
	if c != identity {
		h.Set("Content-Encoding", string(c))
	}
	if body, ok := s.remembered.Lookup([]byte(tag)); ok {
		if a.Large == nil && len(body) <= bodyBuffer {
			writeWhole(w, r, http.StatusOK, body)
			return nil
		}
		// Its length was not told when it was made, before it was known.
		w.WriteHeader(http.StatusOK)
		if r.Method != http.MethodHead {
			_, _ = w.Write(body) // a client that has gone away needs no error
		}
		return nil
	}
	if a.Large != nil {
		return s.sendLarge(w, r, tag, c, a.Large)
	}
	return s.sendAfresh(w, r, tag, c, a.Write)
}

// codings gives the order in which codings are chosen for an answer.
func (a *Representation) codings() []coding {
	switch {
	case a.Large != nil:
		return cheapest
	case a.MediaType == HTMLType:
		return densest // a page is made anew for a change of its story alone, and is read on phones
	}
	return quickest
}

// sendAfresh makes a body and sends it. HEAD makes it too, up to where GET would have begun to
// send it: only then are its status and headers those of GET.
func (s *Sender) sendAfresh(w http.ResponseWriter, r *http.Request, tag string, c coding, write func(io.Writer) error) error {
	copied := s.buffers.copier(w)
	defer s.buffers.putCopier(copied)
	copied.head = r.Method == http.MethodHead
	err := s.writeBody(copied, c, write)
	switch {
	case copied.sending && copied.head:
		w.WriteHeader(http.StatusOK)
		return nil
	case err != nil:
		return err
	}
	if !copied.large && w.Header().Get("ETag") == tag { // which Partial takes away
		s.remembered.Put(tag, bytes.Clone(copied.kept.Bytes()))
	}
	if !copied.sending {
		writeWhole(w, r, http.StatusOK, copied.kept.Bytes())
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
