package edit

import (
	"net/http"
	"reflect"
	"time"

	"github.com/gorilla/mux"

	"incidentmap/incidents/imports"
	"incidentmap/web/address"
	"incidentmap/web/edit/openapi"
	"incidentmap/web/i18n"
	"incidentmap/web/limit"
	"incidentmap/web/respond"
)

// Store is what the rooms of the API ask of a store; see incidents.Store for its promises.
type Store interface {
	tokenStore
	reviseStore
	queueStore
	importStore
	pictureStore
	readStore
	settingsStore
	streamStore
}

// Config is what the API is made of.
type Config struct {
	Store     Store
	Sessions  sessions         // nil where programs alone write
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

// room answers some of the API's addresses.
type room interface {
	routes() []route
	// answerTypes are the types of what is answered, by the names of their schemas.
	answerTypes() map[string]reflect.Type
}

// API answers the editors' requests. It is safe for use by many goroutines.
type API struct {
	guard   *guard
	rooms   []room
	streams *streamAPI

	parts     []openapi.Part
	described document
}

// New makes an API.
func New(c Config) *API {
	if c.Now == nil {
		c.Now = time.Now
	}
	admits := &guard{store: c.Store, sessions: c.Sessions, answers: c.Answers, now: c.Now}
	scans := limit.NewGate("looking through incidents", limit.Processors(), 16) // what no index answers
	a := &API{guard: admits, streams: newStreams(c.Store, admits, c.Now), parts: c.Described}
	a.rooms = []room{
		newSettings(c.Store), newQueue(c.Store, scans), newRevise(c.Store, c.Geocoder, scans), newPictures(c.Store),
		newImports(c.Store, c.Importer, c.Reasons), newReading(readConfig{Store: c.Store, Geocoder: c.Geocoder, Geoparser: c.Geoparser, Reader: c.Reader, Reasons: c.Reasons, Now: c.Now, Scans: scans}), a.streams,
	}
	return a
}

// routes are all addresses.
func (a *API) routes() []route {
	var all []route
	for _, room := range a.rooms {
		all = append(all, room.routes()...)
	}
	return all
}

// Register adds the addresses under /api/v1.
func (a *API) Register(r *mux.Router) {
	var paths []string
	methods := map[string][]string{}
	for _, rt := range a.routes() {
		if methods[rt.Path] == nil {
			paths = append(paths, rt.Path)
		}
		own := []string{rt.Method}
		if rt.Method == http.MethodGet {
			own = append(own, http.MethodHead)
		}
		methods[rt.Path] = append(methods[rt.Path], own...)
		r.HandleFunc(rt.Path, a.guard.handle(rt)).Methods(own...)
	}
	r.HandleFunc(address.APIDescription, a.guard.answers.Handle(a.openAPI)).Methods(http.MethodGet, http.MethodHead)
	methods[address.APIDescription] = []string{http.MethodGet, http.MethodHead}
	for _, path := range append(paths, address.APIDescription) {
		r.HandleFunc(path, a.guard.refuseMethod(methods[path]))
	}
}

// EndStreams ends the streams that go on for as long as clients stay.
func (a *API) EndStreams() { a.streams.end() }
