package postgis

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/revisions"
)

const storyColumns = `sr.seq, sr.story, sr.time, sr.document, sr.checksum`

// storyRow is a row of the table story_revision.
type storyRow struct {
	seq      incidents.Seq
	slug     string
	time     time.Time
	document []byte
	sum      int64
}

func (r *storyRow) columns() []any {
	return []any{&r.seq, &r.slug, &r.time, &r.document, &r.sum}
}

func (r *storyRow) checksum() int64 {
	return int64(sum(0).number(int64(r.seq)).text(r.slug).time(r.time).bytes(r.document))
}

// Stories lists all stories by slug.
func (s *Store) Stories(ctx context.Context) ([]incidents.Story, error) {
	stories := []incidents.Story{}
	err := s.each(ctx, s.reader, "list the stories", `SELECT `+storyColumns+`
		FROM story st JOIN story_revision sr ON sr.seq = st.seq ORDER BY st.slug`, nil, func(row scanner) error {
		story, err := s.scanStory(row)
		stories = append(stories, story)
		return err
	})
	if err != nil {
		return nil, err
	}
	return stories, nil
}

// Story gives one story. ENotFound if there is none of that slug.
func (s *Store) Story(ctx context.Context, slug string) (incidents.Story, error) {
	story, err := s.scanStory(s.reader.QueryRow(ctx, `SELECT `+storyColumns+`
		FROM story st JOIN story_revision sr ON sr.seq = st.seq WHERE st.slug = $1`, asked(slug)))
	if none(err) {
		return story, incidents.NoStory(slug)
	}
	if err != nil {
		return story, s.fault(ctx, "read a story", err)
	}
	return story, nil
}

// storyAt gives a story as it was written under a number.
func (s *Store) storyAt(ctx context.Context, from querier, seq incidents.Seq) (*incidents.Story, error) {
	story, err := s.scanStory(from.QueryRow(ctx, `SELECT `+storyColumns+` FROM story_revision sr WHERE seq = $1`, seq))
	if err != nil {
		return nil, s.fault(ctx, "read a story", err)
	}
	return &story, nil
}

func (s *Store) scanStory(row scanner) (incidents.Story, error) {
	var r storyRow
	if err := row.Scan(r.columns()...); err != nil {
		return incidents.Story{}, err
	}
	return r.read(s)
}

// read decodes the row.
func (r *storyRow) read(s *Store) (incidents.Story, error) {
	var story incidents.Story
	err := json.Unmarshal(r.document, &story)
	if err != nil || r.sum != r.checksum() || story.Slug != r.slug {
		return story, s.damaged(fmt.Sprintf("the story %q does not read as it was written", r.slug), err)
	}
	story.Version = r.seq
	return story, nil
}

// PutStory writes a story, new or in place of the one of the same slug: see incidents.Store.
func (s *Store) PutStory(ctx context.Context, story incidents.Story) (incidents.Seq, error) {
	valid, err := revisions.NewStory(&story)
	if err != nil {
		return 0, err
	}
	var last incidents.Seq
	err = s.await(&job{
		ctx: ctx, doing: "write a story", done: make(chan struct{}),
		alone: func(ctx context.Context, _ *writing, p *revisions.Plan) error {
			err := p.PutStory(ctx, valid)
			last = p.Last()
			return err
		},
	})
	if err != nil {
		return 0, err
	}
	return last, nil
}

// Story gives a story as it is written now, nil if there is none.
func (w *writing) Story(ctx context.Context, slug string) (*incidents.Story, error) {
	if story, known := w.stories[slug]; known {
		return story, nil
	}
	ctx = context.WithoutCancel(ctx)
	story, err := w.scanStory(w.tx.QueryRow(ctx, `SELECT `+storyColumns+`
		FROM story st JOIN story_revision sr ON sr.seq = st.seq WHERE st.slug = $1`, slug))
	switch {
	case none(err):
		return nil, nil
	case err != nil:
		return nil, w.fault(ctx, "read a story", err)
	}
	w.stories[slug] = &story
	return &story, nil
}

