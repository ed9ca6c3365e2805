package postgis

import (
	"context"
	"slices"

	"incidentmap/incidents"
	"incidentmap/incidents/revisions"
)

// uuidsOf gives ids as the driver takes them.
func uuidsOf(ids []incidents.ULID) []uuid {
	all := make([]uuid, len(ids))
	for i, id := range ids {
		all[i] = uuid(id)
	}
	return all
}

// joined writes ids one after the other, as a change has the hidden ones; nil for none.
func joined(ids []incidents.ULID) []byte {
	var b []byte
	for i := range ids {
		b = append(b, ids[i][:]...)
	}
	return b
}

// split reads what joined wrote. What is left over is damage, which the row's checksum shows.
func split(b []byte) []incidents.ULID {
	var ids []incidents.ULID
	for id := range slices.Chunk(b, len(incidents.ULID{})) {
		if len(id) == len(incidents.ULID{}) {
			ids = append(ids, incidents.ULID(id))
		}
	}
	return ids
}

// selectVisible gives those of the asked incidents, of whatever story, that are public at a number.
const selectVisible = `SELECT incident FROM change
	WHERE incident = ANY ($1) AND seq <= $2 AND (until IS NULL OR until > $2) AND entry IS NOT NULL`

func (s *Store) visible(ctx context.Context, q querier, ids []incidents.ULID, at incidents.Seq) (map[incidents.ULID]bool, error) {
	visible := map[incidents.ULID]bool{}
	err := s.each(ctx, q, "look for other incidents", selectVisible, []any{uuidsOf(ids), at}, func(row scanner) error {
		var id uuid
		err := row.Scan(&id)
		visible[id] = true
		return err
	})
	return visible, err
}

// Visible reports which of some incidents, of whatever story, readers see.
func (w *writing) Visible(ctx context.Context, ids []incidents.ULID) (map[incidents.ULID]bool, error) {
	return w.visible(context.WithoutCancel(ctx), w.tx, ids, w.before)
}

// PutPointers writes which public incidents name which others from now on, when the transaction ends.
func (w *writing) PutPointers(_ context.Context, removed, added []revisions.Pointer) error {
	columns := func(all []revisions.Pointer) (targets, sources []uuid) {
		for _, p := range all {
			targets, sources = append(targets, uuid(p.Target)), append(sources, uuid(p.Source))
		}
		return targets, sources
	}
	if targets, sources := columns(removed); len(targets) > 0 {
		w.end.Queue(`DELETE FROM pointer p USING unnest($1::uuid[], $2::uuid[]) a (target, source)
			WHERE p.target = a.target AND p.source = a.source`, targets, sources)
	}
	if targets, sources := columns(added); len(targets) > 0 {
		w.end.Queue(`INSERT INTO pointer (target, source) SELECT * FROM unnest($1::uuid[], $2::uuid[])`, targets, sources)
	}
	return nil
}

// Naming gives the public incidents in force that name any of some. Of one that the plan has
// written it may give the change that was in force before.
func (w *writing) Naming(ctx context.Context, targets []incidents.ULID) ([]revisions.Naming, error) {
	var all []revisions.Naming
	err := w.each(context.WithoutCancel(ctx), w.tx, "look for incidents that name others", `SELECT DISTINCT c.incident, c.story, c.seq
		FROM pointer p JOIN change c ON c.incident = p.source AND c.until IS NULL
		WHERE p.target = ANY ($1)`, []any{uuidsOf(targets)}, func(row scanner) error {
		var n revisions.Naming
		err := row.Scan((*uuid)(&n.Incident), &n.Story, &n.Change)
		all = append(all, n)
		return err
	})
	return all, err
}

// forgetHidden takes the names of incidents that readers do not see today out of public ones.
func (p *past) forgetHidden(ctx context.Context, all []*incidents.Public) error {
	return revisions.ForgetHidden(all, func(ids []incidents.ULID) (map[incidents.ULID]bool, error) {
		return p.visible(ctx, p.reader, ids, p.today)
	})
}
