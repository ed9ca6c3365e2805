package postgis

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgconn/ctxwatch"

	"incidentmap/incidents"
)

// notifier is the newest number that this program has heard of, and wakes those who wait for it.
type notifier struct {
	mu    sync.Mutex
	seq   incidents.Seq
	rises chan struct{} // closed at the next rise; nil when nobody waits
}

// notify notes a number; zero wakes all without one.
func (t *notifier) notify(seq incidents.Seq) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if seq != 0 && seq <= t.seq {
		return
	}
	t.seq = max(t.seq, seq)
	if t.rises != nil {
		close(t.rises)
		t.rises = nil
	}
}

// heard gives the newest number, and what is closed when there is a newer one.
func (t *notifier) heard() (incidents.Seq, <-chan struct{}) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.rises == nil {
		t.rises = make(chan struct{})
	}
	return t.seq, t.rises
}

const (
	// pollEvery is how often whoever waits looks for itself: notifications may be lost with
	// their connection, which nobody notices at once.
	pollEvery = 500 * time.Millisecond
	// pollLag is how often it looks for what is known to come: a replica is behind.
	pollLag = 20 * time.Millisecond
)

// Wait blocks until there is a change after the given one: see incidents.Store.
func (s *Store) Wait(ctx context.Context, after incidents.Seq) (incidents.Seq, error) {
	for {
		heard, rises := s.notifier.heard()
		seq, err := s.Seq(ctx)
		if err != nil || seq > after {
			return seq, err
		}
		pause := time.NewTimer(pollEvery)
		if heard > after {
			pause.Reset(pollLag)
		}
		select {
		case <-rises:
		case <-pause.C:
		case <-ctx.Done():
		}
		pause.Stop()
		if err := ctx.Err(); err != nil {
			return 0, s.fault(ctx, "wait for a change", err)
		}
	}
}

// maxPause is how long the listener waits before it connects again.
const maxPause = 5 * time.Second

// listen hears of the changes of all programs, on a connection of its own to the primary, for
// replicas take no LISTEN. While it has none, waiting goes by looking.
func (s *Store) listen(ctx context.Context) {
	for pause := 100 * time.Millisecond; ctx.Err() == nil; pause = min(2*pause, maxPause) {
		heard, err := s.hear(ctx)
		if heard {
			pause = 100 * time.Millisecond
		}
		if err == nil || ctx.Err() != nil {
			return
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
		}
	}
}

// hear listens until its connection is lost, and reports whether it had one.
func (s *Store) hear(ctx context.Context) (bool, error) {
	config := s.primary.Config().ConnConfig
	// Nobody waits for an answer of the server when it is time to stop.
	config.BuildContextWatcherHandler = func(conn *pgconn.PgConn) ctxwatch.Handler {
		return &pgconn.DeadlineContextWatcherHandler{Conn: conn.Conn()}
	}
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return false, err
	}
	defer conn.Close(context.WithoutCancel(ctx)) //nolint:errcheck // nothing is written on it
	if _, err := conn.Exec(ctx, `LISTEN `+pgx.Identifier{s.channel}.Sanitize()); err != nil {
		return false, err
	}
	seq, err := seqOf(ctx, conn)
	if err != nil {
		return false, err
	}
	for s.notifier.notify(seq); ; s.notifier.notify(seq) {
		notified, err := conn.WaitForNotification(ctx)
		if err != nil {
			return true, err
		}
		n, err := strconv.ParseInt(notified.Payload, 10, 64)
		if err != nil {
			return true, errors.New("a notification is no number: " + notified.Payload)
		}
		seq = incidents.Seq(n)
	}
}
