package sqlite

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"sync"
	"time"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
	"incidentmap/incidents/revisions"
)

// The search index costs as much as half of all else that is written of an incident, so writers
// leave it behind: the table indexed says how far it has come, and a search looks through the
// changes after that itself, if they are few. It is brought up, some changes at a time, while nobody
// writes, or once a search found much left.
const (
	// indexAtOnce is how many changes one transaction indexes, on one core: some hundredths of a second.
	indexAtOnce = 1024
	// scanGladly is how many changes a search looks through without asking for the index.
	scanGladly = 512
	// scanAtMost is how many it looks through at all: a tenth of a second of the processor.
	scanAtMost = 4096
	// indexAfter is how long nobody has to have written.
	indexAfter = 500 * time.Millisecond
)

// Search gives the changes in force of public incidents that hold all words of q, by
// sequence number: see incidents.Store. EInvalid for more than 40 words. A store that leaves words
// to the next looks through all that is left, however much it is.
func (s *Store) Search(ctx context.Context, story, q string) (found []incidents.Seq, err error) {
	most := scanAtMost
	if s.indexLater {
		most = math.MaxInt
	}
	left := 0
	err = s.read(ctx, "search", func(c *sqlite.Conn) error {
		t, err := s.storyVersionOf(c, story)
		if err != nil {
			return err
		}
		asked, err := incidents.AskedWords(q)
		if err != nil || len(asked) == 0 {
			return err
		}
		upto, pending, err := pendingOf(s, c, t.number, most)
		if err != nil {
			return err
		}
		if left = len(pending); left > most {
			return incidents.NotIndexed()
		}
		if found, err = s.foundIndexed(c, t, asked, upto); err != nil {
			return err
		}
		more, err := s.foundPending(ctx, c, t, asked, pending)
		found = append(found, more...)
		return err
	})
	if left > scanGladly {
		s.search.want()
	}
	return found, err
}

// unindexed is a public change in force whose words are not in the index yet.
type unindexed struct {
	seq   incidents.Seq
	story int64
}

// pendingOf gives how far the index has come, and the public changes in force after that, of one
// story or with zero of all, or some that are more than enough.
func pendingOf(s *Store, c *sqlite.Conn, story int64, enough int) (upto incidents.Seq, pending []unindexed, err error) {
	n, _, err := number(c, `SELECT upto FROM indexed`)
	if err != nil {
		return 0, nil, err
	}
	upto = incidents.Seq(n)
	from, _, err := rowOf(c, upto)
	if err != nil {
		return 0, nil, err
	}
	err = each(c, func(st *sqlite.Stmt) error {
		first := incidents.Seq(st.ColumnInt64(0))
		err := fedRow(first, blob(st, 1), func(f fedChange) bool {
			if f.seq > upto && len(f.entry) > 0 && (story == 0 || f.story == story) {
				pending = append(pending, unindexed{f.seq, f.story})
			}
			return true
		})
		if err == nil && len(pending) > enough {
			return errEnough
		}
		return s.damage(err, "row %d of the feed", first)
	}, `SELECT first, data FROM feed WHERE first >= ? ORDER BY first`, from)
	if errors.Is(err, errEnough) {
		err = nil
	}
	return upto, pending, err
}

// foundIndexed gives what the index finds, and is in force and of the story.
func (s *Store) foundIndexed(c *sqlite.Conn, t *storyVersion, asked []string, upto incidents.Seq) ([]incidents.Seq, error) {
	var hits []incidents.Seq
	err := each(c, func(st *sqlite.Stmt) error {
		if seq := incidents.Seq(st.ColumnInt64(0)); seq <= upto {
			hits = append(hits, seq)
		}
		return nil
	}, `SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid`, matchAll(asked))
	if err != nil {
		return nil, err
	}
	var found []incidents.Seq
	for len(hits) > 0 {
		first, data, err := rowOf(c, hits[0])
		if err != nil {
			return nil, err
		}
		if data == nil {
			hits = hits[1:]
			continue
		}
		newest := hits[0]
		err = fedRow(first, data, func(f fedChange) bool {
			newest = max(newest, f.seq)
			if _, hit := slices.BinarySearch(hits, f.seq); hit && f.story == t.number && len(f.entry) > 0 {
				found = append(found, f.seq)
			}
			return true
		})
		if err != nil {
			return nil, s.damage(err, "row %d of the feed", first)
		}
		n, _ := slices.BinarySearch(hits, newest+1)
		hits = hits[n:]
	}
	return found, nil
}

// foundPending looks through the changes that are not indexed yet.
func (s *Store) foundPending(ctx context.Context, c *sqlite.Conn, t *storyVersion, asked []string, pending []unindexed) ([]incidents.Seq, error) {
	versions := map[int64]*storyVersion{t.number: t}
	var found []incidents.Seq
	for batch := range slices.Chunk(pending, indexAtOnce) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		all, err := s.wordsOf(c, versions, batch, revisions.OnAllCores)
		if err != nil {
			return nil, err
		}
		for i, words := range all {
			if holdAll(words, asked) {
				found = append(found, batch[i].seq)
			}
		}
	}
	return found, nil
}

