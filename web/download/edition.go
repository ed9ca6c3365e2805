package download

import (
	"context"
	"slices"
	"sort"
	"sync"
	"time"

	"incidentmap/incidents"
	"incidentmap/web/answer"
	"incidentmap/web/tales"
)

// edition is what a story's files say of it, at a sequence number.
type edition struct {
	Story incidents.Story
	At    incidents.Seq // of the index, which selects
	Read  incidents.Seq // of the store, when the story was read; it may be ahead
	asOf  time.Time     // when the newest of it was written: see instantOf; zero when nothing is
}

// editions keeps the newest edition of each story, so that the answer to a request that
// was answered before costs no query. It holds no incidents, however many a story has.
type editions struct {
	store Store
	index tales.Index

	mu    sync.Mutex
	known map[string]*edition
}

func newEditions(store Store, index tales.Index) *editions {
	return &editions{store: store, index: index, known: map[string]*edition{}}
}

// of gives the newest edition of a story. ENotFound if there is no such story.
func (e *editions) of(ctx context.Context, slug string) (*edition, error) {
	at := e.index.Seq()
	e.mu.Lock()
	known := e.known[slug]
	e.mu.Unlock()
	if known != nil && known.At == at {
		return known, nil
	}
	made, err := e.make(ctx, slug, at)
	if err != nil {
		return nil, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.known[slug] = made
	return made, nil
}

func (e *editions) make(ctx context.Context, slug string, at incidents.Seq) (*edition, error) {
	made := &edition{At: at}
	var err error
	if made.Read, err = e.store.Seq(ctx); err != nil {
		return nil, err
	}
	if made.Story, err = e.store.Story(ctx, slug); err != nil {
		return nil, err
	}
	public := e.index.Select(slug, incidents.Filter{}, nil)
	now, err := e.store.Seq(ctx)
	if err != nil {
		return nil, err
	}
	if now != made.Read || e.index.Seq() != at {
		return nil, answer.ErrMoved
	}
	if len(public) > 0 {
		made.asOf, err = instantOf(ctx, e.store, slices.Max(public))
	}
	return made, err
}

// instantOf gives the first whole second by which a change had been made, in UTC: as of
// that time the change is there. It is zero if the store knows no such time.
func instantOf(ctx context.Context, store Store, seq incidents.Seq) (time.Time, error) {
	var fault error
	end := time.Now().Unix() + 1
	second := sort.Search(int(end), func(s int) bool {
		if fault != nil {
			return true
		}
		var then incidents.Seq
		then, fault = store.SeqAt(ctx, time.Unix(int64(s), 0))
		return then >= seq
	})
	if fault != nil || int64(second) == end {
		return time.Time{}, fault
	}
	return time.Unix(int64(second), 0).UTC(), nil
}
