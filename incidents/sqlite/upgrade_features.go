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

// encodeAllAnew encodes again, under their numbers, all that readers see or saw: features of older programs do not say in
// which area they lie, and left more in of places that are coarsened or withheld, pictures among it.
func (s *Store) encodeAllAnew(c *sqlite.Conn) error {
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
	if err != nil || len(public) == 0 {
		return err
	}
	w := &writing{Store: s, conn: c, ctx: context.Background()}
	for seqs := range slices.Chunk(public, encodedAnewAtOnce) {
		rows, err := w.changesOf(seqs)
		if err != nil {
			return err
		}
		if err := revisions.EncodeAnew(rows); err != nil {
			return err
		}
		if err := w.Rewrite(w.ctx, rows); err != nil {
			return err
		}
	}
	if err := s.remakeEntries(c); err != nil {
		return err
	}
	return script(c, `INSERT INTO search (search) VALUES ('delete-all'); UPDATE indexed SET upto = 0`)
}
