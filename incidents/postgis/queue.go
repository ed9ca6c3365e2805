package postgis

import (
	"context"
	"math"
	"slices"

	"github.com/jackc/pgx/v5"

	"incidentmap/incidents"
	"incidentmap/incidents/revisions"
)

var queueTable = table{name: "queue", columns: "seq, story, workflow, kind, disposition"}

// enqueue puts new revisions into the queue in place of those before.
func (w *writing) enqueue(ctx context.Context, all []*revisions.Change) error {
	ctx = context.WithoutCancel(ctx)
	replaced := map[incidents.Seq]bool{}
	var stories []string
	var seqs []int64
	for _, c := range all {
		if c.Write == nil || c.Previous == 0 {
			continue
		}
		if replaced[c.Previous] = true; c.Previous <= w.before {
			stories, seqs = append(stories, c.Story.Slug), append(seqs, int64(c.Previous))
		}
	}
	const doing = "write what editors list"
	if len(seqs) > 0 {
		_, err := w.tx.Exec(ctx, `DELETE FROM queue q USING unnest($1::text[], $2::bigint[]) p (story, seq)
			WHERE q.story = p.story AND q.workflow = ANY ($3) AND q.seq = p.seq`, stories, seqs, texts(incidents.Workflows()))
		if err != nil {
			return w.fault(ctx, doing, err)
		}
	}
	var rows copied
	for _, c := range all {
		if c.Write != nil && !replaced[c.Seq] {
			rows.queued(c.Revision)
		}
	}
	if err := copyTo(ctx, w.tx, queueTable, &rows); err != nil {
		return w.fault(ctx, doing, err)
	}
	return nil
}

// KindsOf gives which of some kinds the queue has of a story.
func (w *writing) KindsOf(ctx context.Context, story string, among []incidents.Kind) ([]incidents.Kind, error) {
	const doing = "see which kinds incidents have"
	rows, err := w.tx.Query(ctx, `SELECT DISTINCT kind FROM queue WHERE story = $1 AND kind = ANY ($2)`, story, texts(among))
	if err != nil {
		return nil, w.fault(ctx, doing, err)
	}
	all, err := pgx.CollectRows(rows, pgx.RowTo[incidents.Kind])
	if err != nil {
		return nil, w.fault(ctx, doing, err)
	}
	return all, nil
}

func (c *copied) queued(rev *incidents.Revision) {
	c.row(5)
	c.bigint(int64(rev.Seq))
	c.text(rev.Incident.Story)
	c.text(string(rev.Incident.Workflow))
	c.text(string(rev.Incident.Kind))
	c.text(string(rev.Incident.Disposition))
}

// enqueueAll fills the queue of a database that had none.
func (s *Store) enqueueAll(ctx context.Context, tx pgx.Tx) error {
	for after := incidents.Seq(0); ; {
		var rows copied
		err := s.each(ctx, tx, "list incidents", `SELECT `+revisionColumns+` FROM change c JOIN revision r ON r.seq = c.revision
			WHERE c.until IS NULL AND c.seq > $1 ORDER BY c.seq LIMIT $2`, []any{after, entriesBatch}, func(row scanner) error {
			var r revisionRow
			if err := row.Scan(r.columns()...); err != nil {
				return err
			}
			rev, err := s.revisionOf(&r)
			if err == nil {
				rows.queued(&rev)
			}
			return err
		})
		if err != nil {
			return err
		}
		if rows.rows == 0 {
			break
		}
		if err := copyTo(ctx, tx, queueTable, &rows); err != nil {
			return err
		}
		last := tx.QueryRow(ctx, `SELECT max(seq) FROM (SELECT seq FROM change
			WHERE until IS NULL AND revision IS NOT NULL AND seq > $1 ORDER BY seq LIMIT $2) c`, after, entriesBatch)
		if err := last.Scan(&after); err != nil {
			return err
		}
	}
	w := &writing{Store: s, tx: tx}
	held, err := s.heldWhere(ctx, tx, `pending`)
	if err != nil || len(held) == 0 {
		return err
	}
	for _, h := range held {
		w.enqueueHeld(h)
	}
	return tx.SendBatch(ctx, &w.end).Close()
}

