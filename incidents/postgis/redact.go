package postgis

import (
	"context"

	"incidentmap/incidents"
	"incidentmap/incidents/revisions"
)

// Redact takes words of an incident away: see incidents.Store.
func (s *Store) Redact(ctx context.Context, r incidents.Redaction) (rev incidents.Revision, err error) {
	if err := r.Validate(); err != nil {
		return rev, err
	}
	err = s.await(&job{
		ctx: ctx, doing: "redact an incident", done: make(chan struct{}), size: 1,
		alone: func(ctx context.Context, _ *writing, p *revisions.Plan) error {
			rev, err = p.Redact(ctx, &r)
			return err
		},
	})
	return rev, err
}

// Redactions gives what was taken away of an incident: see incidents.Store.
func (s *Store) Redactions(ctx context.Context, story, id string) ([]incidents.Redaction, error) {
	all, err := s.Revisions(ctx, story, id)
	if err != nil {
		return nil, err
	}
	by := make(map[incidents.Seq]*incidents.Revision, len(all))
	list := make([]int64, len(all))
	for i := range all {
		by[all[i].Seq], list[i] = &all[i], int64(all[i].Seq)
	}
	redactions := []incidents.Redaction{}
	err = s.each(ctx, s.primary, "read redactions", `SELECT seq, form FROM redaction WHERE seq = ANY ($1) ORDER BY seq`, []any{list}, func(row scanner) error {
		var seq incidents.Seq
		var form []byte
		if err := row.Scan(&seq, &form); err != nil {
			return err
		}
		r, err := revisions.DecodeRedaction(form)
		revisions.Stamp(&r, by[seq])
		redactions = append(redactions, r)
		return err
	})
	return redactions, err
}

// PutRedaction keeps what the revision of a number says that was taken away.
func (w *writing) PutRedaction(_ context.Context, _ incidents.ULID, seq incidents.Seq, form []byte) error {
	w.end.Queue(`INSERT INTO redaction (seq, form) VALUES ($1, $2)`, seq, form)
	return nil
}

// rowOf is a row of the table change with its revision and its story's number.
type rowOf struct {
	shown
	until *incidents.Seq
}

// Rows gives all rows of an incident, by number.
func (w *writing) Rows(ctx context.Context, id incidents.ULID) ([]*revisions.Change, error) {
	return w.changesWhere(ctx, `c.incident = $1 ORDER BY c.seq`, uuid(id))
}

// changesWhere makes changes of rows again.
func (w *writing) changesWhere(ctx context.Context, where string, args ...any) ([]*revisions.Change, error) {
	ctx = context.WithoutCancel(ctx)
	var rows []rowOf
	err := w.each(ctx, w.tx, "read an incident", `SELECT c.until, `+shownColumns+` FROM change c JOIN revision r ON r.seq = c.revision
		WHERE `+where, args, func(row scanner) error {
		var r rowOf
		err := row.Scan(append([]any{&r.until}, r.columns()...)...)
		rows = append(rows, r)
		return err
	})
	if err != nil {
		return nil, err
	}
	versions := w.storyVersions(w.tx)
	all := make([]*revisions.Change, len(rows))
	for i := range rows {
		r := &rows[i]
		if err := versions.read(ctx, r.story); err != nil {
			return nil, err
		}
		rev, err := w.revisionOf(&r.revisionRow)
		if err != nil {
			return nil, err
		}
		all[i] = &revisions.Change{
			Seq: r.change, ID: r.incident, Story: versions.known[r.story], Revision: &rev, Published: r.published, Hidden: split(r.hidden),
		}
		if r.until != nil {
			all[i].Until = *r.until
		}
	}
	return all, nil
}

// Rewrite puts rows in place of those of the same numbers.
func (w *writing) Rewrite(ctx context.Context, rows []*revisions.Change) error {
	whole := context.WithoutCancel(ctx)
	var changes, revs []int64
	for _, c := range rows {
		changes = append(changes, int64(c.Seq))
		if c.Write != nil {
			revs = append(revs, int64(c.Seq))
		}
	}
	for _, d := range []struct {
		table string
		seqs  []int64
	}{{"search", changes}, {"feature", changes}, {"change", changes}, {"revision", revs}} {
		if _, err := w.tx.Exec(whole, `DELETE FROM `+d.table+` WHERE seq = ANY ($1)`, d.seqs); err != nil {
			return w.fault(whole, "redact an incident", err)
		}
	}
	return w.send(ctx, rows)
}
