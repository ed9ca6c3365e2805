package edit

import (
	"context"
	"encoding/hex"
	"iter"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/limit"
	"incidentmap/web/respond"
)

// Store is what the API asks of a store; see incidents.Store for its promises.
type Store interface {
	Stories(ctx context.Context) ([]incidents.Story, error)
	Story(ctx context.Context, slug string) (incidents.Story, error)
	PutStory(ctx context.Context, s incidents.Story) (incidents.Seq, error)
	Write(ctx context.Context, writes ...incidents.Write) ([]incidents.Revision, error)
	WriteOnce(ctx context.Context, receipt incidents.Receipt, writes ...incidents.Write) ([]incidents.Revision, bool, error)
	Redact(ctx context.Context, r incidents.Redaction) (incidents.Revision, error)
	Changes(ctx context.Context, after incidents.Seq) iter.Seq2[incidents.Change, error]
	Incident(ctx context.Context, story, id string) (incidents.Revision, error)
	Revisions(ctx context.Context, story, id string) ([]incidents.Revision, error)
	Known(ctx context.Context, story string, keys []string) (map[string]incidents.Known, error)
	Token(ctx context.Context, hash incidents.TokenHash) (incidents.Token, error)
	UseToken(ctx context.Context, hash incidents.TokenHash, now time.Time) error
}

// Config is what the API is made of.
type Config struct {
	Store     Store
	Geocoder  Geocoder    // nil where no words are looked up
	Geoparser Geoparser   // nil where no texts are read for places
	Reader    StoryReader // nil where no stories are read
	Answers   *respond.Sender
	Now       func() time.Time // time.Now when nil
}

// API answers the editors' requests. It is safe for use by many goroutines.
type API struct {
	store      Store
	geocoder   Geocoder
	geoparser  Geoparser
	reader     StoryReader
	answers    *respond.Sender
	extracting *limit.Gate
	now        func() time.Time
	// stories is held from the reading of a story to its writing, as a store does not
	// compare what it replaces.
	stories sync.Mutex
}

// New makes an API.
func New(c Config) *API {
	if c.Now == nil {
		c.Now = time.Now
	}
	return &API{
		store: c.Store, geocoder: c.Geocoder, geoparser: c.Geoparser, reader: c.Reader, answers: c.Answers, now: c.Now,
		extracting: limit.NewGate("reading stories", limit.Processors(), extractWaiting),
	}
}

// route is an address with what it answers to a method.
type route struct {
	path, method string
	scope        incidents.Scope
	answer       handler
}

func (a *API) routes() []route {
	const (
		list  = address.API + "/stories"
		below = "/incidents"
	)
	story, one := address.APIStory("{story}"), address.APIIncident("{story}", "{id}")
	read, write := incidents.ScopeRead, incidents.ScopeWrite
	return []route{
		{list, http.MethodGet, read, a.listStories},
		{list, http.MethodPost, write, a.createStory},
		{story, http.MethodGet, read, a.getStory},
		{story, http.MethodPut, write, a.putStory},
		{story + below, http.MethodPost, write, a.createIncidents},
		{one, http.MethodGet, read, a.getIncident},
		{one, http.MethodPatch, write, a.patchIncident},
		{one, http.MethodPut, write, a.putIncident},
		{one + "/retract", http.MethodPost, write, a.retractIncident},
		{one + "/redact", http.MethodPost, write, a.redactIncident},
		{address.Purges("{story}"), http.MethodGet, read, a.listPurges},
		{address.APIGeoparse, http.MethodGet, read, a.geoparse},
		{address.Extract("{story}"), http.MethodPost, read, a.extractStories}, // storing asks for more
		{one + "/revisions", http.MethodGet, read, a.listRevisions},
	}
}

// Register adds the addresses under /api/v1.
func (a *API) Register(r *mux.Router) {
	var paths []string
	methods := map[string][]string{}
	for _, rt := range a.routes() {
		if methods[rt.path] == nil {
			paths = append(paths, rt.path)
		}
		own := []string{rt.method}
		if rt.method == http.MethodGet {
			own = append(own, http.MethodHead)
		}
		methods[rt.path] = append(methods[rt.path], own...)
		r.HandleFunc(rt.path, a.guarded(rt.scope, rt.answer)).Methods(own...)
	}
	for _, path := range paths {
		r.HandleFunc(path, a.wrongMethod(methods[path]))
	}
}

// wrongMethod answers to a method that an address does not take; to OPTIONS, too, as pages
// of other origins have no business here.
func (a *API) wrongMethod(allowed []string) http.HandlerFunc {
	list := strings.Join(allowed, ", ")
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Allow", list)
		a.answers.Problem(w, r, respond.Problem{
			Status: http.StatusMethodNotAllowed, Code: codeMethod, Detail: incidents.Cut(r.Method, 40) + " is not possible here; use " + list,
		})
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
	return a.answers.Handle(func(w http.ResponseWriter, r *http.Request) error {
		w.Header().Set("Cache-Control", "no-store")
		token, err := a.token(w, r, scope)
		if err == nil {
			vars := mux.Vars(r)
			by := respond.Writer{Token: token.Name, Story: vars["story"], Incident: vars["id"]}
			r, err = a.answers.Authorized(w, r, hex.EncodeToString(token.Hash[:]), by)
		}
		if err == nil {
			a.used(r.Context(), token)
			err = h(w, &call{r, token, mux.Vars(r)})
		}
		return stated(err)
	})
}

// send answers with a value as JSON.
func send(w http.ResponseWriter, c *call, status int, v any) error {
	body, err := respond.Marshal(v)
	if err != nil {
		return err
	}
	h := w.Header()
	if h.Get("Content-Type") == "" {
		h.Set("Content-Type", respond.JSONType)
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if c.Method != http.MethodHead {
		_, _ = w.Write(body) // a client that has gone away needs no error
	}
	return nil
}
