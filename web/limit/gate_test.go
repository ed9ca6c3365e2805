package limit

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"incidentmap/incidents"
)

func TestGateBoundsWhatRunsAndWaits(t *testing.T) {
	g := NewGate("counting", 2, 3)
	release := make(chan struct{})
	var inside, most atomic.Int32
	var all sync.WaitGroup
	enter := func() {
		leave, err := g.Enter(t.Context())
		if err != nil {
			t.Error(err)
			return
		}
		most.Store(max(most.Load(), inside.Add(1)))
		<-release
		inside.Add(-1)
		leave()
		leave() // does nothing
	}
	for range 5 {
		all.Go(enter)
	}
	for held := 0; held < 5; {
		g.mu.Lock()
		held = len(g.slots) + g.waiting
		if g.waiting > 3 {
			held = 0 // one that takes a slot is counted as waiting for a moment
		}
		g.mu.Unlock()
	}
	if _, err := g.Enter(t.Context()); incidents.CodeOf(err) != incidents.EUnavailable {
		t.Errorf("a sixth got %v; want %s", err, incidents.EUnavailable)
	}
	close(release)
	all.Wait()
	if most.Load() > 2 || g.waiting != 0 || len(g.slots) != 0 {
		t.Errorf("%d at once, %d waiting, %d at work at the end", most.Load(), g.waiting, len(g.slots))
	}
}

func TestGateLetsGoOfWhoLeaves(t *testing.T) {
	g := NewGate("counting", 1, 1)
	leave, err := g.Enter(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(WithClient(t.Context(), "192.0.2.1"))
	cancel()
	if _, err := g.Enter(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("who left got %v", err)
	}
	leave()
	if leave, err = g.Enter(t.Context()); err != nil {
		t.Fatal(err)
	}
	leave()
	if g.waiting != 0 || len(g.inside) != 0 {
		t.Errorf("%d waiting, clients %v; want none", g.waiting, g.inside)
	}
}

func TestGateGivesNoClientMoreThanItsShare(t *testing.T) {
	g := NewGate("counting", 4, 0)
	one, other := WithClient(t.Context(), "192.0.2.1"), WithClient(t.Context(), "192.0.2.2")
	for range 2 {
		if _, err := g.Enter(one); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := g.Enter(one); incidents.CodeOf(err) != incidents.EUnavailable {
		t.Errorf("beyond its share a client got %v", err)
	}
	for range 2 {
		if _, err := g.Enter(other); err != nil {
			t.Errorf("another client got %v", err)
		}
	}
}
