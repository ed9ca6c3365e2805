package sqlite

import (
	"context"
	"slices"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
	"incidentmap/incidents/revisions"
)

// encodedAnewAtOnce is how many rows an upgrade holds in memory.
const encodedAnewAtOnce = 256

// encodeHiddenAnew encodes again, under their numbers, what readers see or saw of incidents whose places are coarsened or
// withheld: older programs left more of such a place in.
func (s *Store) encodeHiddenAnew(c *sqlite.Conn) error {
	return s.encodeAnew(c, func(row *revisions.Change) bool { return row.Story.Hides(&row.Revision.Incident) })
}

// encodePicturesAnew does it for those with pictures: older programs showed a picture of a coarsened place.
func (s *Store) encodePicturesAnew(c *sqlite.Conn) error {
	return s.encodeAnew(c, func(row *revisions.Change) bool {
		return len(row.Revision.Incident.Media) > 0 && row.Story.Hides(&row.Revision.Incident)
	})
}

// encodeAnew encodes again what readers see or saw of incidents of which a change is wanted.
func (s *Store) encodeAnew(c *sqlite.Conn, wanted func(*revisions.Change) bool) error {
	var public []int64
	err := each(c, func(st *sqlite.Stmt) error {
		var w written
		seq := incidents.Seq(st.ColumnInt64(0))
		if err := w.parse(seq, blob(st, 1)); err != nil {
			return s.damage(err, "row %d", seq)
		}
		if w.public() {
			public = append(public, int64(seq))
		}
		return nil
	}, `SELECT seq, data FROM written ORDER BY seq`)
	if err != nil {
		return err
	}
	w := &writing{Store: s, conn: c, ctx: context.Background()}
	any := false
	for seqs := range slices.Chunk(public, encodedAnewAtOnce) {
		rows, err := w.changesOf(seqs)
		if err != nil {
			return err
		}
		rows = slices.DeleteFunc(rows, func(row *revisions.Change) bool { return !wanted(row) })
		if len(rows) == 0 {
			continue
		}
		any = true
		if err := revisions.EncodeAnew(rows); err != nil {
			return err
		}
		if err := w.Rewrite(w.ctx, rows); err != nil {
			return err
		}
	}
	if !any {
		return nil
	}
	if err := s.remakeEntries(c); err != nil {
		return err
	}
	return script(c, `INSERT INTO search (search) VALUES ('delete-all'); UPDATE indexed SET upto = 0`)
}
