package sqlite

import (
	"context"
	"strings"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
	"incidentmap/incidents/document"
	"incidentmap/incidents/revisions"
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
// incidents.Store. Rows are read by one connection, and decoded on all cores.
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
	found := make([]incidents.Known, len(keys))
	err = revisions.OnAllCores(len(keys), func(i int) error {
		if rows[i] == nil {
			return nil
		}
		rev, err := s.revisionOf(rows[i], slug)
		found[i] = incidents.Known{Incident: rev.Incident.ID, Revision: rev.Number, Hash: rev.Incident.Origin.Hash}
		return err
	})
	if err != nil {
		return nil, err
	}
	known := make(map[string]incidents.Known)
	for i, key := range keys {
		if rows[i] != nil {
			known[key] = found[i]
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

// Owner gives the incident that came from a record, if the job asks for that. Else PutRecords finds
// a record that is another's: a look-up for each would cost as much as to note it.
func (w *writing) Owner(_ context.Context, r revisions.Record) (incidents.ULID, error) {
	if !w.asks {
		return incidents.ULID{}, nil
	}
	owner, _, err := recordOwner(w.conn, w.stories[r.Story].number, r.Key)
	return owner, err
}

// PutRecords lets go of records, and notes which incidents come from others. EConflict if a record is
// another's.
func (w *writing) PutRecords(_ context.Context, released []revisions.Record, taken []revisions.Taken) error {
	for _, r := range released {
		if err := run(w.conn, `DELETE FROM origin WHERE story = ? AND key = ?`, w.stories[r.Story].number, originKey(r.Key)); err != nil {
			return err
		}
	}
	insert := w.conn.Prep(`INSERT OR IGNORE INTO origin (story, key, incident) VALUES (?, ?, ?)`)
	for i := range taken {
		t := &taken[i]
		story := w.stories[t.Story].number
		insert.BindInt64(1, story)
		insert.BindBytes(2, originKey(t.Key))
		insert.BindBytes(3, t.Incident[:])
		if err := step(insert); err != nil {
			return err
		}
		if w.conn.Changes() > 0 {
			continue
		}
		owner, _, err := recordOwner(w.conn, story, t.Key)
		if err != nil {
			return err
		}
		return t.OwnedBy(owner)
	}
	return nil
}
