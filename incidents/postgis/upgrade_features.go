package postgis

import (
	"context"

	"github.com/jackc/pgx/v5"

	"incidentmap/incidents"
	"incidentmap/incidents/revisions"
)

// encodeAllAnew encodes again, under their numbers, all that readers see or saw: features of older programs do not say in
// which area they lie, and left more in of places that are coarsened or withheld, pictures among it.
func (s *Store) encodeAllAnew(ctx context.Context, tx pgx.Tx) error {
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
