// Package postgis keeps stories and incidents in a PostgreSQL database with PostGIS, which any
// number of servers share.
//
//	revision, story_revision   what was written; only Redact and Erase change a row
//	change                     what that made of each incident, and until when; the feed. One that
//	                           tells readers nothing is until itself: see revisions.Change.Told
//	feature, shape             public incidents, encoded, and their places; the same holds
//	story, origin              what is in force; derived from the above
//	search, indexed            what that is found by, and how far it has come; derived too
//	pointer                    which incidents name which others; derived too
//	sequence, moment           the numbers of changes, and when they were given out
//	run, redaction             which numbers imports gave out; what was taken away
//	receipt, token             writes that may be repeated; which programs may write
//	person, session            who may write, and who is signed in
//
// Goals: an acknowledged write is on the primary's disk; numbers without gaps, visible in their
// order to all servers and replicas; reads of any length that hold no snapshot open, since what
// was in force at a number can be read at any time after; places as PostGIS geometries, for
// those who bring their own tools (the view public_incidents).
//
// Non-goals: answering where and when (incidents/index does, from Changes). DESIGN.md says
// how a database is outgrown.
package postgis

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"incidentmap/incidents"
)

// Store is an incidents.Store in a PostgreSQL database.
type Store struct {
	encode incidents.Encoder
	now    func() time.Time

	primary *pgxpool.Pool
	reader  *pgxpool.Pool // the replica's, or else the primary's
	channel string        // on which writers notify of changes

	turn     chan struct{} // held by whoever writes
	queue    queue         // what is to be written next
	parcels  sync.Pool     // of *parcel, whose memory is used again
	notifier notifier      // the newest number heard of
	wanted   chan struct{} // asks for what is left to be indexed, though others write
	closed   atomic.Bool
	stop     context.CancelFunc // ends the listener and the indexer
	// password is that of all connections, where the address does not hold it.
	password string
	done     sync.WaitGroup // both
}

var _ incidents.Store = (*Store)(nil)

// Option changes how a store works.
type Option func(*Store)

// WithClock makes the store take the time of writes from now.
func WithClock(now func() time.Time) Option {
	return func(s *Store) { s.now = now }
}

// WithPassword gives the password of the address's user, and of its replica's, so that it need not
// be in the address.
func WithPassword(password string) Option {
	return func(s *Store) { s.password = password }
}

// Open opens the store in the database that the setting names, such as
// postgres://USER:PASSWORD@HOST:PORT/DATABASE, and makes its tables if they are not there;
// encode writes the public features. With a further parameter replica=, the escaped address of a
// streaming replica, feeds and public incidents are read there. EInvalid if the setting is no
// such address or the database is another program's, EUnavailable if the server cannot be
// reached, lacks PostGIS, or was used by a newer version of this program.
func Open(ctx context.Context, setting string, encode incidents.Encoder, options ...Option) (*Store, error) {
	a, err := parse(setting)
	if err != nil {
		return nil, err
	}
	s := &Store{encode: encode, now: time.Now, turn: make(chan struct{}, 1), wanted: make(chan struct{}, 1)}
	for _, o := range options {
		o(s)
	}
	if s.password != "" {
		a.setPassword(s.password)
	}
	if s.primary, err = pgxpool.NewWithConfig(ctx, a.primary); err != nil {
		return nil, s.fault(ctx, "open it", err)
	}
	s.reader = s.primary
	if a.replica != nil {
		if s.reader, err = pgxpool.NewWithConfig(ctx, a.replica); err != nil {
			s.primary.Close()
			return nil, s.fault(ctx, "open its replica", err)
		}
	}
	if err := s.makeReady(ctx); err != nil {
		s.disconnect()
		return nil, err
	}
	listening, stop := context.WithCancel(context.WithoutCancel(ctx))
	s.stop = stop
	s.done.Go(func() { s.listen(listening) })
	s.done.Go(func() { s.keepIndexed(listening) })
	return s, nil
}

func (s *Store) makeReady(ctx context.Context) error {
	if err := s.migrate(ctx, embedded); err != nil {
		return err
	}
	var schema string
	if err := s.primary.QueryRow(ctx, `SELECT current_schema()`).Scan(&schema); err != nil {
		return s.fault(ctx, "open it", err)
	}
	s.channel = "incidentmap_" + schema[:min(len(schema), 40)] // PostgreSQL cuts names at 63 bytes
	return s.awaitTables(ctx)
}

// replicaPatience is how long a replica may take to have the tables that were just made.
const replicaPatience = 20 * time.Second

// awaitTables makes sure that there is something to read, which on a replica comes a little
// after it was made.
func (s *Store) awaitTables(ctx context.Context) error {
	for end := time.Now().Add(replicaPatience); ; {
		_, err := seqOf(ctx, s.reader)
		switch {
		case err == nil:
			return nil
		case s.reader == s.primary || !isState(err, undefinedTable) || time.Now().After(end):
			return s.fault(ctx, "read the newest sequence number", err)
		}
		select {
		case <-time.After(pollLag):
		case <-ctx.Done():
			return s.fault(ctx, "wait for its replica", ctx.Err())
		}
	}
}

// Close waits for writes under way and lets go of the database.
func (s *Store) Close() error {
	if s.closed.Swap(true) {
		return nil
	}
	s.turn <- struct{}{}
	defer func() { <-s.turn }()
	s.stop()
	s.notifier.notify(0)
	s.done.Wait()
	s.disconnect()
	return nil
}

func (s *Store) disconnect() {
	if s.reader != s.primary {
		s.reader.Close()
	}
	s.primary.Close()
}

// Seq gives the newest sequence number, zero for an empty store.
func (s *Store) Seq(ctx context.Context) (incidents.Seq, error) {
	seq, err := seqOf(ctx, s.reader)
	if err != nil {
		return 0, s.fault(ctx, "read the newest sequence number", err)
	}
	return seq, nil
}

// querier is a pool of connections or a transaction.
type querier interface {
	Query(ctx context.Context, query string, args ...any) (pgx.Rows, error)
	QueryRow(ctx context.Context, query string, args ...any) pgx.Row
}

func seqOf(ctx context.Context, q querier) (incidents.Seq, error) {
	var seq incidents.Seq
	err := q.QueryRow(ctx, `SELECT last FROM sequence`).Scan(&seq)
	return seq, err
}

// scanner is a row.
type scanner interface{ Scan(into ...any) error }

// each hands every row of a query to do.
func (s *Store) each(ctx context.Context, q querier, doing, query string, args []any, do func(scanner) error) error {
	rows, err := q.Query(ctx, query, args...)
	if err != nil {
		return s.fault(ctx, doing, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := do(rows); err != nil {
			return s.fault(ctx, doing, err)
		}
	}
	if err := rows.Err(); err != nil {
		return s.fault(ctx, doing, err)
	}
	return nil
}
