package ogc

import (
	"context"
	"errors"
	"io"
	"iter"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/tiles/cache"
	"incidentmap/web/address"
	"incidentmap/web/i18n"
	"incidentmap/web/limit"
	"incidentmap/web/page"
	"incidentmap/web/respond"
	"incidentmap/web/stories"
)

// API answers at the addresses below address.OGC. Which parameters a resource takes stands
// once, in operations: what is not there is refused, and the API definition is made of it.
type API struct {
	store     Store
	snapshots *stories.SnapshotCache
	answers   *respond.Sender
	pages     *page.Maker
	places    format.Places
	basemap   Basemap
	maxZoom   int
	log       *slog.Logger
	now       func() time.Time

	mu      sync.Mutex
	stories map[string]*story // by slug, as last asked for

	filters *limit.Gate // that cost much

	walked stories.Lists // by filters, of which one page after the other is asked for
	walks  cache.Flight[stories.List]
}

// Store is what the API asks of a store; see incidents.Store for its promises.
type Store interface {
	Features(ctx context.Context, seqs []incidents.Seq, lang string) iter.Seq2[incidents.Feature, error]
	Publics(ctx context.Context, seqs []incidents.Seq) iter.Seq2[*incidents.Public, error]
}

// Basemap draws the land of small maps.
type Basemap interface {
	// Tile gives an uncompressed Mapbox Vector Tile; an empty one has no bytes.
	Tile(ctx context.Context, z, x, y int) ([]byte, error)
}

// Config is what the API is made of.
type Config struct {
	Store   Store
	Stories *stories.SnapshotCache
	Answers *respond.Sender
	Pages   *page.Maker
	Places  format.Places // codes and names of areas
	Basemap Basemap
	MaxZoom int // of the basemap
	Log     *slog.Logger
	Now     func() time.Time // when an answer is made; time.Now when nil
}

// operation is a resource of the API: its path below the landing page, with the
// variables of its path in braces, the forms it has, the first the default, and the query
// parameters it takes besides f and lang.
type operation struct {
	id     string // its messages are ogc.operation.{id} and those of its parameters
	path   string
	forms  []form
	words  []string
	answer func(*request, http.ResponseWriter) error
}

// operations lists the resources.
func operations() []operation {
	const collection = "/collections/{collectionId}"
	return []operation{
		{"getLandingPage", "/", []form{formJSON, formHTML}, nil, (*request).landingPage},
		{"getAPI", "/api", []form{formOpenAPI, formHTML}, nil, (*request).apiDefinition},
		{"getConformance", "/conformance", []form{formJSON, formHTML}, nil, (*request).conformance},
		{"getCollections", "/collections", []form{formJSON, formHTML}, nil, (*request).collections},
		{"getCollection", collection, []form{formJSON, formHTML}, nil, (*request).collection},
		{"getFeatures", collection + "/items", []form{formGeoJSON, formHTML}, itemsWords(), (*request).items},
		{"getFeature", collection + "/items/{featureId}", []form{formGeoJSON, formHTML}, []string{"crs"}, (*request).item},
		{"getQueryables", collection + "/queryables", []form{formSchema, formHTML}, nil, (*request).queryables},
		{"getSchema", collection + "/schema", []form{formSchema, formHTML}, nil, (*request).schema},
	}
}

// New makes the API.
func New(c Config) *API {
	if c.Now == nil {
		c.Now = time.Now
	}
	return &API{
		store: c.Store, snapshots: c.Stories, answers: c.Answers, pages: c.Pages,
		places: c.Places, basemap: c.Basemap, maxZoom: c.MaxZoom, log: c.Log, now: c.Now, stories: map[string]*story{},
		filters: limit.NewGate("filters that are held against many incidents", limit.Processors(), filtersQueue),
	}
}

// Register registers the API's routes, which pages of any origin may read.
func (a *API) Register(r *mux.Router) {
	read := func(path string, op operation) {
		a.answers.GetAnywhere(r, path, a.answering(op))
	}
	for _, op := range operations() {
		read(address.OGC("{story}")+op.path, op)
	}
	read(address.OGC("{story}"), operations()[0])
}

// request is a request as far as all resources read it alike.
type request struct {
	*API
	*http.Request
	operation operation
	query     url.Values
	form      form
	byAccept  bool // whether the header Accept chose the form
	story     *story
	lang      i18n.Choice
}

// answering reads what all resources have in common, and answers with what there is in
// no other form.
func (a *API) answering(op operation) respond.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		w.Header().Set("Access-Control-Expose-Headers", "ETag, Content-Crs")
		words := append(slices.Clone(op.words), "f", "lang")
		if slices.Contains(op.words, "filter") {
			words = append(words, incidents.AnyColumn)
		}
		query, err := respond.Parameters(r, words...)
		if err != nil {
			return err
		}
		if err := onceEach(query); err != nil {
			return err
		}
		form, byAccept, err := chooseForm(r.Header, query, op.forms)
		if errors.Is(err, errNotAcceptable) {
			a.answers.Problem(w, r, respond.Problem{Status: http.StatusNotAcceptable, Code: codeNotAcceptable, Detail: err.Error()})
			return nil
		}
		if err != nil {
			return err
		}
		snap, err := a.snapshots.Of(r.Context(), mux.Vars(r)["story"])
		if err != nil {
			return err
		}
		return op.answer(&request{
			API: a, Request: r, operation: op, query: query, form: form, byAccept: byAccept,
			story: a.of(snap), lang: i18n.Choose(r, &snap.Story),
		}, w)
	}
}

// onceEach refuses parameters that are given more than once, but for those that are lists.
func onceEach(query url.Values) error {
	var problems incidents.Problems
	for _, name := range slices.Sorted(maps.Keys(query)) {
		if n := len(query[name]); n > 1 && !slices.Contains(incidents.TraitWords(), name) && !incidents.IsColumnName(name) {
			problems.Add(name, "is given %d times; give it once", n)
		}
	}
	return problems.Err()
}

// reply answers with a body in the chosen form. state is what the bytes depend on besides
// the story's state and the language.
func (r *request) reply(w http.ResponseWriter, write func(io.Writer) error, state ...any) error {
	vary := r.lang.Vary
	if r.byAccept {
		vary = append(slices.Clone(vary), "Accept")
	}
	return r.answers.Send(w, r.Request, respond.Representation{
		MediaType: r.form.mediaType, Cache: respond.Live, Vary: vary, Write: write,
		State: append([]any{r.story.Changed(), r.lang.Lang, r.form.mediaType, r.answers.BaseURL(r.Request)}, state...),
	})
}

// replyWith answers with a JSON document or, where a person asks, with the page of a
// template. Only the one that is wanted is made.
func (r *request) replyWith(w http.ResponseWriter, document func() any, template string, view func() any) error {
	return r.reply(w, func(w io.Writer) error {
		if r.form == formHTML {
			return r.pages.Write(w, template, view())
		}
		body, err := respond.Marshal(document())
		if err != nil {
			return err
		}
		return respond.WriteAll(w, body, []byte("\n"))
	})
}
