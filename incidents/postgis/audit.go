package postgis

import (
	"context"
	"fmt"
	"math"
	"time"

	"incidentmap/incidents"
)

const auditColumns = `seq, time, story, action, incident, revision, incidents, who, detail, checksum`

// auditRow is a row of the table audit.
type auditRow struct {
	seq           incidents.Seq
	time          time.Time
	story, action string
	incident      *uuid
	revision      int
	incidents     int
	who, detail   []byte
	sum           int64
}

func (r *auditRow) columns() []any {
	return []any{&r.seq, &r.time, &r.story, &r.action, &r.incident, &r.revision, &r.incidents, &r.who, &r.detail, &r.sum}
}

func (r *auditRow) checksum() int64 {
	s := sum(0).number(int64(r.seq)).time(r.time).text(r.story).text(r.action).number(int64(r.revision)).number(int64(r.incidents)).bytes(r.who).bytes(r.detail)
	if r.incident != nil {
		s = s.bytes(r.incident[:])
	}
	return int64(s)
}

func auditRowOf(e *incidents.AuditEntry) auditRow {
	r := auditRow{
		seq: e.Seq, time: e.Time.UTC().Truncate(time.Microsecond), story: e.Story, action: string(e.Action), revision: e.Revision, incidents: e.Incidents,
		who: []byte(e.Who), detail: []byte(e.Detail),
	}
	if id, ok := key(e.Incident); ok {
		r.incident = &id
	}
	return r
}

// PutAudit appends to the log of who wrote what.
func (w *writing) PutAudit(ctx context.Context, entries []incidents.AuditEntry) error {
	var rows copied
	for i := range entries {
		r := auditRowOf(&entries[i])
		rows.row(10)
		rows.bigint(int64(r.seq))
		rows.time(r.time)
		rows.text(r.story)
		rows.text(r.action)
		if r.incident == nil {
			rows.null()
		} else {
			rows.bytes(r.incident[:])
		}
		rows.integer(r.revision)
		rows.integer(r.incidents)
		rows.bytes(r.who)
		rows.bytes(r.detail)
		rows.bigint(r.checksum())
	}
	err := copyTo(context.WithoutCancel(ctx), w.tx, table{name: "audit", columns: auditColumns}, &rows)
	if err != nil {
		return w.fault(ctx, "write the audit log", err)
	}
	return nil
}

// RedactAudit takes the names of those away who wrote some revisions of an incident.
func (w *writing) RedactAudit(ctx context.Context, story string, id incidents.ULID, concerns func(revision int) bool) error {
	ctx = context.WithoutCancel(ctx)
	var seqs, sums []int64
	err := w.each(ctx, w.tx, "read the audit log", `SELECT `+auditColumns+` FROM audit WHERE story = $1 AND incident = $2`, []any{story, uuid(id)}, func(row scanner) error {
		var r auditRow
		err := row.Scan(r.columns()...)
		if err == nil && r.revision > 0 && concerns(r.revision) {
			r.who = []byte{}
			seqs, sums = append(seqs, int64(r.seq)), append(sums, r.checksum())
		}
		return err
	})
	if err != nil || len(seqs) == 0 {
		return err
	}
	_, err = w.tx.Exec(ctx, `UPDATE audit a SET who = '', checksum = n.checksum FROM unnest($2::bigint[], $3::bigint[]) n (seq, checksum)
		WHERE a.story = $1 AND a.seq = n.seq`, story, seqs, sums)
	return w.orFault(ctx, "write the audit log", err)
}

// Audit gives what was written of a story by whom: see incidents.Store.
func (s *Store) Audit(ctx context.Context, q incidents.AuditQuery) ([]incidents.AuditEntry, error) {
	before := q.Before
	if before == 0 {
		before = math.MaxInt64
	}
	if _, err := s.Story(ctx, q.Story); err != nil {
		return nil, err
	}
	all := []incidents.AuditEntry{}
	err := s.each(ctx, s.primary, "read the audit log", `SELECT `+auditColumns+` FROM audit WHERE story = $1 AND seq < $2
		AND (cardinality($3::text[]) = 0 OR action = ANY ($3)) ORDER BY seq DESC LIMIT $4`,
		[]any{asked(q.Story), before, texts(q.Actions), q.Limit}, func(row scanner) error {
			e, err := s.scanAudit(row)
			all = append(all, e)
			return err
		})
	if err != nil {
		return nil, err
	}
	return all, nil
}

func (s *Store) scanAudit(row scanner) (incidents.AuditEntry, error) {
	var r auditRow
	if err := row.Scan(r.columns()...); err != nil {
		return incidents.AuditEntry{}, err
	}
	e := incidents.AuditEntry{
		Seq: r.seq, Time: r.time.UTC(), Who: string(r.who), Action: incidents.AuditAction(r.action), Story: r.story, Revision: r.revision,
		Incidents: r.incidents, Detail: string(r.detail),
	}
	if r.incident != nil {
		e.Incident = incidents.ULID(*r.incident).String()
	}
	if r.sum != r.checksum() {
		return e, s.damaged(fmt.Sprintf("entry %d of the audit log does not read as it was written", r.seq), nil)
	}
	return e, nil
}

func (d *checker) checkAudit(ctx context.Context) error {
	return d.each(ctx, d.tx, checking, `SELECT `+auditColumns+` FROM audit`, nil, func(row scanner) error {
		_, err := d.scanAudit(row)
		return d.Note(err, "the audit log")
	})
}
