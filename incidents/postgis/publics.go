package postgis

import (
	"context"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/revisions"
)

// shownColumns are what shown reads of the tables change, called c, and revision, called r:
// of the story, the number of its document when the change was written.
const shownColumns = `c.seq, c.published, c.hidden,
	(SELECT seq FROM story_revision WHERE story = c.story AND seq <= c.seq ORDER BY seq DESC LIMIT 1), ` + revisionColumns

// shown is a row that says what readers see of an incident: a revision of it, and under
// which number, of which story and since when they see it.
type shown struct {
	change    incidents.Seq
	story     incidents.Seq // the story's number
	published time.Time     // zero when readers do not see the incident
	hidden    []byte        // ids of others that it names and readers do not see
	revisionRow
}

// columns are what a row of shownColumns is read into.
func (r *shown) columns() []any {
	return append([]any{&r.change, instant{&r.published}, &r.hidden, &r.story}, r.revisionRow.columns()...)
}

// public gives what readers see, which the row says is something.
func (r *shown) public(s *Store, story *incidents.Story) (*incidents.Public, error) {
	rev, err := s.revisionOf(&r.revisionRow)
	if err != nil {
		return nil, err
	}
	p, err := revisions.Shown(story, &rev, r.published, r.change, split(r.hidden))
	if err != nil {
		return nil, s.damaged("what readers see of incident "+rev.Incident.ID, err)
	}
	return p, nil
}

// storyVersions are documents of stories by their numbers, each read once.
type storyVersions struct {
	*Store
	from  querier
	known map[incidents.Seq]*incidents.Story
}

func (s *Store) storyVersions(from querier) *storyVersions {
	return &storyVersions{s, from, map[incidents.Seq]*incidents.Story{}}
}

// read makes sure that the documents are known. It must not be called while rows are open:
// readers that each hold a connection and wait for another would wait for ever.
func (t *storyVersions) read(ctx context.Context, seqs ...incidents.Seq) error {
	for _, seq := range seqs {
		if _, known := t.known[seq]; known {
			continue
		}
		story, err := t.storyAt(ctx, t.from, seq)
		if err != nil {
			return err
		}
		t.known[seq] = story
	}
	return nil
}

// publics gives what readers see by each row, nil where there is no row.
func (t *storyVersions) publics(ctx context.Context, rows []shown) ([]*incidents.Public, error) {
	for i := range rows {
		if rows[i].change == 0 {
			continue
		}
		if err := t.read(ctx, rows[i].story); err != nil {
			return nil, err
		}
	}
	all := make([]*incidents.Public, len(rows))
	err := revisions.OnAllCores(len(rows), func(i int) error {
		if rows[i].change == 0 {
			return nil
		}
		var err error
		all[i], err = rows[i].public(t.Store, t.known[rows[i].story])
		return err
	})
	return all, err
}
