package postgis

import (
	"context"
	"maps"
	"math"
	"slices"

	"incidentmap/incidents"
	"incidentmap/incidents/revisions"
)

// checkPointers holds which others readers see named against what they see of them.
func (d *checker) checkPointers(ctx context.Context) error {
	asked, naming, count := map[incidents.ULID]bool{}, []naming{}, 0
	err := d.each(ctx, d.tx, checking, `SELECT c.seq, c.hidden, `+revisionColumns+` FROM change c JOIN revision r ON r.seq = c.revision
		WHERE c.until IS NULL AND c.entry IS NOT NULL`, nil, func(row scanner) error {
		var n namingRow
		if err := row.Scan(append([]any{&n.change, &n.hidden}, n.columns()...)...); err != nil {
			return err
		}
		rev, err := d.revisionOf(&n.revisionRow)
		if n.names = revisions.Names(&rev.Incident); err != nil || len(n.names) == 0 {
			return d.Note(err, "change %d", n.change)
		}
		for _, id := range n.names {
			asked[id] = true
		}
		count += len(n.names)
		naming = append(naming, n.naming)
		return nil
	})
	if err != nil {
		return err
	}
	return d.against(ctx, asked, naming, count)
}

// naming is a change in force of an incident that names others.
type naming struct {
	change incidents.Seq
	hidden []byte
	names  []incidents.ULID
}

type namingRow struct {
	naming
	revisionRow
}

// against holds what changes hide of those that are named against what readers see of them, and
// the table pointer against how many are named.
func (d *checker) against(ctx context.Context, asked map[incidents.ULID]bool, all []naming, count int) error {
	visible, err := d.visible(ctx, d.tx, slices.Collect(maps.Keys(asked)), math.MaxInt64)
	if err != nil {
		return err
	}
	for _, n := range all {
		if want := joined(revisions.HiddenOf(n.names, visible)); string(want) != string(n.hidden) {
			d.Add("change %d hides %x of the incidents that it names, and not %x", n.change, n.hidden, want)
		}
	}
	var there int
	if err := d.tx.QueryRow(ctx, `SELECT count(*) FROM pointer p JOIN change c ON c.incident = p.source AND c.until IS NULL`).Scan(&there); err != nil {
		return err
	}
	var rows int
	if err := d.tx.QueryRow(ctx, `SELECT count(*) FROM pointer`).Scan(&rows); err != nil {
		return err
	}
	if there != count || rows != count {
		d.Add("%d incidents are named, and %d rows say so, %d of them of incidents in force", count, rows, there)
	}
	return nil
}
