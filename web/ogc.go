package web

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

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/answer"
	"incidentmap/web/page"
	"incidentmap/web/say"
	"incidentmap/web/tales"
)

// ogcAPI answers at /stories/{story}/ogc by OGC API Features: Part 1, core, GeoJSON, HTML
// and OpenAPI 3.0 (OGC 17-069r4); Part 2, coordinate reference systems (18-058r1);
// Part 3, filtering by CQL2 (19-079r2); Part 5, schemas (23-058). The layers of the
// story are its collections.
//
//	operation ─► ogcRequest (parameters, form, language, story) ─► JSON or a page
//
// Which parameters a resource takes stands once, in operations: what is not there is
// refused, and the API definition is made of it.
type ogcAPI struct {
	store   ogcReader
	index   tales.Index
	tales   *tales.Shelf
	answers *answer.Sender
	pages   *page.Maker
	basemap ogcBasemap
	maxZoom int
	log     *slog.Logger

	mu      sync.Mutex
	stories map[string]*ogcStory // by slug, as last asked for

	selections selections
}

// ogcReader is what the API asks of a store; see incidents.Store for its promises.
type ogcReader interface {
	Features(ctx context.Context, seqs []incidents.Seq, lang string) iter.Seq2[incidents.Feature, error]
	Search(ctx context.Context, story, q string) ([]incidents.Seq, error)
	Seq(ctx context.Context) (incidents.Seq, error)
}

// ogcBasemap draws the land of small maps.
type ogcBasemap interface {
	// Tile gives an uncompressed Mapbox Vector Tile; an empty one has no bytes.
	Tile(ctx context.Context, z, x, y int) ([]byte, error)
}

// ogcConfig is what the API is made of.
type ogcConfig struct {
	store   ogcReader
	index   tales.Index
	tales   *tales.Shelf
	answers *answer.Sender
	pages   *page.Maker
	basemap ogcBasemap
	maxZoom int // of the basemap
	log     *slog.Logger
}

// ogcOperation is a resource of the API: its path below the landing page, with the
// variables of its path in braces, the forms it has, the first the default, and the query
// parameters it takes besides f and lang.
type ogcOperation struct {
	id     string // its messages are ogc.operation.{id} and those of its parameters
	path   string
	forms  []ogcForm
	words  []string
	answer func(*ogcRequest, http.ResponseWriter) error
}

// ogcOperations lists the resources.
func ogcOperations() []ogcOperation {
	const collection = "/collections/{collectionId}"
	return []ogcOperation{
		{"getLandingPage", "/", []ogcForm{ogcJSON, ogcHTML}, nil, (*ogcRequest).landingPage},
		{"getAPI", "/api", []ogcForm{ogcOpenAPI, ogcHTML}, nil, (*ogcRequest).apiDefinition},
		{"getConformance", "/conformance", []ogcForm{ogcJSON, ogcHTML}, nil, (*ogcRequest).conformance},
		{"getCollections", "/collections", []ogcForm{ogcJSON, ogcHTML}, nil, (*ogcRequest).collections},
		{"getCollection", collection, []ogcForm{ogcJSON, ogcHTML}, nil, (*ogcRequest).collection},
		{"getFeatures", collection + "/items", []ogcForm{ogcGeoJSON, ogcHTML}, itemsWords(), (*ogcRequest).items},
		{"getFeature", collection + "/items/{featureId}", []ogcForm{ogcGeoJSON, ogcHTML}, []string{"crs"}, (*ogcRequest).item},
		{"getQueryables", collection + "/queryables", []ogcForm{ogcSchema, ogcHTML}, nil, (*ogcRequest).queryables},
		{"getSchema", collection + "/schema", []ogcForm{ogcSchema, ogcHTML}, nil, (*ogcRequest).schema},
	}
}

// newOGC makes the API.
func newOGC(c ogcConfig) *ogcAPI {
	return &ogcAPI{
		store: c.store, index: c.index, tales: c.tales, answers: c.answers, pages: c.pages,
		basemap: c.basemap, maxZoom: c.maxZoom, log: c.log, stories: map[string]*ogcStory{},
	}
}

// register registers the API's routes, which pages of any origin may read.
func (a *ogcAPI) register(r *mux.Router) {
	read := func(path string, op ogcOperation) {
		r.HandleFunc(path, a.answers.Handle(a.answering(op))).Methods(answer.AnywhereMethods()...)
	}
	for _, op := range ogcOperations() {
		read(address.OGC("{story}")+op.path, op)
	}
	read(address.OGC("{story}"), ogcOperations()[0])
}

// ogcRequest is a request as far as all resources read it alike.
type ogcRequest struct {
	*ogcAPI
	*http.Request
	operation ogcOperation
	query     url.Values
	form      ogcForm
	byAccept  bool // whether the header Accept chose the form
	story     *ogcStory
	lang      say.Choice
}

// answering reads what all resources have in common, and answers with what there is in
// no other form.
func (a *ogcAPI) answering(op ogcOperation) answer.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		w.Header().Set("Access-Control-Expose-Headers", "ETag, Content-Crs")
		query, err := answer.Parameters(r, append(slices.Clone(op.words), "f", "lang")...)
		if err != nil {
			return err
		}
		if err := onceEach(query); err != nil {
			return err
		}
		form, byAccept, err := chooseForm(r.Header, query, op.forms)
		if errors.Is(err, errNotAcceptable) {
			a.answers.Problem(w, r, answer.Problem{Status: http.StatusNotAcceptable, Code: codeNotAcceptable, Detail: err.Error()})
			return nil
		}
		if err != nil {
			return err
		}
		t, err := a.tales.Of(r.Context(), mux.Vars(r)["story"])
		if err != nil {
			return err
		}
		return op.answer(&ogcRequest{
			ogcAPI: a, Request: r, operation: op, query: query, form: form, byAccept: byAccept,
			story: a.of(t), lang: say.Choose(r, &t.Story),
		}, w)
	}
}

// onceEach refuses parameters that are given more than once, but for those that are lists.
func onceEach(query url.Values) error {
	var problems incidents.Problems
	for _, name := range slices.Sorted(maps.Keys(query)) {
		if n := len(query[name]); n > 1 && !slices.Contains(listWords, name) {
			problems.Add(name, "is given %d times; give it once", n)
		}
	}
	return problems.Err()
}

// reply answers with a body in the chosen form. state is what the bytes depend on besides
// the story's state and the language.
func (r *ogcRequest) reply(w http.ResponseWriter, write func(io.Writer) error, state ...any) error {
	vary := r.lang.Vary
	if r.byAccept {
		vary = append(slices.Clone(vary), "Accept")
	}
	return r.answers.Send(w, r.Request, answer.Representation{
		MediaType: r.form.mediaType, Cache: answer.Live, Vary: vary, Write: write,
		State: append([]any{r.story.Seq, r.lang.Lang, r.form.mediaType, r.answers.BaseURL(r.Request)}, state...),
	})
}

// replyWith answers with a JSON document or, where a person asks, with the page of a
// template. Only the one that is wanted is made.
func (r *ogcRequest) replyWith(w http.ResponseWriter, document func() any, template string, view func() any) error {
	return r.reply(w, func(w io.Writer) error {
		if r.form == ogcHTML {
			return r.pages.Write(w, template, view())
		}
		body, err := answer.Marshal(document())
		if err != nil {
			return err
		}
		return answer.WriteAll(w, body, []byte("\n"))
	})
}
