package postgis

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"incidentmap/incidents"
	"incidentmap/incidents/revisions"
)

const checking = "check it"

// checker goes through the tables in one transaction.
type checker struct {
	*Store
	incidents.Damages
	tx pgx.Tx
}

// Check reads everything, of one state: what the derived tables say against what was written,
// and each row against its checksum and the rules. It gives EDamaged with a list, or nil.
func (s *Store) Check(ctx context.Context) error {
	tx, err := s.primary.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly})
	if err != nil {
		return s.fault(ctx, checking, err)
	}
	defer tx.Rollback(context.WithoutCancel(ctx)) //nolint:errcheck // it wrote nothing
	// All of each table is joined. Without statistics, as after a crash, the planner would take loops within loops.
	if _, err := tx.Exec(ctx, `SET LOCAL statement_timeout = 0; SET LOCAL enable_nestloop = off`); err != nil {
		return s.fault(ctx, checking, err)
	}
	d := &checker{Store: s, tx: tx}
	for _, step := range []func(context.Context) error{
		d.checkDerived, d.checkStories, d.checkRevisions, d.checkChanges, d.checkPointers, d.checkFeatures, d.checkShapes, d.checkReceipts, d.checkHeld, d.checkTokens,
		d.checkPeople, d.checkAudit,
	} {
		if err := step(ctx); err != nil {
			return s.fault(ctx, checking, errors.Join(err, d.checked()))
		}
	}
	return d.checked()
}

// checked gives what was found as an error, or nil.
func (d *checker) checked() error {
	if list := d.List(); list != nil {
		return d.damaged("the check failed", list)
	}
	return nil
}

