package postgis

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"incidentmap/incidents"
	"incidentmap/incidents/revisions"
)

// encodeHiddenAnew encodes again, under their numbers, what readers see or saw of incidents whose places are coarsened or
// withheld: older programs left more of such a place in.
func (s *Store) encodeHiddenAnew(ctx context.Context, tx pgx.Tx) error {
	return s.encodeAnew(ctx, tx, func(row *revisions.Change) bool { return row.Story.Hides(&row.Revision.Incident) })
}

// encodePicturesAnew does it for those with pictures: older programs showed a picture of a coarsened place.
func (s *Store) encodePicturesAnew(ctx context.Context, tx pgx.Tx) error {
	return s.encodeAnew(ctx, tx, func(row *revisions.Change) bool {
		return len(row.Revision.Incident.Media) > 0 && row.Story.Hides(&row.Revision.Incident)
	})
}

// encodeAnew encodes again what readers see or saw of incidents of which a change is wanted.
func (s *Store) encodeAnew(ctx context.Context, tx pgx.Tx, wanted func(*revisions.Change) bool) error {
	w := &writing{Store: s, tx: tx, shapes: map[incidents.ShapeID]bool{}}
	any := false
	for after := incidents.Seq(0); ; {
		rows, err := w.changesWhere(ctx, `c.entry IS NOT NULL AND c.seq > $1 ORDER BY c.seq LIMIT $2`, after, entriesBatch)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			break
		}
		after = rows[len(rows)-1].Seq
		rows = slices.DeleteFunc(rows, func(row *revisions.Change) bool { return !wanted(row) })
		if len(rows) == 0 {
			continue
		}
		any = true
		if err := revisions.EncodeAnew(rows); err != nil {
			return err
		}
		if err := w.Rewrite(ctx, rows); err != nil {
			return err
		}
	}
	if !any {
		return nil
	}
	_, err := tx.Exec(ctx, `DELETE FROM search; UPDATE indexed SET upto = 0`, pgx.QueryExecModeSimpleProtocol)
	return err
}
