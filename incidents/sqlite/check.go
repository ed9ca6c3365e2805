package sqlite

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"incidentmap/incidents"
)

const checking = "check it"

// maxDamages is how many damages Check lists before it says that there are more.
const maxDamages = 20

// damages collects what Check finds.
type damages struct {
	store *Store
	found []error
	more  int
}

func (d *damages) add(format string, args ...any) {
	if len(d.found) == maxDamages {
		d.more++
		return
	}
	d.found = append(d.found, fmt.Errorf(format, args...))
}

func (d *damages) err() error {
	if len(d.found) == 0 {
		return nil
	}
	if d.more > 0 {
		d.found = append(d.found, fmt.Errorf("and %d more", d.more))
	}
	return d.store.damaged("the check failed", errors.Join(d.found...))
}

// Check reads everything: the file's structure, what the derived tables and the search index say
// against what was written, and each revision, story and feature against its checksum
// and the rules. It gives EDamaged with a list, or nil.
func (s *Store) Check(ctx context.Context) error {
	d := &damages{store: s}
	for _, step := range []func(context.Context, *damages) error{
		s.checkFile, s.checkDerived, s.checkStories, s.checkRevisions, s.checkFeatures,
	} {
		if err := step(ctx, d); err != nil {
			return s.fault(checking, errors.Join(err, d.err()))
		}
	}
	return d.err()
}

// checkFile runs SQLite's own checks, the full-text index included.
func (s *Store) checkFile(ctx context.Context, d *damages) error {
	err := s.each(ctx, s.reader, checking, `PRAGMA integrity_check`, nil, func(row scanner) error {
		var line string
		err := row.Scan(&line)
		if line != "ok" {
			d.add("%s", line)
		}
		return err
	})
	if err != nil {
		return err
	}
	return s.each(ctx, s.reader, checking, `SELECT "table", coalesce(rowid, 0), parent FROM pragma_foreign_key_check`, nil, func(row scanner) error {
		var table, parent string
		var id int64
		err := row.Scan(&table, &id, &parent)
		d.add("row %d of %s points to a row of %s that is not there", id, table, parent)
		return err
	})
}

// derived are queries that give a line for each row that does not follow from what
// was written.
var derived = []string{
	`SELECT 'incident ' || id || ' does not stand at its newest revision' FROM incident i
		WHERE revision IS NOT (SELECT seq FROM revision WHERE incident = i.id AND story = i.story ORDER BY number DESC LIMIT 1)`,
	`SELECT 'incident ' || incident || ' has ' || count(*) || ' revisions and the newest is ' || max(number) FROM revision
		GROUP BY incident HAVING count(*) <> max(number) OR incident NOT IN (SELECT id FROM incident)`,
	`SELECT 'story ' || slug || ' does not stand at its newest document' FROM story s
		WHERE seq IS NOT (SELECT max(seq) FROM story_revision WHERE story = s.slug)`,
	`SELECT 'incident ' || id || ' belongs to no story' FROM incident WHERE story NOT IN (SELECT slug FROM story)`,
	`SELECT 'change ' || change || ' of incident ' || id || ' has no feature' FROM incident
		WHERE public AND change << 16 NOT IN (SELECT id FROM feature)`,
	`SELECT 'change ' || change || ' is of ' || count(*) || ' incidents' FROM incident GROUP BY change HAVING count(*) > 1`,
	`SELECT 'change ' || change || ' cannot be searched' FROM incident WHERE public AND change NOT IN (SELECT rowid FROM search)`,
	`SELECT 'change ' || rowid || ' can be searched and is not in force' FROM search
		WHERE rowid NOT IN (SELECT change FROM incident WHERE public)`,
	`SELECT 'number ' || max(seq) || ' is newer than the newest sequence number ' || last FROM sequence,
		(SELECT seq FROM revision UNION ALL SELECT seq FROM story_revision UNION ALL SELECT id >> 16 FROM feature)
		GROUP BY last HAVING max(seq) > last`,
	`SELECT 'record ' || key || ' belongs to no incident' FROM origin WHERE incident NOT IN (SELECT id FROM incident)`,
	`SELECT 'number ' || last || ' was given out at no time' FROM sequence
		WHERE last > 0 AND last IS NOT (SELECT last FROM moment ORDER BY time DESC LIMIT 1)`,
	`SELECT 'the times at which numbers were given out are not in order' WHERE EXISTS (
		SELECT 1 FROM (SELECT last, lag(last) OVER (ORDER BY time) AS before FROM moment) WHERE last <= before)`,
	`SELECT 'the newest sequence number is lost' WHERE (SELECT count(*) FROM sequence) <> 1`,
}

