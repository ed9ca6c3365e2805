package respond

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/tiles/cache"
	"incidentmap/web/limit"
	"incidentmap/web/origin"
)

// Config is what a sender is made of.
type Config struct {
	// Base is the address that readers use, as origin.ParsePublic gives it. When it is empty, the
	// host that each request names is taken.
	Base string
	// Build changes with whatever may change an answer besides the store.
	Build string
	Log   *slog.Logger
	// ForPeople reports whether an error is read by a person, for whom ErrorPage makes a page.
	ForPeople func(r *http.Request) bool
	ErrorPage func(r *http.Request, p Problem) ([]byte, error)
	// Anywhere reports whether an address may be read by pages of any origin.
	Anywhere func(path string) bool
	// Origins tells for which site requests are; nil for Base, or what they name.
	Origins *origin.Resolver
	// Rate bounds what one client may ask for; nil for no bound. Cost is how many requests one counts as.
	Rate *limit.Rate
	Cost func(r *http.Request) int
}

// Sender sends answers and errors. It is safe for use by many goroutines.
type Sender struct {
	config     Config
	encoders   *encoders
	remembered *cache.Cache[[]byte]
	large      large
	buffers    *buffers
	events     *events
}

// New makes a sender.
func New(c Config) *Sender {
	return &Sender{c, newEncoders(), newRemembered(), newLarge(), newBuffers(), newEvents(c.Log, time.Now)}
}

// Handler answers a request, or gives the error that is to be the answer.
type Handler func(w http.ResponseWriter, r *http.Request) error

// Handle runs a handler again when the index moved on under it, which a second run
// seldom meets, and answers with its error.
func (s *Sender) Handle(h Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		err := h(w, r)
		for range 3 {
			if !errors.Is(err, incidents.ErrMoved) || isUnderWay(w) {
				break
			}
			err = h(w, r)
		}
		if err != nil {
			s.failed(w, r, err)
		}
	}
}

// Get registers a handler for reading.
func (s *Sender) Get(r *mux.Router, path string, h Handler) {
	r.HandleFunc(path, s.Handle(h)).Methods(http.MethodGet, http.MethodHead)
}

// GetAnywhere registers a handler for reading from pages of any origin, which may ask with
// OPTIONS first; AllowOrigins answers that.
func (s *Sender) GetAnywhere(r *mux.Router, path string, h Handler) {
	r.HandleFunc(path, s.Handle(h)).Methods(http.MethodGet, http.MethodHead, http.MethodOptions)
}

// BaseURL gives the server's own address as the reader knows it, without a slash at the end; it
// has the path below which the server lives.
func (s *Sender) BaseURL(r *http.Request) string {
	if o, known := origin.Of(r.Context()); known {
		return o.Base
	}
	if s.config.Base != "" {
		return s.config.Base
	}
	return (&url.URL{Scheme: "http", Host: r.Host}).String()
}

// Rooted gives the whole path of an address of this server's, "/map/stories" of "/stories" where it
// lives below /map.
func (s *Sender) Rooted(r *http.Request, path string) string {
	return origin.PrefixOf(s.BaseURL(r)) + path
}

// Version names a state of the store as this build tells it, for ?v=.
func (s *Sender) Version(seq incidents.Seq) string { return fmt.Sprintf("%d-%s", seq, s.config.Build) }
