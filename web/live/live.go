package live

import (
	"context"
	"iter"
	"log/slog"
	"time"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/tiles/cache"
	"incidentmap/web/address"
	"incidentmap/web/limit"
	"incidentmap/web/respond"
	"incidentmap/web/stories"
)

// Store is what is asked of a store; see incidents.Store for its promises.
type Store interface {
	Story(ctx context.Context, slug string) (incidents.Story, error)
	Seq(ctx context.Context) (incidents.Seq, error)
	Changes(ctx context.Context, after incidents.Seq) iter.Seq2[incidents.Change, error]
	Features(ctx context.Context, seqs []incidents.Seq, lang string) iter.Seq2[incidents.Feature, error]
}

// Config is what live answers are made of.
type Config struct {
	Store   Store
	Index   *index.Index           // follows the store; streams are woken when it moves
	Stories *stories.SnapshotCache // of the same store and index
	Answers *respond.Sender
	Log     *slog.Logger
	// Heartbeat is how long a stream is silent at most; 15 s when zero, which is less than
	// proxies wait.
	Heartbeat time.Duration
	// Patience is how long a client may take for what it is sent; 10 s when zero.
	Patience time.Duration
	// Streams is how many event streams there may be; 10,000 when zero. A client has half of
	// them at most, and a story three quarters.
	Streams int
}

// What a Config without them has.
const (
	heartbeat = 15 * time.Second
	patience  = 10 * time.Second
	streams   = 10_000
)

// API answers with what changes. It is safe for use by many goroutines.
type API struct {
	store     Store
	stories   *stories.SnapshotCache
	answers   *respond.Sender
	records   records
	hub       *hub
	streams   *limit.Gate // all of them; one client has half at most
	reads     *limit.Gate // of what changed, by those who ask
	same      cache.Flight[[]byte]
	heartbeat time.Duration
	patience  time.Duration
}

// New makes the answers of stories.
func New(c Config) *API {
	a := &API{
		store: c.Store, stories: c.Stories, answers: c.Answers, records: records{c.Store},
		reads:     limit.NewGate("reading what changed", limit.Processors(), changesWaiting),
		heartbeat: c.Heartbeat, patience: c.Patience,
	}
	if a.heartbeat == 0 {
		a.heartbeat = heartbeat
	}
	if a.patience == 0 {
		a.patience = patience
	}
	if c.Streams == 0 {
		c.Streams = streams
	}
	a.streams = limit.NewGate("event streams", c.Streams, 0)
	a.hub = newHub(a.records, c.Index, c.Log, c.Streams*3/4)
	return a
}

// Register registers the routes, which pages of any origin may read.
func (a *API) Register(r *mux.Router) {
	read := func(path string, h respond.Handler) {
		a.answers.GetAnywhere(r, path, h)
	}
	read(address.Changes("{story}"), a.changes)
	read(address.Events("{story}"), a.events)
}

// End ends all streams, and each that begins after: the server is to stop.
func (a *API) End() { a.hub.end() }

// Close ends all streams and returns when nothing is read of the store any more.
func (a *API) Close() {
	a.hub.end()
	a.hub.following.Wait()
}
