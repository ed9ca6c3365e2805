package postgis

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"incidentmap/incidents"
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
	var story incidents.Story
	err := json.Unmarshal(r.document, &story)
	if err != nil || r.sum != r.checksum() || story.Slug != r.slug {
		return story, s.damaged(fmt.Sprintf("the story %q does not read as it was written", r.slug), err)
	}
	return story, nil
}

// PutStory writes a story, new or in place of the one of the same slug: see incidents.Store.
func (s *Store) PutStory(ctx context.Context, story incidents.Story) (incidents.Seq, error) {
	if err := story.ValidateNew(); err != nil {
		return 0, err
	}
	document, err := json.Marshal(&story)
	if err != nil {
		return 0, incidents.Errorf(incidents.EInvalid, "story", "cannot be written as JSON: %v", err)
	}
	var told incidents.Story
	if err := json.Unmarshal(document, &told); err != nil {
		return 0, incidents.Errorf(incidents.EInvalid, "story", "cannot be read back from JSON: %v", err)
	}
	job := &job{ctx: ctx, doing: "write a story", story: &told, document: document, done: make(chan struct{})}
	if err := s.await(job); err != nil {
		return 0, err
	}
	return job.last, nil
}

// tell writes a story, and shows its incidents anew where readers see them otherwise.
func (w *writing) writeStory(j *job) error {
	ctx := context.WithoutCancel(j.ctx)
	old, err := w.storyNow(ctx, j.story.Slug)
	if err != nil {
		return err
	}
	if err := w.putStory(ctx, j.story.Slug, j.document); err != nil {
		return err
	}
	if old != nil && !old.ShowsAs(j.story) {
		if err := w.showAll(j.ctx, j.story); err != nil {
			return err
		}
	}
	j.last = w.last
	return nil
}

// storyNow gives a story, nil when there is none.
func (w *writing) storyNow(ctx context.Context, slug string) (*incidents.Story, error) {
	story, err := w.scanStory(w.tx.QueryRow(ctx, `SELECT `+storyColumns+`
		FROM story st JOIN story_revision sr ON sr.seq = st.seq WHERE st.slug = $1`, slug))
	if none(err) {
		return nil, nil
	}
	if err != nil {
		return nil, w.fault(ctx, "read a story", err)
	}
	return &story, nil
}

func (w *writing) putStory(ctx context.Context, slug string, document []byte) error {
	w.last++
	row := storyRow{seq: w.last, slug: slug, time: w.now, document: document}
	c := changeRow{seq: w.last, story: slug}
	for _, write := range []struct {
		text string
		args []any
	}{
		{
			`INSERT INTO story_revision (seq, story, time, document, checksum) VALUES ($1, $2, $3, $4, $5)`,
			[]any{row.seq, slug, w.now, document, row.checksum()},
		},
		{`UPDATE change SET until = $2 WHERE seq = (SELECT seq FROM story WHERE slug = $1)`, []any{slug, w.last}},
		{`INSERT INTO change (seq, story, checksum) VALUES ($1, $2, $3)`, []any{c.seq, slug, c.checksum()}},
		{
			`INSERT INTO story (slug, seq) VALUES ($1, $2) ON CONFLICT (slug) DO UPDATE SET seq = excluded.seq`,
			[]any{slug, w.last},
		},
	} {
		if _, err := w.tx.Exec(ctx, write.text, write.args...); err != nil {
			return w.fault(ctx, "write a story", err)
		}
	}
	return nil
}

// showAllBatch is how many incidents are held in memory while they are encoded again.
const showAllBatch = 2000

// showAll encodes the public incidents of a story again, in the order of their changes, as every
// store does: the numbers are in what is encoded.
func (w *writing) showAll(ctx context.Context, story *incidents.Story) error {
	whole := context.WithoutCancel(ctx)
	var all []int64
	err := w.each(whole, w.tx, "read the incidents of a story", `SELECT seq FROM change
		WHERE story = $1 AND until IS NULL AND entry IS NOT NULL ORDER BY seq`, []any{story.Slug}, func(row scanner) error {
		var seq int64
		err := row.Scan(&seq)
		all = append(all, seq)
		return err
	})
	if err != nil {
		return err
	}
	return w.show(ctx, story, all)
}

// show encodes what stands under some numbers again.
func (w *writing) show(ctx context.Context, story *incidents.Story, all []int64) error {
	whole := context.WithoutCancel(ctx)
	for len(all) > 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
		n := min(showAllBatch, len(all))
		batch, err := w.republished(whole, story, all[:n])
		if err != nil {
			return err
		}
		if err := w.hide(whole, batch); err != nil {
			return err
		}
		if err := w.activate(ctx, batch); err != nil {
			return err
		}
		var b pgx.Batch
		w.queueRetired(&b)
		if err := w.tx.SendBatch(whole, &b).Close(); err != nil {
			return w.fault(whole, "write the incidents of a story", err)
		}
		all = all[n:]
	}
	return nil
}

// retold gives the incidents of the changes, in that order, to be shown anew.
func (w *writing) republished(ctx context.Context, story *incidents.Story, seqs []int64) ([]*pendingChange, error) {
	var batch []*pendingChange
	err := w.each(ctx, w.tx, "read the incidents of a story", `SELECT c.seq, c.published, `+revisionColumns+`
		FROM unnest($1::bigint[]) WITH ORDINALITY a (seq, place) JOIN change c ON c.seq = a.seq JOIN revision r ON r.seq = c.revision
		ORDER BY a.place`, []any{seqs}, func(row scanner) error {
		var old incidents.Seq
		var published time.Time
		var r revisionRow
		if err := row.Scan(append([]any{&old, instant{&published}}, r.columns()...)...); err != nil {
			return err
		}
		rev, err := w.revisionOf(&r)
		if err != nil {
			return err
		}
		w.last++
		batch = append(batch, &pendingChange{id: r.incident, story: story, revision: &rev, published: published, change: w.last})
		w.retire(old, w.last)
		return nil
	})
	return batch, err
}
