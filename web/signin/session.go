package signin

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"time"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/respond"
)

// Visitor is somebody who is signed in, as one request shows them.
type Visitor struct {
	Person incidents.Person
	// CSRF is what their pages send along with whatever writes: in the header X-CSRF-Token, or a form's field csrf.
	CSRF    string
	session incidents.Session
}

// Actor gives the visitor as one who asks for something.
func (v *Visitor) Actor() incidents.Actor { return v.Person.Actor() }

// csrfOf derives the word that a session's pages send along from the session's secret, which no page can read.
func csrfOf(secret string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	_, _ = mac.Write([]byte("incidentmap csrf")) // writing to a hash never fails
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))[:32]
}

// usedPatience is how long a request waits for its session's use to be noted, behind other writers.
const usedPatience = 200 * time.Millisecond

// visitor gives who a request is from; false without a session that lasts. A session that waits for the second
// factor is given when pending ones are wanted, and only then.
func (s *Service) visitor(r *http.Request, pending bool) (*Visitor, bool, error) {
	secret := s.cookie(r, sessionCookie)
	if secret == "" {
		return nil, false, nil
	}
	ctx, now := r.Context(), s.now()
	session, err := s.store.Session(ctx, incidents.HashSecret(secret))
	if absent(err) || err == nil && (!session.Good(now) || session.Pending != pending) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	person, err := s.store.Person(ctx, session.Person)
	if absent(err) || err == nil && !person.Active() {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	s.used(ctx, &session, now)
	return &Visitor{person, csrfOf(secret), session}, true, nil
}

// used notes that a session is used. That it cannot be noted stops nobody.
func (s *Service) used(ctx context.Context, one *incidents.Session, now time.Time) {
	if one.UsedLately(now) {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, usedPatience)
	defer cancel()
	_ = s.store.UseSession(ctx, one.Hash, now) // see above
}

func absent(err error) bool { return err != nil && incidents.CodeOf(err) == incidents.ENotFound }

// Actor gives the person who is signed in with a request's cookie; false for none. A request that writes must come from
// a page of this server, and must say so with the header X-CSRF-Token: else the error is 403.
func (s *Service) Actor(r *http.Request) (incidents.Actor, bool, error) {
	v, ok, err := s.visitor(r, false)
	if err != nil || !ok {
		return incidents.Actor{}, false, err
	}
	return v.Actor(), true, s.own(r, v, r.Header.Get("X-CSRF-Token"))
}

// own gives an error if a request that writes may be of another site's page.
func (s *Service) own(r *http.Request, v *Visitor, said string) error {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return nil
	}
	if err := s.sameOrigin(r); err != nil {
		return err
	}
	if !hmac.Equal([]byte(said), []byte(v.CSRF)) {
		return refuse(http.StatusForbidden, codeCSRF, "X-CSRF-Token", "is missing or is not this session's; GET %s tells it", address.APISession)
	}
	return nil
}

// sameOrigin gives an error if a browser says that a request comes from a page of another site.
func (s *Service) sameOrigin(r *http.Request) error {
	if err := s.crossOrigin.Check(r); err != nil {
		return refuse(http.StatusForbidden, codeCrossOrigin, "", "the request comes from a page of another site")
	}
	return nil
}

type visitorKey struct{}

// Of gives who a request is from, behind Required.
func Of(ctx context.Context) *Visitor {
	v, _ := ctx.Value(visitorKey{}).(*Visitor)
	return v
}

// Required lets those who are signed in through to a page, and leads all others to where they sign in. Of tells
// the handler who it is.
func (s *Service) Required(next respond.Handler) http.HandlerFunc {
	return s.page(func(w http.ResponseWriter, r *http.Request) error {
		v, ok, err := s.visitor(r, false)
		if err != nil {
			return err
		}
		if !ok {
			next := s.home
			if r.Method == http.MethodGet || r.Method == http.MethodHead {
				next = r.URL.RequestURI()
			}
			s.goTo(w, r, withNext(inLanguage(r, address.SignIn), next))
			return nil
		}
		return next(w, r.WithContext(context.WithValue(r.Context(), visitorKey{}, v)))
	})
}
