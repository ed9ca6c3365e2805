package postgis

import (
	"context"
	"maps"
	"slices"

	"github.com/jackc/pgx/v5"

	"incidentmap/incidents"
)

// Readers are not told of other incidents that they do not see. A change holds which these
// were, so that it says the same for ever; the table pointer tells which public incidents are to
// be shown anew when another becomes public or hidden.

// names gives the other incidents that an incident names.
func names(inc *incidents.Incident) []uuid {
	var ids []uuid
	for _, text := range inc.Pointers() {
		if id, err := incidents.ParseULID(text); err == nil {
			ids = append(ids, uuid(id))
		}
	}
	return ids
}

// forget makes a public incident forget some others: ids one after the other, as a change
// has them.
func forget(p *incidents.Public, hidden []byte) {
	if len(hidden) == 0 {
		return
	}
	p.Redact(func(text string) bool {
		id, err := incidents.ParseULID(text)
		return err != nil || holds(hidden, uuid(id))
	})
}

func holds(ids []byte, id uuid) bool {
	for other := range slices.Chunk(ids, len(id)) {
		if string(other) == string(id[:]) {
			return true
		}
	}
	return false
}

// hiddenOf lists those of the named that are not seen, as a change has them; nil for none.
func hiddenOf(named []uuid, seen map[uuid]bool) []byte {
	var hidden []byte
	for _, id := range named {
		if !seen[id] {
			hidden = append(hidden, id[:]...)
		}
	}
	return hidden
}

// selectSeen gives those of the asked incidents, of whatever story, that are public at a number.
const selectSeen = `SELECT incident FROM change
	WHERE incident = ANY ($1) AND seq <= $2 AND (until IS NULL OR until > $2) AND entry IS NOT NULL`

func (s *Store) seen(ctx context.Context, q querier, asked map[uuid]bool, at incidents.Seq) (map[uuid]bool, error) {
	seen := map[uuid]bool{}
	if len(asked) == 0 {
		return seen, nil
	}
	err := s.each(ctx, q, "look for other incidents", selectSeen, []any{slices.Collect(maps.Keys(asked)), at}, func(row scanner) error {
		var id uuid
		err := row.Scan(&id)
		seen[id] = true
		return err
	})
	return seen, err
}

// hide notes of each piece of news which incidents it names that readers do not see once all of
// the transaction is written.
func (w *writing) hide(ctx context.Context, all []*pendingChange) error {
	asked := map[uuid]bool{}
	for _, n := range all {
		if n.revision.Incident.IsPublic() {
			for _, id := range names(&n.revision.Incident) {
				asked[id] = true
			}
		}
	}
	seen, err := w.seen(ctx, w.tx, asked, w.last)
	if err != nil || len(asked) == 0 {
		return err
	}
	for id := range asked {
		if st := w.stands[id]; st != nil {
			seen[id] = st.public
		}
	}
	for _, n := range all {
		n.hidden = hiddenOf(names(&n.revision.Incident), seen)
	}
	return nil
}

// pointers are rows of the table pointer.
type pointers struct{ targets, sources []uuid }

func (p *pointers) add(target, source uuid) {
	p.targets, p.sources = append(p.targets, target), append(p.sources, source)
}

// point writes which others the incidents name from now on.
func (w *writing) point(ctx context.Context) error {
	var gone, added pointers
	for id, st := range w.stands {
		for _, target := range st.named {
			if !slices.Contains(st.names, target) {
				gone.add(target, id)
			}
		}
		for _, target := range st.names {
			if !slices.Contains(st.named, target) {
				added.add(target, id)
			}
		}
	}
	var b pgx.Batch
	if len(gone.targets) > 0 {
		b.Queue(`DELETE FROM pointer p USING unnest($1::uuid[], $2::uuid[]) a (target, source)
			WHERE p.target = a.target AND p.source = a.source`, gone.targets, gone.sources)
	}
	if len(added.targets) > 0 {
		b.Queue(`INSERT INTO pointer (target, source) SELECT * FROM unnest($1::uuid[], $2::uuid[])`, added.targets, added.sources)
	}
	if b.Len() == 0 {
		return nil
	}
	return w.tx.SendBatch(ctx, &b).Close()
}

// showPointing shows the incidents anew that name one that has become public or hidden. Those
// that the transaction writes itself have been told.
func (w *writing) showPointing(ctx context.Context) error {
	var turned []uuid
	for id, st := range w.stands {
		if st.public != st.wasPublic {
			turned = append(turned, id)
		}
	}
	if len(turned) == 0 {
		return nil
	}
	byStory, order := map[string][]int64{}, []string{}
	err := w.each(ctx, w.tx, "look for incidents that name others", `SELECT DISTINCT c.incident, c.story, c.seq
		FROM pointer p JOIN change c ON c.incident = p.source AND c.until IS NULL
		WHERE p.target = ANY ($1) ORDER BY c.story, c.seq`, []any{turned}, func(row scanner) error {
		var id uuid
		var story string
		var seq int64
		err := row.Scan(&id, &story, &seq)
		if st := w.stands[id]; st != nil && st.change != st.stored {
			return err
		}
		if !contains(byStory, story) {
			order = append(order, story)
		}
		byStory[story] = append(byStory[story], seq)
		return err
	})
	if err != nil {
		return err
	}
	for _, slug := range order {
		story, err := w.storyNow(ctx, slug)
		if err != nil {
			return err
		}
		if story == nil {
			return w.damaged("the story "+slug+" of incidents that are there is lost", nil)
		}
		if err := w.show(ctx, story, byStory[slug]); err != nil {
			return err
		}
	}
	return nil
}

// forgetHidden makes public incidents forget others that readers do not see today.
func (p *past) forgetHidden(ctx context.Context, all []*incidents.Public) error {
	asked := map[uuid]bool{}
	named := make([][]uuid, len(all))
	for i, public := range all {
		if public == nil {
			continue
		}
		named[i] = names(&incidents.Incident{Relations: public.Relations, Casualties: public.Casualties})
		for _, id := range named[i] {
			asked[id] = true
		}
	}
	seen, err := p.seen(ctx, p.reader, asked, p.today)
	if err != nil {
		return err
	}
	for i, public := range all {
		if public != nil {
			forget(public, hiddenOf(named[i], seen))
		}
	}
	return nil
}
