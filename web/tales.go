package web

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"sync"
	"time"

	"incidentmap/incidents"
)

// talesStore is what is asked of a store to follow it; see incidents.Store.
type talesStore interface {
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

// tale is a story with everything of it that readers may see, as it stood at a sequence
// number. It is shared between requests and never changed.
type tale struct {
	story   incidents.Story
	seq     incidents.Seq
	public  []*incidents.Public // in reading order
	byID    map[string]*incidents.Public
	updated time.Time // when the newest of public was written; zero when there is none
	zone    *time.Location
}

// tales keeps the public incidents of all stories, by following the store's changes when
// the index has moved on. Pages read them from memory, so that the answer to a request that was
// answered before costs no query.
type tales struct {
	store talesStore
	index Index

	mu      sync.Mutex
	seq     incidents.Seq
	public  map[string]map[string]*incidents.Public // by story and id
	stories map[string]*tale                        // made since the last change
}

// newTales keeps the incidents of a store, whose changes the index takes in first.
func newTales(store talesStore, index Index) *tales {
	return &tales{store: store, index: index, public: map[string]map[string]*incidents.Public{}, stories: map[string]*tale{}}
}

// of gives the newest state of a story. ENotFound if there is no such story.
func (t *tales) of(ctx context.Context, slug string) (*tale, error) {
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
func (t *tales) follow(ctx context.Context) error {
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

func (t *tales) apply(c incidents.Change) {
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

func newTale(story incidents.Story, seq incidents.Seq, public map[string]*incidents.Public) *tale {
	t := &tale{story: story, seq: seq, byID: map[string]*incidents.Public{}, zone: time.UTC}
	if zone, err := time.LoadLocation(story.Zone); err == nil {
		t.zone = zone
	}
	for id, p := range public {
		t.byID[id] = p
		t.public = append(t.public, p)
		if p.Updated.After(t.updated) {
			t.updated = p.Updated
		}
	}
	slices.SortFunc(t.public, readingOrder)
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
