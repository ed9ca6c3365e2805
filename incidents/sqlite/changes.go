package sqlite

import (
	"context"
	"iter"

	"incidentmap/incidents"
)

// changesBatch is how many changes are held in memory at a time.
const changesBatch = 500

// selectChanges reads the changes in force. It leaves the documents of incidents that
// readers do not see where they are.
const selectChanges = `
	SELECT i.change AS seq, i.story, i.id, i.public, coalesce(i.published, ''), st.seq, r.seq, r.number, r.time, r.kind, r.author, r.note,
		CASE WHEN i.public THEN r.document ELSE '' END, r.checksum
	FROM incident i JOIN revision r ON r.seq = i.revision JOIN story st ON st.slug = i.story
	WHERE i.change > ?1
	UNION ALL
	SELECT st.seq, st.slug, '', 0, '', st.seq, 0, 0, '', '', '', '', '', 0 FROM story st WHERE st.seq > ?1
	ORDER BY seq LIMIT ?2`

// change is a row of selectChanges.
type change struct {
	incidents.Change
	revisionRow
	public    bool
	published string
	storySeq  incidents.Seq
}

// Changes gives every change after the given one that is still in force: see
// incidents.Store. It reads batch by batch, each as the store then stands: an incident that
// changes meanwhile is passed over at its old number and comes at its new one.
func (s *Store) Changes(ctx context.Context, after incidents.Seq) iter.Seq2[incidents.Change, error] {
	return func(yield func(incidents.Change, error) bool) {
		stories := map[incidents.Seq]*incidents.Story{}
		for {
			batch, err := s.changesAfter(ctx, after)
			if err != nil {
				yield(incidents.Change{}, err)
				return
			}
			for i := range batch {
				c, err := s.withPublic(ctx, &batch[i], stories)
				if !yield(c, err) || err != nil {
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

func (s *Store) changesAfter(ctx context.Context, after incidents.Seq) ([]change, error) {
	var batch []change
	err := s.each(ctx, s.reader, "read the changes", selectChanges, []any{after, changesBatch}, func(row scanner) error {
		var c change
		r := &c.revisionRow
		err := row.Scan(&c.Seq, &c.Story, &c.Incident, &c.public, &c.published, &c.storySeq,
			&r.seq, &r.number, &r.time, &r.kind, &r.author, &r.note, &r.document, &r.sum)
		r.incident = c.Incident
		batch = append(batch, c)
		return err
	})
	return batch, err
}

// withPublic adds what readers see of the change's incident.
func (s *Store) withPublic(ctx context.Context, c *change, stories map[incidents.Seq]*incidents.Story) (incidents.Change, error) {
	if !c.public {
		return c.Change, nil
	}
	story, known := stories[c.storySeq]
	if !known {
		var err error
		if story, err = s.storyAt(ctx, c.storySeq); err != nil {
			return c.Change, err
		}
		stories[c.storySeq] = story
	}
	rev, err := c.revision()
	if err != nil {
		return c.Change, s.damaged("the newest revision of incident "+c.Incident, err)
	}
	c.Public, err = s.public(story, &rev, c.published, c.Seq)
	return c.Change, err
}
