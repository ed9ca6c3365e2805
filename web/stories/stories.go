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

// ViewCache gives views of the stories of a store. Of each story it holds the document, and of
// all incidents a bounded number that were lately shown. It is safe for use by many goroutines.
type ViewCache struct {
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

// New gives views of what a store holds and an index that follows it has.
func New(store Store, x *index.Index) *ViewCache {
	return &ViewCache{
		store: store, index: x, publics: newPublics(publicsBytes), documents: map[string]*document{},
		searching: limit.NewGate("text searches", limit.Processors(), searchesWaiting),
	}
}

// document is what is the same for all who look at a story at one change of it.
type document struct {
	story incidents.Story
	view  *index.View
	zone  *time.Location
	after int64 // a second, since 1970, before which its newest change was not made

	mu      sync.Mutex
	dated   bool                     // whether updated is known
	updated time.Time                // see View.Updated
	sums    map[string]index.Summary // by layer, of those that were asked for
}

// Of gives the newest view of a story. ENotFound if there is no such story.
func (s *ViewCache) Of(ctx context.Context, slug string) (*View, error) {
	v := s.index.Story(slug)
	if known := s.known(slug); known != nil && known.view.Changed() == v.Changed() {
		return s.viewOf(known, v), nil
	}
	// The document must be that of the view, and the store may be ahead of the index: by other
	// stories and by incidents it may, by this story's own document it may not.
	for range 4 {
		story, err := s.store.Story(ctx, slug)
		if err != nil {
			return nil, err
		}
		ahead, err := s.rewritten(ctx, slug, v.Seq())
		if err != nil {
			return nil, err
		}
		if !ahead {
			return s.keep(story, v), nil
		}
		if err := s.index.Sync(ctx, s.store); err != nil {
			return nil, err
		}
		v = s.index.Story(slug)
	}
	return nil, incidents.ErrMoved
}

func (s *ViewCache) known(slug string) *document {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.documents[slug]
}

// rewritten reports whether a story was written since a change.
func (s *ViewCache) rewritten(ctx context.Context, slug string, since incidents.Seq) (bool, error) {
	newest, err := s.store.Seq(ctx)
	if err != nil || newest <= since {
		return false, err
	}
	for change, err := range s.store.Changes(ctx, since) {
		if err != nil || change.OfStory() && change.Story == slug {
			return err == nil, err
		}
	}
	return false, nil
}

func (s *ViewCache) keep(story incidents.Story, v *index.View) *View {
	d := &document{story: story, view: v, zone: time.UTC, sums: map[string]index.Summary{}}
	if zone, err := time.LoadLocation(story.Zone); err == nil {
		d.zone = zone
	}
	before := s.known(story.Slug)
	if before != nil && before.view.Changed() <= v.Changed() {
		d.after = before.notBefore()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if newest := s.documents[story.Slug]; newest == nil || newest.view.Changed() <= v.Changed() {
		s.documents[story.Slug] = d
	}
	return s.viewOf(d, v)
}

func (s *ViewCache) viewOf(d *document, v *index.View) *View {
	return &View{View: v, Story: d.story, Zone: d.zone, document: d, views: s}
}

// caughtUp gives a view that has all that the store has.
func (s *ViewCache) caughtUp(ctx context.Context, v *View) (*View, error) {
	newest, err := s.store.Seq(ctx)
	if err != nil || newest <= v.Seq() {
		return v, err
	}
	if err := s.index.Sync(ctx, s.store); err != nil {
		return nil, err
	}
	return s.Of(ctx, v.Story.Slug)
}

// Moved gives the error of reading something of the view from the store: ErrMoved when it is
// not there because the story has changed since, else the error itself.
func (v *View) Moved(ctx context.Context, err error) error {
	if incidents.CodeOf(err) != incidents.ENotFound {
		return err
	}
	now, fault := v.CaughtUp(ctx)
	switch {
	case fault != nil:
		return fault
	case now.Changed() != v.Changed():
		return incidents.ErrMoved
	}
	return err
}
