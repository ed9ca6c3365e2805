package postgis

import (
	"context"

	"incidentmap/incidents"
	"incidentmap/incidents/revisions"
)

// Import writes the incidents of records, each for itself: see incidents.Store.
func (s *Store) Import(ctx context.Context, run string, records ...incidents.Write) ([]incidents.Imported, error) {
	imp, err := revisions.NewImport(run, records)
	if err != nil || len(records) == 0 {
		return nil, err
	}
	err = s.await(&job{
		ctx: ctx, doing: "import records", done: make(chan struct{}), size: imp.Len(), rests: imp.Records,
		alone: func(ctx context.Context, _ *writing, p *revisions.Plan) error {
			if err := p.Import(ctx, imp); err != nil {
				return err
			}
			return p.Finish(ctx)
		},
	})
	if err != nil {
		return nil, err
	}
	return imp.Results(), nil
}

// numbers are sequence numbers from the first to the last.
type numbers struct{ first, last incidents.Seq }

// UndoImport takes back what an import wrote: see incidents.Store. What was written together is taken back
// together.
func (s *Store) UndoImport(ctx context.Context, run, author string, note incidents.Text) ([]incidents.Imported, error) {
	var ranges []numbers
	err := s.each(ctx, s.primary, "look up an import", `SELECT first, last FROM run WHERE name = $1 ORDER BY first`, []any{[]byte(run)}, func(row scanner) error {
		var r numbers
		err := row.Scan(&r.first, &r.last)
		ranges = append(ranges, r)
		return err
	})
	if err == nil && len(ranges) == 0 {
		err = incidents.NoRun(run)
	}
	if err != nil {
		return nil, err
	}
	var all []incidents.Imported
	for _, r := range ranges {
		var undone []incidents.Imported
		err := s.await(&job{
			ctx: ctx, doing: "undo an import", done: make(chan struct{}), size: int(r.last - r.first + 1),
			alone: func(ctx context.Context, w *writing, p *revisions.Plan) error {
				ids, err := w.idsOf(ctx, r)
				if err != nil {
					return err
				}
				if undone, err = p.Undo(ctx, run, author, note, ids); err != nil {
					return err
				}
				return p.Finish(ctx)
			},
		})
		if err != nil {
			return nil, err
		}
		all = append(all, undone...)
	}
	return all, nil
}

// idsOf gives the incidents of the revisions of some numbers, and reads what is in force of them.
func (w *writing) idsOf(ctx context.Context, r numbers) ([]incidents.ULID, error) {
	var ids []incidents.ULID
	ctx = context.WithoutCancel(ctx)
	err := w.each(ctx, w.tx, "look up an import", `SELECT incident FROM revision WHERE seq BETWEEN $1 AND $2
		UNION SELECT incident FROM held WHERE seq BETWEEN $1 AND $2`, []any{r.first, r.last}, func(row scanner) error {
		var id uuid
		err := row.Scan(&id)
		ids = append(ids, id)
		return err
	})
	return ids, err
}

// PutRun keeps which numbers an import gave out.
func (w *writing) PutRun(_ context.Context, run string, first, last incidents.Seq) error {
	w.end.Queue(`INSERT INTO run (first, last, name) VALUES ($1, $2, $3)`, first, last, []byte(run))
	return nil
}

// Histories gives all revisions of some incidents, the oldest first.
func (w *writing) Histories(ctx context.Context, ids []incidents.ULID) (map[incidents.ULID][]revisions.Written, error) {
	all := make(map[incidents.ULID][]revisions.Written, len(ids))
	ctx = context.WithoutCancel(ctx)
	err := w.each(ctx, w.tx, "read revisions", `SELECT (SELECT CASE WHEN last >= r.seq THEN name END FROM run WHERE first <= r.seq ORDER BY first DESC LIMIT 1),
		(SELECT form FROM redaction d WHERE d.seq = r.seq), `+revisionColumns+` FROM change c JOIN revision r ON r.seq = c.seq
		WHERE c.incident = ANY ($1) ORDER BY r.seq`, []any{uuidsOf(ids)}, func(row scanner) error {
		var run, redaction []byte
		var r revisionRow
		if err := row.Scan(append([]any{&run, &redaction}, r.columns()...)...); err != nil {
			return err
		}
		rev, err := w.revisionOf(&r)
		if err != nil {
			return err
		}
		history := all[r.incident]
		var before *incidents.Revision
		if n := len(history); n > 0 {
			before = &history[n-1].Revision
		}
		written := revisions.Written{Revision: rev, Run: string(run)}
		if written.Run == "" {
			written.Run = revisions.RunOf(&rev, before)
		}
		if redaction != nil {
			var what incidents.Redaction
			what, err = revisions.DecodeRedaction(redaction)
			written.Redacted = &what
		}
		all[r.incident] = append(history, written)
		return err
	})
	return all, err
}
