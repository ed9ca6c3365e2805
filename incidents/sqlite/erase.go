package sqlite

import (
	"context"
	"crypto/sha256"
	"errors"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
	"incidentmap/incidents/revisions"
)

// Erase takes an incident, or words of it, off the disk: see incidents.Store.
func (s *Store) Erase(ctx context.Context, e incidents.Erasure) error {
	if err := e.Validate(); err != nil {
		return err
	}
	var dropped []mediaDrop
	err := s.change(ctx, "erase", func(w *writing) error {
		ids, err := w.erased(&e)
		if err != nil {
			return err
		}
		x := erasing{writing: w, texts: map[[sha256.Size]byte]bool{}}
		for _, id := range ids {
			if err := x.note(id); err != nil {
				return err
			}
		}
		err = w.plan(func(p *revisions.Plan) error {
			if e.OfStory() {
				if err := p.EraseStory(w.ctx, &e); err != nil {
					return err
				}
			}
			for _, id := range ids {
				if err := p.Erase(w.ctx, &e, id); err != nil {
					return err
				}
			}
			return p.Finish(w.ctx)
		})
		if err != nil {
			return err
		}
		dropped = w.dropped
		return x.finish()
	})
	if err != nil {
		return err
	}
	return errors.Join(s.dropMedia(dropped), s.dropSavedIndex(), s.scrub(ctx))
}

// erased gives the incidents that an erasure is of.
func (w *writing) erased(e *incidents.Erasure) ([]incidents.ULID, error) {
	t, err := w.storyVersionOf(w.conn, e.Story)
	if err != nil {
		return nil, err
	}
	if e.Incident != "" {
		id, err := incidents.ParseULID(e.Incident)
		if err != nil {
			return nil, incidents.NoIncident(e.Story, e.Incident)
		}
		return []incidents.ULID{id}, nil
	}
	var all []incidents.ULID
	if e.Own {
		return nil, nil
	}
	err = each(w.conn, func(st *sqlite.Stmt) error {
		var id incidents.ULID
		st.ColumnBytes(0, id[:])
		row, err := w.row(w.conn, incidents.Seq(st.ColumnInt64(1)))
		if err == nil && row.story == t.number {
			all = append(all, id)
		}
		return err
	}, `SELECT id, change FROM incident`)
	return all, err
}

// erasing takes what is left of words out of a file, in the transaction that redacts them.
type erasing struct {
	*writing
	texts map[[sha256.Size]byte]bool // hashes of texts that a base may be made of
}

// note remembers the texts of an incident, and forgets its receipts.
func (x *erasing) note(id incidents.ULID) error {
	numbers, err := x.rowsOf(id)
	if err != nil {
		return err
	}
	for _, seq := range numbers {
		row, err := x.row(x.conn, incidents.Seq(seq))
		if err == nil {
			err = x.know(x.conn, row)
		}
		if err != nil {
			return err
		}
		if row.isRevision() {
			if err := x.noteText(&row.document); err != nil {
				return err
			}
		}
		if row.public() {
			if err := x.noteText(&row.features[0].deltaText); err != nil {
				return err
			}
		}
		if err := x.forgetReceipt(row.seq); err != nil {
			return err
		}
	}
	return x.eachHeld(x.conn, func(h *revisions.Held) error { return x.forgetReceipt(h.Revision.Seq) }, `incident = ?`, id[:])
}

func (x *erasing) forgetReceipt(seq incidents.Seq) error {
	return run(x.conn, `DELETE FROM receipt WHERE first <= ?1 AND first + number > ?1`, seq)
}

func (x *erasing) noteText(t *deltaText) error {
	text, err := t.text(nil)
	x.texts[sha256.Sum256(text[:min(len(text), largestDeltaBase)])] = true
	return x.damage(err, "a text that is to be erased")
}

// finish takes the bases away that are made of the texts, the words to search by and the shapes that are in
// no feed any more.
func (x *erasing) finish() error {
	highest, _, err := x.highestBase()
	if err != nil {
		return err
	}
	var tainted []int64
	err = each(x.conn, func(st *sqlite.Stmt) error {
		if x.texts[sha256.Sum256(blob(st, 1))] {
			tainted = append(tainted, st.ColumnInt64(0))
		}
		return nil
	}, `SELECT id, content FROM sample`)
	if err == nil {
		err = x.replaceBases(tainted, highest)
	}
	if err == nil {
		err = x.deleteShapes()
	}
	if err == nil {
		err = run(x.conn, `INSERT INTO search (search) VALUES ('delete-all')`)
	}
	if err == nil {
		err = run(x.conn, `UPDATE indexed SET upto = 0`)
	}
	return err
}

