package index

import (
	"cmp"
	"context"
	"iter"
	"sync"
	"sync/atomic"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
)

// Feed is what the index needs of a store, as incidents.Store promises it.
type Feed interface {
	Changes(ctx context.Context, after incidents.Seq) iter.Seq2[incidents.Change, error]
	Shapes(ctx context.Context, ids []incidents.ShapeID) (map[incidents.ShapeID]orb.Geometry, error)
	Story(ctx context.Context, slug string) (incidents.Story, error)
}

// Index is the live map of all stories. All methods may be called by many goroutines at once.
type Index struct {
	taking sync.Mutex // held while changes are taken in
	shapes map[incidents.ShapeID]*shape
	kinds  *kindNames
	cells  *cellBuffers
	now    atomic.Pointer[generation]
}

// generation is the index at one sequence number. It is never changed.
type generation struct {
	seq     incidents.Seq
	stories map[string]*story
	past    chan struct{} // closed when one with other stories has taken its place
}

// story is what the index holds of a story. It is never changed.
type story struct {
	changed incidents.Seq
	layers  []string         // ids, in the story's order
	own     []incidents.Kind // that it declares, by their slots
	names   *kindNames       // of its kinds; nil where it declares none
	parts   []*part          // the largest first; no incident is alive in two
}

// New makes an empty index.
func New() *Index {
	x := &Index{shapes: map[incidents.ShapeID]*shape{}, kinds: newKindNames(nil), cells: newCellBuffers()}
	x.now.Store(&generation{past: make(chan struct{})})
	return x
}

// Seq gives the newest sequence number the index has taken in.
func (x *Index) Seq() incidents.Seq { return x.now.Load().seq }

// Size tells how many incidents the index holds.
func (x *Index) Size() int {
	n := 0
	for _, s := range x.now.Load().stories {
		for _, p := range s.parts {
			n += p.living()
		}
	}
	return n
}

// Moved gives a channel that is closed as soon as the index has taken in more of what readers see
// than it has now.
// However many wait for it, a change costs the index one closing.
func (x *Index) Moved() <-chan struct{} { return x.now.Load().past }

// Story gives the story as the index has it now. The snapshot of a story that is not there has no
// incidents.
func (x *Index) Story(slug string) *Snapshot {
	now := x.now.Load()
	s := now.stories[slug]
	if s == nil {
		s = &story{}
	}
	return &Snapshot{story: s, seq: now.seq, kinds: cmp.Or(s.names, x.kinds), cells: x.cells}
}

// Snapshot is a story at one sequence number. It never changes, and all methods may be called by
// many goroutines at once.
type Snapshot struct {
	*story
	seq   incidents.Seq
	kinds *kindNames
	cells *cellBuffers
}

// Seq gives the index's sequence number when the snapshot was taken.
func (snap *Snapshot) Seq() incidents.Seq { return snap.seq }

// Changed gives the number of the newest change of this story, of an incident or of the story
// itself, that the snapshot has. It stays when other stories are written.
func (snap *Snapshot) Changed() incidents.Seq { return snap.changed }

// Bytes gives the memory of the story's columns, without the shapes, which stories share.
func (snap *Snapshot) Bytes() int {
	n := 0
	for _, p := range snap.parts {
		n += p.bytes()
	}
	return n
}
