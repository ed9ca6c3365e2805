package sqlite

import (
	"context"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
	"incidentmap/incidents/revisions"
)

// Visible reports which of some incidents, of whatever story, readers see.
func (w *writing) Visible(_ context.Context, ids []incidents.ULID) (map[incidents.ULID]bool, error) {
	return w.visible(w.conn, ids)
}

func (s *Store) visible(c *sqlite.Conn, ids []incidents.ULID) (map[incidents.ULID]bool, error) {
	visible := make(map[incidents.ULID]bool, len(ids))
	for _, id := range ids {
		change, found, err := number(c, `SELECT change FROM incident WHERE id = ?`, id[:])
		if err != nil {
			return nil, err
		}
		if !found {
			continue
		}
		row, err := s.row(c, incidents.Seq(change))
		if err != nil {
			return nil, err
		}
		visible[id] = row.public()
	}
	return visible, nil
}

// PutPointers writes which public incidents name which others from now on.
func (w *writing) PutPointers(_ context.Context, removed, added []revisions.Pointer) error {
	for i := range removed {
		err := run(w.conn, `DELETE FROM pointer WHERE target = ? AND source = ?`, removed[i].Target[:], removed[i].Source[:])
		if err != nil {
			return err
		}
	}
	for i := range added {
		err := run(w.conn, `INSERT INTO pointer (target, source) VALUES (?, ?)`, added[i].Target[:], added[i].Source[:])
		if err != nil {
			return err
		}
	}
	return nil
}

// Naming gives the public incidents in force that name any of some.
func (w *writing) Naming(_ context.Context, targets []incidents.ULID) ([]revisions.Naming, error) {
	_, any, err := number(w.conn, `SELECT 1 FROM pointer LIMIT 1`)
	if err != nil || !any {
		return nil, err // as in most stories
	}
	var all []revisions.Naming
	for i := range targets {
		sources, err := w.sources(targets[i])
		if err != nil {
			return nil, err
		}
		for _, source := range sources {
			change, _, err := number(w.conn, `SELECT change FROM incident WHERE id = ?`, source[:])
			if err != nil {
				return nil, err
			}
			row, err := w.row(w.conn, incidents.Seq(change))
			if err != nil {
				return nil, err
			}
			t, err := w.storyVersionNow(w.conn, row.story)
			if err != nil {
				return nil, err
			}
			all = append(all, revisions.Naming{Incident: source, Story: t.Slug, Change: row.seq})
		}
	}
	return all, nil
}

// sources gives the public incidents that name one.
func (w *writing) sources(target incidents.ULID) ([]incidents.ULID, error) {
	var all []incidents.ULID
	err := each(w.conn, func(st *sqlite.Stmt) error {
		var id incidents.ULID
		st.ColumnBytes(0, id[:])
		all = append(all, id)
		return nil
	}, `SELECT source FROM pointer WHERE target = ?`, target[:])
	return all, err
}

// forgetHidden takes the names of incidents that readers do not see today out of public ones.
func (s *Store) forgetHidden(ctx context.Context, all []*incidents.Public) error {
	return revisions.ForgetHidden(all, func(ids []incidents.ULID) (visible map[incidents.ULID]bool, err error) {
		err = s.read(ctx, "read incidents as they were", func(c *sqlite.Conn) error {
			visible, err = s.visible(c, ids)
			return err
		})
		return visible, err
	})
}
