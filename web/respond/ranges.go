package respond

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"time"
)

// wantsRange reports whether a part of a representation is asked for (RFC 9110, section 14.2), and of
// that which the client has other parts of (section 13.1.5).
func wantsRange(r *http.Request, tag string) bool {
	if r.Method != http.MethodGet || r.Header.Get("Range") == "" {
		return false
	}
	of := r.Header.Get("If-Range")
	return of == "" || of == tag
}

// sendRange sends parts of a body, which is made whole and kept for the client's next question.
func (s *Sender) sendRange(w http.ResponseWriter, r *http.Request, tag string, a *Representation) error {
	if body, ok := s.remembered.Lookup([]byte(tag)); ok {
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
		return nil
	}
	if a.Large == nil {
		var whole bytes.Buffer
		if err := a.Write(&whole); err != nil {
			return err
		}
		if whole.Len() <= rememberedMade {
			s.remembered.Put(tag, whole.Bytes())
		}
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(whole.Bytes()))
		return nil
	}
	leave, err := s.large.sending.Enter(r.Context())
	if err != nil {
		return err
	}
	defer leave()
	file, err := s.large.making.Open(r.Context(), r.URL.Path+"?"+r.URL.RawQuery, tag, func(ctx context.Context, w io.Writer) error {
		return s.writeLarge(ctx, w, identity, a.Large)
	})
	if err != nil {
		return err
	}
	defer file.Close()
	http.ServeContent(w, r, "", time.Time{}, file)
	return nil
}
