package sqlite

import (
	"context"
	"encoding/json"
	"iter"
	"slices"
	"time"

	"incidentmap/incidents"
)

// publicsBatch is how many public incidents are held in memory at a time.
const publicsBatch = 512

// SeqAt gives the newest sequence number given out at or before an instant: see
// incidents.Store.
func (s *Store) SeqAt(ctx context.Context, t time.Time) (incidents.Seq, error) {
	var seq incidents.Seq
	err := s.reader.QueryRowContext(ctx, `SELECT last FROM moment WHERE time <= ? ORDER BY time DESC LIMIT 1`, stamp(t)).Scan(&seq)
	if err != nil && !none(err) {
		return 0, s.fault("read when numbers were given out", err)
	}
	return seq, nil
}

// selectPublics looks up the asked numbers, a JSON array, each with the revision and the
// story as they were when it was given out.
const selectPublics = `SELECT asked.key, asked.value,
		(SELECT seq FROM story_revision WHERE story = r.story AND seq <= asked.value ORDER BY seq DESC LIMIT 1),
		i.published, ` + revisionColumns + `
	FROM json_each(?1) asked CROSS JOIN feature f ON f.id = asked.value << 16 AND f.id >> 16 = asked.value
	JOIN revision r ON r.seq = (SELECT seq FROM revision WHERE incident = f.incident AND seq <= asked.value ORDER BY number DESC LIMIT 1)
	JOIN incident i ON i.story = r.story AND i.id = r.incident`

// Publics gives the public incidents of the given changes: see incidents.Store. They are made
// of what is never changed, so batches read at different times agree.
func (s *Store) Publics(ctx context.Context, seqs []incidents.Seq) iter.Seq2[*incidents.Public, error] {
	return func(yield func(*incidents.Public, error) bool) {
		told := s.tellings()
		for asked := range slices.Chunk(seqs, publicsBatch) {
			batch, err := told.publicsOf(ctx, asked)
			if err != nil {
				yield(nil, err)
				return
			}
			for i, p := range batch {
				if p == nil {
					yield(nil, notPublic(asked[i]))
					return
				}
				if !yield(p, nil) {
					return
				}
			}
		}
	}
}

// publicsOf gives the public incidents of the asked changes, nil where there is none.
func (t *tellings) publicsOf(ctx context.Context, asked []incidents.Seq) ([]*incidents.Public, error) {
	list, err := json.Marshal(asked)
	if err != nil {
		return nil, err
	}
	rows := make([]shown, len(asked))
	err = t.each(ctx, t.reader, "read public incidents", selectPublics, []any{string(list)}, func(row scanner) error {
		var key int
		var r shown
		err := row.Scan(append([]any{&key}, r.columns()...)...)
		rows[key] = r
		return err
	})
	if err != nil {
		return nil, err
	}
	return t.publics(ctx, rows)
}

// selectAsOf reads the public incidents of the story ?1 after the id ?2 with two revisions:
// the newest, and the newest as of the number ?3.
const selectAsOf = `SELECT i.change, st.seq, i.published, ` + revisionColumns + `,
		n.seq, n.story, n.incident, n.number, n.time, n.kind, n.author, n.note, n.document, n.checksum
	FROM incident i JOIN revision n ON n.seq = i.revision JOIN story st ON st.slug = i.story
	JOIN revision r ON r.seq = (SELECT seq FROM revision WHERE incident = i.id AND seq <= ?3 ORDER BY number DESC LIMIT 1)
	WHERE i.story = ?1 AND i.id > ?2 AND i.public = 1 ORDER BY i.id LIMIT ?4`

// AsOf gives the public incidents of a story as they stood at a sequence number, under the
// rules of today: see incidents.Store.
func (s *Store) AsOf(ctx context.Context, story string, at incidents.Seq) iter.Seq2[*incidents.Public, error] {
	return func(yield func(*incidents.Public, error) bool) {
		told := s.tellings()
		then, err := told.asOf(ctx, story, at)
		if err != nil {
			yield(nil, err)
			return
		}
		for after := ""; ; {
			rows, err := s.standingAt(ctx, story, after, at)
			if err != nil {
				yield(nil, err)
				return
			}
			batch, err := told.past(ctx, then, rows)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, p := range batch {
				if p != nil && !yield(p, nil) {
					return
				}
			}
			if len(rows) < publicsBatch {
				return
			}
			after = rows[len(rows)-1].incident
		}
	}
}

// asOf gives the story as it was told at a number, or nil if it was not there yet.
func (t *tellings) asOf(ctx context.Context, slug string, at incidents.Seq) (*incidents.Story, error) {
	if _, err := t.Story(ctx, slug); err != nil {
		return nil, err
	}
	var seq *incidents.Seq
	err := t.reader.QueryRowContext(ctx, `SELECT max(seq) FROM story_revision WHERE story = ? AND seq <= ?`, slug, at).Scan(&seq)
	if err != nil {
		return nil, t.fault("read a story", err)
	}
	if seq == nil {
		return nil, nil
	}
	return t.storyAt(ctx, *seq)
}

// pastRow is an incident as it stood, and as it stands.
type pastRow struct {
	shown
	newest revisionRow
}

func (s *Store) standingAt(ctx context.Context, story, after string, at incidents.Seq) ([]pastRow, error) {
	var rows []pastRow
	err := s.each(ctx, s.reader, "read incidents as they stood", selectAsOf, []any{story, after, at, publicsBatch}, func(row scanner) error {
		var r pastRow
		err := row.Scan(append(r.columns(), r.newest.columns()...)...)
		rows = append(rows, r)
		return err
	})
	return rows, err
}

// past gives what readers may see of the rows, nil where that is nothing.
func (t *tellings) past(ctx context.Context, then *incidents.Story, rows []pastRow) ([]*incidents.Public, error) {
	for i := range rows {
		if err := t.read(ctx, rows[i].story); err != nil {
			return nil, err
		}
	}
	all := make([]*incidents.Public, len(rows))
	err := onAllCores(len(rows), func(i int) error {
		r := &rows[i]
		was, err := t.revisionOf(&r.revisionRow)
		if err != nil || !was.Incident.IsPublic() {
			return err
		}
		is := was
		if r.newest.seq != r.seq {
			if is, err = t.revisionOf(&r.newest); err != nil {
				return err
			}
			if is.Incident.Disposition != incidents.Retracted {
				r.change = r.seq
			}
		}
		all[i], err = pastPublic(t.known[r.story], then, r, &is, &was)
		return err
	})
	return all, err
}

// pastPublic gives what readers may see today of an incident as it was.
func pastPublic(now, then *incidents.Story, r *pastRow, is, was *incidents.Revision) (*incidents.Public, error) {
	if is.Incident.Disposition == incidents.Retracted {
		return publicOf(now, is, r.published, r.change)
	}
	story, inc := now.Past(then, &is.Incident, &was.Incident)
	was.Incident = *inc
	return publicOf(story, was, r.published, r.change)
}
