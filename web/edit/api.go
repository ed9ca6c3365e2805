package edit

import (
	"context"
	"iter"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/incidents/imports"
	"incidentmap/web/address"
	"incidentmap/web/edit/openapi"
	"incidentmap/web/edit/presence"
	"incidentmap/web/i18n"
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
	Erase(ctx context.Context, e incidents.Erasure) error
	Redact(ctx context.Context, r incidents.Redaction) (incidents.Revision, error)
	Queue(ctx context.Context, q incidents.QueueQuery) ([]incidents.Revision, error)
	QueueCounts(ctx context.Context, story string) (map[incidents.Workflow]int, error)
	Audit(ctx context.Context, q incidents.AuditQuery) ([]incidents.AuditEntry, error)
	Changes(ctx context.Context, after incidents.Seq) iter.Seq2[incidents.Change, error]
	Incident(ctx context.Context, story, id string) (incidents.Revision, error)
	Revisions(ctx context.Context, story, id string) ([]incidents.Revision, error)
	Known(ctx context.Context, story string, keys []string) (map[string]incidents.Known, error)
	Seq(ctx context.Context) (incidents.Seq, error)
	Wait(ctx context.Context, after incidents.Seq) (incidents.Seq, error)
	UndoImport(ctx context.Context, run, author string, note incidents.Text) ([]incidents.Imported, error)
	Public(ctx context.Context, story, id string) (*incidents.Public, error)
	PutMedia(ctx context.Context, u incidents.MediaUpload) error
	MediaFile(ctx context.Context, key incidents.MediaKey, width int) ([]byte, error)
	MediaUsage(ctx context.Context, story string) (incidents.MediaUsage, error)
	Token(ctx context.Context, hash incidents.TokenHash) (incidents.Token, error)
	UseToken(ctx context.Context, hash incidents.TokenHash, now time.Time) error
}

// Sessions tells which person a request is from.
type Sessions interface {
	// Actor gives who is signed in with a request's cookie; false for none. The error is of a request that a page of
	// another site may have made.
	Actor(r *http.Request) (incidents.Actor, bool, error)
}

// Config is what the API is made of.
type Config struct {
	Store     Store
	Sessions  Sessions         // nil where programs alone write
	Geocoder  Geocoder         // nil where no words are looked up
	Geoparser Geoparser        // nil where no texts are read for places
	Importer  imports.Importer // nil where no files are taken
	Reader    StoryReader      // nil where no stories are read
	Reasons   *i18n.Reasons    // nil where reasons are told in English alone
	Answers   *respond.Sender
	Now       func() time.Time // time.Now when nil
	// Described are the parts of the API that others answer, for its document.
	Described []openapi.Part
}

// API answers the editors' requests. It is safe for use by many goroutines.
type API struct {
	store      Store
	sessions   Sessions
	geocoder   Geocoder
	geoparser  Geoparser
	importer   imports.Importer
	answers    *respond.Sender
	now        func() time.Time
	reader     StoryReader
	reasons    *i18n.Reasons
	extracting *limit.Gate // stories that are read
	// stories is held from the reading of a story to its writing, as a store does not
	// compare what it replaces.
	stories sync.Mutex
	scans   *limit.Gate // what no index answers
	loads   *limit.Gate // of files
	// decoding is for pictures: one may take some hundred megabytes.
	decoding *limit.Gate
	erasing  *limit.Gate // words off the disk
	present  *presence.Board
	streams  *limit.Gate
	ended    chan struct{} // closed when streams are to end
	endOnce  sync.Once

	parts     []openapi.Part
	described document
}

// New makes an API.
func New(c Config) *API {
	if c.Now == nil {
		c.Now = time.Now
	}
	shared, _ := c.Store.(incidents.PresenceStore) // of several servers
	return &API{
		store: c.Store, sessions: c.Sessions, geocoder: c.Geocoder, geoparser: c.Geoparser, answers: c.Answers, now: c.Now,
		scans: limit.NewGate("looking through incidents", limit.Processors(), 16), importer: c.Importer,
		loads:    limit.NewGate("importing files", max(1, limit.Processors()/2), 4),
		decoding: limit.NewGate("reading pictures", 1, 8), erasing: limit.NewGate("erasing", 1, 2),
		present: presence.New(c.Now, shared), streams: limit.NewGate("editors' streams of changes", deskStreams, 0), ended: make(chan struct{}),
		parts: c.Described, reader: c.Reader, reasons: c.Reasons, extracting: limit.NewGate("reading stories", limit.Processors(), extractWaiting),
	}
}

