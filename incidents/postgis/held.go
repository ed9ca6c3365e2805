package postgis

import (
	"context"
	"fmt"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/revisions"
)

// heldColumns are what scanHeld reads.
const heldColumns = `seq, incident, pending, due, form`

// scanHeld reads a row of the table held.
func (s *Store) scanHeld(row scanner) (*revisions.Held, error) {
	var seq incidents.Seq
	var id uuid
	var pending bool
	var due time.Time
	var form []byte
	if err := row.Scan(&seq, &id, &pending, instant{&due}, &form); err != nil {
		return nil, err
	}
	h, err := revisions.DecodeHeld(seq, id, pending, due, form)
	if err != nil {
		return nil, s.damaged(fmt.Sprintf("revision %d of incident %s, which is held back,", seq, incidents.ULID(id)), err)
	}
	return h, nil
}

func (s *Store) heldWhere(ctx context.Context, from querier, where string, args ...any) (all []*revisions.Held, err error) {
	err = s.each(ctx, from, "read what is held back", `SELECT `+heldColumns+` FROM held WHERE `+where+` ORDER BY seq`, args, func(row scanner) error {
		h, err := s.scanHeld(row)
		all = append(all, h)
		return err
	})
	return all, err
}

// Pending gives what waits of some incidents.
func (w *writing) Pending(ctx context.Context, ids []incidents.ULID) (map[incidents.ULID]*revisions.Held, error) {
	list, err := w.heldWhere(context.WithoutCancel(ctx), w.tx, `pending AND incident = ANY ($1)`, uuidsOf(ids))
	all := make(map[incidents.ULID]*revisions.Held, len(list))
	for _, h := range list {
		all[h.ID] = h
	}
	return all, err
}

// PendingOf gives what waits of the incidents of a story.
func (w *writing) PendingOf(ctx context.Context, story string) ([]*revisions.Held, error) {
	return w.heldWhere(context.WithoutCancel(ctx), w.tx, `pending AND story = $1`, story)
}

// HeldBack gives all that was ever held back of some incidents, by number.
func (w *writing) HeldBack(ctx context.Context, ids []incidents.ULID) (map[incidents.ULID][]*revisions.Held, error) {
	list, err := w.heldWhere(context.WithoutCancel(ctx), w.tx, `incident = ANY ($1)`, uuidsOf(ids))
	all := map[incidents.ULID][]*revisions.Held{}
	for _, h := range list {
		all[h.ID] = append(all[h.ID], h)
	}
	return all, err
}

// PutHeld writes what is held back.
func (w *writing) PutHeld(_ context.Context, held []*revisions.Held) error {
	for _, h := range held {
		form, err := revisions.EncodeHeld(h)
		if err != nil {
			return err
		}
		var due *time.Time
		if !h.Due.IsZero() {
			due = &h.Due
		}
		w.end.Queue(`INSERT INTO held (seq, incident, story, pending, due, form) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (seq) DO UPDATE SET pending = excluded.pending, due = excluded.due, form = excluded.form`,
			h.Revision.Seq, uuid(h.ID), h.Revision.Incident.Story, h.Pending, due, form)
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
		err = s.await(&job{
			ctx: ctx, doing: "publish what is due", done: make(chan struct{}), size: releasedAtOnce,
			alone: func(ctx context.Context, w *writing, p *revisions.Plan) error {
				// Another server may have done it before the lock was given.
				list, err := w.heldIDs(ctx, p.Now())
				if err != nil || len(list) == 0 {
					return err
				}
				return p.PublishDue(ctx, list)
			},
		})
		if err != nil {
			return next, err
		}
	}
}

// heldIDs gives the incidents of what is due.
func (w *writing) heldIDs(ctx context.Context, now time.Time) (ids []incidents.ULID, err error) {
	err = w.each(context.WithoutCancel(ctx), w.tx, "look up what is due", `SELECT incident FROM held WHERE due <= $1 ORDER BY due, seq LIMIT $2`,
		[]any{now, releasedAtOnce}, func(row scanner) error {
			var id uuid
			err := row.Scan(&id)
			ids = append(ids, id)
			return err
		})
	return ids, err
}

// nextDue gives when the next revision is due, zero for never. It asks the primary, which alone can be written to.
func (s *Store) nextDue(ctx context.Context) (next time.Time, err error) {
	if err = s.primary.QueryRow(ctx, `SELECT min(due) FROM held`).Scan(instant{&next}); err != nil {
		err = s.fault(ctx, "look up what is due", err)
	}
	return next, err
}

func (d *checker) checkHeld(ctx context.Context) error {
	return d.each(ctx, d.tx, checking, `SELECT `+heldColumns+` FROM held ORDER BY seq`, nil, func(row scanner) error {
		h, err := d.scanHeld(row)
		if err == nil {
			err = h.Check()
		}
		return d.Note(err, "a revision that is held back")
	})
}
