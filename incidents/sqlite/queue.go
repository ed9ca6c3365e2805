package sqlite

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
	"incidentmap/incidents/revisions"
)

// stages is the list of all stages in SQL.
var stages = func() string {
	names := make([]string, len(incidents.Workflows()))
	for i, w := range incidents.Workflows() {
		names[i] = "'" + string(w) + "'"
	}
	return strings.Join(names, ", ")
}()

// enqueue puts a new revision into the queue in place of the one before.
func (w *writing) enqueue(c *revisions.Change) error {
	story := w.numberOf(c.Story)
	if c.Previous > 0 {
		err := run(w.conn, `DELETE FROM queue WHERE story = ? AND workflow IN (`+stages+`) AND seq = ?`, story, c.Previous)
		if err != nil {
			return err
		}
	}
	return enqueue(w.conn, story, c.Revision)
}

func enqueue(c *sqlite.Conn, story int64, rev *incidents.Revision) error {
	inc := &rev.Incident
	return run(c, `INSERT INTO queue (story, workflow, seq, kind, disposition) VALUES (?, ?, ?, ?, ?)`,
		story, string(inc.Workflow), rev.Seq, string(inc.Kind), string(inc.Disposition))
}

// enqueueHeld puts what waits of an incident into the queue in place of what is in force, and takes what waits no more out.
func (w *writing) enqueueHeld(h *revisions.Held) error {
	t, err := w.storyVersionOf(w.conn, h.Revision.Incident.Story)
	if err != nil {
		return err
	}
	gone := []incidents.Seq{h.Revision.Seq}
	if h.Pending {
		row, err := w.currentRow(w.conn, t, h.ID)
		if err != nil {
			return err
		}
		if row != nil {
			gone = append(gone, row.revision)
		}
	}
	for _, seq := range gone {
		if err := run(w.conn, `DELETE FROM queue WHERE story = ? AND workflow IN (`+stages+`) AND seq = ?`, t.number, seq); err != nil {
			return err
		}
	}
	if !h.Pending {
		return nil
	}
	return enqueue(w.conn, t.number, &h.Revision)
}

// enqueueAll fills the queue of a file that had none.
func (s *Store) enqueueAll(c *sqlite.Conn) error {
	return each(c, func(st *sqlite.Stmt) error {
		row, err := s.row(c, incidents.Seq(st.ColumnInt64(0)))
		if err != nil {
			return err
		}
		rev, err := s.revisionRow(c, row)
		if err == nil {
			err = s.know(c, rev)
		}
		if err != nil {
			return err
		}
		pending, err := s.pendingOf(c, row.incident)
		if err != nil {
			return err
		}
		read, err := s.revisionOf(rev, "")
		if err != nil {
			return err
		}
		read = revisions.Newest(read, pending)
		return enqueue(c, rev.story, &read)
	}, `SELECT change FROM incident`)
}

