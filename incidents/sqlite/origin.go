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
			b := make([]byte, 0, 1+len(sum)+len(key)-document.HashSize)
			return append(append(append(b, 1), sum[:]...), key[document.HashSize:]...)
		}
	}
	return append(append(make([]byte, 0, 1+len(key)), 0), key...)
}

// Known gives what a story holds of records that came before, by their keys: see
// incidents.Store. Rows are read by one connection, and told on all cores.
func (s *Store) Known(ctx context.Context, story string, keys []string) (map[string]incidents.Known, error) {
	rows := make([]*written, len(keys))
	var slug string
	err := s.read(ctx, "look up known records", func(c *sqlite.Conn) error {
		t, err := s.storyVersionOf(c, story)
		if err != nil {
			return err
		}
		slug = t.Slug
		for i, key := range keys {
			id, found, err := recordOwner(c, t.number, key)
			if err == nil && !found {
				if text, isID := strings.CutPrefix(key, "id:"); isID {
					id, err = incidents.ParseULID(text)
					found, err = err == nil, nil
				}
			}
			if err == nil && found {
				rows[i], err = s.newest(c, t, id)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	told := make([]incidents.Known, len(keys))
	err = onAllCores(len(keys), func(i int) error {
		if rows[i] == nil {
			return nil
		}
		rev, err := s.revisionOf(rows[i], slug)
		told[i] = incidents.Known{Incident: rev.Incident.ID, Revision: rev.Number, Hash: rev.Incident.Origin.Hash}
		return err
	})
	if err != nil {
		return nil, err
	}
	known := make(map[string]incidents.Known)
	for i, key := range keys {
		if rows[i] != nil {
			known[key] = told[i]
		}
	}
	return known, nil
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
func (w *writing) takeRecord(n *pendingChange) error {
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
	return incidents.Errorf(incidents.EConflict, n.write.at+"origin.key",
		"the incident %s of the story %q came from the record %q; write a revision of it", owner, n.story.Slug, key)
}
