package postgis

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"incidentmap/incidents"
	"incidentmap/incidents/revisions"
)

// writing is one transaction that writes, and the rows that its plan reads and writes. It holds the
// lock of the table sequence from its first statement, so nothing that it has read is changed by another.
type writing struct {
	*Store
	tx     pgx.Tx
	now    time.Time
	before incidents.Seq // the newest number given out when it began

	// What the jobs rest on, as it was when the transaction began.
	stories  map[string]*incidents.Story // nil for one that is not there
	states   map[incidents.ULID]*revisions.State
	owners   map[revisions.Record]incidents.ULID // where asks says so
	asks     bool
	receipts map[string]*revisions.Kept

	end       pgx.Batch // what is written last, in one exchange with the server
	old, next []int64   // changes that are no more in force, and those in their place
	indexes   bool      // what it writes can be found by words as soon as it is kept
	shapes    map[incidents.ShapeID]bool
}

var _ revisions.Transaction = (*writing)(nil)

// beginTimeout is how long a transaction may take to begin, a new connection included.
const beginTimeout = 15 * time.Second

// transact does the jobs in one transaction, and gives the error that ended all of it. A job
// that is against a rule has an error of its own, and none of it is written.
//
// Records are as good as never taken, so nobody asks whose they are, which would cost a tenth
// of the work, until the database refuses one.
func (s *Store) transact(jobs []*job) error {
	err := s.tryTransact(jobs, false)
	if !isState(err, uniqueViolation) {
		return err
	}
	for _, j := range jobs {
		j.reset()
	}
	return s.tryTransact(jobs, true)
}

func (s *Store) tryTransact(jobs []*job, asks bool) error {
	ctx := context.WithoutCancel(jobs[0].ctx)
	begun, cancel := context.WithTimeout(ctx, beginTimeout)
	defer cancel()
	tx, err := s.primary.Begin(begun)
	if err != nil {
		return s.fault(begun, jobs[0].doing, err)
	}
	defer tx.Rollback(ctx) //nolint:errcheck // after a commit there is nothing to take back
	w := &writing{
		Store: s, tx: tx, stories: map[string]*incidents.Story{}, states: map[incidents.ULID]*revisions.State{},
		owners: map[revisions.Record]incidents.ULID{}, asks: asks, receipts: map[string]*revisions.Kept{}, shapes: map[incidents.ShapeID]bool{},
	}
	if err := w.begin(ctx, jobs); err != nil {
		return s.fault(ctx, jobs[0].doing, err)
	}
	plan := revisions.NewPlan(w, len(jobs), w.before, w.now)
	if err := w.do(ctx, plan, jobs); err != nil {
		return s.fault(ctx, jobs[0].doing, err)
	}
	if plan.Last() == w.before && w.end.Len() == 0 {
		return nil
	}
	if err := w.finish(ctx, plan.Last()); err != nil {
		return s.fault(ctx, jobs[0].doing, err)
	}
	if len(jobs) == 1 && jobs[0].ctx.Err() != nil {
		return s.fault(jobs[0].ctx, jobs[0].doing, jobs[0].ctx.Err())
	}
	if err := tx.Commit(ctx); err != nil {
		return s.notKept(ctx, jobs[0].doing, err)
	}
	s.notifier.notify(plan.Last())
	return nil
}

// notKept distinguishes a commit that was refused from one whose answer was lost. A server that
// shuts down may end the connection after it has kept the transaction.
func (s *Store) notKept(ctx context.Context, doing string, err error) error {
	var refused *pgconn.PgError
	if errors.Is(err, pgx.ErrTxCommitRollback) || (errors.As(err, &refused) && refused.Severity == "ERROR") {
		return s.fault(ctx, doing, err)
	}
	return s.unknown(doing, err)
}

// do has a plan made of the jobs and written. A job that is against a rule has an error of its own.
func (w *writing) do(ctx context.Context, plan *revisions.Plan, jobs []*job) error {
	whole := ctx
	if len(jobs) == 1 {
		ctx = jobs[0].ctx // nobody else waits for it
	}
	if j := jobs[0]; j.alone != nil {
		return j.alone(ctx, w, plan)
	}
	for _, j := range jobs {
		if err := j.ctx.Err(); err != nil {
			j.err = w.fault(j.ctx, j.doing, err)
			continue
		}
		j.err = plan.Add(whole, j.writes)
	}
	return plan.Finish(ctx)
}

// begin takes the lock and reads all that the jobs rest on, in one exchange with the server.
// Each statement sees what was kept before the lock was given.
func (w *writing) begin(ctx context.Context, jobs []*job) error {
	var b pgx.Batch
	b.Queue(`SELECT last FROM sequence FOR UPDATE`).QueryRow(func(row pgx.Row) error { return row.Scan(&w.before) })
	b.Queue(`SELECT max(time) FROM moment`).QueryRow(func(row pgx.Row) error {
		var newest time.Time
		err := row.Scan(instant{&newest})
		if w.now = w.Store.now().UTC().Truncate(time.Millisecond); w.now.Before(newest) {
			w.now = newest
		}
		return err
	})
	var indexed incidents.Seq
	b.Queue(`SELECT upto FROM indexed`).QueryRow(func(row pgx.Row) error { return row.Scan(&indexed) })
	w.queueReads(&b, jobs)
	if err := w.tx.SendBatch(ctx, &b).Close(); err != nil {
		return err
	}
	writes := 0
	for _, j := range jobs {
		writes += j.size
	}
	w.indexes = (jobs[0].alone == nil || jobs[0].rests != nil) && writes <= indexWithWrite && indexed == w.before
	return nil
}