// Queue lists newest revisions of incidents: see incidents.Store. Each stage's rows are in order by
// themselves, so of each no more are read than are asked for.
func (s *Store) Queue(ctx context.Context, q incidents.QueueQuery) ([]incidents.Revision, error) {
	if _, err := s.Story(ctx, q.Story); err != nil {
		return nil, err
	}
	bound, order := "<", "DESC"
	from := q.From
	if q.OldestFirst {
		bound, order = ">", "ASC"
	} else if from == 0 {
		from = math.MaxInt64
	}
	query := `SELECT s.seq FROM unnest($3::text[]) w (workflow), LATERAL (SELECT q.seq FROM queue q
			WHERE q.story = $1 AND q.workflow = w.workflow AND q.seq ` + bound + ` $2
			AND (cardinality($4::text[]) = 0 OR q.kind = ANY ($4)) AND (cardinality($5::text[]) = 0 OR q.disposition = ANY ($5))
			ORDER BY q.seq ` + order + ` LIMIT $6) s
		ORDER BY s.seq ` + order + ` LIMIT $6`
	var seqs []int64
	err := s.each(ctx, s.primary, "list incidents", query, []any{
		asked(q.Story), from, texts(q.Wanted()), texts(q.Kinds), texts(q.Dispositions), q.Limit,
	}, func(row scanner) error {
		var seq int64
		err := row.Scan(&seq)
		seqs = append(seqs, seq)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.queuedRevisions(ctx, seqs)
}

// queuedRevisions gives the revisions of numbers, in that order; some may be held back. One that was replaced since it
// was listed is left out: it stands at the newer end of the list.
func (s *Store) queuedRevisions(ctx context.Context, seqs []int64) ([]incidents.Revision, error) {
	by := make(map[incidents.Seq]incidents.Revision, len(seqs))
	err := s.each(ctx, s.primary, "list incidents", `SELECT `+revisionColumns+` FROM revision r WHERE r.seq = ANY ($1)`, []any{seqs}, func(row scanner) error {
		var r revisionRow
		if err := row.Scan(r.columns()...); err != nil {
			return err
		}
		rev, err := s.revisionOf(&r)
		by[rev.Seq] = rev
		return err
	})
	if err != nil {
		return nil, err
	}
	held, err := s.heldWhere(ctx, s.primary, `pending AND seq = ANY ($1)`, seqs)
	if err != nil {
		return nil, err
	}
	for _, h := range held {
		by[h.Revision.Seq] = revisions.Newest(incidents.Revision{}, h)
	}
	all := []incidents.Revision{}
	for _, seq := range seqs {
		if rev, there := by[incidents.Seq(seq)]; there {
			all = append(all, rev)
		}
	}
	return all, nil
}

// enqueueHeld puts what waits of an incident into the queue in place of what is in force, and takes what waits no more out.
func (w *writing) enqueueHeld(h *revisions.Held) {
	inc := &h.Revision.Incident
	w.end.Queue(`DELETE FROM queue WHERE story = $1 AND workflow = ANY ($2) AND (seq = $3
		OR $4 AND seq = (SELECT revision FROM change WHERE incident = $5 ORDER BY seq DESC LIMIT 1))`,
		inc.Story, texts(incidents.Workflows()), h.Revision.Seq, h.Pending, uuid(h.ID))
	if h.Pending {
		w.end.Queue(`INSERT INTO queue (seq, story, workflow, kind, disposition) VALUES ($1, $2, $3, $4, $5)`,
			h.Revision.Seq, inc.Story, string(inc.Workflow), string(inc.Kind), string(inc.Disposition))
	}
}

// texts gives words as an array that is never null.
func texts[T ~string](words []T) []string {
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = string(w)
	}
	return all
}

// QueueCounts counts the incidents of a story that stand, by their stage: see incidents.Store.
func (s *Store) QueueCounts(ctx context.Context, story string) (map[incidents.Workflow]int, error) {
	if _, err := s.Story(ctx, story); err != nil {
		return nil, err
	}
	counts := map[incidents.Workflow]int{}
	err := s.each(ctx, s.primary, "count incidents", `SELECT workflow, disposition, count(*) FROM queue WHERE story = $1 GROUP BY workflow, disposition`, []any{asked(story)}, func(row scanner) error {
		var stage, disposition string
		var n int
		err := row.Scan(&stage, &disposition, &n)
		if slices.Contains(incidents.Standing(), incidents.Disposition(disposition)) {
			counts[incidents.Workflow(stage)] += n
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return counts, nil
}
