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
)

// The search index costs as much as all else that is written of an incident, so writers leave
// it behind: the table indexed says how far it has come, and a search looks through the
// few changes after that itself. It is brought up, some changes at a time, while nobody
// writes, and by a search that finds too much left.
const (
	// indexAtOnce is how many changes one transaction indexes: about a tenth of a second.
	indexAtOnce = 2048
	// scanAtMost is how many changes a search looks through: about a hundredth of a second.
	scanAtMost = 512
	// indexAfter is how long nobody has to have written.
	indexAfter = 500 * time.Millisecond
)

// Search gives the changes in force of public incidents that hold all words of q, by
// sequence number: see incidents.Store. EInvalid for more than 40 words.
func (s *Store) Search(ctx context.Context, story, q string) ([]incidents.Seq, error) {
	asked := incidents.SearchWords(q)
	found, late, err := s.searchOnce(ctx, story, asked, scanAtMost)
	if err != nil || !late {
		return found, err
	}
	for more := true; more; {
		more, err = s.index(ctx)
		switch {
		case ctx.Err() != nil || s.closed.Load():
			return nil, s.fault("search", err)
		case err != nil: // it may not be written, and is looked through
			more = false
		}
	}
	found, _, err = s.searchOnce(ctx, story, asked, math.MaxInt)
	return found, err
}

// searchOnce searches once, and reports whether more is not indexed than it may look through.
func (s *Store) searchOnce(ctx context.Context, story string, asked []string, scan int) (found []incidents.Seq, late bool, err error) {
	err = s.read(ctx, "search", func(c *sqlite.Conn) error {
		t, err := s.tellingOf(c, story)
		switch {
		case err != nil || len(asked) == 0:
			return err
		case len(asked) > incidents.MaxSearchWords:
			return incidents.Errorf(incidents.EInvalid, "q", "has %d words; the limit is %d", len(asked), incidents.MaxSearchWords)
		}
		upto, pending, err := pendingOf(s, c, scan)
		if err != nil {
			return err
		}
		if late = len(pending) > scan; late {
			return nil
		}
		if found, err = s.foundIndexed(c, t, asked, upto); err != nil {
			return err
		}
		more, err := s.foundPending(c, t, asked, pending)
		found = append(found, more...)
		return err
	})
	return found, late, err
}

// pendingOf gives how far the index has come, and the public changes in force after that, or
// some that are more than enough.
func pendingOf(s *Store, c *sqlite.Conn, enough int) (upto incidents.Seq, pending []fedChange, err error) {
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
			if f.seq > upto && len(f.entry) > 0 {
				pending = append(pending, f)
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
func (s *Store) foundIndexed(c *sqlite.Conn, t *telling, asked []string, upto incidents.Seq) ([]incidents.Seq, error) {
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
func (s *Store) foundPending(c *sqlite.Conn, t *telling, asked []string, pending []fedChange) ([]incidents.Seq, error) {
	var found []incidents.Seq
	for _, f := range pending {
		if f.story != t.number {
			continue
		}
		text, err := s.wordsAt(c, t, f.seq)
		if err != nil {
			return nil, err
		}
		if holdAll(text, asked) {
			found = append(found, f.seq)
		}
	}
	return found, nil
}

// wordsAt gives the words of what stands under a number.
func (s *Store) wordsAt(c *sqlite.Conn, t *telling, seq incidents.Seq) (string, error) {
	w, err := s.row(c, seq)
	if err != nil {
		return "", err
	}
	p, err := s.publicOf(c, t, w)
	if err != nil {
		return "", err
	}
	return strings.Join(p.SearchWords(), " "), nil
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
	upto, pending, err := pendingOf(w.Store, w.conn, indexAtOnce)
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
	stories := map[int64]*telling{}
	for _, f := range pending {
		t := stories[f.story]
		if t == nil {
			if t, err = w.tellingNow(w.conn, f.story); err != nil {
				return false, err
			}
			stories[f.story] = t
		}
		text, err := w.wordsAt(w.conn, t, f.seq)
		if err == nil {
			err = run(w.conn, `INSERT INTO search (rowid, words) VALUES (?, ?)`, f.seq, text)
		}
		if err != nil {
			return false, err
		}
	}
	return more, run(w.conn, `UPDATE indexed SET upto = ?`, last)
}

// indexer brings the index up while nobody writes.
type indexer struct {
	news   chan struct{}
	cancel context.CancelFunc
	done   sync.WaitGroup
}

func (x *indexer) start(s *Store) {
	ctx, cancel := context.WithCancel(context.Background())
	x.news, x.cancel = make(chan struct{}, 1), cancel
	x.news <- struct{}{}
	x.done.Go(func() { x.run(ctx, s) })
}

// stop ends the indexing; what is left is for the next time.
func (x *indexer) stop() {
	x.cancel()
	x.done.Wait()
}

// wake tells that something was written.
func (x *indexer) wake() {
	select {
	case x.news <- struct{}{}:
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
		case <-x.news:
			idle.Reset(indexAfter)
		case <-idle.C:
			if s.needsIndex(ctx) {
				// An error is left to the next search: the file may be there to be read only.
				if more, err := s.index(ctx); more && err == nil {
					idle.Reset(0)
				}
			}
		}
	}
}

// needsIndex reports whether more is left than a search should look through.
func (s *Store) needsIndex(ctx context.Context) bool {
	left := 0
	err := s.read(ctx, "search", func(c *sqlite.Conn) error {
		_, pending, err := pendingOf(s, c, scanAtMost)
		left = len(pending)
		return err
	})
	return err == nil && left > scanAtMost/2
}
