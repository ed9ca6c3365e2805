package limit

import (
	"fmt"
	"testing"
	"time"
)

func TestGuesses(t *testing.T) {
	now := time.Unix(1000, 0)
	g := NewGuesses(3, func() time.Time { return now })
	must := func(what string, want time.Duration) {
		t.Helper()
		if wait, ok := g.Try("ana"); wait != want || ok != (want == 0) {
			t.Errorf("%s: wait %s, %v; want %s", what, wait, ok, want)
		}
	}
	for range 3 {
		must("free", 0)
	}
	for _, wait := range []time.Duration{1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300} {
		wait *= time.Second
		must("too early", wait)
		must("refused tries do not count", wait)
		now = now.Add(wait - time.Millisecond)
		must("a little too early", time.Millisecond)
		now = now.Add(time.Millisecond)
		must("in time", 0)
	}
	if wait, ok := g.Try("bea"); !ok || wait != 0 {
		t.Error("another key waits, too")
	}
	g.Pardon("ana")
	must("after one that was right", 0)
	g.Pardon("nobody")
	now = now.Add(calm)
	for range 3 {
		must("forgotten", 0)
	}
}

// TestGuessesAreBounded holds that a flood of keys takes no more than so much memory.
func TestGuessesAreBounded(t *testing.T) {
	g := NewGuesses(1, time.Now)
	for i := range 2 * maxGuessed {
		g.Try(fmt.Sprint(i))
	}
	if g.tries.Len() != maxGuessed {
		t.Errorf("%d keys are remembered", g.tries.Len())
	}
}
