package postgis

import (
	"context"
	"iter"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/revisions"
)

// publicsBatch is how many public incidents are held in memory at a time.
const publicsBatch = 512

// SeqAt gives the newest sequence number given out at or before an instant: see
// incidents.Store.
func (s *Store) SeqAt(ctx context.Context, t time.Time) (incidents.Seq, error) {
	var seq incidents.Seq
	err := s.reader.QueryRow(ctx, `SELECT last FROM moment WHERE time <= $1 ORDER BY time DESC LIMIT 1`, t.UTC()).Scan(&seq)
	if err != nil && !none(err) {
		return 0, s.fault(ctx, "read when numbers were given out", err)
	}
	return seq, nil
}

// selectPublics looks up the asked numbers, each with the revision and the story as they were
// when it was given out.
const selectPublics = `SELECT a.place, ` + shownColumns + ` FROM unnest($1::bigint[]) WITH ORDINALITY a (seq, place)
	JOIN change c ON c.seq = a.seq JOIN revision r ON r.seq = c.revision WHERE c.entry IS NOT NULL`

// Publics gives the public incidents of the given changes: see incidents.Store. They are made
// of what is never changed, so batches read at different times agree.
func (s *Store) Publics(ctx context.Context, seqs []incidents.Seq) iter.Seq2[*incidents.Public, error] {
	versions := s.storyVersions(s.reader)
	return revisions.Publics(seqs, func(asked []incidents.Seq) ([]*incidents.Public, error) { return versions.publicsOf(ctx, asked) })
}

// publicsOf gives the public incidents of the asked changes, nil where there is none.
func (t *storyVersions) publicsOf(ctx context.Context, wanted []incidents.Seq) ([]*incidents.Public, error) {
	list := make([]int64, len(wanted))
	for i, seq := range wanted {
		list[i] = int64(seq)
	}
	rows := make([]shown, len(wanted))
	err := t.each(ctx, t.from, "read public incidents", selectPublics, []any{list}, func(row scanner) error {
		var place int
		var r shown
		if err := row.Scan(append([]any{&place}, r.columns()...)...); err != nil {
			return err
		}
		rows[place-1] = r
		return nil
	})
	if err != nil {
		return nil, err
	}
	return t.publics(ctx, rows)
}

// selectAsOf reads the incidents of the story $1 that are public at the number $3, after the
// change $2, with two revisions: the newest then, and the newest as of the number $4.
const (
	asOf = `SELECT ` + shownColumns + `,
		n.seq, n.story, n.incident, n.number, n.time, n.kind, n.author, n.note, n.document, n.checksum
	FROM change c JOIN revision n ON n.seq = c.revision
	CROSS JOIN LATERAL (SELECT revision FROM change WHERE incident = c.incident AND seq <= $4 ORDER BY seq DESC LIMIT 1) was
	JOIN revision r ON r.seq = was.revision
	WHERE c.story = $1 AND c.seq > $2 AND c.seq <= $3 AND (c.until IS NULL OR c.until > $3) AND c.entry IS NOT NULL`
	selectAsOf = asOf + ` ORDER BY c.seq LIMIT $5`
	// selectOneAsOf is that of the one incident $5.
	selectOneAsOf = asOf + ` AND c.incident = $5`
)

// AsOf gives the public incidents of a story as they stood at a sequence number, under the
// rules of today: see incidents.Store. Today is the newest number when it begins.
func (s *Store) AsOf(ctx context.Context, story string, at incidents.Seq) iter.Seq2[*incidents.Public, error] {
	return func(yield func(*incidents.Public, error) bool) {
		p, err := s.past(ctx, story, at)
		if err != nil {
			yield(nil, err)
			return
		}
		for after := incidents.Seq(0); ; {
			rows, err := p.rows(ctx, selectAsOf, after, publicsBatch)
			if err != nil {
				yield(nil, err)
				return
			}
			if len(rows) > 0 {
				after = rows[len(rows)-1].change
			}
			batch, err := p.publics(ctx, rows)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, p := range batch {
				if p != nil && !yield(p, nil) {
					return
				}
			}
			if len(rows) < publicsBatch {
				return
			}
		}
	}
}

// PublicAt gives one incident as AsOf has it: see incidents.Store.
func (s *Store) PublicAt(ctx context.Context, story, id string, at incidents.Seq) (*incidents.Public, error) {
	p, err := s.past(ctx, story, at)
	if err != nil {
		return nil, err
	}
	u, ok := key(id)
	if !ok {
		return nil, incidents.NoIncident(story, id)
	}
	rows, err := p.rows(ctx, selectOneAsOf, 0, u)
	if err != nil {
		return nil, err
	}
	all, err := p.publics(ctx, rows)
	if err != nil {
		return nil, err
	}
	for _, p := range all {
		if p != nil {
			return p, nil
		}
	}
	return nil, incidents.NoIncident(story, id)
}

// past is a story as it stood.
type past struct {
	*Store
	slug        string
	today, at   incidents.Seq
	story, then *incidents.Story // at today and at at; then is nil when it was not there yet
}

func (s *Store) past(ctx context.Context, slug string, at incidents.Seq) (*past, error) {
	today, err := s.Seq(ctx)
	if err != nil {
		return nil, err
	}
	p := &past{Store: s, slug: asked(slug), today: today, at: at}
	if p.story, err = p.storyThen(ctx, today); err != nil {
		return nil, err
	}
	if p.story == nil {
		return nil, incidents.NoStory(slug)
	}
	p.then, err = p.storyThen(ctx, at)
	return p, err
}

// storyThen gives the story as it was at a number, or nil if it was not there yet.
func (p *past) storyThen(ctx context.Context, at incidents.Seq) (*incidents.Story, error) {
	var seq *incidents.Seq
	err := p.reader.QueryRow(ctx, `SELECT max(seq) FROM story_revision WHERE story = $1 AND seq <= $2`, p.slug, at).Scan(&seq)
	if err != nil {
		return nil, p.fault(ctx, "read a story", err)
	}
	if seq == nil {
		return nil, nil
	}
	return p.storyAt(ctx, p.reader, *seq)
}

// pastRow is an incident as it was, and as it is.
type pastRow struct {
	shown
	newest revisionRow
}

// rows reads rows by selectAsOf or selectOneAsOf, whose last parameter is the last given.
func (p *past) rows(ctx context.Context, query string, after incidents.Seq, last any) ([]pastRow, error) {
	var rows []pastRow
	args := []any{p.slug, after, p.today, p.at, last}
	err := p.each(ctx, p.reader, "read incidents as they stood", query, args, func(row scanner) error {
		var r pastRow
		err := row.Scan(append(r.columns(), r.newest.columns()...)...)
		rows = append(rows, r)
		return err
	})
	return rows, err
}

// publics gives what readers may see of the rows, nil where that is nothing.
func (p *past) publics(ctx context.Context, rows []pastRow) ([]*incidents.Public, error) {
	all := make([]*incidents.Public, len(rows))
	err := revisions.OnAllCores(len(rows), func(i int) error {
		r := &rows[i]
		was, err := p.revisionOf(&r.revisionRow)
		if err != nil {
			return err
		}
		is := was
		if r.newest.seq != r.seq {
			if is, err = p.revisionOf(&r.newest); err != nil {
				return err
			}
		}
		all[i] = revisions.Past{Now: p.story, Then: p.then}.Public(&is, &was, r.published, r.change)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return all, p.forgetHidden(ctx, all)
}
