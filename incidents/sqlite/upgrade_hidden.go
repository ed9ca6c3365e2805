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
	return s.encodePublicAnew(c, func(c *revisions.Change) bool { return c.Story.Hides(&c.Revision.Incident) })
}

// encodeAllAnew encodes again, under their numbers, all that readers see or saw: features of older programs do not say in
// which area they lie.
func (s *Store) encodeAllAnew(c *sqlite.Conn) error {
	return s.encodePublicAnew(c, func(*revisions.Change) bool { return true })
}

func (s *Store) encodePublicAnew(c *sqlite.Conn, wanted func(*revisions.Change) bool) error {
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
		rows = slices.DeleteFunc(rows, func(c *revisions.Change) bool { return !wanted(c) })
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
