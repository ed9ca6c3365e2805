package sqlite

import (
	"context"
	"slices"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
	"incidentmap/incidents/revisions"
)

// Import writes the incidents of records, each for itself: see incidents.Store. Records are as good
// as never another incident's, so nobody asks whose they are until one cannot be noted.
func (s *Store) Import(ctx context.Context, run string, records ...incidents.Write) ([]incidents.Imported, error) {
	imp, err := revisions.NewImport(run, records)
	if err != nil || len(records) == 0 {
		return nil, err
	}
	for _, asks := range []bool{false, true} {
		err = s.change(ctx, "import records", func(w *writing) error {
			w.asks = asks
			return w.plan(func(p *revisions.Plan) error {
				if err := p.Import(w.ctx, imp); err != nil {
					return err
				}
				return p.Finish(w.ctx)
			})
		})
		if err == nil {
			return imp.Results(), nil
		}
		if incidents.CodeOf(err) != incidents.EConflict {
			break
		}
	}
	return nil, err
}

// numbers are sequence numbers from the first to the last.
type numbers struct{ first, last incidents.Seq }

// UndoImport takes back what an import wrote: see incidents.Store. What was written together is taken back
// together.
func (s *Store) UndoImport(ctx context.Context, run, author string, note incidents.Text) ([]incidents.Imported, error) {
	var ranges []numbers
	err := s.read(ctx, "look up an import", func(c *sqlite.Conn) error {
		return each(c, func(st *sqlite.Stmt) error {
			ranges = append(ranges, numbers{incidents.Seq(st.ColumnInt64(0)), incidents.Seq(st.ColumnInt64(1))})
			return nil
		}, `SELECT first, last FROM run WHERE name = ? ORDER BY first`, run)
	})
	if err == nil && len(ranges) == 0 {
		err = incidents.NoRun(run)
	}
	if err != nil {
		return nil, err
	}
	var all []incidents.Imported
	for _, r := range ranges {
		err := s.change(ctx, "undo an import", func(w *writing) error {
			ids, err := w.idsOf(r)
			if err != nil {
				return err
			}
			return w.plan(func(p *revisions.Plan) error {
				undone, err := p.Undo(w.ctx, run, author, note, ids)
				if err != nil {
					return err
				}
				all = append(all, undone...)
				return p.Finish(w.ctx)
			})
		})
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// idsOf gives the incidents of the revisions of some numbers.
func (w *writing) idsOf(r numbers) ([]incidents.ULID, error) {
	var ids []incidents.ULID
	err := w.eachHeld(w.conn, func(h *revisions.Held) error {
		ids = append(ids, h.ID)
		return nil
	}, `seq BETWEEN ? AND ?`, r.first, r.last)
	if err != nil {
		return nil, err
	}
	held := len(ids)
	for seq := r.first; seq <= r.last; seq++ {
		if held > 0 {
			if _, there, err := number(w.conn, `SELECT 1 FROM written WHERE seq = ?`, seq); err != nil || !there {
				if err != nil {
					return nil, err
				}
				continue // it is held back
			}
		}
		row, err := w.row(w.conn, seq)
		if err != nil {
			return nil, err
		}
		if row.isRevision() && !slices.Contains(ids[:held], row.incident) && !slices.Contains(ids[max(held, len(ids)-1):], row.incident) {
			ids = append(ids, row.incident)
		}
	}
	return ids, nil
}

// PutRun keeps which numbers an import gave out.
func (w *writing) PutRun(_ context.Context, name string, first, last incidents.Seq) error {
	return run(w.conn, `INSERT INTO run (first, last, name) VALUES (?, ?, ?)`, first, last, name)
}

// runOf gives the import that wrote a revision, empty for none.
func (w *writing) runOf(rev, before *incidents.Revision) (string, error) {
	name := revisions.RunOf(rev, before)
	err := each(w.conn, func(st *sqlite.Stmt) error {
		if incidents.Seq(st.ColumnInt64(0)) >= rev.Seq {
			name = st.ColumnText(1)
		}
		return nil
	}, `SELECT last, name FROM run WHERE first <= ? ORDER BY first DESC LIMIT 1`, rev.Seq)
	return name, err
}

// Histories gives all revisions of some incidents, the oldest first.
func (w *writing) Histories(_ context.Context, ids []incidents.ULID) (map[incidents.ULID][]revisions.Written, error) {
	all := make(map[incidents.ULID][]revisions.Written, len(ids))
	for _, id := range ids {
		history, err := w.history(id)
		if err != nil {
			return nil, err
		}
		all[id] = history
	}
	return all, nil
}

func (w *writing) history(id incidents.ULID) ([]revisions.Written, error) {
	change, found, err := number(w.conn, `SELECT change FROM incident WHERE id = ?`, id[:])
	if err != nil || !found {
		return nil, err
	}
	row, rev, err := w.encodedRow(incidents.Seq(change))
	if err != nil {
		return nil, err
	}
	t, err := w.storyVersionNow(w.conn, row.story)
	if err != nil {
		return nil, err
	}
	var all []revisions.Written
	for rev != nil {
		read, err := w.revisionOf(rev, t.Slug)
		if err != nil {
			return nil, err
		}
		all = append(all, revisions.Written{Revision: read})
		if rev, err = w.before(w.conn, rev); err != nil {
			return nil, err
		}
	}
	slices.Reverse(all)
	for i := range all {
		var before *incidents.Revision
		if i > 0 {
			before = &all[i-1].Revision
		}
		if all[i].Run, err = w.runOf(&all[i].Revision, before); err != nil {
			return nil, err
		}
		if all[i].Redacted, err = redactionAt(w.conn, all[i].Seq); err != nil {
			return nil, err
		}
	}
	return all, nil
}
