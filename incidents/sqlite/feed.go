package sqlite

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"slices"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
)

// A row of the table feed holds, by sequence number, changes in force of incidents that readers
// see or once saw: what they never saw is in no row, so that it costs those who follow nothing.
// Of each: how much its number is more than the row's first, the story's number, the length
// of its entry, and the entry as incidents.Entry has it; for what readers do not see the length
// is zero, and the incident's id follows. Numbers are those of encoding/binary. So a feed of
// a million changes is some thousand rows, and a change that ends costs its row's rewriting.

// feedAtOnce is how many changes are put in a row.
const feedAtOnce = 64

// fedChange is a change as the feed holds it.
type fedChange struct {
	seq      incidents.Seq
	story    int64
	incident incidents.ULID
	entry    []byte // none for what readers do not see
}

// idInEntry is where an entry has its incident's id.
const idInEntry = 2

func (f *fedChange) append(dst []byte, first incidents.Seq) []byte {
	dst = binary.AppendUvarint(dst, uint64(f.seq-first))
	dst = binary.AppendUvarint(dst, uint64(f.story))
	dst = appendSized(dst, f.entry)
	if len(f.entry) == 0 {
		dst = append(dst, f.incident[:]...)
	}
	return dst
}

var errFeed = errors.New("it does not read as changes")

// fedRow gives the changes of a row to do, until it gives false.
func fedRow(first incidents.Seq, data []byte, do func(fedChange) bool) error {
	body, ok := unseal(rowKey(int64(first)), data)
	if !ok {
		return errRow
	}
	r := cursor{rest: body}
	for len(r.rest) > 0 {
		f := fedChange{seq: first + incidents.Seq(r.uvarint()), story: int64(r.uvarint()), entry: r.sized()}
		switch {
		case len(f.entry) == 0:
			copy(f.incident[:], r.take(len(f.incident)))
		case len(f.entry) < idInEntry+len(f.incident):
			r.bad = true
		default:
			copy(f.incident[:], f.entry[idInEntry:])
		}
		if r.bad {
			return errFeed
		}
		if !do(f) {
			return nil
		}
	}
	return nil
}

// feedWriter puts changes in rows.
type feedWriter struct {
	*writing
	first incidents.Seq
	count int
	row   []byte
}

func (f *feedWriter) add(seq incidents.Seq, story int64, incident incidents.ULID, entry []byte) error {
	if f.count == 0 {
		f.first, f.row = seq, f.row[:0]
	}
	c := fedChange{seq, story, incident, entry}
	f.row = c.append(f.row, f.first)
	if f.count++; f.count < feedAtOnce {
		return nil
	}
	return f.flush()
}

func (f *feedWriter) flush() error {
	if f.count == 0 {
		return nil
	}
	f.count = 0
	return run(f.conn, `INSERT INTO feed (first, data) VALUES (?, ?)`, f.first, seal(rowKey(int64(f.first)), f.row))
}

// ended is a change that is no more in force.
type ended struct {
	until, seq incidents.Seq
	story      int64
	incident   incidents.ULID
}

// endChanges takes what is no more in force out of the feed.
func (w *writing) endChanges() error {
	for _, e := range w.ended {
		err := run(w.conn, `INSERT INTO gone (until, seq, story, incident) VALUES (?, ?, ?, ?)`, e.until, e.seq, e.story, e.incident[:])
		if err != nil {
			return err
		}
	}
	// What came and went in this job has not been in the feed.
	out := make([]incidents.Seq, 0, len(w.ended))
	for _, e := range w.ended {
		out = append(out, e.seq)
	}
	slices.Sort(out)
	w.ended = nil
	for len(out) > 0 {
		n, err := w.takeOut(out)
		if err != nil {
			return err
		}
		out = out[n:]
	}
	return nil
}

// takeOut takes those of the numbers that the first one's row may hold out of it, and gives
// how many these are.
func (w *writing) takeOut(out []incidents.Seq) (int, error) {
	first, data, err := rowOf(w.conn, out[0])
	if err != nil || data == nil {
		return 1, err
	}
	kept := make([]byte, 0, len(data))
	newest := incidents.Seq(0)
	err = fedRow(first, data, func(f fedChange) bool {
		newest = f.seq
		if _, gone := slices.BinarySearch(out, f.seq); !gone {
			kept = f.append(kept, first)
		}
		return true
	})
	if err != nil {
		return 0, w.damage(err, "row %d of the feed", first)
	}
	n := 0
	for n < len(out) && (n == 0 || out[n] <= newest) {
		n++
	}
	switch {
	case len(kept) == len(data)-sumSize:
		return n, nil
	case len(kept) == 0:
		return n, run(w.conn, `DELETE FROM feed WHERE first = ?`, first)
	}
	return n, run(w.conn, `UPDATE feed SET data = ? WHERE first = ?`, seal(rowKey(int64(first)), kept), first)
}

// rowOf gives the row of the feed that may hold a change; no data if there is none.
func rowOf(c *sqlite.Conn, seq incidents.Seq) (first incidents.Seq, data []byte, err error) {
	err = each(c, func(st *sqlite.Stmt) error {
		first, data = incidents.Seq(st.ColumnInt64(0)), blob(st, 1)
		return nil
	}, `SELECT first, data FROM feed WHERE first <= ? ORDER BY first DESC LIMIT 1`, seq)
	return first, data, err
}

