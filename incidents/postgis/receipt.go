package postgis

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"incidentmap/incidents"
	"incidentmap/incidents/revisions"
)

const receiptColumns = `key, checksum, first, count, request`

func receiptSum(key string, kept *revisions.Kept) int64 {
	return int64(sum(0).text(key).number(int64(kept.First)).number(int64(kept.Count)).bytes(kept.Request[:]))
}

// scanReceipt reads a row, and gives it with its key.
func (s *Store) scanReceipt(row scanner) (string, *revisions.Kept, error) {
	var key, request []byte
	var sum int64
	var kept revisions.Kept
	if err := row.Scan(&key, &sum, &kept.First, &kept.Count, &request); err != nil {
		return "", nil, err
	}
	copy(kept.Request[:], request)
	if sum != receiptSum(string(key), &kept) || len(request) != len(kept.Request) {
		return "", nil, s.damaged(fmt.Sprintf("the receipt %q does not read as it was written", key), nil)
	}
	return string(key), &kept, nil
}

func (w *writing) readReceipts(b *pgx.Batch, keys [][]byte) {
	b.Queue(`SELECT `+receiptColumns+` FROM receipt WHERE key = ANY ($1)`, keys).Query(eachRow(func(row scanner) error {
		key, kept, err := w.scanReceipt(row)
		w.receipts[key] = kept
		return err
	}))
}

// Receipt gives what is kept under a key, nil for nothing. It was read when the transaction began.
func (w *writing) Receipt(_ context.Context, key string) (*revisions.Kept, error) {
	return w.receipts[key], nil
}

// PutReceipt keeps what is written under a key, when the transaction ends.
func (w *writing) PutReceipt(_ context.Context, key string, kept *revisions.Kept) error {
	w.end.Queue(`INSERT INTO receipt (`+receiptColumns+`) VALUES ($1, $2, $3, $4, $5)`,
		[]byte(key), receiptSum(key, kept), kept.First, kept.Count, kept.Request[:])
	return nil
}

// ForgetReceipts forgets receipts of writes before a time, when the transaction ends.
func (w *writing) ForgetReceipts(_ context.Context, before time.Time, most int) error {
	w.end.Queue(`DELETE FROM receipt WHERE key IN (SELECT key FROM receipt
		WHERE first <= (SELECT last FROM moment WHERE time < $1 ORDER BY time DESC LIMIT 1) ORDER BY first LIMIT $2)`, before, most)
	return nil
}

// receipted gives the revisions that a receipt is for.
func (s *Store) receipted(ctx context.Context, kept *revisions.Kept) ([]incidents.Revision, error) {
	written := make([]incidents.Revision, 0, kept.Count)
	err := s.each(ctx, s.primary, "read what was written before", `SELECT `+revisionColumns+`
		FROM revision r WHERE r.seq >= $1 AND r.seq < $1 + $2::bigint ORDER BY r.seq`, []any{kept.First, kept.Count}, func(row scanner) error {
		var r revisionRow
		if err := row.Scan(r.columns()...); err != nil {
			return err
		}
		rev, err := s.revisionOf(&r)
		written = append(written, rev)
		return err
	})
	if err == nil && len(written) < kept.Count {
		held, fault := s.heldWhere(ctx, s.primary, `seq >= $1 AND seq < $1 + $2::bigint`, kept.First, kept.Count)
		err = fault
		for _, h := range held {
			if !slices.ContainsFunc(written, func(rev incidents.Revision) bool { return rev.Seq == h.Revision.Seq }) {
				written = append(written, h.Revision)
			}
		}
		slices.SortFunc(written, func(a, b incidents.Revision) int { return cmp.Compare(a.Seq, b.Seq) })
	}
	if err == nil && len(written) != kept.Count {
		err = s.damaged("revisions that a receipt is for are lost", nil)
	}
	if err != nil {
		return nil, err
	}
	return written, nil
}
