package index

import (
	"context"
	"errors"
	"iter"
	"testing"

	"incidentmap/incidents"
)

// broken is a feed that fails after so many changes.
type broken struct {
	Feed
	after int
}

var errBroken = errors.New("the disk is gone")

func (b *broken) Changes(ctx context.Context, after incidents.Seq) iter.Seq2[incidents.Change, error] {
	return func(yield func(incidents.Change, error) bool) {
		n := 0
		for c, err := range b.Feed.Changes(ctx, after) {
			if n == b.after {
				yield(incidents.Change{}, errBroken)
				return
			}
			if n++; !yield(c, err) {
				return
			}
		}
	}
}

// However many batches changes come in, each is taken in, and after a failure in any of them none is.
func TestBatches(t *testing.T) {
	for _, n := range []int{1, batchChanges - 1, batchChanges, batchChanges + 1, (2*batchesAhead+3)*batchChanges + 7} {
		x, feed := New(), crowd(n)
		for _, after := range []int{0, n / 2, n - 1} {
			if err := x.Sync(t.Context(), &broken{feed, after}); !errors.Is(err, errBroken) || x.Seq() != 0 || x.Story("a").Count(Query{}) != 0 {
				t.Fatalf("%d changes, failing after %d: %v, %d taken in", n, after, err, x.Story("a").Count(Query{}))
			}
		}
		if err := x.Sync(t.Context(), feed); err != nil {
			t.Fatal(err)
		}
		seqs := map[incidents.Seq]bool{}
		for _, seq := range x.Story("a").Select(Query{}) {
			seqs[seq] = true
		}
		if len(seqs) != n || x.Story("a").Count(Query{}) != n {
			t.Errorf("%d of %d changes are there", len(seqs), n)
		}
	}
}

// What taking in ends with comes to whoever asked for it, also from a batch that another goroutine takes in.
func TestPanicsOfBatchesAreTheCallers(t *testing.T) {
	for _, n := range []int{1, (2*batchesAhead + 3) * batchChanges} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%d changes: nothing came", n)
				}
			}()
			_ = (&taking{}).takeAll(crowd(n).Changes(t.Context(), 0)) // without an index to take them into
		}()
	}
}
