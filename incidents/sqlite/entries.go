package sqlite

import (
	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
)

// remakeEntries makes the entries in the feed anew, as this program writes them.
func (s *Store) remakeEntries(c *sqlite.Conn) error {
	past := pastStoryVersions{Store: s}
	for after := incidents.Seq(0); ; {
		rows, err := someFeedRows(c, after)
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, row := range rows {
			if err := s.remakeEntriesOf(c, &past, row); err != nil {
				return err
			}
		}
		after = rows[len(rows)-1].first
	}
}

// remakeEntriesOf does it for a row of the feed.
func (s *Store) remakeEntriesOf(c *sqlite.Conn, past *pastStoryVersions, row feedRow) error {
	made := make([]byte, 0, len(row.data))
	var fault error
	err := fedRow(row.first, row.data, func(f fedChange) bool {
		if len(f.entry) > 0 {
			if f.entry, fault = s.entryAt(c, past, &f); fault != nil {
				return false
			}
		}
		made = f.append(made, row.first)
		return true
	})
	if fault != nil {
		return fault
	}
	if err != nil {
		return s.damage(err, "row %d of the feed", row.first)
	}
	return run(c, `UPDATE feed SET data = ? WHERE first = ?`, seal(rowKey(int64(row.first)), made), row.first)
}

// entryAt makes the entry of a change that readers see.
func (s *Store) entryAt(c *sqlite.Conn, past *pastStoryVersions, f *fedChange) ([]byte, error) {
	t, err := past.at(c, f.story, f.seq)
	if err != nil {
		return nil, err
	}
	w, err := s.row(c, f.seq)
	if err != nil {
		return nil, err
	}
	p, err := s.publicOf(c, t, w)
	if err != nil {
		return nil, err
	}
	e, _, err := t.Entry(p)
	return e.AppendTo(nil), err
}
