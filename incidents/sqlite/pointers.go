package sqlite

import (
	"context"
	"slices"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
)

// Readers are not told of other incidents that they do not see. A row of the table written
// holds which these were, so that it says the same for ever; the table pointer tells which
// public incidents are to be shown anew when another becomes public or hidden.

// names gives the other incidents that an incident names.
func names(inc *incidents.Incident) []incidents.ULID {
	var ids []incidents.ULID
	for _, text := range inc.Pointers() {
		if id, err := incidents.ParseULID(text); err == nil {
			ids = append(ids, id)
		}
	}
	return ids
}

// forget makes a public incident forget some others.
func forget(p *incidents.Public, hidden []incidents.ULID) {
	if len(hidden) == 0 {
		return
	}
	p.Redact(func(text string) bool {
		id, err := incidents.ParseULID(text)
		return err != nil || slices.Contains(hidden, id)
	})
}

// seen reports whether readers see an incident, of whatever story.
func (s *Store) seen(c *sqlite.Conn, id incidents.ULID) (bool, error) {
	change, found, err := number(c, `SELECT change FROM incident WHERE id = ?`, id[:])
	if err != nil || !found {
		return false, err
	}
	w, err := s.row(c, incidents.Seq(change))
	return err == nil && w.public(), err
}

// hide notes which of the incidents that the news names readers do not see once all of the
// job is written; stands are those that it writes.
func (w *writing) hide(n *pendingChange, stands map[incidents.ULID]*currentState) error {
	n.hidden = nil
	if !n.revision.Incident.IsPublic() {
		return nil
	}
	for _, id := range names(&n.revision.Incident) {
		seen, err := false, error(nil)
		if st := stands[id]; st != nil {
			seen = st.public
		} else if seen, err = w.seen(w.conn, id); err != nil {
			return err
		}
		if !seen {
			n.hidden = append(n.hidden, id)
		}
	}
	return nil
}

// point writes which others an incident names from now on.
func (w *writing) point(st *currentState) error {
	for _, target := range st.named {
		if slices.Contains(st.names, target) {
			continue
		}
		if err := run(w.conn, `DELETE FROM pointer WHERE target = ? AND source = ?`, target[:], st.id[:]); err != nil {
			return err
		}
	}
	for _, target := range st.names {
		if slices.Contains(st.named, target) {
			continue
		}
		if err := run(w.conn, `INSERT INTO pointer (target, source) VALUES (?, ?)`, target[:], st.id[:]); err != nil {
			return err
		}
	}
	return nil
}

// showPointing shows the incidents anew that name one that has become public or hidden.
// Those that the job writes itself have been told.
func (w *writing) showPointing(stands map[incidents.ULID]*currentState) error {
	_, any, err := number(w.conn, `SELECT 1 FROM pointer LIMIT 1`)
	if err != nil || !any {
		return err // as in most stories
	}
	byStory := map[int64][]incidents.Seq{}
	done := map[incidents.ULID]bool{}
	for id, st := range stands {
		if st.public == st.wasPublic {
			continue
		}
		sources, err := w.sources(id)
		if err != nil {
			return err
		}
		for _, source := range sources {
			if stands[source] != nil || done[source] {
				continue
			}
			done[source] = true
			change, _, err := number(w.conn, `SELECT change FROM incident WHERE id = ?`, source[:])
			if err != nil {
				return err
			}
			row, err := w.row(w.conn, incidents.Seq(change))
			if err != nil {
				return err
			}
			byStory[row.story] = append(byStory[row.story], row.seq)
		}
	}
	for story, seqs := range byStory {
		t, err := w.storyVersionNow(w.conn, story)
		if err != nil {
			return err
		}
		slices.Sort(seqs)
		if err := w.show(t, seqs); err != nil {
			return err
		}
	}
	return nil
}

// sources gives the public incidents that name one.
func (w *writing) sources(target incidents.ULID) ([]incidents.ULID, error) {
	var all []incidents.ULID
	err := each(w.conn, func(st *sqlite.Stmt) error {
		var id incidents.ULID
		st.ColumnBytes(0, id[:])
		all = append(all, id)
		return nil
	}, `SELECT source FROM pointer WHERE target = ?`, target[:])
	return all, err
}

// forgetHidden makes public incidents forget others that readers do not see today.
func (s *Store) forgetHidden(ctx context.Context, all []*incidents.Public) error {
	hidden := map[incidents.ULID]bool{}
	named := make([][]incidents.ULID, len(all))
	for i, p := range all {
		if p == nil {
			continue
		}
		named[i] = names(&incidents.Incident{Relations: p.Relations, Casualties: p.Casualties})
		for _, id := range named[i] {
			hidden[id] = false
		}
	}
	if len(hidden) == 0 {
		return nil
	}
	err := s.read(ctx, "read incidents as they stood", func(c *sqlite.Conn) error {
		for id := range hidden {
			seen, err := s.seen(c, id)
			if err != nil {
				return err
			}
			hidden[id] = !seen
		}
		return nil
	})
	if err != nil {
		return err
	}
	for i, p := range all {
		if p != nil {
			forget(p, slices.DeleteFunc(named[i], func(id incidents.ULID) bool { return !hidden[id] }))
		}
	}
	return nil
}
