package sqlite

import (
	"context"
	"encoding/hex"
	"strconv"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
)

// maxKey is the length in bytes that a receipt's key may have.
const maxKey = 255

// writtenOnce gives what was written under a key before, if anything was.
func (s *Store) writtenOnce(ctx context.Context, receipt incidents.Receipt) (revisions []incidents.Revision, known bool, err error) {
	err = s.read(ctx, "look up a receipt", func(c *sqlite.Conn) error {
		revisions, known, err = s.byReceipt(c, receipt)
		return err
	})
	if err != nil {
		return nil, false, err
	}
	return revisions, known, nil
}

// byReceipt gives the revisions that were written under a key. EConflict if they were of
// another request.
func (s *Store) byReceipt(c *sqlite.Conn, receipt incidents.Receipt) (revisions []incidents.Revision, known bool, err error) {
	var first incidents.Seq
	var n int
	err = each(c, func(st *sqlite.Stmt) error {
		request := blob(st, 0)
		first, n, known = incidents.Seq(st.ColumnInt64(1)), st.ColumnInt(2), true
		if st.ColumnInt64(3) != receiptSum(receipt.Key, request, first, n) {
			return s.damaged("a receipt does not read as it was written", nil)
		}
		if string(request) != string(receipt.Request[:]) {
			return incidents.Errorf(incidents.EConflict, "receipt.key",
				"%q was used for another request; take a new key for a new request", receipt.Key)
		}
		return nil
	}, `SELECT request, first, number, checksum FROM receipt WHERE key = ?`, receipt.Key)
	if err != nil || !known {
		return nil, false, err
	}
	for i := range n {
		rev, err := s.revisionAt(c, first+incidents.Seq(i))
		if err != nil {
			return nil, false, err
		}
		revisions = append(revisions, rev)
	}
	return revisions, true, nil
}

// revisionAt gives the revision that was written under a number.
func (s *Store) revisionAt(c *sqlite.Conn, seq incidents.Seq) (incidents.Revision, error) {
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

// keepReceipt notes what is written under a key.
func (w *writing) keepReceipt(r incidents.Receipt, first incidents.Seq, n int) error {
	return run(w.conn, `INSERT INTO receipt (key, request, first, number, checksum) VALUES (?, ?, ?, ?, ?)`,
		r.Key, r.Request[:], first, n, receiptSum(r.Key, r.Request[:], first, n))
}

func receiptSum(key string, request []byte, first incidents.Seq, n int) int64 {
	return checksum(key, hex.EncodeToString(request), strconv.FormatInt(int64(first), 10), strconv.Itoa(n))
}
