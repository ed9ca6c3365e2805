package sqlite

import (
	"context"
	"strings"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
	"incidentmap/incidents/document"
)

// originKey writes a record's key as the table origin has it: after 0 as it is, or, of
// a hash, after 1 its 32 bytes and what follows it.
func originKey(key string) []byte {
	if len(key) >= document.HashSize {
		if sum, ok := document.HashOf(key[:document.HashSize]); ok {
			return append(append([]byte{1}, sum[:]...), key[document.HashSize:]...)
		}
	}
	return append([]byte{0}, key...)
}

// Known gives what a story holds of records that came before, by their keys: see
// incidents.Store.
func (s *Store) Known(ctx context.Context, story string, keys []string) (map[string]incidents.Known, error) {
	known := make(map[string]incidents.Known, len(keys))
	err := s.read(ctx, "look up known records", func(c *sqlite.Conn) error {
		t, err := s.tellingOf(c, story)
		if err != nil {
			return err
		}
		for _, key := range keys {
			if _, done := known[key]; done {
				continue
			}
			id, found, err := recordOwner(c, t.number, key)
			if err == nil && !found {
				if text, isID := strings.CutPrefix(key, "id:"); isID {
					id, err = incidents.ParseULID(text)
					found, err = err == nil, nil
				}
			}
			if err != nil {
				return err
			}
			if !found {
				continue
			}
			if err := s.knownOne(c, t, id, key, known); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return known, nil
}

func (s *Store) knownOne(c *sqlite.Conn, t *telling, id incidents.ULID, key string, known map[string]incidents.Known) error {
	w, err := s.newest(c, t, id)
	if err != nil || w == nil {
		return err
	}
	rev, err := s.revisionOf(w, t.Slug)
	known[key] = incidents.Known{Incident: rev.Incident.ID, Revision: rev.Number, Hash: rev.Incident.Origin.Hash}
	return err
}

// recordOwner gives the incident that came from a record.
func recordOwner(c *sqlite.Conn, story int64, key string) (id incidents.ULID, found bool, err error) {
	err = each(c, func(st *sqlite.Stmt) error {
		found = st.ColumnBytes(0, id[:]) == len(id)
		return nil
	}, `SELECT incident FROM origin WHERE story = ? AND key = ?`, story, originKey(key))
	return id, found, err
}

// takeRecord notes that the incident comes from the record that the wish names, and no
// longer from the one it was said to come from before.
func (w *writing) takeRecord(n *news) error {
	key, id := n.revision.Incident.Origin.Key, n.standing.id
	if key == n.origin {
		return nil
	}
	if n.origin != "" {
		err := run(w.conn, `DELETE FROM origin WHERE story = ? AND key = ? AND incident = ?`,
			n.story.number, originKey(n.origin), id[:])
		if err != nil {
			return err
		}
	}
	if key == "" {
		return nil
	}
	insert := w.conn.Prep(`INSERT OR IGNORE INTO origin (story, key, incident) VALUES (?, ?, ?)`)
	insert.BindInt64(1, n.story.number)
	insert.BindBytes(2, originKey(key))
	insert.BindBytes(3, id[:])
	if err := step(insert); err != nil || w.conn.Changes() > 0 {
		return err
	}
	owner, _, err := recordOwner(w.conn, n.story.number, key)
	if err != nil || owner == id {
		return err
	}
	return incidents.Errorf(incidents.EConflict, n.wish.at+"origin.key",
		"the incident %s of the story %q came from the record %q; write a revision of it", owner, n.story.Slug, key)
}
