package sqlite

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"incidentmap/incidents"
)

const selectStory = `SELECT sr.story, sr.time, sr.document, sr.checksum
	FROM story st JOIN story_revision sr ON sr.seq = st.seq`

// Stories lists all stories by slug.
func (s *Store) Stories(ctx context.Context) ([]incidents.Story, error) {
	stories := []incidents.Story{}
	err := s.each(ctx, s.reader, "list the stories", selectStory+` ORDER BY st.slug`, nil, func(row scanner) error {
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
	return s.readStory(ctx, s.reader, slug)
}

func (s *Store) readStory(ctx context.Context, q querier, slug string) (incidents.Story, error) {
	story, err := s.scanStory(q.QueryRowContext(ctx, selectStory+` WHERE st.slug = ?`, slug))
	if none(err) {
		return story, notFoundStory(slug)
	}
	if err != nil {
		return story, s.fault("read a story", err)
	}
	return story, nil
}

// storyAt gives a story as it was written under a number, which is one in force.
func (s *Store) storyAt(ctx context.Context, seq incidents.Seq) (*incidents.Story, error) {
	story, err := s.scanStory(s.reader.QueryRowContext(ctx,
		`SELECT story, time, document, checksum FROM story_revision WHERE seq = ?`, seq))
	if err != nil {
		return nil, s.fault("read a story", err)
	}
	return &story, nil
}

func (s *Store) scanStory(row scanner) (incidents.Story, error) {
	var slug, written, document string
	var sum int64
	if err := row.Scan(&slug, &written, &document, &sum); err != nil {
		return incidents.Story{}, err
	}
	story, err := decode[incidents.Story](document)
	if err != nil || sum != checksum(slug, written, document) || story.Slug != slug {
		return story, s.damaged(fmt.Sprintf("the story %q does not read as it was written", slug), err)
	}
	return story, nil
}

// PutStory writes a story, new or in place of the one of the same slug: see incidents.Store.
func (s *Store) PutStory(ctx context.Context, story incidents.Story) (incidents.Seq, error) {
	if err := story.Validate(); err != nil {
		return 0, err
	}
	document, err := json.Marshal(&story)
	if err != nil {
		return 0, incidents.Errorf(incidents.EInvalid, "story", "cannot be written as JSON: %v", err)
	}
	if story, err = decode[incidents.Story](string(document)); err != nil {
		return 0, incidents.Errorf(incidents.EInvalid, "story", "cannot be read back from JSON: %v", err)
	}
	var last incidents.Seq
	err = s.change(ctx, "write a story", func(whole context.Context, w *writing) error {
		old, err := w.story(whole, story.Slug)
		if err != nil && incidents.CodeOf(err) != incidents.ENotFound {
			return err
		}
		if last, err = w.putStory(whole, story.Slug, string(document)); err != nil {
			return err
		}
		if old == nil || readersSeeTheSame(old, &story) {
			return nil
		}
		last, err = w.showAll(ctx, &story, last)
		return err
	})
	return last, err
}

func (w *writing) putStory(ctx context.Context, slug, document string) (incidents.Seq, error) {
	seq, err := w.draw(ctx, 1)
	if err != nil {
		return 0, err
	}
	written := stamp(w.now)
	if _, err := w.tx.ExecContext(ctx, `INSERT INTO story_revision (seq, story, time, document, checksum) VALUES (?, ?, ?, ?, ?)`,
		seq, slug, written, document, checksum(slug, written, document)); err != nil {
		return 0, w.fault("write a story", err)
	}
	if _, err := w.tx.ExecContext(ctx, `INSERT INTO story (slug, seq) VALUES (?, ?) ON CONFLICT (slug) DO UPDATE SET seq = excluded.seq`,
		slug, seq); err != nil {
		return 0, w.fault("write a story", err)
	}
	return seq, nil
}

// readersSeeTheSame reports whether what goes into a feature from its story is the same in
// both: which layers hold it, what the policy lets out, and which language stands in.
func readersSeeTheSame(a, b *incidents.Story) bool {
	sameLayer := func(x, y incidents.Layer) bool {
		return x.ID == y.ID && slices.Equal(x.Filter.Classes, y.Filter.Classes) &&
			slices.Equal(x.Filter.Kinds, y.Filter.Kinds) && slices.Equal(x.Filter.Outcomes, y.Filter.Outcomes)
	}
	return a.Policy == b.Policy && slices.Equal(a.Languages, b.Languages) &&
		slices.EqualFunc(a.Layers, b.Layers, sameLayer)
}

// showAllBatch is how many incidents are held in memory while they are encoded again.
const showAllBatch = 2000

// showAll encodes the public incidents of a story again, by id, and gives the last
// sequence number used.
func (w *writing) showAll(ctx context.Context, story *incidents.Story, last incidents.Seq) (incidents.Seq, error) {
	whole := context.WithoutCancel(ctx)
	for after := ""; ; {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		batch, err := w.retold(whole, story.Slug, after)
		if err != nil || len(batch) == 0 {
			return last, err
		}
		first, err := w.draw(whole, len(batch))
		if err != nil {
			return 0, err
		}
		for i := range batch {
			last = first + incidents.Seq(i)
			batch[i].again, batch[i].standing.change = last, last
			batch[i].story = story
		}
		if err := w.putInForce(ctx, batch); err != nil {
			return 0, err
		}
		after = batch[len(batch)-1].standing.id
	}
}

// retold reads the public incidents of a story after an id, by id.
func (w *writing) retold(ctx context.Context, story, after string) ([]news, error) {
	var batch []news
	err := w.each(ctx, w.tx, "read the incidents of a story", `SELECT i.story, i.change, i.public, i.published, `+revisionColumns+`
		FROM incident i JOIN revision r ON r.seq = i.revision
		WHERE i.story = ? AND i.id > ? AND i.public = 1 ORDER BY i.id LIMIT ?`,
		[]any{story, after, showAllBatch}, func(row scanner) error {
			st, rev, err := w.scanStanding(row)
			batch = append(batch, news{standing: st, revision: rev})
			return err
		})
	return batch, err
}

// decode reads a stored JSON document.
func decode[T any](document string) (T, error) {
	var v T
	err := json.Unmarshal([]byte(document), &v)
	return v, err
}