// PutStory writes a story under a number.
func (w *writing) PutStory(ctx context.Context, seq incidents.Seq, story *revisions.Story) error {
	ctx = context.WithoutCancel(ctx)
	row := storyRow{seq: seq, slug: story.Slug, time: w.now, document: story.Document}
	c := changeRow{seq: seq, story: story.Slug}
	for _, write := range []struct {
		text string
		args []any
	}{
		{
			`INSERT INTO story_revision (seq, story, time, document, checksum) VALUES ($1, $2, $3, $4, $5)`,
			[]any{row.seq, row.slug, row.time, row.document, row.checksum()},
		},
		{`UPDATE change SET until = $2 WHERE seq = (SELECT seq FROM story WHERE slug = $1)`, []any{row.slug, row.seq}},
		{`INSERT INTO change (seq, story, checksum) VALUES ($1, $2, $3)`, []any{c.seq, c.story, c.checksum()}},
		{
			`INSERT INTO story (slug, seq) VALUES ($1, $2) ON CONFLICT (slug) DO UPDATE SET seq = excluded.seq`,
			[]any{row.slug, row.seq},
		},
	} {
		if _, err := w.tx.Exec(ctx, write.text, write.args...); err != nil {
			return w.fault(ctx, "write a story", err)
		}
	}
	stored := story.Story
	stored.Version = seq
	w.stories[story.Slug] = &stored
	return nil
}

// RewriteStory puts others in place of the versions of a story.
func (w *writing) RewriteStory(ctx context.Context, slug string, of func(*incidents.Story) (*revisions.Story, error)) error {
	ctx = context.WithoutCancel(ctx)
	var rows []storyRow
	err := w.each(ctx, w.tx, "read a story", `SELECT `+storyColumns+` FROM story_revision sr WHERE story = $1`, []any{slug}, func(row scanner) error {
		var r storyRow
		err := row.Scan(r.columns()...)
		r.document = slices.Clone(r.document)
		rows = append(rows, r)
		return err
	})
	if err != nil {
		return err
	}
	for i := range rows {
		r := &rows[i]
		story, err := r.read(w.Store)
		if err != nil {
			return err
		}
		other, err := of(&story)
		if err != nil {
			return err
		}
		r.document = other.Document
		if _, err := w.tx.Exec(ctx, `UPDATE story_revision SET document = $2, checksum = $3 WHERE seq = $1`, r.seq, r.document, r.checksum()); err != nil {
			return w.fault(ctx, "write a story", err)
		}
	}
	delete(w.stories, slug)
	return nil
}

// Newest gives an incident as its newest revision has it, nil if there is none.
func (w *writing) Newest(ctx context.Context, id incidents.ULID) (*incidents.Incident, error) {
	var r revisionRow
	pending, err := w.heldWhere(context.WithoutCancel(ctx), w.tx, `pending AND incident = $1`, uuid(id))
	if err != nil {
		return nil, err
	}
	for _, h := range pending {
		return &h.Revision.Incident, nil
	}
	err = w.tx.QueryRow(context.WithoutCancel(ctx), `SELECT `+revisionColumns+`
		FROM (SELECT revision FROM change WHERE incident = $1 ORDER BY seq DESC LIMIT 1) c
		JOIN revision r ON r.seq = c.revision`, uuid(id)).Scan(r.columns()...)
	switch {
	case none(err):
		return nil, nil
	case err != nil:
		return nil, w.fault(ctx, "read an incident", err)
	}
	rev, err := w.revisionOf(&r)
	return &rev.Incident, err
}

// InForce gives the changes in force of the public incidents of a story, by number.
func (w *writing) InForce(ctx context.Context, story string) ([]incidents.Seq, error) {
	var all []incidents.Seq
	err := w.each(context.WithoutCancel(ctx), w.tx, "read the incidents of a story", `SELECT seq FROM change
		WHERE story = $1 AND until IS NULL AND entry IS NOT NULL ORDER BY seq`, []any{story}, func(row scanner) error {
		var seq incidents.Seq
		err := row.Scan(&seq)
		all = append(all, seq)
		return err
	})
	return all, err
}

// Encoded gives what changes in force are of, in that order.
func (w *writing) Encoded(ctx context.Context, changes []incidents.Seq) ([]revisions.Encoded, error) {
	list := make([]int64, len(changes))
	for i, seq := range changes {
		list[i] = int64(seq)
	}
	var all []revisions.Encoded
	err := w.each(context.WithoutCancel(ctx), w.tx, "read the incidents of a story", `SELECT c.published, `+revisionColumns+`
		FROM unnest($1::bigint[]) WITH ORDINALITY a (seq, place) JOIN change c ON c.seq = a.seq JOIN revision r ON r.seq = c.revision
		ORDER BY a.place`, []any{list}, func(row scanner) error {
		var e revisions.Encoded
		var r revisionRow
		if err := row.Scan(append([]any{instant{&e.Published}}, r.columns()...)...); err != nil {
			return err
		}
		rev, err := w.revisionOf(&r)
		e.ID, e.Revision = r.incident, &rev
		all = append(all, e)
		return err
	})
	if err == nil && len(all) != len(changes) {
		err = w.damaged("revisions of incidents that are public are lost", nil)
	}
	return all, err
}
