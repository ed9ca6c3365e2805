package sqlite

import (
	"context"
	"encoding/hex"
	"strconv"
	"time"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
	"incidentmap/incidents/revisions"
)

// lookUpReceipt notes of a job with a receipt whether it was done before.
func (s *Store) lookUpReceipt(ctx context.Context, j *revisions.Job) error {
	return s.read(ctx, "look up a receipt", func(c *sqlite.Conn) error {
		kept, err := s.receipt(c, j.Receipt.Key)
		if err != nil {
			return err
		}
		return j.Repeat(kept)
	})
}

// Receipt gives what is kept under a key, nil for nothing.
func (w *writing) Receipt(_ context.Context, key string) (*revisions.Kept, error) {
	return w.receipt(w.conn, key)
}

func (s *Store) receipt(c *sqlite.Conn, key string) (kept *revisions.Kept, err error) {
	err = each(c, func(st *sqlite.Stmt) error {
		request := blob(st, 0)
		kept = &revisions.Kept{First: incidents.Seq(st.ColumnInt64(1)), Count: st.ColumnInt(2)}
		if copy(kept.Request[:], request) != len(request) || st.ColumnInt64(3) != receiptSum(key, kept) {
			return s.damaged("a receipt does not read as it was written", nil)
		}
		return nil
	}, `SELECT request, first, number, checksum FROM receipt WHERE key = ?`, key)
	return kept, err
}

// PutReceipt keeps what is written under a key.
func (w *writing) PutReceipt(_ context.Context, key string, kept *revisions.Kept) error {
	return run(w.conn, `INSERT INTO receipt (key, request, first, number, checksum) VALUES (?, ?, ?, ?, ?)`,
		key, kept.Request[:], kept.First, kept.Count, receiptSum(key, kept))
}

// ForgetReceipts forgets receipts of writes before a time.
func (w *writing) ForgetReceipts(_ context.Context, before time.Time, most int) error {
	return run(w.conn, `DELETE FROM receipt WHERE key IN (SELECT key FROM receipt
		WHERE first <= (SELECT last FROM moment WHERE time < ? ORDER BY time DESC LIMIT 1) ORDER BY first LIMIT ?)`, millis(before), most)
}

func receiptSum(key string, kept *revisions.Kept) int64 {
	return checksum(key, hex.EncodeToString(kept.Request[:]), strconv.FormatInt(int64(kept.First), 10), strconv.Itoa(kept.Count))
}

// revisionsOf gives the revisions that a receipt is for.
func (s *Store) revisionsOf(ctx context.Context, kept *revisions.Kept) ([]incidents.Revision, error) {
	var all []incidents.Revision
	err := s.read(ctx, "read what was written before", func(c *sqlite.Conn) error {
		for i := range kept.Count {
			rev, err := s.revisionAt(c, kept.First+incidents.Seq(i))
			if err != nil {
				return err
			}
			all = append(all, rev)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}

// revisionAt gives the revision that was written under a number.
func (s *Store) revisionAt(c *sqlite.Conn, seq incidents.Seq) (incidents.Revision, error) {
	var held *incidents.Revision
	err := s.eachHeld(c, func(h *revisions.Held) error {
		held = &h.Revision
		return nil
	}, `seq = ?`, seq)
	if err != nil {
		return incidents.Revision{}, err
	}
	if held != nil {
		return *held, nil
	}
	w, err := s.row(c, seq)
	if err == nil && !w.isRevision() {
		err = s.damaged("a receipt is of what is no revision", nil)
	}
	if err == nil {
		err = s.know(c, w)
	}
	if err != nil {
		return incidents.Revision{}, err
	}
	t, err := s.storyVersionNow(c, w.story)
	if err != nil {
		return incidents.Revision{}, err
	}
	return s.revisionOf(w, t.Slug)
}
