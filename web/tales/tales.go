package tales

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"sync"
	"time"

	"incidentmap/incidents"
)

// Store is what is asked of a store to follow it; see incidents.Store.
type Store interface {
	Story(ctx context.Context, slug string) (incidents.Story, error)
	Changes(ctx context.Context, after incidents.Seq) iter.Seq2[incidents.Change, error]
}

// Index answers which public incidents of a story a filter wants.
type Index interface {
	// Select gives the changes in force of those incidents in reading order. When among
	// is not nil, incidents outside it are left out; Filter.Query is not looked at.
	Select(story string, f incidents.Filter, among map[incidents.Seq]struct{}) []incidents.Seq
	// Seq gives the newest sequence number the index has taken in.
	Seq() incidents.Seq
}

// Tale is a story with everything of it that readers may see, as it stood at a sequence
// number. It is shared between requests and never changed.
type Tale struct {
	Story   incidents.Story
	Seq     incidents.Seq
	Public  []*incidents.Public // in reading order
	ByID    map[string]*incidents.Public
	Updated time.Time // when the newest of public was written; zero when there is none
	Zone    *time.Location
}

// Shelf keeps the public incidents of all stories, by following the store's changes when
// the index has moved on. Pages read them from memory, so that the answer to a request that was
// answered before costs no query.
type Shelf struct {
	store Store
	index Index

	mu      sync.Mutex
	seq     incidents.Seq
	public  map[string]map[string]*incidents.Public // by story and id
	stories map[string]*Tale                        // made since the last change
}

// New keeps the incidents of a store, whose changes the index takes in first.
func New(store Store, index Index) *Shelf {
	return &Shelf{store: store, index: index, public: map[string]map[string]*incidents.Public{}, stories: map[string]*Tale{}}
}

// Of gives the newest state of a story. ENotFound if there is no such story.
func (t *Shelf) Of(ctx context.Context, slug string) (*Tale, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.seq < t.index.Seq() {
		if err := t.follow(ctx); err != nil {
			return nil, err
		}
	}
	if known, ok := t.stories[slug]; ok {
		return known, nil
	}
	story, err := t.store.Story(ctx, slug)
	if err != nil {
		return nil, err
	}
	made := newTale(story, t.seq, t.public[slug])
	t.stories[slug] = made
	return made, nil
}

// follow takes in all changes since the last time. It does not stop where the index
// stands: of an incident that changed again since, the feed no longer has that state.
func (t *Shelf) follow(ctx context.Context) error {
	newest := t.seq
	for change, err := range t.store.Changes(ctx, t.seq) {
		if err != nil {
			return err
		}
		t.apply(change)
		newest = change.Seq
	}
	t.seq = newest
	clear(t.stories) // each names the sequence number it stands for
	return nil
}

func (t *Shelf) apply(c incidents.Change) {
	if c.Incident == "" {
		return
	}
	if t.public[c.Story] == nil {
		t.public[c.Story] = map[string]*incidents.Public{}
	}
	if c.Public == nil {
		delete(t.public[c.Story], c.Incident)
		return
	}
	t.public[c.Story][c.Incident] = c.Public
}

func newTale(story incidents.Story, seq incidents.Seq, public map[string]*incidents.Public) *Tale {
	t := &Tale{Story: story, Seq: seq, ByID: map[string]*incidents.Public{}, Zone: time.UTC}
	if zone, err := time.LoadLocation(story.Zone); err == nil {
		t.Zone = zone
	}
	for id, p := range public {
		t.ByID[id] = p
		t.Public = append(t.Public, p)
		if p.Updated.After(t.Updated) {
			t.Updated = p.Updated
		}
	}
	slices.SortFunc(t.Public, readingOrder)
	return t
}

// readingOrder sorts by class as people read them, then by time, unknown times last, then
// by id. It is the order in which an Index selects.
func readingOrder(a, b *incidents.Public) int {
	classes := incidents.Classes()
	if c := cmp.Compare(slices.Index(classes, a.Class), slices.Index(classes, b.Class)); c != 0 {
		return c
	}
	if a.When.Start.IsZero() != b.When.Start.IsZero() {
		if a.When.Start.IsZero() {
			return 1
		}
		return -1
	}
	if c := a.When.Start.Compare(b.When.Start); c != 0 {
		return c
	}
	return cmp.Compare(a.ID, b.ID)
}
