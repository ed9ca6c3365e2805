package sqlite

import (
	"context"
	"slices"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
	"incidentmap/incidents/revisions"
)

// currentRow gives the row of the change in force of an incident of a story, nil if there is
// none.
func (s *Store) currentRow(c *sqlite.Conn, t *storyVersion, id incidents.ULID) (*written, error) {
	change, found, err := number(c, `SELECT change FROM incident WHERE id = ?`, id[:])
	if err != nil || !found {
		return nil, err
	}
	w, err := s.row(c, incidents.Seq(change))
	if err != nil || w.story != t.number {
		return nil, err
	}
	return w, nil
}

// newest gives an incident's newest revision, known, nil if there is no such incident in
// the story.
func (s *Store) newest(c *sqlite.Conn, t *storyVersion, id incidents.ULID) (*written, error) {
	w, err := s.currentRow(c, t, id)
	if err != nil || w == nil {
		return nil, err
	}
	if w, err = s.revisionRow(c, w); err != nil {
		return nil, err
	}
	return w, s.know(c, w)
}

// find runs do with the story and the incident's id. ENotFound if there is no story of that
// slug, or the id is none.
func (s *Store) find(ctx context.Context, story, id string, do func(*sqlite.Conn, *storyVersion, incidents.ULID) error) error {
	return s.read(ctx, "read an incident", func(c *sqlite.Conn) error {
		t, err := s.storyVersionOf(c, story)
		if incidents.CodeOf(err) == incidents.ENotFound {
			return incidents.NoIncident(story, id)
		}
		if err != nil {
			return err
		}
		parsed, err := incidents.ParseULID(id)
		if err != nil {
			return incidents.NoIncident(story, id)
		}
		return do(c, t, parsed)
	})
}

// Incident gives an incident's newest revision, public or not: see incidents.Store.
func (s *Store) Incident(ctx context.Context, story, id string) (rev incidents.Revision, err error) {
	err = s.find(ctx, story, id, func(c *sqlite.Conn, t *storyVersion, parsed incidents.ULID) error {
		w, err := s.newest(c, t, parsed)
		if err == nil && w == nil {
			err = incidents.NoIncident(story, id)
		}
		if err == nil {
			rev, err = s.revisionOf(w, t.Slug)
		}
		if err != nil {
			return err
		}
		pending, err := s.pendingOf(c, parsed)
		rev = revisions.Newest(rev, pending)
		return err
	})
	return rev, err
}

// Public gives an incident as readers see it: see incidents.Store.
func (s *Store) Public(ctx context.Context, story, id string) (p *incidents.Public, err error) {
	err = s.find(ctx, story, id, func(c *sqlite.Conn, t *storyVersion, parsed incidents.ULID) error {
		w, err := s.currentRow(c, t, parsed)
		if err == nil && (w == nil || !w.public()) {
			err = incidents.NoIncident(story, id)
		}
		if err == nil {
			p, err = s.publicOf(c, t, w)
		}
		return err
	})
	return p, err
}

// publicOf gives what readers see by a row, which says that it is something.
func (s *Store) publicOf(c *sqlite.Conn, t *storyVersion, w *written) (*incidents.Public, error) {
	rev, err := s.revisionRow(c, w)
	if err == nil {
		err = s.know(c, rev)
	}
	if err != nil {
		return nil, err
	}
	return s.shown(t, w, rev)
}

// shown gives what readers see by a row, where the revision that it shows is known.
func (s *Store) shown(t *storyVersion, w, revision *written) (*incidents.Public, error) {
	rev, err := s.revisionOf(revision, t.Slug)
	if err != nil {
		return nil, err
	}
	p, err := revisions.Shown(&t.Story, &rev, revision.publishedAt(), w.seq, w.hidden)
	if err != nil {
		return nil, s.damaged("what readers see of incident "+w.incident.String(), err)
	}
	return p, nil
}

// Revisions gives all revisions of an incident, the oldest first: see incidents.Store.
func (s *Store) Revisions(ctx context.Context, story, id string) (all []incidents.Revision, err error) {
	err = s.find(ctx, story, id, func(c *sqlite.Conn, t *storyVersion, parsed incidents.ULID) error {
		w, err := s.newest(c, t, parsed)
		if err == nil && w == nil {
			err = incidents.NoIncident(story, id)
		}
		for err == nil && w != nil {
			var rev incidents.Revision
			if rev, err = s.revisionOf(w, t.Slug); err == nil {
				all = append(all, rev)
				w, err = s.before(c, w)
			}
		}
		if err != nil {
			return err
		}
		held, err := s.heldBackOf(c, parsed)
		slices.Reverse(all)
		all = revisions.Merge(all, held)
		return err
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}

// before gives the revision before one, known, nil for the first.
func (s *Store) before(c *sqlite.Conn, w *written) (*written, error) {
	if w.previous == 0 {
		return nil, nil
	}
	b, err := s.row(c, w.previous)
	switch {
	case err != nil:
		return nil, err
	case !b.isRevision() || b.incident != w.incident || b.number >= w.number || b.seq >= w.seq:
		return nil, s.damaged("the revision before revision of incident "+w.incident.String()+" is not of it", nil)
	}
	return b, s.know(c, b)
}
