package sqlite

import (
	"context"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
)

// writing is one job of a transaction.
type writing struct {
	*Store
	conn     *sqlite.Conn
	ctx      context.Context //nolint:containedctx // the job's
	now      int64           // milliseconds; under which the numbers drawn are noted
	last     incidents.Seq   // the newest number drawn
	stories  map[string]*storyVersion
	ended    []ended  // changes that are no more in force
	onCommit []func() // what this program knows once all of it is on disk
}

// draw takes n sequence numbers and gives the first. The time of what is written is that
// under which they are noted.
func (w *writing) draw(n int) (incidents.Seq, error) {
	if w.now == 0 {
		newest, _, err := number(w.conn, `SELECT coalesce(max(time), 0) FROM moment`)
		if err != nil {
			return 0, err
		}
		w.now = max(newest, millis(w.Store.now()))
	}
	last, _, err := number(w.conn, `UPDATE sequence SET last = last + ? RETURNING last`, n)
	if err != nil {
		return 0, err
	}
	w.last = incidents.Seq(last)
	err = run(w.conn, `INSERT INTO moment (time, last) VALUES (?1, ?2) ON CONFLICT (time) DO UPDATE SET last = excluded.last`,
		w.now, last)
	return w.last - incidents.Seq(n) + 1, err
}

// story gives what is told of a story now.
func (w *writing) story(slug string) (*storyVersion, error) {
	if t, ok := w.stories[slug]; ok {
		return t, nil
	}
	t, err := w.storyVersionOf(w.conn, slug)
	if err != nil {
		return nil, err
	}
	if w.stories == nil {
		w.stories = map[string]*storyVersion{}
	}
	w.stories[slug] = t
	return t, nil
}

// standing is what is in force of an incident.
type currentState struct {
	id        incidents.ULID
	story     *storyVersion
	change    incidents.Seq // zero when there is no such incident
	revision  incidents.Seq
	number    int // of the revision
	published int64
	origin    string // the key of its record
	public    bool
	names     []incidents.ULID // other incidents, where readers see it
	// The same as it was before the job.
	wasPublic bool
	named     []incidents.ULID
}

// standings gives what stands of the wishes' incidents, by id, in whatever story.
func (w *writing) currentStates(wishes []validatedWrite) (map[incidents.ULID]*currentState, error) {
	stands := make(map[incidents.ULID]*currentState, len(wishes))
	// Ids begin with the time, so those of new incidents come after all others.
	var newest incidents.ULID
	err := each(w.conn, func(st *sqlite.Stmt) error {
		st.ColumnBytes(0, newest[:])
		return nil
	}, `SELECT max(id) FROM incident`)
	if err != nil {
		return nil, err
	}
	room := make([]currentState, len(wishes))
	for i := range wishes {
		id := wishes[i].id
		if stands[id] != nil {
			continue
		}
		st := &room[i]
		st.id, st.published = id, unseen
		if string(id[:]) <= string(newest[:]) {
			if err := w.current(st); err != nil {
				return nil, err
			}
		}
		stands[id] = st
	}
	return stands, nil
}

// stand reads what stands of an incident.
func (w *writing) current(st *currentState) error {
	change, found, err := number(w.conn, `SELECT change FROM incident WHERE id = ?`, st.id[:])
	if err != nil || !found {
		return err
	}
	row, err := w.row(w.conn, incidents.Seq(change))
	if err != nil {
		return err
	}
	rev, err := w.revisionRow(w.conn, row)
	if err != nil {
		return err
	}
	if st.story, err = w.storyVersionNow(w.conn, row.story); err != nil {
		return err
	}
	if err := w.know(w.conn, rev); err != nil {
		return err
	}
	read, err := w.revisionOf(rev, st.story.Slug)
	st.change, st.revision, st.number, st.published = row.seq, rev.seq, rev.number, rev.published
	st.origin = read.Incident.Origin.Key
	if st.public, st.wasPublic = row.public(), row.public(); row.public() {
		st.names = names(&read.Incident)
		st.named = st.names
	}
	return err
}
