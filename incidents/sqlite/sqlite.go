// Package sqlite keeps stories and incidents in one SQLite file.
//
//	revision, story_revision   what was written; rows are only ever added
//	feature                    public incidents, encoded; rows are only ever added
//	incident, story, origin    what is in force; derived from the above
//	search                     the words of that
//	sequence, moment           the numbers of changes, and when they were given out
//
// Goals: an acknowledged write is on disk (WAL with synchronous=FULL); one writer and any
// number of readers, none of which waits for the writer; reads that can be slow to be
// consumed are made in batches, so that a slow reader holds no connection; damage is
// noticed (every row has a checksum) and said with the file's name.
//
// Non-goals: answering where and when (incidents/index does, from Changes), and more
// than one machine.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"runtime"
	"sync/atomic"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"incidentmap/incidents"
)

// Store is an incidents.Store in a SQLite file.
type Store struct {
	path   string
	encode incidents.Encoder
	now    func() time.Time

	writer *sql.DB // one connection, whose transactions take the write lock at once
	reader *sql.DB
	to     statements    // the writer's
	turn   chan struct{} // held by whoever writes
	closed atomic.Bool
}

var _ incidents.Store = (*Store)(nil)

// Option changes how a store works.
type Option func(*Store)

// WithClock makes the store take the time of writes from now.
func WithClock(now func() time.Time) Option {
	return func(s *Store) { s.now = now }
}

// Open opens the store in the file at path, which it makes if it is not there; encode writes
// the public features. A file that may not be written is opened for reading, where SQLite
// allows that. EDamaged if the file is not a database or is damaged, EUnavailable if it
// cannot be read or made, or was made by a newer version of this program, EInvalid if
// it is another program's.
func Open(ctx context.Context, path string, encode incidents.Encoder, options ...Option) (*Store, error) {
	s := &Store{path: path, encode: encode, now: time.Now, turn: make(chan struct{}, 1)}
	for _, o := range options {
		o(s)
	}
	if err := s.looksLikeDatabase(); err != nil {
		return nil, err
	}
	err := s.connect(ctx, false)
	if err != nil && s.mayBeImmutable(err) {
		err = s.connect(ctx, true)
	}
	if err != nil {
		return nil, err
	}
	return s, nil
}

// connect opens the connections and makes the file ready.
func (s *Store) connect(ctx context.Context, immutable bool) error {
	var err error
	if s.writer, err = sql.Open("sqlite", dsn(s.path, forWriting, immutable)); err != nil {
		return s.fault("open it", err)
	}
	s.writer.SetMaxOpenConns(1)
	if s.reader, err = sql.Open("sqlite", dsn(s.path, forReading, immutable)); err != nil {
		return errors.Join(s.fault("open it", err), s.writer.Close())
	}
	conns := max(4, 2*runtime.GOMAXPROCS(0))
	s.reader.SetMaxOpenConns(conns)
	s.reader.SetMaxIdleConns(conns)
	if err := s.makeReady(ctx); err != nil {
		return errors.Join(s.fault("open it", err), s.disconnect())
	}
	return nil
}

func (s *Store) makeReady(ctx context.Context) error {
	if err := s.migrate(ctx, embedded); err != nil {
		return err
	}
	if err := s.quickCheck(ctx); err != nil {
		return err
	}
	return s.to.prepare(ctx, s.writer)
}

// Close waits for writes under way and lets go of the file.
func (s *Store) Close() error {
	if s.closed.Swap(true) {
		return nil
	}
	s.turn <- struct{}{}
	defer func() { <-s.turn }()
	if err := s.disconnect(); err != nil {
		return s.fault("close it", err)
	}
	return nil
}

// disconnect closes the writer last: the last connection empties the write-ahead log
// into the file, which one that only reads may not do.
func (s *Store) disconnect() error {
	return errors.Join(s.to.close(), s.reader.Close(), s.writer.Close())
}

// Seq gives the newest sequence number, zero for an empty store.
func (s *Store) Seq(ctx context.Context) (incidents.Seq, error) {
	var seq incidents.Seq
	err := s.reader.QueryRowContext(ctx, `SELECT last FROM sequence`).Scan(&seq)
	if err != nil {
		return 0, s.fault("read the newest sequence number", err)
	}
	return seq, nil
}
