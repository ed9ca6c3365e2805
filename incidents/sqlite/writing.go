package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"incidentmap/incidents"
)

// writing is one transaction of the writer.
type writing struct {
	*Store
	tx       *sql.Tx
	to       statements // those of the store, for this transaction
	now      time.Time
	stories  map[string]*incidents.Story
	owner    map[record]string // the incidents of records; empty when none came from it
	released []record          // those that an incident has let go of
}

// change runs do in a transaction, which is kept if do and ctx have no error, and is on
// disk when change returns. The context of a statement is that given to do, which never ends:
// a transaction that follows ctx could be told that it failed after it was kept, and
// watching ctx costs a goroutine for each statement.
func (s *Store) change(ctx context.Context, doing string, do func(context.Context, *writing) error) error {
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return s.fault(doing, ctx.Err())
	}
	whole := context.WithoutCancel(ctx)
	tx, err := s.writer.BeginTx(whole, nil)
	if err != nil {
		return s.fault(doing, err)
	}
	defer tx.Rollback()
	w := &writing{
		Store: s, tx: tx, to: s.to.in(whole, tx), now: s.now().UTC().Truncate(time.Millisecond),
		stories: map[string]*incidents.Story{}, owner: map[record]string{},
	}
	if err := do(whole, w); err != nil {
		return s.fault(doing, err)
	}
	if err := ctx.Err(); err != nil {
		return s.fault(doing, err)
	}
	if err := tx.Commit(); err != nil {
		return s.fault(doing, err)
	}
	return nil
}

// draw takes n sequence numbers and gives the first. The time of what is written is that
// under which they are noted.
func (w *writing) draw(ctx context.Context, n int) (incidents.Seq, error) {
	var last incidents.Seq
	var noted string
	err := w.tx.QueryRowContext(ctx, `UPDATE sequence SET last = last + ? RETURNING last`, n).Scan(&last)
	if err == nil {
		err = w.tx.QueryRowContext(ctx, `INSERT INTO moment (time, last)
			VALUES (max(?1, coalesce((SELECT max(time) FROM moment), ?1)), ?2)
			ON CONFLICT (time) DO UPDATE SET last = excluded.last RETURNING time`, stamp(w.now), last).Scan(&noted)
	}
	if err == nil {
		w.now, err = time.Parse(time.RFC3339, noted)
	}
	if err != nil {
		return 0, w.fault("draw sequence numbers", err)
	}
	return last - incidents.Seq(n) + 1, nil
}

func (w *writing) story(ctx context.Context, slug string) (*incidents.Story, error) {
	if s, ok := w.stories[slug]; ok {
		return s, nil
	}
	s, err := w.readStory(ctx, w.tx, slug)
	if err != nil {
		return nil, err
	}
	w.stories[slug] = &s
	return &s, nil
}

// standing is what is in force of an incident.
type standing struct {
	story, id string
	revision  incidents.Seq
	number    int // of the revision; zero when there is no such incident
	change    incidents.Seq
	public    bool
	published string
	origin    string // the key of its record
	// The rest is what the file says until the transaction has written: whether there is a
	// row of the incident, and the key of its record.
	stored   bool
	recorded string
	// searched is the number under which its words are in the search index; zero when they
	// are not.
	searched incidents.Seq
}

// follow makes the revision the one that stands.
func (st *standing) follow(rev *incidents.Revision) {
	st.revision, st.number, st.change = rev.Seq, rev.Number, rev.Seq
	st.public, st.origin = rev.Incident.IsPublic(), rev.Incident.Origin.Key
	if st.public && st.published == "" {
		st.published = stamp(rev.Time)
	}
}

// standings reads what stands of the wishes' incidents, by id, in whatever story.
func (w *writing) standings(ctx context.Context, wishes []wish) (map[string]*standing, error) {
	asked := make([]string, len(wishes))
	for i := range wishes {
		asked[i] = wishes[i].Incident.ID
	}
	list, err := json.Marshal(asked)
	if err != nil {
		return nil, err
	}
	stands := make(map[string]*standing, len(wishes))
	err = w.each(ctx, w.tx, "read incidents", `SELECT i.story, i.change, i.public, i.published, `+revisionColumns+`
		FROM json_each(?1) asked CROSS JOIN revision r ON r.seq =
			(SELECT seq FROM revision WHERE incident = asked.value ORDER BY number DESC LIMIT 1)
		JOIN incident i ON i.story = r.story AND i.id = r.incident`, []any{string(list)}, func(row scanner) error {
		st, _, err := w.scanStanding(row)
		stands[st.id] = st
		return err
	})
	return stands, err
}

// scanStanding reads a row of what stands of an incident, with its newest revision.
func (w *writing) scanStanding(row scanner) (*standing, incidents.Revision, error) {
	st := &standing{}
	rev, err := w.scanRevision(row, &st.story, &st.change, &st.public, &st.published)
	st.id, st.revision, st.number, st.origin = rev.Incident.ID, rev.Seq, rev.Number, rev.Incident.Origin.Key
	st.stored, st.recorded = true, st.origin
	if st.public {
		st.searched = st.change
	}
	return st, rev, err
}