// replaceBases encodes all rows again that are kept as differences to the tainted bases, and deletes these.
func (x *erasing) replaceBases(tainted []int64, highest int64) error {
	gone := map[int64]bool{}
	for _, id := range tainted {
		gone[id] = true
	}
	var seqs []incidents.Seq
	err := each(x.conn, func(st *sqlite.Stmt) error {
		var w written
		seq := incidents.Seq(st.ColumnInt64(0))
		if err := w.parse(seq, blob(st, 1)); err != nil {
			return x.damage(err, "row %d", seq)
		}
		if w.isRevision() && gone[w.document.base] || w.public() && gone[w.features[0].base] {
			seqs = append(seqs, seq)
		}
		return nil
	}, `SELECT seq, data FROM written`)
	if err != nil {
		return err
	}
	none := map[deltaBaseKey]*deltaBase{}
	by := &deltaBases{latest: map[deltaBaseKey]*deltaBase{}, read: none, before: none, highest: highest}
	var t rowEncoder
	for _, seq := range seqs {
		if err := x.replaceBase(&t, by, seq); err != nil {
			return err
		}
	}
	for _, id := range tainted {
		if err := run(x.conn, `DELETE FROM sample WHERE id = ?`, id); err != nil {
			return err
		}
	}
	if err := x.keepDeltaBases(by); err != nil {
		return err
	}
	x.onCommit = append(x.onCommit, func() { clear(x.latest) })
	return run(x.conn, `UPDATE erasure SET times = times + 1, sample = ?`, by.highest)
}

// replaceBase encodes a row again, by other bases than those it was encoded by.
func (x *erasing) replaceBase(t *rowEncoder, by *deltaBases, seq incidents.Seq) error {
	row, err := x.row(x.conn, seq)
	if err == nil {
		err = x.know(x.conn, row)
	}
	if err != nil {
		return err
	}
	t.code = t.code[:0]
	if row.isRevision() {
		text, err := row.document.text(nil)
		if err != nil {
			return x.damage(err, "row %d", seq)
		}
		row.document = t.delta(by, deltaBaseKey{story: row.story}, text)
	}
	if row.public() {
		text, err := row.features[0].text(nil)
		if err != nil {
			return x.damage(err, "row %d", seq)
		}
		lang := row.features[0].lang
		row.features[0] = feature{lang, t.delta(by, deltaBaseKey{story: row.story, what: lang}, text)}
	}
	return run(x.conn, `UPDATE written SET data = ? WHERE seq = ?`, row.append(nil), seq)
}

// deleteShapes deletes the shapes that no entry in the feed names.
func (x *erasing) deleteShapes() error {
	used := map[incidents.ShapeID]bool{}
	var fault error
	err := each(x.conn, func(st *sqlite.Stmt) error {
		err := fedRow(incidents.Seq(st.ColumnInt64(0)), blob(st, 1), func(f fedChange) bool {
			var e incidents.Entry
			if len(f.entry) > 0 {
				fault = errors.Join(fault, e.Decode(f.entry))
				used[e.Shape] = true
			}
			return true
		})
		return x.damage(errors.Join(err, fault), "row %d of the feed", st.ColumnInt64(0))
	}, `SELECT first, data FROM feed`)
	if err != nil {
		return err
	}
	var unused [][]byte
	err = each(x.conn, func(st *sqlite.Stmt) error {
		if id := blob(st, 0); len(id) == len(incidents.ShapeID{}) && !used[incidents.ShapeID(id)] {
			unused = append(unused, id)
		}
		return nil
	}, `SELECT id FROM shape`)
	for _, id := range unused {
		if err == nil {
			err = run(x.conn, `DELETE FROM shape WHERE id = ?`, id)
		}
	}
	return err
}

// scrub writes the file anew, without free pages, and empties the write-ahead log. What it needs besides it
// keeps on the disk and not in memory, and nothing of it is of what was erased.
func (s *Store) scrub(ctx context.Context) error {
	const doing = "take what was erased off the disk"
	select {
	case s.turn <- struct{}{}:
	case <-ctx.Done():
		return s.fault(doing, ctx.Err())
	}
	defer func() { <-s.turn }()
	if s.closed.Load() {
		return s.fault(doing, errClosed)
	}
	err := script(s.writer, `PRAGMA temp_store = FILE; VACUUM; PRAGMA temp_store = MEMORY`)
	if err != nil {
		return s.fault(doing, err)
	}
	busy, _, err := number(s.writer, `PRAGMA wal_checkpoint(TRUNCATE)`)
	if err != nil {
		return s.fault(doing, err)
	}
	if busy != 0 {
		return incidents.Errorf(incidents.EUnavailable, "log",
			"store: what was erased can be read no more, and is still in the write-ahead log, since somebody reads; erase it again")
	}
	return nil
}