// wordsOf gives the words of some changes in force, under their stories as they are now.
// Rows are read by the one connection, and decoded as on says.
func (s *Store) wordsOf(c *sqlite.Conn, versions map[int64]*storyVersion, all []unindexed, on func(int, func(int) error) error) ([]string, error) {
	rows := make([]pastRow, len(all))
	for i, u := range all {
		r, err := &rows[i], error(nil)
		if r.story = versions[u.story]; r.story == nil {
			if r.story, err = s.storyVersionNow(c, u.story); err != nil {
				return nil, err
			}
			versions[u.story] = r.story
		}
		if r.row, err = s.row(c, u.seq); err != nil {
			return nil, err
		}
		if r.revision, err = s.revisionRow(c, r.row); err != nil {
			return nil, err
		}
		if err = s.know(c, r.revision); err != nil {
			return nil, err
		}
	}
	words := make([]string, len(all))
	err := on(len(all), func(i int) error {
		p, err := s.shown(rows[i].story, rows[i].row, rows[i].revision)
		if err == nil {
			words[i] = strings.Join(p.SearchWords(), " ")
		}
		return err
	})
	return words, err
}

// index brings the index up by some changes, and reports whether there are more.
func (s *Store) index(ctx context.Context) (more bool, err error) {
	err = s.change(ctx, "index words", func(w *writing) error {
		more, err = w.indexSome()
		return err
	})
	return more, err
}

func (w *writing) indexSome() (more bool, err error) {
	upto, pending, err := pendingOf(w.Store, w.conn, 0, indexAtOnce)
	if err != nil {
		return false, err
	}
	last, err := lastSeq(w.conn)
	if err != nil || last == upto {
		return false, err
	}
	if len(pending) > indexAtOnce {
		pending, more = pending[:indexAtOnce], true
		last = pending[len(pending)-1].seq
	}
	err = each(w.conn, func(st *sqlite.Stmt) error {
		return run(w.conn, `DELETE FROM search WHERE rowid = ?`, st.ColumnInt64(0))
	}, `SELECT seq FROM gone WHERE until > ?1 AND until <= ?2 AND seq <= ?1`, upto, last)
	if err != nil {
		return false, err
	}
	words, err := w.wordsOf(w.conn, map[int64]*storyVersion{}, pending, onOneCore)
	if err != nil {
		return false, err
	}
	insert := w.conn.Prep(`INSERT INTO search (rowid, words) VALUES (?, ?)`)
	for i := range pending {
		insert.BindInt64(1, int64(pending[i].seq))
		insert.BindText(2, words[i])
		if err := step(insert); err != nil {
			return false, err
		}
	}
	return more, run(w.conn, `UPDATE indexed SET upto = ?`, last)
}

// onOneCore is for what nobody waits for: readers have the others.
func onOneCore(n int, do func(i int) error) error {
	for i := range n {
		if err := do(i); err != nil {
			return err
		}
	}
	return nil
}

// indexer brings the index up while nobody writes. One that is not started does nothing.
type indexer struct {
	served  func() uint64 // how many requests were answered; nil when nobody counts
	last    uint64        // served when it was asked last
	written chan struct{}
	wanted  chan struct{}
	cancel  context.CancelFunc
	done    sync.WaitGroup
}

func (x *indexer) start(s *Store) {
	ctx, cancel := context.WithCancel(context.Background())
	x.written, x.wanted, x.cancel = make(chan struct{}, 1), make(chan struct{}, 1), cancel
	x.wake()
	x.done.Go(func() { x.run(ctx, s) })
}

// stop ends the indexing; what is left is for the next time.
func (x *indexer) stop() {
	if x.cancel == nil {
		return
	}
	x.cancel()
	x.done.Wait()
}

// wake says that something was written.
func (x *indexer) wake() { signal(x.written) }

// want asks for all that is left, though there are writers.
func (x *indexer) want() { signal(x.wanted) }

// signal never waits, and does nothing for nil.
func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

func (x *indexer) run(ctx context.Context, s *Store) {
	idle := time.NewTimer(indexAfter)
	defer idle.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-x.written:
			idle.Reset(indexAfter)
		case <-x.wanted:
			for more := true; more; {
				more = s.indexMore(ctx)
			}
		case <-idle.C:
			began := time.Now()
			if s.needsIndex(ctx) && s.indexMore(ctx) {
				idle.Reset(x.rest(time.Since(began)))
			}
		}
	}
}

// Of the time, the share of what else goes on is one part, and while requests come busyRest parts.
const busyRest = 9

// rest gives how long nothing is indexed after what took some time.
func (x *indexer) rest(took time.Duration) time.Duration {
	if x.served == nil {
		return took
	}
	before := x.last
	if x.last = x.served(); x.last == before {
		return took
	}
	return busyRest * took
}

// indexMore indexes some changes, and reports whether there are more. What it cannot write,
// as the file may be there to be read only, searches look through.
func (s *Store) indexMore(ctx context.Context) bool {
	more, err := s.index(ctx)
	return more && err == nil
}

// needsIndex reports whether more is left than a search should look through.
func (s *Store) needsIndex(ctx context.Context) bool {
	left := 0
	err := s.read(ctx, "search", func(c *sqlite.Conn) error {
		_, pending, err := pendingOf(s, c, 0, scanGladly)
		left = len(pending)
		return err
	})
	return err == nil && left > scanGladly/2
}
