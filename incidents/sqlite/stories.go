package sqlite

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
)

// telling is a story as it was told under a number. It is never changed, nor handed out.
type storyVersion struct {
	incidents.Story
	number int64 // the story's
	seq    incidents.Seq
}

// public gives what readers see of a revision from the change seq on, or nil.
func (t *storyVersion) public(rev *incidents.Revision, published int64, seq incidents.Seq) *incidents.Public {
	return t.Public(&rev.Incident, incidents.Stamp{
		Revision: rev.Number, Seq: seq, Published: instant(published), Updated: rev.Time, Note: rev.Note,
	})
}

// Stories lists all stories by slug.
func (s *Store) Stories(ctx context.Context) ([]incidents.Story, error) {
	stories := []incidents.Story{}
	err := s.read(ctx, "list the stories", func(c *sqlite.Conn) error {
		return each(c, func(st *sqlite.Stmt) error {
			story, err := s.scanStory(st)
			stories = append(stories, story)
			return err
		}, `SELECT sr.story, sr.time, sr.document, sr.checksum
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
		}, `SELECT sr.story, sr.time, sr.document, sr.checksum
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
	return story, nil
}

func storySum(number, time int64, document string) int64 {
	return checksum(strconv.FormatInt(number, 10), strconv.FormatInt(time, 10), document)
}

// tellingOf gives a story as it is told now. ENotFound if there is none of that slug.
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

// tellingNow gives the story of a number as it is told now.
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

// tellingAt gives a story as it was written under a number.
func (s *Store) storyVersionAt(c *sqlite.Conn, seq incidents.Seq) (*storyVersion, error) {
	if t, known := s.stories.get(seq); known {
		return t, nil
	}
	var t *storyVersion
	size := 0
	err := each(c, func(st *sqlite.Stmt) error {
		story, err := s.scanStory(st)
		t, size = &storyVersion{story, st.ColumnInt64(0), seq}, 2*st.ColumnLen(2)
		return err
	}, `SELECT story, time, document, checksum FROM story_revision WHERE seq = ?`, seq)
	switch {
	case err != nil:
		return nil, err
	case t == nil:
		return nil, s.damaged(fmt.Sprintf("the story's document %d is lost", seq), nil)
	}
	s.stories.put(seq, t, size)
	return t, nil
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
	if err = json.Unmarshal(document, &incidents.Story{}); err != nil {
		return 0, incidents.Errorf(incidents.EInvalid, "story", "cannot be read back from JSON: %v", err)
	}
	var last incidents.Seq
	err = s.change(ctx, "write a story", func(w *writing) error {
		err := w.putStory(story.Slug, string(document))
		last = w.last
		return err
	})
	if err != nil {
		return 0, err
	}
	return last, nil
}

func (w *writing) putStory(slug, document string) error {
	old, err := w.storyVersionOf(w.conn, slug)
	if err != nil && incidents.CodeOf(err) != incidents.ENotFound {
		return err
	}
	var story int64
	if old != nil {
		story = old.number
	} else if story, _, err = number(w.conn, `SELECT coalesce(max(number), 0) + 1 FROM story`); err != nil {
		return err
	}
	seq, err := w.draw(1)
	if err != nil {
		return err
	}
	err = run(w.conn, `INSERT INTO story_revision (seq, story, time, document, checksum) VALUES (?, ?, ?, ?, ?)`,
		seq, story, w.now, document, storySum(story, w.now, document))
	if err == nil {
		err = run(w.conn, `INSERT INTO story (number, slug, seq) VALUES (?, ?, ?) ON CONFLICT (number) DO UPDATE SET seq = excluded.seq`,
			story, slug, seq)
	}
	if err != nil || old == nil {
		return err
	}
	var now storyVersion
	if err := json.Unmarshal([]byte(document), &now.Story); err != nil {
		return err
	}
	now.number, now.seq = story, seq
	if old.ShowsAs(&now.Story) {
		return nil
	}
	return w.showAll(&now)
}

// showAllBatch is how many incidents are held in memory while they are encoded again.
const showAllBatch = 2000

// showAll encodes the public incidents of a story again, by number.
func (w *writing) showAll(story *storyVersion) error {
	seqs, err := shownOf(w.Store, w.conn, story.number)
	if err != nil {
		return err
	}
	for batch := range slices.Chunk(seqs, showAllBatch) {
		if err := w.ctx.Err(); err != nil {
			return err
		}
		if err := w.show(story, batch); err != nil {
			return err
		}
	}
	return nil
}

// show encodes what stands under some numbers again.
func (w *writing) show(story *storyVersion, seqs []incidents.Seq) error {
	if w.stories == nil {
		w.stories = map[string]*storyVersion{}
	}
	w.stories[story.Slug] = story
	first, err := w.draw(len(seqs))
	if err != nil {
		return err
	}
	all := make([]pendingChange, len(seqs))
	for i, seq := range seqs {
		row, err := w.row(w.conn, seq)
		if err != nil {
			return err
		}
		rev, err := w.revisionRow(w.conn, row)
		if err == nil {
			err = w.know(w.conn, rev)
		}
		if err != nil {
			return err
		}
		n := pendingChange{seq: first + incidents.Seq(i), story: story, published: rev.published, ends: seq}
		read, err := w.revisionOf(rev, story.Slug)
		if err != nil {
			return err
		}
		n.revision = &read
		n.standing = &currentState{id: row.incident, story: story, change: n.seq}
		if err := w.hide(&n, nil); err != nil {
			return err
		}
		all[i] = n
	}
	return w.activate(all)
}

// shownOf gives the numbers under which the public incidents of a story stand.
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