// route is an address with what it answers to a method, and what one must be allowed to do there at least.
type route struct {
	path, method string
	action       incidents.Action
	answer       handler
}

func (a *API) routes() []route {
	const (
		list  = address.API + "/stories"
		below = "/incidents"
	)
	story, one := address.APIStory("{story}"), address.APIIncident("{story}", "{id}")
	const read, write = incidents.ActRead, incidents.ActDraft
	return []route{
		{list, http.MethodGet, read, a.listStories},
		{list, http.MethodPost, incidents.ActNewStory, a.createStory},
		{story, http.MethodGet, read, a.getStory},
		{story, http.MethodPut, incidents.ActStory, a.putStory},
		{story + "/map", http.MethodPut, incidents.ActPublish, a.putMap},
		{story + below, http.MethodGet, read, a.listQueue},
		{story + below, http.MethodPost, write, a.createIncidents},
		{one, http.MethodGet, read, a.getIncident},
		{one, http.MethodPatch, write, a.patchIncident},
		{one, http.MethodPut, write, a.putIncident},
		{one + "/retract", http.MethodPost, write, a.retractIncident},
		{one + "/erase", http.MethodPost, incidents.ActErase, a.eraseIncident},
		{one + "/redact", http.MethodPost, incidents.ActRedact, a.redactIncident},
		{address.APIMedia("{story}", "{id}"), http.MethodPost, write, a.uploadMedia},
		{address.APIMedia("{story}", "{id}") + "/{file}", http.MethodGet, read, a.getMedia},
		{address.APIStoryMedia("{story}"), http.MethodGet, read, a.mediaUsage},
		{address.Purges("{story}"), http.MethodGet, read, a.listPurges},
		{story + "/imports", http.MethodGet, read, a.listImports},
		{story + "/imports", http.MethodPost, incidents.ActImport, a.importFile},
		{story + "/imports/{run}/undo", http.MethodPost, incidents.ActImport, a.undoImport},
		{story + "/bulk", http.MethodPost, write, a.bulkChange},
		{story + "/events", http.MethodGet, read, a.deskEvents},
		{story + "/presence", http.MethodPost, read, a.notePresence},
		{story + "/audit", http.MethodGet, incidents.ActAudit, a.listAudit},
		{address.APIGeoparse, http.MethodGet, read, a.geoparse},
		{address.Extract("{story}"), http.MethodPost, read, a.extractStories}, // storing asks for more
		{address.APIGeocode, http.MethodGet, read, a.geocode},
		{address.APIReasons, http.MethodGet, read, a.explainReasons},
		{one + "/duplicates", http.MethodGet, read, a.listDuplicates},
		{one + "/merge", http.MethodPost, write, a.mergeIncident},
		{one + "/revisions", http.MethodGet, read, a.listRevisions},
		{one + "/diff", http.MethodGet, read, a.diffIncident},
		{one + "/restore", http.MethodPost, write, a.restoreIncident},
		{one + "/check", http.MethodPost, write, a.checkIncident},
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
		r.HandleFunc(rt.path, a.guarded(rt.action, rt.answer)).Methods(own...)
	}
	r.HandleFunc(address.APIDescription, a.answers.Handle(a.openAPI)).Methods(http.MethodGet, http.MethodHead)
	methods[address.APIDescription] = []string{http.MethodGet, http.MethodHead}
	for _, path := range append(paths, address.APIDescription) {
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

// call is one request of a token's holder, or of a person who is signed in.
type call struct {
	*http.Request
	actor incidents.Actor
	vars  map[string]string // what the address names: story, id
}

// author is who makes the call: the author of what is written with it.
func (c *call) author() string { return c.actor.Name }

// covers reports whether the caller may be told of a story.
func (c *call) covers(story string) bool { return c.actor.Sees(story) }

// handler answers a call, or gives the error that is to be the answer.
type handler func(w http.ResponseWriter, c *call) error

// guarded lets requests through of those who may do what the route takes. No answer is kept by caches.
func (a *API) guarded(action incidents.Action, h handler) http.HandlerFunc {
	return a.answers.Handle(func(w http.ResponseWriter, r *http.Request) error {
		w.Header().Set("Cache-Control", "no-store")
		r, actor, err := a.admitted(w, r, action)
		if err == nil {
			r = r.WithContext(incidents.WithAuthor(r.Context(), actor.Name, actor.ID))
			err = h(w, &call{r, actor, mux.Vars(r)})
		}
		return respond.Stated(err)
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
