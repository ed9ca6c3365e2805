// Package index answers where and when: which public incidents of a story a filter wants.
// It holds in memory, as columns, the few numbers of each that a filter looks at.
//
//	store ─ Changes ─► Sync ─► columns, in reading order ─► Select
//
// Goals: answers exact to the geometry and not only its envelope; readers that never
// wait, because each works on a snapshot that is exchanged as a whole; nothing that
// cannot be made again from the change feed.
//
// Non-goals: text search, which the store has, and the incidents themselves.
package index

import (
	"cmp"
	"context"
	"iter"
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"incidentmap/incidents"
)

// Index is the columns of all stories. All methods may be called by many goroutines at
// once.
type Index struct {
	sync sync.Mutex // held while changes are taken in
	now  atomic.Pointer[snapshot]
}

// snapshot is the index at one sequence number. It is never changed.
type snapshot struct {
	seq     incidents.Seq
	stories map[string]*columns
}

// Feed is what the index needs of a store.
type Feed interface {
	// Changes gives every change after the given one that is still in force, by
	// sequence number.
	Changes(ctx context.Context, after incidents.Seq) iter.Seq2[incidents.Change, error]
}

// New makes an empty index.
func New() *Index {
	x := &Index{}
	x.now.Store(&snapshot{})
	return x
}

// Seq gives the newest sequence number the index has taken in.
func (x *Index) Seq() incidents.Seq { return x.now.Load().seq }

// Select gives the changes in force of those incidents of the story that the filter
// wants, in reading order: by class as incidents.Classes lists them, then by start, the
// oldest first and unknown ones last, then by id. Incidents without a geometry are in every
// box, and those without a time in every interval. When among is not nil, changes outside
// it are left out; that is where the answer to Filter.Query goes, which Select does not
// look at. A story or a layer that is not there has no incidents.
func (x *Index) Select(story string, f incidents.Filter, among map[incidents.Seq]struct{}) []incidents.Seq {
	c := x.now.Load().stories[story]
	if c == nil {
		return nil
	}
	q := c.compile(f)
	var found []incidents.Seq
	for i, seq := range c.seq {
		if among != nil {
			if _, in := among[seq]; !in {
				continue
			}
		}
		if q.wants(i) {
			found = append(found, seq)
		}
	}
	return found
}

// Sync takes in the changes that came since the last time. After an error the index is
// as it was before.
func (x *Index) Sync(ctx context.Context, feed Feed) error {
	x.sync.Lock()
	defer x.sync.Unlock()
	old := x.now.Load()
	next := &snapshot{seq: old.seq, stories: maps.Clone(old.stories)}
	if next.stories == nil {
		next.stories = map[string]*columns{}
	}
	// By story, then by incident: its row, or nil when readers see nothing of it now.
	changed := map[string]map[string]*row{}
	for change, err := range feed.Changes(ctx, old.seq) {
		if err != nil {
			return err
		}
		next.seq = max(next.seq, change.Seq)
		if change.Incident == "" {
			continue
		}
		if changed[change.Story] == nil {
			changed[change.Story] = map[string]*row{}
		}
		changed[change.Story][change.Incident] = newRow(change.Public)
	}
	for story, news := range changed {
		next.stories[story] = merge(next.stories[story], news)
	}
	x.now.Store(next)
	return nil
}

// merge gives new columns: those of old, which may be nil, with the news in place of what they
// say of the same incidents.
func merge(old *columns, news map[string]*row) *columns {
	var rows []row
	for _, r := range news {
		if r != nil {
			rows = append(rows, *r)
		}
	}
	slices.SortFunc(rows, row.compare)
	if old == nil {
		old = &columns{}
	}
	next := newColumns(len(old.seq)+len(rows), old)
	for i := range old.seq {
		if _, replaced := news[old.id[i]]; replaced {
			continue
		}
		kept := old.row(i)
		for len(rows) > 0 && rows[0].compare(kept) < 0 {
			next.append(rows[0], next.setOf(rows[0].layers))
			rows = rows[1:]
		}
		next.append(kept, old.set[i])
	}
	for _, r := range rows {
		next.append(r, next.setOf(r.layers))
	}
	return next
}

// compare orders rows as people read them.
func (r row) compare(s row) int {
	return cmp.Or(
		cmp.Compare(r.class, s.class),
		compareBool(r.start == unknownStart, s.start == unknownStart),
		cmp.Compare(r.start, s.start),
		cmp.Compare(r.id, s.id),
	)
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
