package sqlite

import (
	"slices"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
)

// upgrades is what steps of the schema do besides their statements, in the same transaction.
func upgrades() map[string]func(*Store, *sqlite.Conn) error {
	return map[string]func(*Store, *sqlite.Conn) error{
		"migrations/0002_seen.sql":     (*Store).leaveSeenAlone,
		"migrations/0004_entries.sql":  (*Store).remakeEntries,
		"migrations/0007_desk.sql":     (*Store).enqueueAll,
		"migrations/0009_features.sql": (*Store).encodeAllAnew,
	}
}

// leaveSeenAlone takes out of the feed, and out of what is gone of it, what readers never saw: a
// file of version 1 has all there is in them.
func (s *Store) leaveSeenAlone(c *sqlite.Conn) error {
	for after := incidents.Seq(0); ; {
		rows, err := someFeedRows(c, after)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			break
		}
		for _, row := range rows {
			if err := s.leaveSeen(c, row); err != nil {
				return err
			}
		}
		after = rows[len(rows)-1].first
	}
	var never []ended
	err := each(c, func(st *sqlite.Stmt) error {
		e := ended{until: incidents.Seq(st.ColumnInt64(0)), seq: incidents.Seq(st.ColumnInt64(1))}
		seen, err := s.wasSeen(c, e.seq)
		if err == nil && !seen {
			never = append(never, e)
		}
		return err
	}, `SELECT until, seq FROM gone`)
	if err != nil {
		return err
	}
	for _, e := range never {
		if err := run(c, `DELETE FROM gone WHERE until = ? AND seq = ?`, e.until, e.seq); err != nil {
			return err
		}
	}
	return nil
}

// someFeedRows reads some rows of the feed behind one.
func someFeedRows(c *sqlite.Conn, after incidents.Seq) ([]feedRow, error) {
	var rows []feedRow
	err := each(c, func(st *sqlite.Stmt) error {
		rows = append(rows, feedRow{incidents.Seq(st.ColumnInt64(0)), blob(st, 1)})
		return nil
	}, `SELECT first, data FROM feed WHERE first > ? ORDER BY first LIMIT 1024`, after)
	return rows, err
}

// leaveSeen writes a row of the feed without what readers never saw.
func (s *Store) leaveSeen(c *sqlite.Conn, row feedRow) error {
	var never []incidents.Seq
	var fault error
	err := fedRow(row.first, row.data, func(f fedChange) bool {
		if len(f.entry) > 0 {
			return true
		}
		seen, err := s.wasSeen(c, f.seq)
		if err == nil && !seen {
			never = append(never, f.seq)
		}
		fault = err
		return err == nil
	})
	if fault != nil {
		return fault
	}
	if err != nil || len(never) == 0 {
		return s.damage(err, "row %d of the feed", row.first)
	}
	kept := make([]byte, 0, len(row.data))
	err = fedRow(row.first, row.data, func(f fedChange) bool {
		if _, leaves := slices.BinarySearch(never, f.seq); !leaves {
			kept = f.append(kept, row.first)
		}
		return true
	})
	switch {
	case err != nil:
		return s.damage(err, "row %d of the feed", row.first)
	case len(kept) == 0:
		return run(c, `DELETE FROM feed WHERE first = ?`, row.first)
	}
	return run(c, `UPDATE feed SET data = ? WHERE first = ?`, seal(rowKey(int64(row.first)), kept), row.first)
}

// wasSeen reports whether readers saw the incident of a row, at its time or before.
func (s *Store) wasSeen(c *sqlite.Conn, seq incidents.Seq) (bool, error) {
	w, err := s.row(c, seq)
	if err == nil {
		w, err = s.revisionRow(c, w)
	}
	if err != nil {
		return false, err
	}
	return w.published != unseen, nil
}
