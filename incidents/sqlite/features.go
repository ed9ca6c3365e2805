package sqlite

import (
	"context"
	"iter"
	"slices"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
)

// featuresBatch is how many rows are held in memory at a time.
const featuresBatch = 512

// Features gives the encoded public incidents of the given changes: see incidents.Store.
// Rows are never changed, so batches read at different times agree.
func (s *Store) Features(ctx context.Context, seqs []incidents.Seq, lang string) iter.Seq2[incidents.Feature, error] {
	return func(yield func(incidents.Feature, error) bool) {
		var b rowsBatch
		var text []byte
		for asked := range slices.Chunk(seqs, featuresBatch) {
			if err := b.read(ctx, s, asked); err != nil {
				yield(incidents.Feature{}, err)
				return
			}
			for i, seq := range asked {
				w := &b.rows[i]
				if !w.public() {
					yield(incidents.Feature{}, notPublic(seq))
					return
				}
				var err error
				if text, err = w.feature(text[:0], lang); err != nil {
					yield(incidents.Feature{}, s.damage(err, "the feature of change %d", seq))
					return
				}
				if !yield(incidents.Feature{Seq: seq, ID: w.incident.String(), JSON: text[:len(text):len(text)]}, nil) {
					return
				}
			}
		}
	}
}

// feature gives the feature in a language, or in that which stands in for it.
func (w *written) feature(dst []byte, lang string) ([]byte, error) {
	dst, err := w.features[0].text(dst)
	if err != nil {
		return dst, err
	}
	for i := range w.features {
		if w.features[i].lang != lang || i == 0 {
			continue
		}
		n := len(dst)
		dst, err = unsplice(dst, dst[:n:n], w.features[i].code)
		return dst[n:], err
	}
	return dst, nil
}

// rowsBatch is rows of the table written; its memory is used again for the next.
type rowsBatch struct {
	rows  []written
	order []int
	buf   []byte
}

// read fills the batch with the rows of the asked numbers; a number without a row has an empty
// one. It asks by number, since rows that are near lie on one page.
func (b *rowsBatch) read(ctx context.Context, s *Store, asked []incidents.Seq) error {
	b.rows = slices.Grow(b.rows[:0], len(asked))[:len(asked)]
	b.order = b.order[:0]
	for i := range asked {
		b.rows[i] = written{features: b.rows[i].features[:0]}
		b.order = append(b.order, i)
	}
	slices.SortFunc(b.order, func(x, y int) int { return int(asked[x] - asked[y]) })
	b.buf = b.buf[:0]
	return s.read(ctx, "read what was written", func(c *sqlite.Conn) error {
		st, err := c.Prepare(`SELECT data FROM written WHERE seq = ?`)
		if err != nil {
			return err
		}
		defer st.Reset() //nolint:errcheck // its error is that of the step before
		for _, i := range b.order {
			if err := b.one(s, c, st, &b.rows[i], asked[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

func (b *rowsBatch) one(s *Store, c *sqlite.Conn, st *sqlite.Stmt, w *written, seq incidents.Seq) error {
	st.BindInt64(1, int64(seq))
	more, err := st.Step()
	if err == nil && more {
		// What is read before stays where it is when the memory grows.
		n, size := len(b.buf), st.ColumnLen(0)
		if cap(b.buf)-n < size {
			b.buf, n = make([]byte, 0, max(2*cap(b.buf), size, 1<<16)), 0
		}
		b.buf = b.buf[:n+size]
		st.ColumnBytes(0, b.buf[n:])
		if err = s.damage(w.parse(seq, b.buf[n:n+size:n+size]), "row %d", seq); err == nil {
			err = s.know(c, w)
		}
	}
	if again := st.Reset(); err == nil {
		err = again
	}
	return err
}