// Queue lists newest revisions of incidents: see incidents.Store.
func (s *Store) Queue(ctx context.Context, q incidents.QueueQuery) ([]incidents.Revision, error) {
	all := []incidents.Revision{}
	err := s.read(ctx, "list incidents", func(c *sqlite.Conn) error {
		t, err := s.storyVersionOf(c, q.Story)
		if err != nil {
			return err
		}
		seqs, err := queuedSeqs(c, t.number, &q)
		if err != nil {
			return err
		}
		for _, seq := range seqs {
			if err := ctx.Err(); err != nil {
				return err
			}
			rev, err := s.queuedRevision(c, t, seq)
			if err != nil {
				return err
			}
			all = append(all, rev)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}

// queuedRevision gives the revision of a number, which may be held back.
func (s *Store) queuedRevision(c *sqlite.Conn, t *storyVersion, seq incidents.Seq) (rev incidents.Revision, err error) {
	var held *revisions.Held
	err = s.eachHeld(c, func(h *revisions.Held) error {
		held = h
		return nil
	}, `pending AND seq = ?`, seq)
	if err != nil || held != nil {
		return revisions.Newest(rev, held), err
	}
	w, err := s.row(c, seq)
	if err == nil {
		err = s.know(c, w)
	}
	if err != nil {
		return rev, err
	}
	return s.revisionOf(w, t.Slug)
}

// queuedSeqs gives the numbers of the revisions that a query is for: the first of each stage, merged.
func queuedSeqs(c *sqlite.Conn, story int64, q *incidents.QueueQuery) ([]incidents.Seq, error) {
	bound, order := "<", "DESC"
	from := q.From
	if q.OldestFirst {
		bound, order = ">", "ASC"
	} else if from == 0 {
		from = maxSeq
	}
	query := `SELECT seq, kind, disposition FROM queue WHERE story = ? AND workflow = ? AND seq ` + bound + ` ? ORDER BY seq ` + order
	var seqs []incidents.Seq
	for _, stage := range q.Wanted() {
		n := 0
		st, err := c.Prepare(query)
		if err != nil {
			return nil, err
		}
		bind(st, []any{story, string(stage), from})
		for n < q.Limit {
			more, err := st.Step()
			if err != nil {
				return nil, err // which has reset the statement
			}
			if !more {
				break
			}
			kind, disposition := incidents.Kind(st.ColumnText(1)), incidents.Disposition(st.ColumnText(2))
			if isOne(q.Kinds, kind) && isOne(q.Dispositions, disposition) {
				seqs = append(seqs, incidents.Seq(st.ColumnInt64(0)))
				n++
			}
		}
		if err := st.Reset(); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(seqs, func(a, b incidents.Seq) int {
		if q.OldestFirst {
			return cmp.Compare(a, b)
		}
		return cmp.Compare(b, a)
	})
	return seqs[:min(len(seqs), q.Limit)], nil
}

// KindsOf gives which of some kinds the queue has of a story.
func (w *writing) KindsOf(_ context.Context, story string, among []incidents.Kind) ([]incidents.Kind, error) {
	var all []incidents.Kind
	err := each(w.conn, func(st *sqlite.Stmt) error {
		if k := incidents.Kind(st.ColumnText(0)); slices.Contains(among, k) {
			all = append(all, k)
		}
		return nil
	}, `SELECT DISTINCT kind FROM queue WHERE story = ? AND workflow IN (`+stages+`)`, w.stories[story].number)
	return all, err
}

func isOne[T comparable](wanted []T, v T) bool { return len(wanted) == 0 || slices.Contains(wanted, v) }

// QueueCounts counts the incidents of a story that stand, by their stage: see incidents.Store.
func (s *Store) QueueCounts(ctx context.Context, story string) (map[incidents.Workflow]int, error) {
	counts := map[incidents.Workflow]int{}
	err := s.read(ctx, "count incidents", func(c *sqlite.Conn) error {
		t, err := s.storyVersionOf(c, story)
		if err != nil {
			return err
		}
		return each(c, func(st *sqlite.Stmt) error {
			if slices.Contains(incidents.Standing(), incidents.Disposition(st.ColumnText(1))) {
				counts[incidents.Workflow(st.ColumnText(0))] += int(st.ColumnInt64(2))
			}
			return nil
		}, `SELECT workflow, disposition, count(*) FROM queue WHERE story = ? GROUP BY workflow, disposition`, t.number)
	})
	if err != nil {
		return nil, err
	}
	return counts, nil
}

// checkQueue holds the queue against the newest revisions.
func (h *history) checkQueue() error {
	rows, _, err := number(h.conn, `SELECT count(*) FROM queue`)
	if err == nil && int(rows) != len(h.states) {
		h.Add("the queue has %d rows for %d incidents", rows, len(h.states))
	}
	for id, st := range h.states {
		if err != nil {
			return err
		}
		pending, held := h.store.pendingOf(h.conn, id)
		if held != nil {
			return held
		}
		if pending != nil {
			st.revision, st.workflow = pending.Revision.Seq, pending.Revision.Incident.Workflow
		}
		var found bool
		_, found, err = number(h.conn, `SELECT 1 FROM queue WHERE story = ? AND workflow = ? AND seq = ?`, st.story, string(st.workflow), st.revision)
		if err == nil && !found {
			h.Add("incident %s is not in the queue as it is", id)
		}
	}
	return err
}
