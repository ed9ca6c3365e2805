package stories

import (
	"context"
	"iter"
	"sync"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/tiles/cache"
	"incidentmap/web/limit"
)

// Store is what is asked of a store; see incidents.Store for its promises.
type Store interface {
	Story(ctx context.Context, slug string) (incidents.Story, error)
	Changes(ctx context.Context, after incidents.Seq) iter.Seq2[incidents.Change, error]
	Shapes(ctx context.Context, ids []incidents.ShapeID) (map[incidents.ShapeID]orb.Geometry, error)
	Public(ctx context.Context, story, id string) (*incidents.Public, error)
	Publics(ctx context.Context, seqs []incidents.Seq) iter.Seq2[*incidents.Public, error]
	Revisions(ctx context.Context, story, id string) ([]incidents.Revision, error)
	PublicAt(ctx context.Context, story, id string, at incidents.Seq) (*incidents.Public, error)
	Search(ctx context.Context, story, q string) ([]incidents.Seq, error)
	SeqAt(ctx context.Context, t time.Time) (incidents.Seq, error)
	Seq(ctx context.Context) (incidents.Seq, error)
}

// SnapshotCache gives snapshots of the stories of a store. Of each story it holds the document, and of
// all incidents a bounded number that were lately shown. It is safe for use by many goroutines.
type SnapshotCache struct {
	store   Store
	index   *index.Index
	publics *publics
	found   Lists // by the words of text searches

	searching *limit.Gate
	searches  cache.Flight[List]
	columns   columnCache

	mu        sync.Mutex
	documents map[string]*document // by slug, the newest that was asked for
}

// searchesWaiting is how many text searches wait for others to end. Words that are in every
// incident of a story of 500,000 take about a second of the processor to find.
const searchesWaiting = 32

// New gives snapshots of what a store holds and an index that follows it has.
func New(store Store, x *index.Index) *SnapshotCache {
	return &SnapshotCache{
		store: store, index: x, publics: newPublics(publicsBytes), documents: map[string]*document{},
		searching: limit.NewGate("text searches", limit.Processors(), searchesWaiting),
	}
}

// document is what is the same for all who look at a story at one change of it.
type document struct {
	story incidents.Story
	snap  *index.Snapshot
	zone  *time.Location
	after int64 // a second, since 1970, before which its newest change was not made

	mu      sync.Mutex
	dated   bool                     // whether updated is known
	updated time.Time                // see Snapshot.Updated
	sums    map[string]index.Summary // by layer, of those that were asked for
}

// Of gives the newest snapshot of a story. ENotFound if there is no such story.
func (c *SnapshotCache) Of(ctx context.Context, slug string) (*Snapshot, error) {
	snap := c.index.Story(slug)
	if known := c.known(slug); known != nil && known.snap.Changed() == snap.Changed() {
		return c.snapshotOf(known, snap), nil
	}
	// The document must be that of the snapshot, and the store may be ahead of the index: by other
	// stories and by incidents it may, by this story's own document it may not.
	for range 4 {
		story, err := c.store.Story(ctx, slug)
		if err != nil {
			return nil, err
		}
		ahead, err := c.rewritten(ctx, slug, snap.Seq())
		if err != nil {
			return nil, err
		}
		if !ahead {
			return c.keep(story, snap), nil
		}
		if err := c.index.Sync(ctx, c.store); err != nil {
			return nil, err
		}
		snap = c.index.Story(slug)
	}
	return nil, incidents.ErrMoved
}

func (c *SnapshotCache) known(slug string) *document {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.documents[slug]
}

// rewritten reports whether a story was written since a change.
func (c *SnapshotCache) rewritten(ctx context.Context, slug string, since incidents.Seq) (bool, error) {
	newest, err := c.store.Seq(ctx)
	if err != nil || newest <= since {
		return false, err
	}
	for change, err := range c.store.Changes(ctx, since) {
		if err != nil || change.OfStory() && change.Story == slug {
			return err == nil, err
		}
	}
	return false, nil
}

func (c *SnapshotCache) keep(story incidents.Story, snap *index.Snapshot) *Snapshot {
	d := &document{story: story, snap: snap, zone: time.UTC, sums: map[string]index.Summary{}}
	if zone, err := time.LoadLocation(story.Zone); err == nil {
		d.zone = zone
	}
	before := c.known(story.Slug)
	if before != nil && before.snap.Changed() <= snap.Changed() {
		d.after = before.notBefore()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if newest := c.documents[story.Slug]; newest == nil || newest.snap.Changed() <= snap.Changed() {
		c.documents[story.Slug] = d
	}
	return c.snapshotOf(d, snap)
}

func (c *SnapshotCache) snapshotOf(d *document, snap *index.Snapshot) *Snapshot {
	return &Snapshot{Snapshot: snap, Story: d.story, Zone: d.zone, document: d, snapshots: c}
}

// caughtUp gives a snapshot that has all that the store has.
func (c *SnapshotCache) caughtUp(ctx context.Context, snap *Snapshot) (*Snapshot, error) {
	newest, err := c.store.Seq(ctx)
	if err != nil || newest <= snap.Seq() {
		return snap, err
	}
	if err := c.index.Sync(ctx, c.store); err != nil {
		return nil, err
	}
	return c.Of(ctx, snap.Story.Slug)
}

// Moved gives the error of reading something of the snapshot from the store: ErrMoved when it is
// not there because the story has changed since, else the error itself.
func (snap *Snapshot) Moved(ctx context.Context, err error) error {
	if incidents.CodeOf(err) != incidents.ENotFound {
		return err
	}
	now, fault := snap.CaughtUp(ctx)
	switch {
	case fault != nil:
		return fault
	case now.Changed() != snap.Changed():
		return incidents.ErrMoved
	}
	return err
}
