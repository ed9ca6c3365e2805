package stories

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
)

// Whole is how many incidents are still shown whole: listed on a page, sent to the map at once,
// and drawn one by one. Of more, the page lists one part, and the map asks for what is in view: a phone has
// neither the line nor the patience for all.
const Whole = 200

// Summed is how many incidents are still read one by one to say what their sources say in all, and
// to write a file in reading order. Of more, the index counts, and a file has the order in which a store
// reads fastest.
const Summed = 2000

// Snapshot is a story as it stands at a change of it. It is of one request.
type Snapshot struct {
	*index.Snapshot
	Story incidents.Story
	Zone  *time.Location // the story's own, else UTC

	document  *document
	snapshots *SnapshotCache
}

// Summary sums up a layer.
func (snap *Snapshot) Summary(layer string) index.Summary {
	d := snap.document
	d.mu.Lock()
	defer d.mu.Unlock()
	sum, known := d.sums[layer]
	if !known {
		sum = d.snap.Summary(index.Query{Filter: incidents.Filter{Layers: []string{layer}}})
		d.sums[layer] = sum
	}
	return sum
}

// CheckLayers gives EInvalid if a filter names a layer that the story does not have.
func (snap *Snapshot) CheckLayers(f *incidents.Filter) error {
	for _, id := range f.Layers {
		if !snap.Story.HasLayer(id) {
			return incidents.Errorf(incidents.EInvalid, "layer", "story %q has no layer %q", snap.Story.Slug, id)
		}
	}
	return nil
}

// Selection is what a filter finds in a snapshot.
type Selection struct {
	Snapshot *Snapshot
	Query    index.Query
	// State is what the selection depends on besides the filter: the story's newest change, and
	// what the store found of a text.
	State []any
}

// Select resolves a filter. For a text the store is asked, and the snapshot is then one that has
// all that the store has; for columns the values of all incidents are known, or read once; without either the
// answer costs no query. EInvalid if the filter asks for a column that readers of the story do not have.
func (snap *Snapshot) Select(ctx context.Context, f incidents.Filter) (Selection, error) {
	if err := f.Check(&snap.Story); err != nil {
		return Selection{}, err
	}
	s := Selection{snap, index.Query{Filter: f}, []any{snap.Changed()}}
	if f.Query != "" {
		var err error
		if snap, err = snap.CaughtUp(ctx); err != nil {
			return Selection{}, err
		}
		found, err := snap.search(ctx, f.Query)
		if err != nil {
			return Selection{}, err
		}
		s = Selection{snap, index.Query{Filter: f}, []any{snap.Changed()}}
		s.narrow(found)
	}
	if len(f.Columns) > 0 {
		found, err := snap.having(ctx, f.Columns)
		if err != nil {
			return Selection{}, err
		}
		s.narrow(found)
	}
	return s, nil
}

// narrow keeps what a list has, in the order of changes.
func (s *Selection) narrow(to List) {
	s.State = append(s.State, to.Digest)
	if s.Query.Narrowed {
		s.Query.Among = both(s.Query.Among, to.Seqs)
		return
	}
	s.Query.Among, s.Query.Narrowed = to.Seqs, true
}

// both gives what two lists in order have.
func both(a, b []incidents.Seq) []incidents.Seq {
	var all []incidents.Seq
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			all = append(all, a[0])
			a, b = a[1:], b[1:]
		}
	}
	return all
}

// search asks the store for the words of a text, once for each state of the story and for all who ask meanwhile. What
// changes meanwhile is not in the snapshot, and so not in a selection; the same tag still means the same
// bytes, for it is of what was found.
func (snap *Snapshot) search(ctx context.Context, words string) (List, error) {
	key := fmt.Sprintf("%s %d %s", snap.Story.Slug, snap.Changed(), words)
	if found, known := snap.snapshots.found.Get(key); known {
		return found, nil
	}
	return snap.snapshots.searches.Do(ctx, key, func(ctx context.Context) (List, error) {
		return snap.snapshots.search(ctx, key, snap.Story.Slug, words)
	})
}

// search asks the store behind a gate, and keeps what it finds.
func (c *SnapshotCache) search(ctx context.Context, key, slug, words string) (List, error) {
	leave, err := c.searching.Enter(ctx)
	if err != nil {
		return List{}, err
	}
	defer leave()
	seqs, err := c.store.Search(ctx, slug, words)
	if err != nil {
		return List{}, err
	}
	slices.Sort(seqs)
	found := newList(key, seqs)
	c.found.Put(found)
	return found, nil
}

// newList makes a list of changes in order.
func newList(key string, seqs []incidents.Seq) List {
	h := sha256.New()
	var b [8]byte
	for _, seq := range seqs {
		binary.LittleEndian.PutUint64(b[:], uint64(seq))
		h.Write(b[:])
	}
	return List{Key: key, Seqs: seqs, Digest: hex.EncodeToString(h.Sum(nil))}
}

// CaughtUp gives a snapshot of the same story that has all that the store has.
func (snap *Snapshot) CaughtUp(ctx context.Context) (*Snapshot, error) {
	return snap.snapshots.caughtUp(ctx, snap)
}

// Settled reports whether the selection is named by the story's newest change alone.
func (s *Selection) Settled() bool { return !s.Query.Narrowed }

// Seqs gives the changes of all that is found, in reading order.
func (s *Selection) Seqs() []incidents.Seq { return s.Snapshot.Snapshot.Select(s.Query) }

// After gives what is found in the order of ids, from behind one on, and how many there are in all.
func (s *Selection) After(id incidents.ULID, limit int) (refs []index.Ref, matched int) {
	return s.Snapshot.After(s.Query, id, limit)
}

// PageBehind gives the part of Seqs behind a position, and how many there are in all.
func (s *Selection) PageBehind(p index.Position, limit int) (seqs []incidents.Seq, matched int) {
	return s.Snapshot.PageBehind(s.Query, p, limit)
}

// Page gives a part of Seqs, and how many there are in all.
func (s *Selection) Page(offset, limit int) (seqs []incidents.Seq, matched int) {
	return s.Snapshot.Page(s.Query, offset, limit)
}
