package postgis

import (
	"context"
	"fmt"

	"incidentmap/incidents"
)

const receiptColumns = `key, checksum, first, count, request`

// receipt is what is kept of a write that may be asked for again.
type receipt struct {
	request [32]byte
	first   incidents.Seq
	count   int
}

func (r *receipt) checksum(key string) int64 {
	return int64(sum(0).text(key).number(int64(r.first)).number(int64(r.count)).bytes(r.request[:]))
}

// scanReceipt reads a row, and gives it with its key.
func (s *Store) scanReceipt(row scanner) (string, receipt, error) {
	var key, request []byte
	var sum int64
	var r receipt
	if err := row.Scan(&key, &sum, &r.first, &r.count, &request); err != nil {
		return "", r, err
	}
	copy(r.request[:], request)
	if sum != r.checksum(string(key)) || len(request) != len(r.request) {
		return "", r, s.damaged(fmt.Sprintf("the receipt %q does not read as it was written", key), nil)
	}
	return string(key), r, nil
}

// receipted gives the revisions that a receipt is for.
func (s *Store) receipted(ctx context.Context, r *receipt) ([]incidents.Revision, error) {
	revisions := make([]incidents.Revision, 0, r.count)
	err := s.each(ctx, s.primary, "read what was written before", `SELECT `+revisionColumns+`
		FROM revision r WHERE r.seq >= $1 AND r.seq < $1 + $2::bigint ORDER BY r.seq`, []any{r.first, r.count}, func(row scanner) error {
		var r revisionRow
		if err := row.Scan(r.columns()...); err != nil {
			return err
		}
		rev, err := s.revisionOf(&r)
		revisions = append(revisions, rev)
		return err
	})
	if err == nil && len(revisions) != r.count {
		err = s.damaged("revisions that a receipt is for are lost", nil)
	}
	if err != nil {
		return nil, err
	}
	return revisions, nil
}
