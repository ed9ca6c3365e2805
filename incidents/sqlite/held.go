package sqlite

import (
	"context"
	"time"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
	"incidentmap/incidents/revisions"
)

// heldColumns are what heldOf reads.
const heldColumns = `seq, incident, pending, due, form`

// heldOf reads a row of the table held.
func (s *Store) heldOf(st *sqlite.Stmt) (*revisions.Held, error) {
	var id incidents.ULID
	st.ColumnBytes(1, id[:])
	var due time.Time
	if !st.ColumnIsNull(3) {
		due = instant(st.ColumnInt64(3))
	}
	seq := incidents.Seq(st.ColumnInt64(0))
	h, err := revisions.DecodeHeld(seq, id, st.ColumnInt64(2) != 0, due, blob(st, 4))
	return h, s.damage(err, "revision %d of incident %s, which is held back", seq, id)
}

func (s *Store) eachHeld(c *sqlite.Conn, do func(*revisions.Held) error, where string, values ...any) error {
	return each(c, func(st *sqlite.Stmt) error {
		h, err := s.heldOf(st)
		if err == nil {
			err = do(h)
		}
		return err
	}, `SELECT `+heldColumns+` FROM held WHERE `+where, values...)
}

// pendingOf gives what waits of an incident, nil for nothing.
func (s *Store) pendingOf(c *sqlite.Conn, id incidents.ULID) (pending *revisions.Held, err error) {
	err = s.eachHeld(c, func(h *revisions.Held) error {
		pending = h
		return nil
	}, `pending AND incident = ?`, id[:])
	return pending, err
}

// heldBackOf gives all that was ever held back of an incident, by number.
func (s *Store) heldBackOf(c *sqlite.Conn, id incidents.ULID) (all []*revisions.Held, err error) {
	err = s.eachHeld(c, func(h *revisions.Held) error {
		all = append(all, h)
		return nil
	}, `incident = ? ORDER BY seq`, id[:])
	return all, err
}

// Pending gives what waits of some incidents.
func (w *writing) Pending(_ context.Context, ids []incidents.ULID) (map[incidents.ULID]*revisions.Held, error) {
	_, any, err := number(w.conn, `SELECT 1 FROM held WHERE pending LIMIT 1`)
	if err != nil || !any {
		return nil, err // as in most stores
	}
	all := map[incidents.ULID]*revisions.Held{}
	for _, id := range ids {
		h, err := w.pendingOf(w.conn, id)
		if err != nil {
			return nil, err
		}
		if h != nil {
			all[id] = h
		}
	}
	return all, nil
}

// PendingOf gives what waits of the incidents of a story.
func (w *writing) PendingOf(_ context.Context, story string) (all []*revisions.Held, err error) {
	err = w.eachHeld(w.conn, func(h *revisions.Held) error {
		all = append(all, h)
		return nil
	}, `pending AND story = ? ORDER BY seq`, story)
	return all, err
}

// HeldBack gives all that was ever held back of some incidents, by number.
func (w *writing) HeldBack(_ context.Context, ids []incidents.ULID) (map[incidents.ULID][]*revisions.Held, error) {
	all := map[incidents.ULID][]*revisions.Held{}
	for _, id := range ids {
		list, err := w.heldBackOf(w.conn, id)
		if err != nil {
			return nil, err
		}
		if len(list) > 0 {
			all[id] = list
		}
	}
	return all, nil
}

// PutHeld writes what is held back.
func (w *writing) PutHeld(_ context.Context, held []*revisions.Held) error {
	for _, h := range held {
		form, err := revisions.EncodeHeld(h)
		if err != nil {
			return err
		}
		var due any
		if !h.Due.IsZero() {
			due = millis(h.Due)
		}
		err = run(w.conn, `INSERT INTO held (seq, incident, story, pending, due, form) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (seq) DO UPDATE SET pending = excluded.pending, due = excluded.due, form = excluded.form`,
			h.Revision.Seq, h.ID[:], h.Revision.Incident.Story, h.Pending, due, form)
		if err != nil {
			return err
		}
	}
	return nil
}

// releasedAtOnce is how many incidents are put in force in one transaction.
const releasedAtOnce = 256

// PublishDue puts in force what is due: see incidents.Store.
func (s *Store) PublishDue(ctx context.Context) (next time.Time, err error) {
	for {
		next, err = s.nextDue(ctx)
		if err != nil || next.IsZero() || next.After(s.now()) {
			return next, err
		}
		err = s.change(ctx, "publish what is due", func(w *writing) error {
			return w.plan(func(p *revisions.Plan) error {
				var ids []incidents.ULID
				err := each(w.conn, func(st *sqlite.Stmt) error {
					var id incidents.ULID
					st.ColumnBytes(0, id[:])
					ids = append(ids, id)
					return nil
				}, `SELECT incident FROM held WHERE due <= ? ORDER BY due, seq LIMIT ?`, millis(p.Now()), releasedAtOnce)
				if err != nil {
					return err
				}
				return p.PublishDue(w.ctx, ids)
			})
		})
		if err != nil {
			return next, err
		}
	}
}

// nextDue gives when the next revision is due, zero for never.
func (s *Store) nextDue(ctx context.Context) (next time.Time, err error) {
	err = s.read(ctx, "look up what is due", func(c *sqlite.Conn) error {
		return each(c, func(st *sqlite.Stmt) error {
			if !st.ColumnIsNull(0) {
				next = instant(st.ColumnInt64(0))
			}
			return nil
		}, `SELECT min(due) FROM held`)
	})
	return next, err
}

// checkHeld reads what is held back, and holds it against what was written.
func (h *history) checkHeld() error {
	newest := map[incidents.ULID]int{}
	err := each(h.conn, func(st *sqlite.Stmt) error {
		held, err := h.store.heldOf(st)
		if err == nil {
			err = held.Check()
		}
		if err != nil {
			return h.Note(err, "a revision that is held back")
		}
		if there, known := h.states[held.ID]; !known {
			h.Add("revision %d of incident %s is held back, and there is no such incident", held.Revision.Number, held.ID)
		} else if held.Pending && held.Revision.Number < there.number {
			h.Add("revision %d of incident %s waits, and the newest is %d", held.Revision.Number, held.ID, there.number)
		}
		if held.Pending {
			if newest[held.ID]++; newest[held.ID] > 1 {
				h.Add("of incident %s more than one revision waits", held.ID)
			}
		}
		delete(h.skipped[held.ID], held.Revision.Number)
		return nil
	}, `SELECT `+heldColumns+` FROM held ORDER BY seq`)
	for id, numbers := range h.skipped {
		for n := range numbers {
			h.Add("revision %d of incident %s is lost", n, id)
		}
	}
	return err
}
