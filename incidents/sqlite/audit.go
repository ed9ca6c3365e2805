package sqlite

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
)

// maxSeq is above every number.
const maxSeq = incidents.Seq(1) << 62

// PutAudit appends to the log of who wrote what.
func (w *writing) PutAudit(_ context.Context, entries []incidents.AuditEntry) error {
	for i := range entries {
		e := &entries[i]
		story := w.stories[e.Story].number
		err := run(w.conn, `INSERT INTO audit (story, seq, time, who, action, incident, revision, incidents, detail, checksum)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			story, e.Seq, millis(e.Time), e.Who, string(e.Action), auditID(e.Incident), e.Revision, e.Incidents, e.Detail, auditSum(story, e))
		if err != nil {
			return err
		}
	}
	return nil
}

// auditID is an incident's id as it is stored: no bytes for none.
func auditID(id string) []byte {
	if ulid, err := incidents.ParseULID(id); err == nil {
		return ulid[:]
	}
	return []byte{}
}

func auditSum(story int64, e *incidents.AuditEntry) int64 {
	return checksum(strconv.FormatInt(story, 10), strconv.FormatInt(int64(e.Seq), 10), strconv.FormatInt(millis(e.Time), 10), e.Who,
		string(e.Action), e.Incident, strconv.Itoa(e.Revision), strconv.Itoa(e.Incidents), e.Detail)
}

// RedactAudit takes the names of those away who wrote some revisions of an incident.
func (w *writing) RedactAudit(_ context.Context, story string, id incidents.ULID, concerns func(revision int) bool) error {
	t := w.stories[story]
	var found []incidents.AuditEntry
	err := each(w.conn, func(st *sqlite.Stmt) error {
		e, err := w.scanAudit(st, story)
		if err == nil && e.Who != "" && e.Revision > 0 && concerns(e.Revision) {
			found = append(found, e)
		}
		return err
	}, selectAudit+` WHERE story = ? AND incident = ?`, t.number, id[:])
	for i := range found {
		e := &found[i]
		if e.Who = ""; err == nil {
			err = run(w.conn, `UPDATE audit SET who = '', checksum = ? WHERE story = ? AND seq = ?`, auditSum(t.number, e), t.number, e.Seq)
		}
	}
	return err
}

const selectAudit = `SELECT story, seq, time, who, action, incident, revision, incidents, detail, checksum FROM audit`

func (s *Store) scanAudit(st *sqlite.Stmt, slug string) (incidents.AuditEntry, error) {
	e := incidents.AuditEntry{
		Seq: incidents.Seq(st.ColumnInt64(1)), Time: instant(st.ColumnInt64(2)), Who: st.ColumnText(3),
		Action: incidents.AuditAction(st.ColumnText(4)), Story: slug, Revision: int(st.ColumnInt64(6)),
		Incidents: int(st.ColumnInt64(7)), Detail: st.ColumnText(8),
	}
	if id := blob(st, 5); len(id) == len(incidents.ULID{}) {
		e.Incident = incidents.ULID(id).String()
	}
	if st.ColumnInt64(9) != auditSum(st.ColumnInt64(0), &e) {
		return e, s.damaged(fmt.Sprintf("entry %d of the audit log does not read as it was written", e.Seq), nil)
	}
	return e, nil
}

// Audit gives what was written of a story by whom: see incidents.Store.
func (s *Store) Audit(ctx context.Context, q incidents.AuditQuery) ([]incidents.AuditEntry, error) {
	before := q.Before
	if before == 0 {
		before = maxSeq
	}
	all := []incidents.AuditEntry{}
	err := s.read(ctx, "read the audit log", func(c *sqlite.Conn) error {
		t, err := s.storyVersionOf(c, q.Story)
		if err != nil {
			return err
		}
		err = each(c, func(st *sqlite.Stmt) error {
			if !isOne(q.Actions, incidents.AuditAction(st.ColumnText(4))) {
				return nil
			}
			e, err := s.scanAudit(st, t.Slug)
			if all = append(all, e); err == nil && len(all) == q.Limit {
				err = errEnough
			}
			return err
		}, selectAudit+` WHERE story = ? AND seq < ? ORDER BY seq DESC`, t.number, before)
		if errors.Is(err, errEnough) {
			err = nil
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}

// checkAudit holds the log's rows against their checksums.
func (h *history) checkAudit() error {
	return each(h.conn, func(st *sqlite.Stmt) error {
		_, err := h.store.scanAudit(st, "")
		return h.Note(err, "the audit log")
	}, selectAudit)
}
