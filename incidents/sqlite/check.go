package sqlite

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
	"incidentmap/incidents/revisions"
)

const checking = "check it"

// Check reads everything, as it is at one time: the file's structure, what the derived tables
// and the search index say against what was written, and each revision, story and feature
// against its checksum and the rules. It gives EDamaged with a list, or nil.
func (s *Store) Check(ctx context.Context) error {
	var d incidents.Damages
	err := s.readWith(ctx, s.readers.takeNew, checking, func(c *sqlite.Conn) error {
		h := history{Damages: &d, store: s, conn: c, states: map[incidents.ULID]pastState{}, past: pastStoryVersions{Store: s}}
		h.skipped = map[incidents.ULID]map[int]bool{}
		for _, step := range []func() error{
			h.file, h.derived, h.checkStories, h.checkDeltaBases, h.checkWritten, h.checkHeld, h.checkFeed, h.checkWithdrawn, h.counts, h.checkOrigins, h.checkQueue, h.checkAudit, h.checkRest,
		} {
			if err := step(); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return s.fault(checking, errors.Join(err, s.checked(&d)))
	}
	return s.checked(&d)
}

// checked gives what a check found as an error, or nil.
func (s *Store) checked(d *incidents.Damages) error {
	if list := d.List(); list != nil {
		return s.damaged("the check failed", list)
	}
	return nil
}

// history is what the rows that were written come to, while they are gone through.
type history struct {
	*incidents.Damages
	store  *Store
	conn   *sqlite.Conn
	states map[incidents.ULID]pastState
	past   pastStoryVersions
	gone   int
	keys   int // records that incidents in force came from
	points int // other incidents that public ones name
	// skipped are the numbers of revisions that are not among what was written.
	skipped map[incidents.ULID]map[int]bool
}

// pastState is what an incident has come to.
type pastState struct {
	change, revision incidents.Seq
	told             incidents.Seq // the change in the feed
	number           int
	story            int64
	published        time.Time
	public           bool
	record           string
	workflow         incidents.Workflow
}

// file runs SQLite's own checks, the full-text index included.
func (h *history) file() error {
	err := each(h.conn, func(st *sqlite.Stmt) error {
		if line := st.ColumnText(0); line != "ok" {
			h.Add("%s", line)
		}
		return nil
	}, `PRAGMA integrity_check`)
	if err != nil {
		return err
	}
	return each(h.conn, func(st *sqlite.Stmt) error {
		h.Add("row %d of %s points to a row of %s that is not there", st.ColumnInt64(1), st.ColumnText(0), st.ColumnText(2))
		return nil
	}, `SELECT "table", coalesce(rowid, 0), parent FROM pragma_foreign_key_check`)
}

// derivations are queries that give a line for each row that does not follow from others.
func derivations() []string {
	return []string{
		`SELECT 'story ' || slug || ' is not at its newest document' FROM story s
			WHERE seq IS NOT (SELECT max(seq) FROM story_revision WHERE story = s.number)`,
		`SELECT 'the document ' || seq || ' is of no story' FROM story_revision WHERE story NOT IN (SELECT number FROM story)`,
		`SELECT 'number ' || max(seq) || ' is newer than the newest sequence number ' || last FROM sequence,
			(SELECT seq FROM written UNION ALL SELECT seq FROM held UNION ALL SELECT seq FROM story_revision UNION ALL SELECT first FROM feed)
			GROUP BY last HAVING max(seq) > last`,
		`SELECT 'number ' || last || ' was given out at no time' FROM sequence
			WHERE last > 0 AND last IS NOT (SELECT last FROM moment ORDER BY time DESC LIMIT 1)`,
		`SELECT 'the times at which numbers were given out are not in order' WHERE EXISTS (
			SELECT 1 FROM (SELECT last, lag(last) OVER (ORDER BY time) AS before FROM moment) WHERE last <= before)`,
		`SELECT 'the newest sequence number is lost' WHERE (SELECT count(*) FROM sequence) <> 1`,
		`SELECT 'the numbers of an import from ' || first || ' to ' || run.last || ' were not given out' FROM run, sequence
			WHERE run.first > run.last OR run.last > sequence.last`,
		`SELECT 'how far the search index has come is lost' WHERE (SELECT count(*) FROM indexed) <> 1`,
		`SELECT 'the search index has come to ' || upto || ', after the newest number' FROM indexed, sequence WHERE upto > last`,
		`SELECT 'change ' || search.rowid || ' can be searched before its time' FROM search, indexed WHERE search.rowid > upto`,
	}
}

func (h *history) derived() error {
	for _, query := range derivations() {
		err := each(h.conn, func(st *sqlite.Stmt) error {
			h.Add("%s", st.ColumnText(0))
			return nil
		}, query)
		if err != nil {
			return err
		}
	}
	return nil
}

func (h *history) checkStories() error {
	return each(h.conn, func(st *sqlite.Stmt) error {
		story, err := h.store.scanStory(st)
		if err == nil {
			err = story.Validate()
		}
		return h.Note(err, "a document of story %q", story.Slug)
	}, `SELECT story, time, document, checksum, seq FROM story_revision`)
}

func (h *history) checkDeltaBases() error {
	return each(h.conn, func(st *sqlite.Stmt) error {
		if id := st.ColumnInt64(0); st.ColumnInt64(2) != deltaBaseSum(id, blob(st, 1)) {
			h.Add("sample %d does not read as it was written", id)
		}
		return nil
	}, `SELECT id, content, checksum FROM sample`)
}

// checkWritten goes through what was written, by number.
func (h *history) checkWritten() error {
	return each(h.conn, func(st *sqlite.Stmt) error {
		var w written
		seq := incidents.Seq(st.ColumnInt64(0))
		err := h.store.damage(w.parse(seq, blob(st, 1)), "row %d", seq)
		if err == nil {
			err = h.one(&w)
		}
		return h.Note(err, "row %d of incident %s", seq, w.incident)
	}, `SELECT seq, data FROM written ORDER BY seq`)
}

// one holds a row against what came before it.
func (h *history) one(w *written) error {
	before, known := h.states[w.incident]
	if err := h.store.know(h.conn, w); err != nil {
		return err
	}
	now := before
	now.change, now.public = w.seq, w.public()
	wrong := ""
	switch {
	case known && before.story != w.story:
		wrong = "it is of another story than the one before"
	case w.isRevision() && (w.number <= before.number || w.previous != before.revision):
		wrong = "it does not follow the revision before"
	case !w.isRevision() && (w.revision != before.revision || !w.public()):
		wrong = "it does not show the newest revision"
	}
	if wrong == "" && w.isRevision() {
		if err := h.revision(w, &now, before); err != nil {
			return err
		}
	}
	if wrong != "" {
		return h.store.damaged(wrong, nil)
	}
	for n := before.number + 1; w.isRevision() && n < w.number; n++ {
		if h.skipped[w.incident] == nil {
			h.skipped[w.incident] = map[int]bool{}
		}
		h.skipped[w.incident][n] = true
	}
	if err := h.told(w, &now, before); err != nil {
		return err
	}
	h.states[w.incident] = now
	return h.features(w)
}

// told notes which change of an incident is in the feed, and holds what is said to be gone against it. Files of older
// programs tell again with each change that the incident is gone.
func (h *history) told(w *written, now *pastState, before pastState) error {
	now.told = w.seq
	if before.published.IsZero() {
		return nil
	}
	_, found, err := number(h.conn, `SELECT 1 FROM gone WHERE until = ? AND seq = ? AND incident = ?`, w.seq, before.told, w.incident[:])
	switch {
	case err != nil:
		return err
	case found:
		h.gone++
	case before.public || w.public():
		return h.store.damaged("that the change before has ended is lost", nil)
	default:
		now.told = before.told
	}
	return nil
}

// revision holds a revision against the rules, and notes what it comes to.
func (h *history) revision(w *written, now *pastState, before pastState) error {
	t, err := h.past.at(h.conn, w.story, w.seq)
	if err == nil && t == nil {
		err = h.store.damaged("its story is not there", nil)
	}
	if err != nil {
		return err
	}
	rev, err := h.store.revisionOf(w, t.Slug)
	if err != nil {
		return err
	}
	published, err := revisions.CheckRevision(&rev, before.published, w.public())
	if err == nil {
		err = revisions.CheckPublished(published, w.publishedAt())
	}
	now.revision, now.number, now.story, now.published = w.seq, w.number, w.story, published
	now.record, now.workflow = rev.Incident.Origin.Key, rev.Incident.Workflow
	return err
}

func (h *history) features(w *written) error {
	for _, f := range w.features {
		text, err := w.feature(nil, f.lang)
		if err == nil && !json.Valid(text) {
			err = errors.New("it is no JSON")
		}
		if err != nil {
			return h.store.damage(err, "the feature in %q", f.lang)
		}
	}
	return nil
}
