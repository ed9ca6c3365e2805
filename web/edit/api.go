package edit

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"sync"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
)

// Store is what the API asks of a store; see incidents.Store for its promises.
type Store interface {
	Stories(ctx context.Context) ([]incidents.Story, error)
	Story(ctx context.Context, slug string) (incidents.Story, error)
	PutStory(ctx context.Context, s incidents.Story) (incidents.Seq, error)
	Write(ctx context.Context, wishes ...incidents.Write) ([]incidents.Revision, error)
	WriteOnce(ctx context.Context, receipt incidents.Receipt, wishes ...incidents.Write) ([]incidents.Revision, bool, error)
	Incident(ctx context.Context, story, id string) (incidents.Revision, error)
	Revisions(ctx context.Context, story, id string) ([]incidents.Revision, error)
	Token(ctx context.Context, hash incidents.TokenHash) (incidents.Token, error)
}

// Config is what the API is made of.
type Config struct {
	Store    Store
	Geocoder Geocoder // nil where no words are looked up
	// BaseURL gives the server's own address as the client of a request knows it, without a
	// slash at the end.
	BaseURL func(*http.Request) string
	// Refuse answers with an error; status is zero where the class of the error tells it.
	Refuse func(w http.ResponseWriter, r *http.Request, status int, err error)
}

// API answers the editors' requests. It is safe for use by many goroutines.
type API struct {
	store    Store
	geocoder Geocoder
	baseURL  func(*http.Request) string
	refuse   func(http.ResponseWriter, *http.Request, int, error)
	// stories is held from the reading of a story to its writing, as a store does not
	// compare what it replaces.
	stories sync.Mutex
}

// New makes an API.
func New(c Config) *API {
	return &API{store: c.Store, geocoder: c.Geocoder, baseURL: c.BaseURL, refuse: c.Refuse}
}

// Register adds the addresses under /api/v1.
func (a *API) Register(r *mux.Router) {
	const (
		stories = "/api/v1/stories"
		story   = stories + "/{story}"
		all     = story + "/incidents"
		one     = all + "/{id}"
	)
	read, write := incidents.ScopeRead, incidents.ScopeWrite
	for _, route := range []struct {
		method, path string
		scope        incidents.Scope
		answer       handler
	}{
		{http.MethodGet, stories, read, a.listStories},
		{http.MethodPost, stories, write, a.createStory},
		{http.MethodGet, story, read, a.getStory},
		{http.MethodPut, story, write, a.putStory},
		{http.MethodPost, all, write, a.createIncidents},
		{http.MethodGet, one, read, a.getIncident},
		{http.MethodPatch, one, write, a.patchIncident},
		{http.MethodPut, one, write, a.putIncident},
		{http.MethodPost, one + "/retract", write, a.retractIncident},
		{http.MethodGet, one + "/revisions", read, a.listRevisions},
	} {
		methods := []string{route.method}
		if route.method == http.MethodGet {
			methods = append(methods, http.MethodHead)
		}
		r.HandleFunc(route.path, a.guarded(route.scope, route.answer)).Methods(methods...)
	}
}

// call is one request of a token's holder.
type call struct {
	*http.Request
	token incidents.Token
	vars  map[string]string // what the address names: story, id
}

// handler answers a call, or gives the error that is to be the answer.
type handler func(w http.ResponseWriter, c *call) error

// guarded lets requests with a token of the scope through. No answer is kept by caches.
func (a *API) guarded(scope incidents.Scope, h handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		token, err := a.token(w, r, scope)
		if err == nil {
			err = h(w, &call{r, token, mux.Vars(r)})
		}
		if err != nil {
			a.refuse(w, r, statusOf(err), err)
		}
	}
}

// send answers with a value as JSON.
func send(w http.ResponseWriter, c *call, status int, v any) error {
	var body bytes.Buffer
	out := json.NewEncoder(&body)
	out.SetEscapeHTML(false)
	if err := out.Encode(v); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Content-Length", strconv.Itoa(body.Len()))
	w.WriteHeader(status)
	if c.Method != http.MethodHead {
		_, _ = w.Write(body.Bytes()) // a client that has gone away needs no error
	}
	return nil
}
