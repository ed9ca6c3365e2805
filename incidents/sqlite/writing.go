package sqlite

import (
	"context"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
	"incidentmap/incidents/revisions"
)

// writing is one job of a transaction, and the rows that its plan reads and writes.
type writing struct {
	*Store
	conn     *sqlite.Conn
	ctx      context.Context //nolint:containedctx // the job's
	now      int64           // milliseconds; under which the numbers given out are noted
	last     incidents.Seq   // the newest number that the job gave out
	stories  map[string]*storyVersion
	asks     bool        // whose a record is: see Owner
	ended    []ended     // changes that are no more in force
	dropped  []mediaDrop // files to be taken away once all of it is on disk
	onCommit []func()    // what this program knows once all of it is on disk
}

var _ revisions.Transaction = (*writing)(nil)

// plan makes a plan and notes the numbers that it gives out. A clock that goes back is held still.
func (w *writing) plan(do func(*revisions.Plan) error) error {
	newest, _, err := number(w.conn, `SELECT coalesce(max(time), 0) FROM moment`)
	if err != nil {
		return err
	}
	last, err := lastSeq(w.conn)
	if err != nil {
		return err
	}
	w.now = max(newest, millis(w.Store.now()))
	p := revisions.NewPlan(w, 1, last, instant(w.now))
	if err := do(p); err != nil || p.Last() == last {
		return err
	}
	w.last = p.Last()
	if err := run(w.conn, `UPDATE sequence SET last = ?`, w.last); err != nil {
		return err
	}
	return run(w.conn, `INSERT INTO moment (time, last) VALUES (?1, ?2) ON CONFLICT (time) DO UPDATE SET last = excluded.last`, w.now, w.last)
}

// Story gives a story as it is written now, nil if there is none.
func (w *writing) Story(_ context.Context, slug string) (*incidents.Story, error) {
	t := w.stories[slug]
	if t == nil {
		var err error
		if t, err = w.storyVersionOf(w.conn, slug); err != nil {
			if incidents.CodeOf(err) == incidents.ENotFound {
				return nil, nil
			}
			return nil, err
		}
		w.use(t)
	}
	return &t.Story, nil
}

// use makes a story that of which the job writes.
func (w *writing) use(t *storyVersion) {
	if w.stories == nil {
		w.stories = map[string]*storyVersion{}
	}
	w.stories[t.Slug] = t
}

// numberOf gives the number of a story that the plan has asked for.
func (w *writing) numberOf(story *incidents.Story) int64 { return w.stories[story.Slug].number }

// Current reads what is in force of incidents.
func (w *writing) Current(_ context.Context, states []*revisions.State) error {
	// Ids begin with the time, so those of new incidents come after all others.
	var newest incidents.ULID
	err := each(w.conn, func(st *sqlite.Stmt) error {
		st.ColumnBytes(0, newest[:])
		return nil
	}, `SELECT max(id) FROM incident`)
	if err != nil {
		return err
	}
	for _, st := range states {
		if string(st.ID[:]) > string(newest[:]) {
			continue
		}
		change, found, err := number(w.conn, `SELECT change FROM incident WHERE id = ?`, st.ID[:])
		if err == nil && found {
			err = w.current(st, incidents.Seq(change))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *writing) current(st *revisions.State, change incidents.Seq) error {
	row, rev, err := w.encodedRow(change)
	if err != nil {
		return err
	}
	t, err := w.storyVersionNow(w.conn, row.story)
	if err != nil {
		return err
	}
	told, err := w.toldOf(row, rev)
	if err != nil {
		return err
	}
	read, err := w.revisionOf(rev, t.Slug)
	if err == nil {
		st.Stored(&read, row.seq, told, rev.publishedAt(), row.public())
	}
	return err
}

// encodedRow gives the row of a change, and that of its revision, ready to be decoded.
func (w *writing) encodedRow(change incidents.Seq) (row, rev *written, err error) {
	if row, err = w.row(w.conn, change); err != nil {
		return nil, nil, err
	}
	if rev, err = w.revisionRow(w.conn, row); err != nil {
		return nil, nil, err
	}
	return row, rev, w.know(w.conn, rev)
}

// Newest gives an incident as its newest revision has it, nil if there is none.
func (w *writing) Newest(_ context.Context, id incidents.ULID) (*incidents.Incident, error) {
	if pending, err := w.pendingOf(w.conn, id); err != nil || pending != nil {
		if err != nil {
			return nil, err
		}
		return &pending.Revision.Incident, nil
	}
	change, found, err := number(w.conn, `SELECT change FROM incident WHERE id = ?`, id[:])
	if err != nil || !found {
		return nil, err
	}
	all, err := w.Encoded(w.ctx, []incidents.Seq{incidents.Seq(change)})
	if err != nil {
		return nil, err
	}
	return &all[0].Revision.Incident, nil
}

// InForce gives the changes in force of the public incidents of a story.
func (w *writing) InForce(_ context.Context, story string) ([]incidents.Seq, error) {
	return shownOf(w.Store, w.conn, w.stories[story].number)
}

// Encoded gives what changes in force are of.
func (w *writing) Encoded(_ context.Context, changes []incidents.Seq) ([]revisions.Encoded, error) {
	all := make([]revisions.Encoded, len(changes))
	for i, seq := range changes {
		row, rev, err := w.encodedRow(seq)
		if err != nil {
			return nil, err
		}
		t, err := w.storyVersionNow(w.conn, row.story)
		if err != nil {
			return nil, err
		}
		read, err := w.revisionOf(rev, t.Slug)
		if err != nil {
			return nil, err
		}
		all[i] = revisions.Encoded{ID: row.incident, Revision: &read, Published: rev.publishedAt()}
	}
	return all, nil
}
