package live

import (
	"context"
	"fmt"
	"iter"
	"testing"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
)

// long is a store of a story whose every change shows something.
type long struct {
	Store
	changes int
}

func (s long) Changes(_ context.Context, after incidents.Seq) iter.Seq2[incidents.Change, error] {
	return func(yield func(incidents.Change, error) bool) {
		for seq := after + 1; seq <= incidents.Seq(s.changes); seq++ {
			if !yield(incidents.Change{Seq: seq, Story: "a", Incident: incidents.ULID{byte(seq)}, Entry: &incidents.Entry{}}, nil) {
				return
			}
		}
	}
}

func (long) Features(_ context.Context, seqs []incidents.Seq, _ string) iter.Seq2[incidents.Feature, error] {
	return func(yield func(incidents.Feature, error) bool) {
		for _, seq := range seqs {
			if !yield(incidents.Feature{Seq: seq, ID: fmt.Sprint(seq), JSON: []byte(`{"type":"Feature","properties":{"n":1}}`)}, nil) {
				return
			}
		}
	}
}

// What is read of the changes ends at a number of bytes, at a number of changes, and never before the first; and who
// goes on from where it ended misses none.
func TestReadingEndsAtItsBounds(t *testing.T) {
	const all, each = 25, len(`{"type":"Feature","properties":{"n":1}}`)
	r := records{long{changes: all}}
	for _, tt := range []struct{ limit, bytes, want int }{{100, 1 << 20, 25}, {10, 1 << 20, 10}, {100, 3*each + 1, 3}, {100, 1, 1}} {
		next := incidents.Seq(0)
		for more := true; more; {
			list, beyond, err := r.read(t.Context(), topic{"a", "en"}, "http://a.example", span{next, all, tt.limit, tt.bytes})
			if err != nil || len(list) != min(tt.want, all-int(next)) {
				t.Fatalf("%+v: after %d %d were read, %v", tt, next, len(list), err)
			}
			for _, one := range list {
				if next++; one.Seq != next || len(one.Feature) == 0 {
					t.Fatalf("%+v: %+v, want change %d", tt, one, next)
				}
			}
			more = beyond
		}
		if next != all {
			t.Errorf("%+v: ended at %d", tt, next)
		}
	}
}

func TestFeedsAreBounded(t *testing.T) {
	h := newHub(records{long{}}, index.New(), nil, 1<<30)
	defer h.following.Wait()
	defer h.end()
	var one *feed
	for i := range mostFeeds {
		f, err := h.join(topic{fmt.Sprint(i), "en"})
		if err != nil {
			t.Fatal(err)
		}
		one = f
	}
	if _, err := h.join(topic{"another", "en"}); incidents.CodeOf(err) != incidents.EUnavailable {
		t.Errorf("one feed too many: %v", err)
	}
	if _, err := h.join(one.about); err != nil {
		t.Errorf("one more stream of a feed: %v", err)
	}
	h.leave(one)
	h.leave(one)
	if _, err := h.join(topic{"another", "en"}); err != nil {
		t.Errorf("when there is room again: %v", err)
	}
}