func (w *writing) queueReads(b *pgx.Batch, jobs []*job) {
	var slugs, stories []string
	var ids []uuid
	var keys, receipts [][]byte
	for _, j := range jobs {
		if j.writes != nil && j.writes.Receipt != nil {
			receipts = append(receipts, []byte(j.writes.Receipt.Key))
		}
		if j.rests == nil {
			continue
		}
		j.rests(func(id incidents.ULID, story, origin string) {
			if ids = append(ids, uuid(id)); !contains(w.stories, story) {
				slugs, w.stories[story] = append(slugs, story), nil
			}
			if origin != "" {
				stories, keys = append(stories, story), append(keys, []byte(origin))
			}
		})
	}
	w.readStories(b, slugs)
	if len(ids) > 0 {
		w.readCurrentStates(b, ids)
	}
	if w.asks && len(keys) > 0 {
		w.readOwners(b, stories, keys)
	}
	if len(receipts) > 0 {
		w.readReceipts(b, receipts)
	}
}

func contains[K comparable, V any](m map[K]V, key K) bool {
	_, ok := m[key]
	return ok
}

func (w *writing) readStories(b *pgx.Batch, slugs []string) {
	for i, slug := range slugs {
		slugs[i] = asked(slug)
	}
	b.Queue(`SELECT `+storyColumns+` FROM story st JOIN story_revision sr ON sr.seq = st.seq WHERE st.slug = ANY ($1)`, slugs).
		Query(eachRow(func(row scanner) error {
			story, err := w.scanStory(row)
			w.stories[story.Slug] = &story
			return err
		}))
}

// selectCurrent reads the newest change of incidents, and the one in force where that is another: see silent.
const selectCurrent = `SELECT c.seq, CASE WHEN c.until = c.seq THEN (SELECT seq FROM change WHERE incident = a.id AND until IS NULL) ELSE c.seq END,
	c.published, c.entry IS NOT NULL, ` + revisionColumns + ` FROM unnest($1::uuid[]) a (id)
	CROSS JOIN LATERAL (SELECT * FROM change WHERE incident = a.id ORDER BY seq DESC LIMIT 1) c
	JOIN revision r ON r.seq = c.revision`

func (w *writing) readCurrentStates(b *pgx.Batch, ids []uuid) {
	for _, id := range ids {
		w.states[id] = nil
	}
	b.Queue(selectCurrent, ids).Query(eachRow(w.readCurrent))
}

func (w *writing) readCurrent(row scanner) error {
	var st revisions.State
	var r revisionRow
	var change, told incidents.Seq
	var published time.Time
	var public bool
	if err := row.Scan(append([]any{&change, &told, instant{&published}, &public}, r.columns()...)...); err != nil {
		return err
	}
	rev, err := w.revisionOf(&r)
	st.ID = r.incident
	st.Stored(&rev, change, told, published, public)
	w.states[r.incident] = &st
	return err
}

// Current gives what is in force of incidents, which mostly was read when the transaction began.
func (w *writing) Current(ctx context.Context, states []*revisions.State) error {
	var more []uuid
	for _, st := range states {
		if !contains(w.states, st.ID) {
			more = append(more, uuid(st.ID))
		}
	}
	if len(more) > 0 {
		if err := w.each(context.WithoutCancel(ctx), w.tx, "read incidents", selectCurrent, []any{more}, w.readCurrent); err != nil {
			return err
		}
	}
	for _, st := range states {
		if stored := w.states[st.ID]; stored != nil {
			*st = *stored
		}
	}
	return nil
}

// eachRow makes what a batch does with the rows of a query.
func eachRow(do func(scanner) error) func(pgx.Rows) error {
	return func(rows pgx.Rows) error {
		for rows.Next() {
			if err := do(rows); err != nil {
				return err
			}
		}
		return rows.Err()
	}
}

// queueRetired writes which changes are no more in force.
func (w *writing) queueRetired(b *pgx.Batch) {
	if len(w.old) == 0 {
		return
	}
	b.Queue(`UPDATE change c SET until = u.next FROM unnest($1::bigint[], $2::bigint[]) u (old, next) WHERE c.seq = u.old`, w.old, w.next)
	b.Queue(`DELETE FROM search WHERE seq = ANY ($1)`, w.old)
	w.old, w.next = nil, nil
}

// finish writes what is left, and the newest number.
func (w *writing) finish(ctx context.Context, last incidents.Seq) error {
	w.queueRetired(&w.end)
	if last != w.before {
		w.end.Queue(`UPDATE sequence SET last = $1`, last)
		if w.indexes {
			w.end.Queue(`UPDATE indexed SET upto = $1`, last)
		}
		w.end.Queue(`INSERT INTO moment (time, last) VALUES ($1, $2) ON CONFLICT (time) DO UPDATE SET last = excluded.last`, w.now, last)
		w.end.Queue(`SELECT pg_notify($1, $2::bigint::text)`, w.channel, last)
	}
	return w.tx.SendBatch(ctx, &w.end).Close()
}
