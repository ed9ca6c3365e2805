package streams

import (
	"context"
	"net/http"
	"reflect"
	"sync"
	"time"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/edit/call"
	"incidentmap/web/edit/openapi"
	"incidentmap/web/edit/presence"
	"incidentmap/web/limit"
)

// Store is what is asked of a store; see incidents.Store for its promises. One that several servers share is an
// incidents.PresenceStore, too.
type Store interface {
	Story(ctx context.Context, slug string) (incidents.Story, error)
	Queue(ctx context.Context, q incidents.QueueQuery) ([]incidents.Revision, error)
	Seq(ctx context.Context) (incidents.Seq, error)
	Wait(ctx context.Context, after incidents.Seq) (incidents.Seq, error)
}

// API tells editors what is written, and who is at work. It is safe for use by many goroutines.
type API struct {
	store   Store
	guard   *call.Guard
	present *presence.Board
	streams *limit.Gate
	ended   chan struct{} // closed when streams are to end
	endOnce sync.Once
}

// New makes it; the guard tells who may go on listening.
func New(s Store, g *call.Guard, now func() time.Time) *API {
	shared, _ := s.(incidents.PresenceStore) // of several servers
	return &API{
		store: s, guard: g, present: presence.New(now, shared), streams: limit.NewGate("editors' streams of changes", deskStreams, 0), ended: make(chan struct{}),
	}
}

// End ends the streams that go on for as long as clients stay.
func (a *API) End() { a.endOnce.Do(func() { close(a.ended) }) }

// Routes are the addresses of what goes on.
func (a *API) Routes() []call.Route {
	story := address.APIStory("{story}")
	return []call.Route{
		{Operation: openapi.Operation{
			Method: http.MethodGet, Path: story + "/events", Name: "deskEvents", Summary: "server-sent events: change, presence and reset", Status: 200, Answer: "ChangeEvent", Media: "text/event-stream",
			Query: []openapi.Parameter{{Name: "since", Description: "the id of the last event that was heard; or the header Last-Event-ID"}},
		}, Right: incidents.ActRead, Answer: a.deskEvents},
		{Operation: openapi.Operation{Method: http.MethodPost, Path: story + "/presence", Name: "notePresence", Summary: "say which incident one has open, every 20 s", Status: 200, Answer: "Presence", Body: openapi.JSON("PresenceForm")}, Right: incidents.ActRead, Answer: a.notePresence},
	}
}

// Answers are the types of what is answered, by the names of their schemas.
func (a *API) Answers() map[string]reflect.Type {
	return map[string]reflect.Type{"Presence": reflect.TypeFor[peopleList](), "ChangeEvent": reflect.TypeFor[changeEvent]()}
}
