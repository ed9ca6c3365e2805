package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"

	"incidentmap/incidents"
)

// featuresBatch is how many features are held in memory at a time.
const featuresBatch = 256

// rankBits is how many of the lowest bits of a feature's id hold the language's rank.
const rankBits = 16

func featureID(seq incidents.Seq, rank int) int64 { return int64(seq)<<rankBits | int64(rank) }

// selectFeatures looks up the asked numbers, a JSON array, each in the language ?2 or in
// that which stands in for it. A number with more bits than an id has room for has none.
const selectFeatures = `SELECT asked.key, f.id, f.incident, f.lang, f.json, f.checksum
	FROM json_each(?1) asked CROSS JOIN feature f ON f.id = (
		SELECT id FROM feature WHERE id BETWEEN asked.value << 16 AND asked.value << 16 | 65535
		ORDER BY lang <> ?2, id LIMIT 1)
	WHERE f.id >> 16 = asked.value`

// Features gives the encoded public incidents of the given changes: see incidents.Store.
// Features are never changed, so batches read at different times agree.
func (s *Store) Features(ctx context.Context, seqs []incidents.Seq, lang string) iter.Seq2[incidents.Feature, error] {
	return func(yield func(incidents.Feature, error) bool) {
		var b features
		for len(seqs) > 0 {
			asked := seqs[:min(featuresBatch, len(seqs))]
			seqs = seqs[len(asked):]
			if err := b.read(ctx, s, asked, lang); err != nil {
				yield(incidents.Feature{}, err)
				return
			}
			for i, seq := range asked {
				at := b.at[i]
				if at.id == "" {
					yield(incidents.Feature{}, notPublic(seq))
					return
				}
				if !yield(incidents.Feature{Seq: seq, ID: at.id, JSON: b.buf[at.start:at.end:at.end]}, nil) {
					return
				}
			}
		}
	}
}

// features is a batch of them; its memory is used again for the next.
type features struct {
	buf []byte
	at  []span
}

type span struct {
	id         string // the incident's; empty where there is none
	start, end int
}

// read fills the batch. Rows say which asked number they answer, so it does not rest on
// the order in which SQLite gives them.
func (b *features) read(ctx context.Context, s *Store, asked []incidents.Seq, lang string) error {
	list, err := json.Marshal(asked)
	if err != nil {
		return err
	}
	b.buf = b.buf[:0]
	b.at = append(b.at[:0], make([]span, len(asked))...)
	return s.each(ctx, s.reader, "read features", selectFeatures, []any{string(list), lang}, func(row scanner) error {
		return b.add(row, s)
	})
}

func (b *features) add(row scanner, s *Store) error {
	var key int
	var f featureRow
	if err := f.scan(row, &key); err != nil {
		return err
	}
	if !f.intact() {
		return s.damaged(f.String()+" does not read as it was written", nil)
	}
	start := len(b.buf)
	b.buf = append(b.buf, f.json...)
	b.at[key] = span{f.incident, start, len(b.buf)}
	return nil
}

// featureRow is a row of the table feature. Its text is the driver's, valid until the
// next row.
type featureRow struct {
	id             int64
	incident, lang string
	json           sql.RawBytes
	sum            int64
}

// scan reads a row that begins with other columns.
func (f *featureRow) scan(row scanner, before ...any) error {
	return row.Scan(append(before, &f.id, &f.incident, &f.lang, &f.json, &f.sum)...)
}

// intact reports whether the row reads as it was written.
func (f *featureRow) intact() bool {
	return f.sum == featureSum(f.id, f.lang, f.incident, f.json)
}

// String names the feature.
func (f *featureRow) String() string {
	return fmt.Sprintf("feature %d of incident %s in %q", f.id>>rankBits, f.incident, f.lang)
}
