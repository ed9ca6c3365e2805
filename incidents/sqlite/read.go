package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"incidentmap/incidents"
)

// querier is a pool of connections or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// scanner is a row.
type scanner interface{ Scan(into ...any) error }

// each hands every row of a query to do.
func (s *Store) each(ctx context.Context, q querier, doing, query string, args []any, do func(scanner) error) error {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return s.fault(doing, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := do(rows); err != nil {
			return s.fault(doing, err)
		}
	}
	if err := rows.Err(); err != nil {
		return s.fault(doing, err)
	}
	return nil
}

// revisionColumns are what scanRevision reads of the table revision, called r.
const revisionColumns = `r.seq, r.story, r.incident, r.number, r.time, r.kind, r.author, r.note, r.document, r.checksum`

// revisionRow is a row of the table revision.
type revisionRow struct {
	seq                                                 incidents.Seq
	number                                              int
	story, incident, time, kind, author, note, document string
	sum                                                 int64 // a damaged one may be any number
}

func (r *revisionRow) columns() []any {
	return []any{&r.seq, &r.story, &r.incident, &r.number, &r.time, &r.kind, &r.author, &r.note, &r.document, &r.sum}
}

// revision decodes the row, and errs if it is not as it was written.
func (r *revisionRow) revision() (incidents.Revision, error) {
	rev := incidents.Revision{Number: r.number, Seq: r.seq, Kind: incidents.RevisionKind(r.kind), Author: r.author}
	if r.sum != checksum(r.story, r.incident, r.time, r.kind, r.author, r.note, r.document) {
		return rev, errors.New("its checksum is wrong")
	}
	var err error
	if rev.Time, err = time.Parse(time.RFC3339, r.time); err != nil {
		return rev, err
	}
	if err = json.Unmarshal([]byte(r.note), &rev.Note); err != nil {
		return rev, err
	}
	if rev.Incident, err = decodeIncident(r.document); err != nil {
		return rev, err
	}
	inc := &rev.Incident
	if inc.ID != r.incident || inc.Story != r.story {
		return rev, fmt.Errorf("it holds the incident %q of the story %q", inc.ID, inc.Story)
	}
	// Whoever keeps the id need not keep the document that it is a part of.
	inc.ID, inc.Story = r.incident, r.story
	return rev, nil
}

// scanRevision reads a row that begins with other columns and ends with revisionColumns.
func (s *Store) scanRevision(row scanner, before ...any) (incidents.Revision, error) {
	var r revisionRow
	if err := row.Scan(append(before, r.columns()...)...); err != nil {
		return incidents.Revision{}, err
	}
	return s.revisionOf(&r)
}

// revisionOf decodes a row.
func (s *Store) revisionOf(r *revisionRow) (incidents.Revision, error) {
	rev, err := r.revision()
	if err != nil {
		return rev, s.damaged(fmt.Sprintf("revision %d of incident %s", r.number, r.incident), err)
	}
	return rev, nil
}

// Incident gives an incident's newest revision, public or not: see incidents.Store.
func (s *Store) Incident(ctx context.Context, story, id string) (incidents.Revision, error) {
	rev, err := s.scanRevision(s.reader.QueryRowContext(ctx, `SELECT `+revisionColumns+`
		FROM incident i JOIN revision r ON r.seq = i.revision WHERE i.id = ? AND i.story = ?`, id, story))
	switch {
	case none(err):
		return incidents.Revision{}, notFoundIncident(story, id)
	case err != nil:
		return incidents.Revision{}, s.fault("read an incident", err)
	}
	return rev, nil
}

// Public gives an incident as readers see it: see incidents.Store.
func (s *Store) Public(ctx context.Context, story, id string) (*incidents.Public, error) {
	var r shown
	err := s.reader.QueryRowContext(ctx, `SELECT i.change, st.seq, i.published, `+revisionColumns+`
		FROM incident i JOIN revision r ON r.seq = i.revision JOIN story st ON st.slug = i.story
		WHERE i.id = ? AND i.story = ? AND i.public = 1`, id, story).Scan(r.columns()...)
	switch {
	case none(err):
		return nil, notFoundIncident(story, id)
	case err != nil:
		return nil, s.fault("read an incident", err)
	}
	told, err := s.storyAt(ctx, r.story)
	if err != nil {
		return nil, err
	}
	return r.public(s, told)
}

// Revisions gives all revisions of an incident, the oldest first: see incidents.Store.
func (s *Store) Revisions(ctx context.Context, story, id string) ([]incidents.Revision, error) {
	var revisions []incidents.Revision
	err := s.each(ctx, s.reader, "read the revisions of an incident", `SELECT `+revisionColumns+`
		FROM incident i JOIN revision r ON r.incident = i.id
		WHERE i.id = ? AND i.story = ? ORDER BY r.number`, []any{id, story}, func(row scanner) error {
		rev, err := s.scanRevision(row)
		revisions = append(revisions, rev)
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case len(revisions) == 0:
		return nil, notFoundIncident(story, id)
	}
	return revisions, nil
}
