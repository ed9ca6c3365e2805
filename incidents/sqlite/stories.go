package sqlite

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
	"incidentmap/incidents/revisions"
)

// storyVersion is a story as it was written under a number. It is never changed, nor handed out.
type storyVersion struct {
	incidents.Story
	number int64 // the story's
	seq    incidents.Seq
}

// Stories lists all stories by slug.
func (s *Store) Stories(ctx context.Context) ([]incidents.Story, error) {
	stories := []incidents.Story{}
	err := s.read(ctx, "list the stories", func(c *sqlite.Conn) error {
		return each(c, func(st *sqlite.Stmt) error {
			story, err := s.scanStory(st)
			stories = append(stories, story)
			return err
		}, `SELECT sr.story, sr.time, sr.document, sr.checksum, sr.seq
			FROM story st JOIN story_revision sr ON sr.seq = st.seq ORDER BY st.slug`)
	})
	if err != nil {
		return nil, err
	}
	return stories, nil
}

// Story gives one story. ENotFound if there is none of that slug.
func (s *Store) Story(ctx context.Context, slug string) (story incidents.Story, err error) {
	err = s.read(ctx, "read a story", func(c *sqlite.Conn) error {
		found := false
		err := each(c, func(st *sqlite.Stmt) error {
			found = true
			story, err = s.scanStory(st)
			return err
		}, `SELECT sr.story, sr.time, sr.document, sr.checksum, sr.seq
			FROM story st JOIN story_revision sr ON sr.seq = st.seq WHERE st.slug = ?`, slug)
		if err == nil && !found {
			err = incidents.NoStory(slug)
		}
		return err
	})
	return story, err
}

// scanStory reads a story's document.
func (s *Store) scanStory(st *sqlite.Stmt) (incidents.Story, error) {
	number, document := st.ColumnInt64(0), st.ColumnText(2)
	var story incidents.Story
	err := json.Unmarshal([]byte(document), &story)
	if err != nil || st.ColumnInt64(3) != storySum(number, st.ColumnInt64(1), document) {
		return story, s.damaged(fmt.Sprintf("a document of story %d does not read as it was written", number), err)
	}
	story.Version = incidents.Seq(st.ColumnInt64(4))
	return story, nil
}

func storySum(number, time int64, document string) int64 {
	return checksum(strconv.FormatInt(number, 10), strconv.FormatInt(time, 10), document)
}

// storyVersionOf gives a story as it is written now. ENotFound if there is none of that slug.
func (s *Store) storyVersionOf(c *sqlite.Conn, slug string) (*storyVersion, error) {
	seq, found, err := number(c, `SELECT seq FROM story WHERE slug = ?`, slug)
	if err == nil && !found {
		return nil, incidents.NoStory(slug)
	}
	if err != nil {
		return nil, err
	}
	return s.storyVersionAt(c, incidents.Seq(seq))
}

// storyVersionNow gives the story of a number as it is written now.
func (s *Store) storyVersionNow(c *sqlite.Conn, story int64) (*storyVersion, error) {
	seq, found, err := number(c, `SELECT seq FROM story WHERE number = ?`, story)
	if err == nil && !found {
		return nil, s.damaged(fmt.Sprintf("story %d is lost", story), nil)
	}
	if err != nil {
		return nil, err
	}
	return s.storyVersionAt(c, incidents.Seq(seq))
}

// storyVersionAt gives a story as it was written under a number.
func (s *Store) storyVersionAt(c *sqlite.Conn, seq incidents.Seq) (*storyVersion, error) {
	if t, known := s.stories.get(seq, c == s.writer); known {
		return t, nil
	}
	var t *storyVersion
	size := 0
	err := each(c, func(st *sqlite.Stmt) error {
		story, err := s.scanStory(st)
		t, size = &storyVersion{story, st.ColumnInt64(0), seq}, 2*st.ColumnLen(2)
		return err
	}, `SELECT story, time, document, checksum, seq FROM story_revision WHERE seq = ?`, seq)
	switch {
	case err != nil:
		return nil, err
	case t == nil:
		return nil, s.damaged(fmt.Sprintf("the story's document %d is lost", seq), nil)
	}
	s.stories.put(seq, t, size, c == s.writer)
	return t, nil
}

