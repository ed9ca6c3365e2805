package sqlite

import (
	"testing"
	"time"
)

// Indexing leaves nine tenths of the time to requests that came since it last asked, and half of it to what else goes
// on.
func TestIndexingRestsWhileRequestsCome(t *testing.T) {
	served := uint64(0)
	x := &indexer{served: func() uint64 { return served }}
	for i, step := range []struct {
		more uint64
		want time.Duration
	}{{0, 10}, {1, 90}, {500, 90}, {0, 10}, {0, 10}, {3, 90}} {
		served += step.more
		if got := x.rest(10); got != step.want {
			t.Errorf("step %d: a rest of %d after 10, want %d", i, got, step.want)
		}
	}
	if got := new(indexer).rest(10); got != 10 {
		t.Errorf("without a count a rest of %d after 10", got)
	}
}