// derived are queries that give a line for each row that does not follow from what
// was written.
var derived = []string{
	`SELECT 'the newest sequence number is lost' WHERE (SELECT count(*) FROM sequence) <> 1`,
	`SELECT 'the newest sequence number is ' || last || ', and there are ' || n || ' changes, the newest ' || newest FROM sequence,
		(SELECT count(*) AS n, coalesce(max(seq), 0) AS newest FROM
			(SELECT seq FROM change UNION SELECT seq FROM held) w) c WHERE n <> last OR newest <> last`,
	`SELECT 'change ' || seq || ' is in force until ' || coalesce(until::text, 'now') || ', and the next is ' || coalesce(next::text, 'none') FROM
		(SELECT seq, until, lead(seq) OVER (PARTITION BY story, incident ORDER BY seq) AS next FROM change
			WHERE until IS DISTINCT FROM seq) c WHERE until IS DISTINCT FROM next`,
	`SELECT 'change ' || c.seq || ' tells readers nothing, and they are not told that it is gone' FROM change c
		WHERE c.until = c.seq AND (c.entry IS NOT NULL OR c.published IS NULL OR (SELECT b.entry IS NOT NULL FROM change b
			WHERE b.incident = c.incident AND b.seq < c.seq ORDER BY b.seq DESC LIMIT 1) IS DISTINCT FROM false)`,
	`SELECT 'revision ' || r.seq || ' is no change' FROM revision r LEFT JOIN change c ON c.seq = r.seq
		WHERE c.incident IS DISTINCT FROM r.incident OR c.story <> r.story OR c.revision <> r.seq`,
	`SELECT 'change ' || seq || ' is not at its newest revision' FROM (SELECT c.seq, c.revision,
		max(r.seq) OVER (PARTITION BY c.incident ORDER BY c.seq) AS newest
		FROM change c LEFT JOIN revision r ON r.seq = c.seq WHERE c.incident IS NOT NULL) c WHERE revision IS DISTINCT FROM newest`,
	`SELECT 'incident ' || (array_agg(seq))[1] || ' has ' || count(DISTINCT number) || ' revisions and the newest is ' || max(number) FROM
		(SELECT seq, incident, story, number FROM revision UNION ALL
			SELECT seq, incident, story, (convert_from(substr(form, 5), 'UTF8')::jsonb->>'number')::integer FROM held) r
		GROUP BY incident HAVING count(DISTINCT number) <> max(number) OR count(DISTINCT story) <> 1`,
	`SELECT 'of the incident of revision ' || min(seq) || ' more than one waits' FROM held WHERE pending GROUP BY incident HAVING count(*) > 1`,
	`SELECT 'story ' || slug || ' is not at its newest document' FROM story s
		WHERE seq IS DISTINCT FROM (SELECT max(seq) FROM story_revision WHERE story = s.slug)`,
	`SELECT 'document ' || sr.seq || ' of story ' || sr.story || ' is no change' FROM story_revision sr LEFT JOIN change c ON c.seq = sr.seq
		WHERE c.story IS DISTINCT FROM sr.story OR c.incident IS NOT NULL`,
	`SELECT 'change ' || seq || ' belongs to no story' FROM change WHERE story NOT IN (SELECT slug FROM story)`,
	`SELECT 'change ' || c.seq || ' has no feature' FROM change c LEFT JOIN feature f ON f.seq = c.seq AND f.rank = 0
		WHERE c.entry IS NOT NULL AND f.incident IS DISTINCT FROM c.incident`,
	`SELECT 'feature ' || f.seq || ' is of no public change' FROM feature f LEFT JOIN change c ON c.seq = f.seq
		WHERE c.entry IS NULL OR c.incident IS DISTINCT FROM f.incident`,
	`SELECT 'change ' || seq || ' has a shape that is lost' FROM change
		WHERE shape IS NOT NULL AND shape NOT IN (SELECT id FROM shape)`,
	`SELECT 'the numbers of an import from ' || r.first || ' to ' || r.last || ' were not given out' FROM run r, sequence s
		WHERE r.first > r.last OR r.last > s.last`,
	`SELECT 'incident ' || c.incident || ' is not in the queue as it is' FROM change c JOIN revision r ON r.seq = c.revision
		LEFT JOIN held h ON h.incident = c.incident AND h.pending
		LEFT JOIN queue q ON q.seq = coalesce(h.seq, r.seq) AND q.story = r.story WHERE q.seq IS NULL
		AND NOT EXISTS (SELECT FROM change later WHERE later.incident = c.incident AND later.seq > c.seq)`,
	`SELECT 'the queue has ' || n || ' rows for ' || m || ' incidents' FROM (SELECT count(*) AS n FROM queue) q,
		(SELECT count(*) AS m FROM change WHERE until IS NULL AND revision IS NOT NULL) c WHERE n <> m`,
	`SELECT 'it is lost how far the index has come' WHERE NOT EXISTS (SELECT FROM indexed, sequence WHERE upto BETWEEN 0 AND last)`,
	`SELECT 'change ' || c.seq || ' cannot be searched' FROM change c LEFT JOIN search s ON s.seq = c.seq
		WHERE c.until IS NULL AND c.entry IS NOT NULL AND c.seq <= (SELECT upto FROM indexed) AND s.seq IS NULL`,
	`SELECT 'change ' || s.seq || ' can be searched and is not in force' FROM search s LEFT JOIN change c ON c.seq = s.seq
		WHERE c.seq IS NULL OR c.until IS NOT NULL OR c.entry IS NULL OR c.seq > (SELECT upto FROM indexed)`,
	`SELECT 'change ' || s.seq || ' is found at another place' FROM search s JOIN change c ON c.seq = s.seq
		WHERE ST_AsEWKB(s.point) IS DISTINCT FROM ST_AsEWKB(c.point)`,
	`SELECT 'a record of story ' || story || ' belongs to no incident' FROM origin o
		WHERE NOT EXISTS (SELECT FROM change c WHERE c.incident = o.incident AND c.story = o.story)`,
	`SELECT 'number ' || last || ' was given out at no time' FROM sequence
		WHERE last > 0 AND last IS DISTINCT FROM (SELECT last FROM moment ORDER BY time DESC LIMIT 1)`,
	`SELECT 'the times at which numbers were given out are not in order' WHERE EXISTS (
		SELECT FROM (SELECT last, lag(last) OVER (ORDER BY time) AS before FROM moment) m WHERE last <= before)`,
	// The bounds stand in both halves: PostgreSQL does not push them into a union, and reads all for each receipt.
	`SELECT 'the revisions from ' || first || ' on that a receipt is for are lost' FROM receipt
		WHERE count <> (SELECT count(*) FROM
			(SELECT seq FROM revision WHERE seq >= first AND seq < first + count
			UNION SELECT seq FROM held WHERE seq >= first AND seq < first + count) r)`,
}

