package postgis

import (
	"context"

	"github.com/jackc/pgx/v5"

	"incidentmap/incidents"
)

// entriesBatch is how many entries are made anew at a time.
const entriesBatch = 512

// upgrades is what steps of the schema do besides their statements, in the same transaction.
func upgrades() map[string]func(*Store, context.Context, pgx.Tx) error {
	return map[string]func(*Store, context.Context, pgx.Tx) error{
		"migrations/0004_entries.sql":  (*Store).remakeEntries,
		"migrations/0007_desk.sql":     (*Store).enqueueAll,
		"migrations/0010_features.sql": (*Store).encodeAllAnew,
	}
}

// selectEntries reads what entries after the change $1 are made of.
const selectEntries = `SELECT ` + shownColumns + ` FROM change c JOIN revision r ON r.seq = c.revision
	WHERE c.entry IS NOT NULL AND c.seq > $1 ORDER BY c.seq LIMIT $2`

// remakeEntries makes all entries anew, as this program writes them.
func (s *Store) remakeEntries(ctx context.Context, tx pgx.Tx) error {
	versions := s.storyVersions(tx)
	for after := incidents.Seq(0); ; {
		var rows []shown
		err := s.each(ctx, tx, "read public incidents", selectEntries, []any{after, entriesBatch}, func(row scanner) error {
			var r shown
			err := row.Scan(r.columns()...)
			rows = append(rows, r)
			return err
		})
		if err != nil || len(rows) == 0 {
			return err
		}
		if err := versions.remakeEntriesOf(ctx, tx, rows); err != nil {
			return err
		}
		after = rows[len(rows)-1].change
	}
}

// remakeEntriesOf does it for some changes.
func (t *storyVersions) remakeEntriesOf(ctx context.Context, tx pgx.Tx, rows []shown) error {
	publics, err := t.publics(ctx, rows)
	if err != nil {
		return err
	}
	seqs, entries, sums := make([]int64, len(rows)), make([][]byte, len(rows)), make([]int64, len(rows))
	for i := range rows {
		r := &rows[i]
		e, shape, err := t.known[r.story].Entry(publics[i])
		if err != nil {
			return err
		}
		made := changeRow{
			seq: r.change, revision: r.seq, published: r.published, incident: &r.incident, story: r.revisionRow.story,
			entry: e.AppendTo(nil), hidden: r.hidden,
		}
		if shape != nil {
			made.shape = (*uuid)(&e.Shape)
		}
		seqs[i], entries[i], sums[i] = int64(made.seq), made.entry, made.checksum()
	}
	_, err = tx.Exec(ctx, `UPDATE change c SET entry = n.entry, checksum = n.checksum
		FROM unnest($1::bigint[], $2::bytea[], $3::bigint[]) n (seq, entry, checksum) WHERE c.seq = n.seq`, seqs, entries, sums)
	return err
}
