package postgis

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5/pgtype"

	"incidentmap/incidents"
	"incidentmap/incidents/document"
	"incidentmap/incidents/revisions"
)

// uuid is an id as the driver takes it.
type uuid = [16]byte

// revisionColumns are what revisionRow reads of the table revision, called r.
const revisionColumns = `r.seq, r.story, r.incident, r.number, r.time, r.kind, r.author, r.note, r.document, r.checksum`

// revisionRow is a row of the table revision.
type revisionRow struct {
	seq                    incidents.Seq
	number                 int
	incident               uuid
	time                   time.Time
	story, kind            string
	author, note, document []byte
	sum                    int64 // a damaged one may be any number
}

func (r *revisionRow) columns() []any {
	return []any{&r.seq, &r.story, &r.incident, &r.number, &r.time, &r.kind, &r.author, &r.note, &r.document, &r.sum}
}

// checksum is what sum ought to be.
func (r *revisionRow) checksum() int64 {
	return int64(sum(0).number(int64(r.seq)).text(r.story).bytes(r.incident[:]).number(int64(r.number)).
		time(r.time).text(r.kind).bytes(r.author).bytes(r.note).bytes(r.document))
}

// revision decodes the row, and errs if it is not as it was written.
func (r *revisionRow) revision() (incidents.Revision, error) {
	rev := incidents.Revision{
		Number: r.number, Seq: r.seq, Time: r.time.UTC(), Kind: incidents.RevisionKind(r.kind),
	}
	rev.Author, rev.AuthorID = incidents.ReadAuthor(string(r.author))
	if r.sum != r.checksum() {
		return rev, errors.New("its checksum is wrong")
	}
	var err error
	if rev.Note, err = document.DecodeTexts(r.note); err != nil {
		return rev, err
	}
	rev.Incident.ID, rev.Incident.Story = incidents.ULID(r.incident).String(), r.story
	return rev, document.DecodeInto(&rev.Incident, string(r.document))
}

// revisionOf decodes a row.
func (s *Store) revisionOf(r *revisionRow) (incidents.Revision, error) {
	rev, err := r.revision()
	if err != nil {
		return rev, s.damaged(fmt.Sprintf("revision %d of incident %s", r.number, incidents.ULID(r.incident)), err)
	}
	return rev, nil
}

// key gives the 16 bytes of an id, and whether it is one, written as ids are.
func key(id string) (uuid, bool) {
	u, err := incidents.ParseULID(id)
	return uuid(u), err == nil && u.String() == id
}

// Incident gives an incident's newest revision, public or not: see incidents.Store. It asks the
// primary, for editors look at what they have just written.
func (s *Store) Incident(ctx context.Context, story, id string) (incidents.Revision, error) {
	u, ok := key(id)
	if !ok {
		return incidents.Revision{}, incidents.NoIncident(story, id)
	}
	var r revisionRow
	err := s.primary.QueryRow(ctx, `SELECT `+revisionColumns+`
		FROM (SELECT revision FROM change WHERE incident = $1 ORDER BY seq DESC LIMIT 1) c JOIN revision r ON r.seq = c.revision
		WHERE r.story = $2`, u, asked(story)).Scan(r.columns()...)
	switch {
	case none(err):
		return incidents.Revision{}, incidents.NoIncident(story, id)
	case err != nil:
		return incidents.Revision{}, s.fault(ctx, "read an incident", err)
	}
	rev, err := s.revisionOf(&r)
	if err != nil {
		return rev, err
	}
	pending, err := s.heldWhere(ctx, s.primary, `pending AND incident = $1`, u)
	for _, h := range pending {
		rev = revisions.Newest(rev, h)
	}
	return rev, err
}

// asked gives a text that may be a slug; nothing for one that PostgreSQL would refuse.
func asked(slug string) string {
	if !utf8.ValidString(slug) || strings.ContainsRune(slug, 0) {
		return ""
	}
	return slug
}

// Revisions gives all revisions of an incident, the oldest first: see incidents.Store.
func (s *Store) Revisions(ctx context.Context, story, id string) ([]incidents.Revision, error) {
	u, ok := key(id)
	if !ok {
		return nil, incidents.NoIncident(story, id)
	}
	var all []incidents.Revision
	err := s.each(ctx, s.primary, "read the revisions of an incident", `SELECT `+revisionColumns+`
		FROM change c JOIN revision r ON r.seq = c.seq
		WHERE c.incident = $1 AND c.story = $2 ORDER BY c.seq`, []any{u, asked(story)}, func(row scanner) error {
		var r revisionRow
		if err := row.Scan(r.columns()...); err != nil {
			return err
		}
		rev, err := s.revisionOf(&r)
		all = append(all, rev)
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case len(all) == 0:
		return nil, incidents.NoIncident(story, id)
	}
	held, err := s.heldWhere(ctx, s.primary, `incident = $1`, u)
	return revisions.Merge(all, held), err
}

// Public gives an incident as readers see it: see incidents.Store.
func (s *Store) Public(ctx context.Context, story, id string) (*incidents.Public, error) {
	u, ok := key(id)
	if !ok {
		return nil, incidents.NoIncident(story, id)
	}
	var r shown
	err := s.reader.QueryRow(ctx, `SELECT `+shownColumns+`
		FROM change c JOIN revision r ON r.seq = c.revision
		WHERE c.incident = $1 AND c.story = $2 AND c.until IS NULL AND c.entry IS NOT NULL`, u, asked(story)).Scan(r.columns()...)
	switch {
	case none(err):
		return nil, incidents.NoIncident(story, id)
	case err != nil:
		return nil, s.fault(ctx, "read an incident", err)
	}
	versions := s.storyVersions(s.reader)
	if err := versions.read(ctx, r.story); err != nil {
		return nil, err
	}
	return r.public(s, versions.known[r.story])
}

// instant reads a timestamptz, the zero time where it is null.
type instant struct{ *time.Time }

// ScanTimestamptz is the driver's way to read into an instant.
func (i instant) ScanTimestamptz(v pgtype.Timestamptz) error {
	*i.Time = time.Time{}
	if v.Valid {
		*i.Time = v.Time.UTC()
	}
	return nil
}
