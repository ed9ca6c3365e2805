package postgis

import (
	"context"

	"incidentmap/incidents"
	"incidentmap/incidents/revisions"
)

// Erase takes an incident, or words of it, out of the database: see incidents.Store. PostgreSQL leaves rows
// that were deleted in their pages, so the tables are written anew.
func (s *Store) Erase(ctx context.Context, e incidents.Erasure) error {
	if err := e.Validate(); err != nil {
		return err
	}
	const doing = "erase"
	err := s.await(&job{
		ctx: ctx, doing: doing, done: make(chan struct{}), size: 1,
		alone: func(ctx context.Context, w *writing, p *revisions.Plan) error {
			ids, err := w.erased(ctx, &e)
			if err != nil {
				return err
			}
			if e.OfStory() {
				if err := p.EraseStory(ctx, &e); err != nil {
					return err
				}
			}
			for _, id := range ids {
				if err := p.Erase(ctx, &e, id); err != nil {
					return err
				}
			}
			if err := p.Finish(ctx); err != nil {
				return err
			}
			w.end.Queue(`DELETE FROM receipt r USING revision v WHERE v.incident = ANY ($1)
				AND v.seq >= r.first AND v.seq < r.first + r.count`, uuidsOf(ids))
			w.end.Queue(`DELETE FROM receipt r USING held v WHERE v.incident = ANY ($1)
				AND v.seq >= r.first AND v.seq < r.first + r.count`, uuidsOf(ids))
			w.end.Queue(`DELETE FROM shape s WHERE NOT EXISTS (SELECT FROM change c WHERE c.shape = s.id)`)
			return nil
		},
	})
	if err != nil {
		return err
	}
	conn, err := s.primary.Acquire(ctx)
	if err != nil {
		return s.fault(ctx, doing, err)
	}
	defer conn.Release()
	for _, statement := range []string{
		`SET statement_timeout = 0`, `VACUUM FULL story_revision, revision, held, change, feature, search, shape, origin, receipt, audit, media`, `RESET statement_timeout`,
	} {
		if _, err := conn.Exec(ctx, statement); err != nil {
			return s.fault(ctx, doing, err)
		}
	}
	return nil
}

// erased gives the incidents that an erasure is of.
func (w *writing) erased(ctx context.Context, e *incidents.Erasure) ([]incidents.ULID, error) {
	story, err := w.Story(ctx, e.Story)
	if err != nil {
		return nil, err
	}
	if story == nil {
		return nil, incidents.NoStory(e.Story)
	}
	if e.Incident != "" {
		id, ok := key(e.Incident)
		if !ok {
			return nil, incidents.NoIncident(e.Story, e.Incident)
		}
		return []incidents.ULID{id}, nil
	}
	var all []incidents.ULID
	if e.Own {
		return nil, nil
	}
	err = w.each(context.WithoutCancel(ctx), w.tx, "erase", `SELECT DISTINCT incident FROM change
		WHERE story = $1 AND incident IS NOT NULL ORDER BY incident`, []any{e.Story}, func(row scanner) error {
		var id uuid
		err := row.Scan(&id)
		all = append(all, id)
		return err
	})
	return all, err
}
