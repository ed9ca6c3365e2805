package index_test

import (
	"context"
	"iter"
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
)

// numbers is a feed of nothing but how far it has come, as it is while drafts are written.
type numbers struct{ asked, last incidents.Seq }

func (n *numbers) Changes(_ context.Context, after incidents.Seq) iter.Seq2[incidents.Change, error] {
	return func(yield func(incidents.Change, error) bool) {
		if after < 1 && !yield(incidents.Change{Seq: 1, Story: "a"}, nil) {
			return
		}
		if n.last > max(after, 1) {
			yield(incidents.Change{Seq: n.last}, nil)
		}
	}
}

func (n *numbers) Shapes(context.Context, []incidents.ShapeID) (map[incidents.ShapeID]orb.Geometry, error) {
	n.asked++
	return nil, nil
}

func (n *numbers) Story(context.Context, string) (incidents.Story, error) {
	n.asked++
	return incidents.Story{Slug: "a"}, nil
}

// TestDraftsWakeNobody holds that numbers of what readers never saw move the index on, and neither
// make it ask for anything, nor wake those who wait for news, nor change a story's number.
func TestDraftsWakeNobody(t *testing.T) {
	feed := &numbers{last: 1}
	x := index.New()
	if err := x.Sync(t.Context(), feed); err != nil {
		t.Fatal(err)
	}
	moved, changed, asked := x.Moved(), x.Story("a").Changed(), feed.asked
	for feed.last = 2; feed.last < 100; feed.last++ {
		if err := x.Sync(t.Context(), feed); err != nil {
			t.Fatal(err)
		}
		if x.Seq() != feed.last {
			t.Fatalf("the index has come to %d of %d", x.Seq(), feed.last)
		}
	}
	select {
	case <-moved:
		t.Error("somebody was woken")
	default:
	}
	if got := x.Story("a").Changed(); got != changed || feed.asked != asked {
		t.Errorf("the story changed at %d, was at %d; the store was asked %d times more", got, changed, feed.asked-asked)
	}
}
