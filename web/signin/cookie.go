package signin

import (
	"net/http"
	"strings"
	"time"

	"incidentmap/incidents"
	"incidentmap/web/address"
)

// The cookies: who is signed in, and from which device people signed in before. On https their names begin with
// __Secure-, so that a browser takes them from https alone (RFC 6265bis, section 4.1.3.1).
const (
	sessionCookie = "incidentmap_session"
	deviceCookie  = "incidentmap_device"
	secureBegin   = "__Secure-"
)

// deviceLife is how long a browser keeps by which it is known.
const deviceLife = 180 * 24 * time.Hour

// maxCookie is how long a value may be that is looked at, in bytes.
const maxCookie = 200

func (s *Service) isSecure(r *http.Request) bool {
	return strings.HasPrefix(s.answers.BaseURL(r), "https://")
}

func (s *Service) cookieName(r *http.Request, name string) string {
	if s.isSecure(r) {
		return secureBegin + name
	}
	return name
}

// setCookie has the browser send a value to the editors' pages and to their API, and nowhere else: a cookie has
// one path, so it is set twice. An empty value takes it away.
func (s *Service) setCookie(w http.ResponseWriter, r *http.Request, name, value string, life time.Duration) {
	for _, path := range []string{address.Edit, address.API} {
		c := http.Cookie{
			Name: s.cookieName(r, name), Value: value, Path: s.answers.Rooted(r, path), MaxAge: int(life / time.Second),
			HttpOnly: true, Secure: s.isSecure(r), SameSite: http.SameSiteStrictMode,
		}
		if value == "" {
			c.MaxAge = -1
		}
		http.SetCookie(w, &c)
	}
}

// cookie gives the value of a cookie; "" for none.
func (s *Service) cookie(r *http.Request, name string) string {
	c, err := r.Cookie(s.cookieName(r, name))
	if err != nil || len(c.Value) > maxCookie {
		return ""
	}
	return c.Value
}

// begin signs a person in on the device of a request. Pending is a session that waits for the second factor.
func (s *Service) begin(w http.ResponseWriter, r *http.Request, person string, pending bool) (secret string, err error) {
	if old := s.cookie(r, sessionCookie); old != "" {
		if err := s.store.EndSession(r.Context(), incidents.HashSecret(old)); err != nil {
			return "", err
		}
	}
	secret, session := incidents.NewSession(person, pending, s.now())
	if err := s.store.PutSession(r.Context(), session); err != nil {
		return "", err
	}
	s.setCookie(w, r, sessionCookie, secret, incidents.SessionLife)
	return secret, nil
}

// end signs out the device of a request.
func (s *Service) end(w http.ResponseWriter, r *http.Request) error {
	if secret := s.cookie(r, sessionCookie); secret != "" {
		if err := s.store.EndSession(r.Context(), incidents.HashSecret(secret)); err != nil {
			return err
		}
	}
	s.setCookie(w, r, sessionCookie, "", 0)
	return nil
}