func (s *Store) checkDerived(ctx context.Context, d *damages) error {
	for _, query := range derived {
		err := s.each(ctx, s.reader, checking, query, nil, func(row scanner) error {
			var line string
			err := row.Scan(&line)
			d.add("%s", line)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) checkStories(ctx context.Context, d *damages) error {
	return s.each(ctx, s.reader, checking, `SELECT story, time, document, checksum FROM story_revision`, nil, func(row scanner) error {
		story, err := s.scanStory(row)
		if err == nil {
			err = story.Validate()
		}
		return d.note(err, "a document of story %q", story.Slug)
	})
}

// checkRevisions goes through the revisions by incident, the oldest first, and holds
// what stands of each incident against what they come to.
func (s *Store) checkRevisions(ctx context.Context, d *damages) error {
	var published string // when readers first saw the incident of the row
	return s.each(ctx, s.reader, checking, `SELECT i.revision = r.seq, i.public, i.published, coalesce(o.key, ''), `+revisionColumns+`
		FROM revision r JOIN incident i ON i.story = r.story AND i.id = r.incident
		LEFT JOIN origin o ON o.incident = i.id AND o.story = i.story ORDER BY r.incident, r.number`, nil, func(row scanner) error {
		var st struct {
			published, origin string
			newest, public    bool
		}
		rev, err := s.scanRevision(row, &st.newest, &st.public, &st.published, &st.origin)
		if err == nil {
			err = rev.Incident.Validate()
		}
		if rev.Number == 1 {
			published = ""
		}
		if published == "" && rev.Incident.IsPublic() {
			published = stamp(rev.Time)
		}
		switch {
		case err != nil:
		case st.newest && rev.Incident.IsPublic() != st.public:
			err = incidents.Errorf(incidents.EDamaged, "public", "is %t and stands as %t", rev.Incident.IsPublic(), st.public)
		case st.newest && published != st.published:
			err = incidents.Errorf(incidents.EDamaged, "published", "is %q and stands as %q", published, st.published)
		case st.newest && rev.Incident.Origin.Key != st.origin:
			err = incidents.Errorf(incidents.EDamaged, "origin", "is %q and stands as %q", rev.Incident.Origin.Key, st.origin)
		}
		return d.note(err, "revision %d of incident %s", rev.Number, rev.Incident.ID)
	})
}

func (s *Store) checkFeatures(ctx context.Context, d *damages) error {
	return s.each(ctx, s.reader, checking, `SELECT id, incident, lang, json, checksum FROM feature ORDER BY id`, nil, func(row scanner) error {
		var f featureRow
		if err := f.scan(row); err != nil {
			return err
		}
		if !f.intact() || !json.Valid(f.json) {
			d.add("%s does not read as it was written", &f)
		}
		return nil
	})
}

// note lists err as a damage of the thing named, and gives it back when it is about
// reading as such, so that the check ends.
func (d *damages) note(err error, format string, args ...any) error {
	switch {
	case err == nil:
		return nil
	case slices.Contains([]incidents.Code{incidents.EDamaged, incidents.EInvalid}, incidents.CodeOf(err)):
		d.add(format+": %w", append(args, err)...)
		return nil
	}
	return err
}