func (d *checker) checkDerived(ctx context.Context) error {
	for _, query := range derived {
		err := d.each(ctx, d.tx, checking, query, nil, func(row scanner) error {
			var line string
			err := row.Scan(&line)
			d.Add("%s", line)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (d *checker) checkStories(ctx context.Context) error {
	return d.each(ctx, d.tx, checking, `SELECT `+storyColumns+` FROM story_revision sr`, nil, func(row scanner) error {
		story, err := d.scanStory(row)
		if err == nil {
			err = story.Validate()
		}
		return d.Note(err, "a document of story %q", story.Slug)
	})
}

// derivedState is what the tables say of a revision that was written.
type derivedState struct {
	newest, public bool
	published      time.Time
	origin         []byte
}

// against holds it against the revision and when readers had first seen the incident before, and gives
// when they first saw it.
func (st *derivedState) against(rev *incidents.Revision, before time.Time) (time.Time, error) {
	published, err := revisions.CheckRevision(rev, before, st.public)
	if err == nil {
		err = revisions.CheckPublished(published, st.published)
	}
	if key := rev.Incident.Origin.Key; err == nil && st.newest && key != string(st.origin) {
		err = incidents.Errorf(incidents.EDamaged, "origin", "is %q and is kept as %q", key, st.origin)
	}
	return published, err
}

// checkRevisions goes through the revisions by incident, the oldest first, and holds
// what is in force of each against what they come to.
func (d *checker) checkRevisions(ctx context.Context) error {
	var published time.Time // when readers first saw the incident of the row
	query := `SELECT NOT EXISTS (SELECT FROM change n WHERE n.incident = c.incident AND n.seq > c.seq AND n.seq = n.revision),
		c.entry IS NOT NULL, c.published, o.key, ` + revisionColumns + `
		FROM revision r JOIN change c ON c.seq = r.seq
		LEFT JOIN origin o ON o.incident = r.incident AND o.story = r.story ORDER BY r.incident, r.number`
	return d.each(ctx, d.tx, checking, query, nil, func(row scanner) error {
		var st derivedState
		var r revisionRow
		if err := row.Scan(append([]any{&st.newest, &st.public, instant{&st.published}, &st.origin}, r.columns()...)...); err != nil {
			return err
		}
		if r.number == 1 {
			published = time.Time{}
		}
		rev, err := d.revisionOf(&r)
		if err == nil {
			published, err = st.against(&rev, published)
		}
		return d.Note(err, "revision %d of incident %s", r.number, incidents.ULID(r.incident))
	})
}

func (d *checker) checkChanges(ctx context.Context) error {
	var r changeScan
	var entry incidents.Entry
	columns := r.columns()
	return d.each(ctx, d.tx, checking, `SELECT `+changeColumns+` FROM change ORDER BY seq`, nil, func(row scanner) error {
		if err := row.Scan(columns...); err != nil {
			return err
		}
		e, err := d.entryOf(&r, &entry)
		if err == nil && e != nil && e.ID != r.incident.Bytes {
			err = incidents.Errorf(incidents.EDamaged, "entry", "is of the incident %s", e.ID)
		}
		return d.Note(err, "change %d", r.seq)
	})
}

func (d *checker) checkFeatures(ctx context.Context) error {
	return d.each(ctx, d.tx, checking, `SELECT `+featureColumns+` FROM feature f`, nil, func(row scanner) error {
		var f featureRow
		if err := f.scan(row); err != nil {
			return err
		}
		if !f.intact() || !json.Valid(f.json) {
			d.Add("%s does not read as it was written", &f)
		}
		return nil
	})
}

func (d *checker) checkShapes(ctx context.Context) error {
	return d.each(ctx, d.tx, checking, `SELECT id, ST_AsEWKB(geom) FROM shape`, nil, func(row scanner) error {
		id, _, err := d.scanShape(row)
		return d.Note(err, "shape %x", id[:])
	})
}

func (d *checker) checkReceipts(ctx context.Context) error {
	return d.each(ctx, d.tx, checking, `SELECT `+receiptColumns+` FROM receipt`, nil, func(row scanner) error {
		_, _, err := d.scanReceipt(row)
		return d.Note(err, "a receipt")
	})
}

func (d *checker) checkTokens(ctx context.Context) error {
	return d.each(ctx, d.tx, checking, `SELECT `+tokenColumns+` FROM token`, nil, func(row scanner) error {
		_, err := d.scanToken(row)
		return d.Note(err, "a token")
	})
}

func (d *checker) checkPeople(ctx context.Context) error {
	err := d.each(ctx, d.tx, checking, `SELECT `+personColumns+` FROM person`, nil, func(row scanner) error {
		p, err := d.scanPerson(row)
		if err == nil {
			err = p.Validate()
		}
		return d.Note(err, "a person")
	})
	if err != nil {
		return err
	}
	return d.each(ctx, d.tx, checking, `SELECT `+sessionColumns+` FROM session`, nil, func(row scanner) error {
		_, err := d.scanSession(row)
		return d.Note(err, "a session")
	})
}
