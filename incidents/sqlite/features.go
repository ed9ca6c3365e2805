package sqlite

import (
	"context"
	"iter"
	"slices"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
)

// featuresBatch is how many rows are held in memory at a time, after firstBatch, which keeps
// no reader waiting. Of a large batch that is read by number several lie on one page.
const (
	firstBatch    = 256
	featuresBatch = 4096
)

// batches divides numbers into a first batch and larger ones.
func batches(seqs []incidents.Seq, most int) iter.Seq[[]incidents.Seq] {
	return func(yield func([]incidents.Seq) bool) {
		for n := min(firstBatch, most); len(seqs) > 0; n = min(4*n, most) {
			n = min(n, len(seqs))
			if !yield(seqs[:n]) {
				return
			}
			seqs = seqs[n:]
		}
	}
}

// Features gives the encoded public incidents of the given changes: see incidents.Store.
// Rows are never changed, so batches read at different times agree.
func (s *Store) Features(ctx context.Context, seqs []incidents.Seq, lang string) iter.Seq2[incidents.Feature, error] {
	return func(yield func(incidents.Feature, error) bool) {
		var b rowsBatch
		var room featureTexts
		for asked := range batches(seqs, featuresBatch) {
			if err := b.read(ctx, s, asked); err != nil {
				yield(incidents.Feature{}, err)
				return
			}
			for i, seq := range asked {
				w := &b.rows[i]
				if !w.public() {
					yield(incidents.Feature{}, incidents.NotPublic(seq))
					return
				}
				text, err := w.feature(&room, lang)
				if err != nil {
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

// featureTexts is where a feature is decoded, to be used again for the next: the first language, and another that is told by
// its difference to that.
type featureTexts struct{ first, other []byte }

// feature gives the feature in a language, or in that which stands in for it, until the texts are used again.
func (w *written) feature(t *featureTexts, lang string) (text []byte, err error) {
	// An outline may have a megabyte, and memory that grows by steps would be twice that.
	t.first = slices.Grow(t.first[:0], len(w.features[0].by)+len(w.features[0].code))
	if t.first, err = w.features[0].text(t.first); err != nil {
		return nil, err
	}
	for i := range w.features {
		if w.features[i].lang != lang || i == 0 {
			continue
		}
		t.other = slices.Grow(t.other[:0], len(t.first)+len(w.features[i].code))
		t.other, err = deltaDecode(t.other, t.first, w.features[i].code)
		return t.other, err
	}
	return t.first, nil
}

// rowsBatch is rows of the table written; its memory is used again for the next.
type rowsBatch struct {
	rows  []written
	order []int
	buf   []byte
}

// Room is made for likelyRow bytes of each row that is asked for, which is more than most have, but for no more than
// mostForeseen before they come.
const (
	likelyRow    = 1 << 10
	mostForeseen = 1 << 16
)

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
	b.buf = slices.Grow(b.buf[:0], min(len(asked)*likelyRow, mostForeseen))
	return s.read(ctx, "read what was written", func(c *sqlite.Conn) error {
		one, err := c.Prepare(`SELECT data FROM written WHERE seq = ?`)
		if err != nil {
			return err
		}
		for rest := b.order; len(rest) > 0; {
			n := near(asked, rest)
			if n >= nearLeast {
				err = b.inRange(s, c, asked, rest[:n])
			} else {
				n = 1
				err = b.one(s, c, one, asked, rest[0])
			}
			if err != nil {
				return err
			}
			rest = rest[n:]
		}
		return nil
	})
}

// Rows that are near are read one after the other, which takes a third of the time that looking
// each up takes: those of nearLeast numbers and more, with gaps of up to nearGap.
const (
	nearLeast = 8
	nearGap   = 4
)

// near gives how many of the numbers, which order lists as they grow, are near one another.
func near(asked []incidents.Seq, order []int) int {
	n := 1
	for n < len(order) && asked[order[n]]-asked[order[n-1]] <= nearGap {
		n++
	}
	return n
}

// inRange reads the rows of numbers that are near.
func (b *rowsBatch) inRange(s *Store, c *sqlite.Conn, asked []incidents.Seq, order []int) error {
	return each(c, func(st *sqlite.Stmt) error {
		seq := incidents.Seq(st.ColumnInt64(0))
		for len(order) > 0 && asked[order[0]] < seq {
			order = order[1:] // there is none
		}
		if len(order) == 0 || asked[order[0]] != seq {
			return nil // nobody asked for it
		}
		data := b.keep(st, 1)
		for ; len(order) > 0 && asked[order[0]] == seq; order = order[1:] {
			if err := b.take(s, c, order[0], seq, data); err != nil {
				return err
			}
		}
		return nil
	}, `SELECT seq, data FROM written WHERE seq BETWEEN ? AND ? ORDER BY seq`, asked[order[0]], asked[order[len(order)-1]])
}

// one reads the row of a number.
func (b *rowsBatch) one(s *Store, c *sqlite.Conn, st *sqlite.Stmt, asked []incidents.Seq, i int) error {
	st.BindInt64(1, int64(asked[i]))
	more, err := st.Step()
	if err == nil && more {
		err = b.take(s, c, i, asked[i], b.keep(st, 0))
	}
	if again := st.Reset(); err == nil {
		err = again
	}
	return err
}

// keep copies a column. What was kept before stays where it is when the memory grows.
func (b *rowsBatch) keep(st *sqlite.Stmt, column int) []byte {
	n, size := len(b.buf), st.ColumnLen(column)
	if cap(b.buf)-n < size {
		b.buf, n = make([]byte, 0, max(2*cap(b.buf), size)), 0
	}
	b.buf = b.buf[:n+size]
	return b.buf[n : n+st.ColumnBytes(column, b.buf[n:]) : n+size]
}

func (b *rowsBatch) take(s *Store, c *sqlite.Conn, i int, seq incidents.Seq, data []byte) error {
	if err := b.rows[i].parse(seq, data); err != nil {
		return s.damage(err, "row %d", seq)
	}
	return s.know(c, &b.rows[i])
}
