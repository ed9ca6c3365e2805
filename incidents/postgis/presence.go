package postgis

import (
	"context"
	"time"

	"incidentmap/incidents"
)

var _ incidents.PresenceStore = (*Store)(nil)

// PutPresent says that somebody is at work on a story, and forgets who is not any more: see incidents.PresenceStore.
func (s *Store) PutPresent(ctx context.Context, story string, p incidents.Present, life time.Duration) error {
	_, err := s.primary.Exec(ctx, `WITH gone AS (DELETE FROM presence WHERE until < clock_timestamp() AND (story, who) <> ($1, $2))
		INSERT INTO presence (story, who, name, incident, until) VALUES ($1, $2, $3, $4, clock_timestamp() + make_interval(secs => $5))
		ON CONFLICT (story, who) DO UPDATE SET name = excluded.name, incident = excluded.incident, until = excluded.until`,
		story, p.Who, p.Name, p.Incident, life.Seconds())
	return s.faultOrNil(ctx, "say who is at work", err)
}

// Presents gives who is at work on a story: see incidents.PresenceStore.
func (s *Store) Presents(ctx context.Context, story string) ([]incidents.Present, error) {
	all := []incidents.Present{}
	err := s.each(ctx, s.primary, "look who is at work", `SELECT who, name, incident FROM presence WHERE story = $1 AND until >= clock_timestamp()
		ORDER BY who LIMIT 500`, []any{story}, func(row scanner) error {
		var p incidents.Present
		err := row.Scan(&p.Who, &p.Name, &p.Incident)
		all = append(all, p)
		return err
	})
	return all, err
}
