package postgis

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"github.com/jackc/pgx/v5/pgtype"

	"incidentmap/incidents"
)

// featuresBatch is how many features are held in memory at a time.
const featuresBatch = 512

const featureColumns = `f.seq, f.rank, f.incident, f.lang, f.json, f.checksum`

// selectFeatures looks up the asked numbers, each in the language $2 or in that which stands
// in for it.
const selectFeatures = `SELECT a.place, ` + featureColumns + ` FROM unnest($1::bigint[]) WITH ORDINALITY a (seq, place)
	CROSS JOIN LATERAL (SELECT * FROM feature WHERE seq = a.seq ORDER BY lang <> $2 COLLATE "C", rank LIMIT 1) f`

// Features gives the encoded public incidents of the given changes: see incidents.Store.
// Features are never changed, so batches read at different times agree.
func (s *Store) Features(ctx context.Context, seqs []incidents.Seq, lang string) iter.Seq2[incidents.Feature, error] {
	return func(yield func(incidents.Feature, error) bool) {
		var b features
		for wanted := range slices.Chunk(seqs, featuresBatch) {
			if err := b.read(ctx, s, wanted, asked(lang)); err != nil {
				yield(incidents.Feature{}, err)
				return
			}
			for i, seq := range wanted {
				at := b.at[i]
				if at.id == (uuid{}) {
					yield(incidents.Feature{}, incidents.NotPublic(seq))
					return
				}
				if !yield(incidents.Feature{Seq: seq, ID: incidents.ULID(at.id).String(), JSON: b.buf[at.start:at.end:at.end]}, nil) {
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
	id         uuid // the incident's; zero where there is none
	start, end int
}

// read fills the batch. Rows say which asked number they answer, so it does not rest on
// the order in which PostgreSQL gives them.
func (b *features) read(ctx context.Context, s *Store, wanted []incidents.Seq, lang string) error {
	list := make([]int64, len(wanted))
	for i, seq := range wanted {
		list[i] = int64(seq)
	}
	b.buf = b.buf[:0]
	b.at = append(b.at[:0], make([]span, len(wanted))...)
	return s.each(ctx, s.reader, "read features", selectFeatures, []any{list, lang}, func(row scanner) error {
		return b.add(row, s)
	})
}

func (b *features) add(row scanner, s *Store) error {
	var place int
	var f featureRow
	if err := f.scan(row, &place); err != nil {
		return err
	}
	if !f.intact() {
		return s.damaged(f.String()+" does not read as it was written", nil)
	}
	start := len(b.buf)
	b.buf = append(b.buf, f.json...)
	b.at[place-1] = span{f.incident, start, len(b.buf)}
	return nil
}

// featureRow is a row of the table feature. Its text is the driver's, valid until the
// next row.
type featureRow struct {
	seq      incidents.Seq
	rank     int
	incident uuid
	lang     string
	json     pgtype.DriverBytes
	sum      int64
}

// scan reads a row that begins with other columns.
func (f *featureRow) scan(row scanner, before ...any) error {
	return row.Scan(append(before, &f.seq, &f.rank, &f.incident, &f.lang, &f.json, &f.sum)...)
}

// intact reports whether the row reads as it was written.
func (f *featureRow) intact() bool {
	return f.sum == featureSum(f.seq, f.rank, f.incident, f.lang, f.json)
}

// String names the feature.
func (f *featureRow) String() string {
	return fmt.Sprintf("feature %d of incident %s in %q", f.seq, incidents.ULID(f.incident), f.lang)
}