// feedAhead is how many bytes of the feed are read before they are handed on. Of a feed that is
// shorter no reader, however slow, holds a connection.
const feedAhead = 8 << 20

// feedRow is a row of the feed that was read.
type feedRow struct {
	first incidents.Seq
	data  []byte
}

// Changes gives what is gone since a change, and every change after it that is in force: see
// incidents.Store.
func (s *Store) Changes(ctx context.Context, after incidents.Seq) iter.Seq2[incidents.Change, error] {
	return func(yield func(incidents.Change, error) bool) {
		r := changeReader{Store: s, after: after, yield: yield}
		r.run(ctx)
	}
}

// changeReader hands on the changes of the feed.
type changeReader struct {
	*Store
	after incidents.Seq
	yield func(incidents.Change, error) bool
	done  bool // the reader has had enough

	last    incidents.Seq // the newest number given out
	newest  incidents.Seq // that was handed on
	slugs   map[int64]string
	stories []incidents.Change // not yet handed on, by number
	gone    []incidents.Change
	entry   incidents.Entry
}

func (t *changeReader) run(ctx context.Context) {
	const doing = "read the changes"
	var rest []feedRow
	all := false
	err := t.read(ctx, doing, func(c *sqlite.Conn) error {
		if err := t.begin(c); err != nil {
			return err
		}
		from, _, err := rowOf(c, t.after)
		if err != nil {
			return err
		}
		size := 0
		err = each(c, func(st *sqlite.Stmt) error {
			row := feedRow{incidents.Seq(st.ColumnInt64(0)), blob(st, 1)}
			rest = append(rest, row)
			if size += len(row.data); size < feedAhead {
				return nil
			}
			err := t.rows(rest)
			rest, size = rest[:0], 0
			if err == nil && t.done {
				return errEnough
			}
			return err
		}, `SELECT first, data FROM feed WHERE first >= ? ORDER BY first`, from)
		all = err == nil
		if errors.Is(err, errEnough) {
			return nil
		}
		return err
	})
	if err == nil && all {
		if err = t.rows(rest); err == nil {
			t.storiesUpTo(0)
			t.mark()
		}
	}
	if err != nil && !t.done {
		t.yield(incidents.Change{}, t.fault(doing, err))
	}
}

var errEnough = errors.New("enough was read")

// begin reads what is short: how far the feed comes, the stories, and what is gone.
func (t *changeReader) begin(c *sqlite.Conn) error {
	t.slugs, t.newest = map[int64]string{}, t.after
	last, err := lastSeq(c)
	if err != nil {
		return err
	}
	t.last = last
	err = each(c, func(st *sqlite.Stmt) error {
		slug, seq := st.ColumnText(1), incidents.Seq(st.ColumnInt64(2))
		t.slugs[st.ColumnInt64(0)] = slug
		if seq > t.after {
			t.stories = append(t.stories, incidents.Change{Seq: seq, Story: slug})
		}
		return nil
	}, `SELECT number, slug, seq FROM story ORDER BY seq`)
	if err != nil || t.after <= 0 { // nothing was in force then
		return err
	}
	return each(c, func(st *sqlite.Stmt) error {
		gone := incidents.Change{Seq: incidents.Seq(st.ColumnInt64(0)), Story: t.slugs[st.ColumnInt64(1)], Gone: true}
		st.ColumnBytes(2, gone.Incident[:])
		t.gone = append(t.gone, gone)
		return nil
	}, `SELECT seq, story, incident FROM gone WHERE until > ?1 AND seq <= ?1`, t.after)
}

// give hands on a change.
func (t *changeReader) give(c incidents.Change) bool {
	if !c.Gone {
		t.newest = c.Seq
	}
	t.done = t.done || !t.yield(c, nil)
	return !t.done
}

// mark hands on how far the feed comes, where no change says so.
func (t *changeReader) mark() {
	if !t.done && t.last > t.newest {
		t.give(incidents.Change{Seq: t.last})
	}
}

// storiesUpTo hands on the stories before a number, or all for zero.
func (t *changeReader) storiesUpTo(seq incidents.Seq) {
	for len(t.stories) > 0 && (seq == 0 || t.stories[0].Seq < seq) && !t.done {
		t.give(t.stories[0])
		t.stories = t.stories[1:]
	}
}

// rows hands on the changes of rows of the feed.
func (t *changeReader) rows(rows []feedRow) error {
	for _, gone := range t.gone {
		if !t.give(gone) {
			return nil
		}
	}
	t.gone = nil
	for _, row := range rows {
		var fault error
		err := fedRow(row.first, row.data, func(f fedChange) bool {
			if f.seq <= t.after {
				return true
			}
			if t.storiesUpTo(f.seq); t.done {
				return false
			}
			c := incidents.Change{Seq: f.seq, Story: t.slugs[f.story], Incident: f.incident}
			if len(f.entry) > 0 {
				if fault = t.entry.Decode(f.entry); fault != nil {
					return false
				}
				t.entry.Seq, c.Entry = f.seq, &t.entry
			}
			return t.give(c)
		})
		if err = errors.Join(err, fault); err != nil {
			return t.damage(err, "row %d of the feed", row.first)
		}
		if t.done {
			return nil
		}
	}
	return nil
}

// String names the change for errors.
func (f *fedChange) String() string {
	return fmt.Sprintf("change %d of incident %s", f.seq, f.incident)
}
