package web

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	"incidentmap/incidents"
)

// senderConfig is what a sender is made of.
type senderConfig struct {
	// base is the address that readers use, as publicURL gives it. When it is empty, the host
	// that each request names is taken.
	base string
	// build changes with whatever may change an answer besides the store.
	build string
	log   *slog.Logger
	// forPeople reports whether an error is read by a person, for whom errorPage makes a page.
	forPeople func(r *http.Request) bool
	errorPage func(r *http.Request, p problem) ([]byte, error)
	// anywhere reports whether an address may be read by pages of any origin.
	anywhere func(path string) bool
}

// sender sends answers and errors. It is safe for use by many goroutines.
type sender struct {
	config     senderConfig
	encoders   *encoders
	remembered *remembered
}

// newSender makes a sender.
func newSender(c senderConfig) *sender { return &sender{c, newEncoders(), newRemembered()} }

// handler answers a request, or gives the error that is to be the answer.
type handler func(w http.ResponseWriter, r *http.Request) error

// errMoved says that the index moved on while an answer was made of it.
var errMoved = &incidents.Error{Code: incidents.EUnavailable, Message: "the story is changing; ask again"}

// answering runs a handler again when the index moved on under it, which a second run
// seldom meets, and answers with its error.
func (s *sender) answering(h handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		err := h(w, r)
		for range 3 {
			if !errors.Is(err, errMoved) || isUnderWay(w) {
				break
			}
			err = h(w, r)
		}
		if err != nil {
			s.failed(w, r, err)
		}
	}
}

// publicURL reads the address that readers use, https://maps.example.org without a path, and
// gives it without a trailing slash; an empty one stays empty.
func publicURL(s string) (string, error) {
	if s == "" {
		return "", nil
	}
	u, err := url.Parse(s)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" ||
		(u.Path != "" && u.Path != "/") || u.RawQuery != "" || u.Fragment != "" {
		return "", fmt.Errorf("public URL %q is not of the form https://maps.example.org", s)
	}
	return strings.TrimSuffix(u.Scheme+"://"+u.Host, "/"), nil
}

// baseURL gives the server's own address as the reader knows it.
func (s *sender) baseURL(r *http.Request) string {
	if s.config.base != "" {
		return s.config.base
	}
	return (&url.URL{Scheme: "http", Host: r.Host}).String()
}

// version names a state of the store as this build tells it, for ?v=.
func (s *sender) version(seq incidents.Seq) string { return fmt.Sprintf("%d-%s", seq, s.config.build) }

// cacheFor lets an answer be kept for ever when its address names the version it shows.
func (s *sender) cacheFor(r *http.Request, seq incidents.Seq) string {
	if r.URL.Query().Get("v") == s.version(seq) {
		return cacheForever
	}
	return cacheLive
}
