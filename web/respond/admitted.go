package respond

import (
	"math"
	"net/http"
	"strconv"
	"time"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/limit"
	"incidentmap/web/origin"
)

// codeTooMany is of clients that ask more often than they may.
const codeTooMany incidents.Code = "too_many_requests"

// guessCost is how many requests one with a token that is none counts as: tokens are not to be guessed.
const guessCost = 10

// tooMany is the error of a client that asks more often than it may (RFC 6585, section 4).
type tooMany struct{ wait time.Duration }

// Error says when to ask again.
func (e tooMany) Error() string { return e.problem().Error() }

// Unwrap gives the error with its class.
func (e tooMany) Unwrap() error { return e.problem() }

// Status gives the status of the answer.
func (tooMany) Status() int { return http.StatusTooManyRequests }

func (e tooMany) problem() *incidents.Error {
	return incidents.Errorf(codeTooMany, "", "too many requests came from this client; ask again in %s seconds", e.seconds())
}

// TooMany gives the error of a client that asks more often than it may, with how long it is to wait: 429.
func TooMany(wait time.Duration) error { return tooMany{wait} }

// seconds gives the value of Retry-After, at least 1.
func (e tooMany) seconds() string {
	return strconv.Itoa(max(1, int(math.Ceil(e.wait.Seconds()))))
}

// Admitted lets requests through that are for this server and within what their client may ask for.
// They go on with their origin and their client noted, and with the path below the one at which
// the server lives. Requests from this machine have no bound.
func (s *Sender) Admitted(next http.Handler) http.Handler {
	if s.config.Origins == nil {
		return next
	}
	refused := func(w http.ResponseWriter, r *http.Request, err error) {
		secure(w.Header())
		if s.config.Anywhere(r.URL.Path) {
			ToAnyOrigin(w.Header())
		}
		s.failed(w, r, err)
	}
	isTLS := origin.Secure(s.config.Base)
	always := []string{alwaysTLS}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if isTLS {
			w.Header()["Strict-Transport-Security"] = always
		}
		from, r, err := s.config.Origins.Resolve(r)
		client := ""
		if !from.Local {
			client = limit.AddressKey(from.Client)
		}
		r = r.WithContext(limit.WithClient(origin.With(r.Context(), from), client))
		if err == nil {
			err = s.within(r, client)
		}
		if err != nil {
			refused(w, r, err)
			return
		}
		next.ServeHTTP(w, r)
		if rec, ok := w.(*recorder); ok && rec.status == http.StatusUnauthorized && s.config.Rate != nil {
			s.config.Rate.Charge(client, guessCost)
		}
	})
}

// within takes a request from what its client may ask for. One that comes with a token is taken
// from the token's share, once that is known to be good; see Authorized.
func (s *Sender) within(r *http.Request, client string) error {
	if s.config.Rate == nil {
		return nil
	}
	if address.IsAPI(r.URL.Path) && r.Header.Get("Authorization") != "" {
		if wait, empty := s.config.Rate.Exhausted(client); empty {
			return tooMany{wait}
		}
		return nil
	}
	if wait, ok := s.config.Rate.Take(client, s.config.Cost(r)); !ok {
		return tooMany{wait}
	}
	return nil
}

// Authorized notes that a request came with a good token, of which key tells it apart from others:
// from here on the token and not the address is the client. The error is of a token whose holder asks more
// often than it may.
func (s *Sender) Authorized(w http.ResponseWriter, r *http.Request, key string, by Writer) (*http.Request, error) {
	if rec, ok := w.(*recorder); ok {
		rec.writer = by
	}
	from, known := origin.Of(r.Context())
	if !known || from.Local {
		return r, nil
	}
	client := "token " + key
	if s.config.Rate != nil {
		if wait, ok := s.config.Rate.Take(client, 1); !ok {
			return r, tooMany{wait}
		}
	}
	return r.WithContext(limit.WithClient(r.Context(), client)), nil
}
