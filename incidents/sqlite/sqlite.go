// Package sqlite keeps stories and incidents in one SQLite file.
//
//	written, story_revision    what was written; only Redact and Erase change a row
//	sample, shape              texts that those are kept as differences to, and places; only Erase deletes any
//	incident, story, origin    what is in force; derived from the above
//	pointer                    which of that names which other incidents
//	feed, gone                 the change feed: what readers saw of that, and what of it ended when
//	search, indexed            the words of that, and how far they have come
//	held                       what was written and readers do not see yet, apart from all of the above
//	run, redaction, erasure    what imports wrote, and what was taken away
//	receipt, token             writes that may be repeated, and who may write
//	sequence, moment           the numbers of changes, and when they were given out
//
// The files of pictures are in a folder beside it: see media.go. An index of the feed may be saved beside it: see savedindex.go.
//
// Goals: an acknowledged write is on disk (WAL with synchronous=FULL); writers share
// transactions, and any number of readers wait for none of them; reads that can be slow to
// be consumed are made in batches, so that a slow reader holds no connection; damage is
// noticed (every row has a checksum) and said with the file's name. A row of an import costs
// few trees and few bytes: what is like the one before is kept as its difference to it.
//
// Non-goals: answering where and when (incidents/index does, from Changes), and more
// than one machine.
package sqlite

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
)

// Store is an incidents.Store in a SQLite file.
type Store struct {
	path   string
	encode incidents.Encoder
	now    func() time.Time

	writer  *sqlite.Conn  // of whoever has the turn
	turn    chan struct{} // held by whoever writes
	queue   queue
	readers *pool
	closed  atomic.Bool
	closing chan struct{} // closed when the store is

	notifier notifier
	stories  cache[incidents.Seq, *storyVersion]
	bases    cache[int64, []byte]
	latest   map[deltaBaseKey]*deltaBase // the newest of their kinds; of whoever has the turn
	erasures int64                       // that latest is of
	search   indexer
	media    sync.Mutex // of who writes or removes files of pictures

	indexLater bool
	notice     func(string)
}

var _ incidents.Store = (*Store)(nil)

// Option changes how a store works.
type Option func(*Store)

// WithClock makes the store take the time of writes from now.
func WithClock(now func() time.Time) Option {
	return func(s *Store) { s.now = now }
}

// WithoutIndexing makes the store leave the words of what it holds to the next that opens the
// file, and look through them itself when it searches: for programs that write and end.
func WithoutIndexing() Option {
	return func(s *Store) { s.indexLater = true }
}

// WithServed tells the store how many requests were answered so far: while they come, words are indexed
// in a tenth of the time of one core.
func WithServed(served func() uint64) Option {
	return func(s *Store) { s.search.served = served }
}

// WithNotice gives the store a way to say what its operator should know and nobody asked for.
func WithNotice(notice func(string)) Option {
	return func(s *Store) { s.notice = notice }
}

// Open opens the store in the file at path, which it makes if it is not there, for its owner
// alone; encode writes the public features. A file that may not be written is opened for reading, where SQLite
// allows that. EDamaged if the file is not a database or is damaged, EUnavailable if it
// cannot be read or made, or was made by a newer version of this program, EInvalid if
// it is another program's.
func Open(ctx context.Context, path string, encode incidents.Encoder, options ...Option) (*Store, error) {
	s := &Store{
		path: path, encode: encode, now: time.Now, turn: make(chan struct{}, 1), closing: make(chan struct{}),
		latest: map[deltaBaseKey]*deltaBase{},
	}
	for _, o := range options {
		o(s)
	}
	s.makePrivate()
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
	if !s.indexLater {
		s.search.start(s)
	}
	return s, nil
}

// connect opens the connections and makes the file ready.
func (s *Store) connect(ctx context.Context, immutable bool) error {
	var err error
	if s.writer, err = openConn(uri(s.path, immutable), forWriting); err != nil {
		return s.fault("open it", err)
	}
	s.readers = newPool(func() (*sqlite.Conn, error) { return openConn(uri(s.path, immutable), forReading) })
	if err := s.makeReady(ctx); err != nil {
		return errors.Join(s.fault("open it", err), s.disconnect())
	}
	return nil
}

func (s *Store) makeReady(ctx context.Context) error {
	if err := s.migrate(embedded); err != nil {
		return err
	}
	return s.quickCheck(ctx)
}

// Close waits for writes under way and lets go of the file.
func (s *Store) Close() error {
	if s.closed.Swap(true) {
		return nil
	}
	close(s.closing)
	s.search.stop()
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
	return errors.Join(s.readers.close(), s.writer.Close())
}

// Seq gives the newest sequence number, zero for an empty store.
func (s *Store) Seq(ctx context.Context) (seq incidents.Seq, err error) {
	err = s.read(ctx, "read the newest sequence number", func(c *sqlite.Conn) error {
		seq, err = lastSeq(c)
		return err
	})
	return seq, err
}

func lastSeq(c *sqlite.Conn) (incidents.Seq, error) {
	last, _, err := number(c, `SELECT last FROM sequence`)
	return incidents.Seq(last), err
}
