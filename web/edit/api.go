package edit

import (
	"net/http"
	"reflect"
	"time"

	"github.com/gorilla/mux"

	"incidentmap/incidents/imports"
	"incidentmap/web/address"
	"incidentmap/web/edit/call"
	"incidentmap/web/edit/importing"
	"incidentmap/web/edit/incidentform"
	"incidentmap/web/edit/openapi"
	"incidentmap/web/edit/pictures"
	"incidentmap/web/edit/queue"
	"incidentmap/web/edit/revise"
	"incidentmap/web/edit/settings"
	"incidentmap/web/edit/streams"
	"incidentmap/web/i18n"
	"incidentmap/web/limit"
	"incidentmap/web/respond"
)

// Store is what the rooms of the API ask of a store; see incidents.Store for its promises.
type Store interface {
	call.Store
	revise.Store
	queue.Store
	importing.Store
	pictures.Store
	settings.Store
	streams.Store
}

// Config is what the API is made of.
type Config struct {
	Store    Store
	Sessions call.Sessions         // nil where programs alone write
	Geocoder incidentform.Geocoder // nil where no words are looked up
	Importer imports.Importer      // nil where no files are taken
	Reading  Room                  // answers what reads words; nil for none
	Reasons  *i18n.Reasons         // nil where reasons are told in English alone
	Answers  *respond.Sender
	Now      func() time.Time // time.Now when nil
	// Described are the parts of the API that others answer, for its document.
	Described []openapi.Part
}

// Room answers some of the API's addresses.
type Room interface {
	Routes() []call.Route
	// Answers are the types of what is answered, by the names of their schemas.
	Answers() map[string]reflect.Type
}

// API answers the editors' requests. It is safe for use by many goroutines.
type API struct {
	guard   *call.Guard
	rooms   []Room
	streams *streams.API

	parts     []openapi.Part
	described document
}

// New makes an API.
func New(c Config) *API {
	if c.Now == nil {
		c.Now = time.Now
	}
	admits := &call.Guard{Store: c.Store, Sessions: c.Sessions, Answers: c.Answers, Now: c.Now}
	scans := limit.NewGate("looking through incidents", limit.Processors(), 16) // what no index answers
	a := &API{guard: admits, streams: streams.New(c.Store, admits, c.Now), parts: c.Described}
	a.rooms = []Room{
		settings.New(c.Store), queue.New(c.Store, scans), revise.New(c.Store, c.Geocoder, scans), pictures.New(c.Store),
		importing.New(c.Store, c.Importer, c.Reasons), a.streams,
	}
	if c.Reading != nil {
		a.rooms = append(a.rooms, c.Reading)
	}
	return a
}

// routes are all addresses.
func (a *API) routes() []call.Route {
	var all []call.Route
	for _, room := range a.rooms {
		all = append(all, room.Routes()...)
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
		r.HandleFunc(rt.Path, a.guard.Handle(rt)).Methods(own...)
	}
	r.HandleFunc(address.APIDescription, a.guard.Answers.Handle(a.openAPI)).Methods(http.MethodGet, http.MethodHead)
	methods[address.APIDescription] = []string{http.MethodGet, http.MethodHead}
	for _, path := range append(paths, address.APIDescription) {
		r.HandleFunc(path, a.guard.RefuseMethod(methods[path]))
	}
}

// EndStreams ends the streams that go on for as long as clients stay.
func (a *API) EndStreams() { a.streams.End() }
