package sqlite

import (
	"context"
	"sync"
	"time"

	"incidentmap/incidents"
)

// pollEvery is how often another program's changes are looked for.
const pollEvery = 250 * time.Millisecond

// notifier wakes those who wait for this program's changes.
type notifier struct {
	mu    sync.Mutex
	last  incidents.Seq
	risen chan struct{} // closed at the next change
}

func (b *notifier) notify(last incidents.Seq) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if last <= b.last {
		return
	}
	b.last = last
	if b.risen != nil {
		close(b.risen)
		b.risen = nil
	}
}

// next gives a channel that is closed at the next change.
func (b *notifier) next() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.risen == nil {
		b.risen = make(chan struct{})
	}
	return b.risen
}

// Wait blocks until there is a change after the given one: see incidents.Store.
func (s *Store) Wait(ctx context.Context, after incidents.Seq) (incidents.Seq, error) {
	poll := time.NewTicker(pollEvery)
	defer poll.Stop()
	for {
		next := s.notifier.next()
		if last, err := s.Seq(ctx); err != nil || last > after {
			s.search.wake() // another program may have written it
			return last, err
		}
		select {
		case <-next:
		case <-poll.C:
		case <-s.closing:
			return 0, s.fault("wait for a change", errClosed)
		case <-ctx.Done():
			return 0, s.fault("wait for a change", ctx.Err())
		}
	}
}
