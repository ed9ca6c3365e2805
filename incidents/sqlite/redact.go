package sqlite

import (
	"context"
	"errors"
	"slices"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
	"incidentmap/incidents/revisions"
)

// Redact takes words of an incident away: see incidents.Store.
func (s *Store) Redact(ctx context.Context, r incidents.Redaction) (rev incidents.Revision, err error) {
	if err := r.Validate(); err != nil {
		return rev, err
	}
	var dropped []mediaDrop
	err = s.change(ctx, "redact an incident", func(w *writing) error {
		return w.plan(func(p *revisions.Plan) error {
			rev, err = p.Redact(w.ctx, &r)
			dropped = w.dropped
			return err
		})
	})
	if err != nil {
		return rev, err
	}
	return rev, errors.Join(s.dropMedia(dropped), s.dropSavedIndex())
}

// Redactions gives what was taken away of an incident: see incidents.Store.
func (s *Store) Redactions(ctx context.Context, story, id string) ([]incidents.Redaction, error) {
	all, err := s.Revisions(ctx, story, id)
	if err != nil {
		return nil, err
	}
	redactions := []incidents.Redaction{}
	err = s.read(ctx, "read redactions", func(c *sqlite.Conn) error {
		for i := range all {
			r, err := redactionAt(c, all[i].Seq)
			if err != nil {
				return err
			}
			if r != nil {
				revisions.Stamp(r, &all[i])
				redactions = append(redactions, *r)
			}
		}
		return nil
	})
	return redactions, err
}

// redactionAt gives what the revision of a number says that was taken away, nil for nothing.
func redactionAt(c *sqlite.Conn, seq incidents.Seq) (r *incidents.Redaction, err error) {
	err = each(c, func(st *sqlite.Stmt) error {
		read, err := revisions.DecodeRedaction(blob(st, 0))
		r = &read
		return err
	}, `SELECT form FROM redaction WHERE seq = ?`, seq)
	return r, err
}

// PutRedaction keeps what the revision of a number says that was taken away.
func (w *writing) PutRedaction(_ context.Context, _ incidents.ULID, seq incidents.Seq, form []byte) error {
	return run(w.conn, `INSERT INTO redaction (seq, form) VALUES (?, ?)`, seq, form)
}

// Rows gives all rows of an incident, by number: its revisions, and the changes that came before
// the one in force, each of which says in the table gone by which it ended.
func (w *writing) Rows(_ context.Context, id incidents.ULID) ([]*revisions.Change, error) {
	numbers, err := w.rowsOf(id)
	if err != nil {
		return nil, err
	}
	return w.changesOf(numbers)
}

func (w *writing) rowsOf(id incidents.ULID) ([]int64, error) {
	change, found, err := number(w.conn, `SELECT change FROM incident WHERE id = ?`, id[:])
	if err != nil || !found {
		return nil, err
	}
	row, rev, err := w.encodedRow(incidents.Seq(change))
	if err != nil {
		return nil, err
	}
	told, err := w.toldOf(row, rev)
	if err != nil {
		return nil, err
	}
	numbers := []int64{change, int64(told)}
	for seq := int64(told); ; {
		if seq, found, err = number(w.conn, `SELECT seq FROM gone WHERE until = ? AND incident = ?`, incidents.Seq(seq), id[:]); err != nil {
			return nil, err
		}
		if !found {
			break
		}
		numbers = append(numbers, seq)
	}
	for ; err == nil && rev != nil; rev, err = w.before(w.conn, rev) {
		numbers = append(numbers, int64(rev.seq))
	}
	if err != nil {
		return nil, err
	}
	slices.Sort(numbers)
	return slices.Compact(numbers), nil
}

// changesOf makes changes of rows again.
func (w *writing) changesOf(numbers []int64) ([]*revisions.Change, error) {
	past := pastStoryVersions{Store: w.Store}
	all := make([]*revisions.Change, len(numbers))
	for i, seq := range numbers {
		row, rev, err := w.encodedRow(incidents.Seq(seq))
		if err != nil {
			return nil, err
		}
		t, err := past.at(w.conn, row.story, row.seq)
		if err == nil && t == nil {
			err = w.damaged("the story of incident "+row.incident.String()+" is younger", nil)
		}
		if err != nil {
			return nil, err
		}
		read, err := w.revisionOf(rev, t.Slug)
		if err != nil {
			return nil, err
		}
		all[i] = &revisions.Change{
			Seq: row.seq, ID: row.incident, Story: &t.Story, Revision: &read, Published: rev.publishedAt(),
			Hidden: row.hidden, Previous: row.previous,
		}
	}
	return all, nil
}

// Rewrite puts rows in place of those of the same numbers.
func (w *writing) Rewrite(ctx context.Context, rows []*revisions.Change) error {
	for _, c := range rows {
		t, err := w.storyVersionOf(w.conn, c.Story.Slug)
		if err != nil {
			return err
		}
		w.use(t)
	}
	by, err := w.deltaBasesOf(w.stories)
	if err != nil {
		return err
	}
	var t rowEncoder
	for _, e := range w.encodeAll(ctx, &t, by, rows) {
		if e.err != nil {
			return e.err
		}
		if err := run(w.conn, `UPDATE written SET data = ? WHERE seq = ?`, e.row, e.Seq); err != nil {
			return err
		}
		if err := run(w.conn, `DELETE FROM search WHERE rowid = ?`, e.Seq); err != nil {
			return err
		}
	}
	return w.keepDeltaBases(by)
}