// PutStory writes a story, new or in place of the one of the same slug: see incidents.Store.
func (s *Store) PutStory(ctx context.Context, story incidents.Story) (incidents.Seq, error) {
	valid, err := revisions.NewStory(&story)
	if err != nil {
		return 0, err
	}
	var last incidents.Seq
	err = s.change(ctx, "write a story", func(w *writing) error {
		return w.plan(func(p *revisions.Plan) error {
			err := p.PutStory(w.ctx, valid)
			last = p.Last()
			return err
		})
	})
	if err != nil {
		return 0, err
	}
	return last, nil
}

// PutStory writes a story under a number.
func (w *writing) PutStory(_ context.Context, seq incidents.Seq, story *revisions.Story) error {
	t := &storyVersion{Story: story.Story, seq: seq}
	t.Version = seq
	if old := w.stories[story.Slug]; old != nil {
		t.number = old.number
	} else {
		var err error
		if t.number, _, err = number(w.conn, `SELECT coalesce(max(number), 0) + 1 FROM story`); err != nil {
			return err
		}
	}
	document := string(story.Document)
	err := run(w.conn, `INSERT INTO story_revision (seq, story, time, document, checksum) VALUES (?, ?, ?, ?, ?)`,
		seq, t.number, w.now, document, storySum(t.number, w.now, document))
	if err == nil {
		err = run(w.conn, `INSERT INTO story (number, slug, seq) VALUES (?, ?, ?) ON CONFLICT (number) DO UPDATE SET seq = excluded.seq`,
			t.number, story.Slug, seq)
	}
	w.use(t)
	return err
}

// RewriteStory puts others in place of the versions of a story.
func (w *writing) RewriteStory(_ context.Context, slug string, of func(*incidents.Story) (*revisions.Story, error)) error {
	now, err := w.storyVersionOf(w.conn, slug)
	if err != nil {
		return err
	}
	type version struct {
		seq, time int64
		story     incidents.Story
	}
	var all []version
	err = each(w.conn, func(st *sqlite.Stmt) error {
		story, err := w.scanStory(st)
		all = append(all, version{st.ColumnInt64(4), st.ColumnInt64(1), story})
		return err
	}, `SELECT story, time, document, checksum, seq FROM story_revision WHERE story = ?`, now.number)
	if err != nil {
		return err
	}
	for _, v := range all {
		other, err := of(&v.story)
		if err != nil {
			return err
		}
		document := string(other.Document)
		err = run(w.conn, `UPDATE story_revision SET document = ?, checksum = ? WHERE seq = ?`, document, storySum(now.number, v.time, document), v.seq)
		if err != nil {
			return err
		}
		t := &storyVersion{other.Story, now.number, incidents.Seq(v.seq)}
		t.Version = t.seq
		w.Store.stories.put(t.seq, t, 2*len(document), true)
	}
	delete(w.stories, slug)
	w.onCommit = append(w.onCommit, w.Store.stories.forget)
	return nil
}

// shownOf gives the numbers of the changes in force of the public incidents of a story.
func shownOf(s *Store, c *sqlite.Conn, story int64) ([]incidents.Seq, error) {
	var seqs []incidents.Seq
	err := each(c, func(st *sqlite.Stmt) error {
		first := incidents.Seq(st.ColumnInt64(0))
		return s.damage(fedRow(first, blob(st, 1), func(f fedChange) bool {
			if f.story == story && len(f.entry) > 0 {
				seqs = append(seqs, f.seq)
			}
			return true
		}), "row %d of the feed", first)
	}, `SELECT first, data FROM feed ORDER BY first`)
	return seqs, err
}
