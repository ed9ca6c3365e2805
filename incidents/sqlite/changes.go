package sqlite

import (
	"context"
	"iter"

	"incidentmap/incidents"
)

// changesBatch is how many changes are held in memory at a time.
const changesBatch = 512

// selectChanges reads the changes in force. It leaves the documents of incidents that
// readers do not see where they are.
const selectChanges = `
	SELECT i.story, i.change AS seq, st.seq, iif(i.public, i.published, ''),
		r.seq, r.story, i.id, r.number, r.time, r.kind, r.author, r.note, iif(i.public, r.document, ''), r.checksum
	FROM incident i JOIN revision r ON r.seq = i.revision JOIN story st ON st.slug = i.story
	WHERE i.change > ?1
	UNION ALL
	SELECT st.slug, st.seq, st.seq, '', 0, '', '', 0, '', '', '', '', '', 0 FROM story st WHERE st.seq > ?1
	ORDER BY seq LIMIT ?2`

// Changes gives every change after the given one that is still in force: see
// incidents.Store. It reads batch by batch, each as the store then stands: an incident that
// changes meanwhile is passed over at its old number and comes at its new one.
func (s *Store) Changes(ctx context.Context, after incidents.Seq) iter.Seq2[incidents.Change, error] {
	return func(yield func(incidents.Change, error) bool) {
		told := s.tellings()
		for {
			batch, err := told.changesAfter(ctx, after)
			if err != nil {
				yield(incidents.Change{}, err)
				return
			}
			for _, c := range batch {
				if !yield(c, nil) {
					return
				}
				after = c.Seq
			}
			if len(batch) < changesBatch {
				return
			}
		}
	}
}

func (t *tellings) changesAfter(ctx context.Context, after incidents.Seq) ([]incidents.Change, error) {
	var batch []incidents.Change
	var rows []shown
	err := t.each(ctx, t.reader, "read the changes", selectChanges, []any{after, changesBatch}, func(row scanner) error {
		var c incidents.Change
		var r shown
		err := row.Scan(append([]any{&c.Story}, r.columns()...)...)
		c.Seq, c.Incident = r.change, r.incident
		batch, rows = append(batch, c), append(rows, r)
		return err
	})
	if err != nil {
		return nil, err
	}
	publics, err := t.publics(ctx, rows)
	if err != nil {
		return nil, err
	}
	for i := range batch {
		batch[i].Public = publics[i]
	}
	return batch, nil
}
