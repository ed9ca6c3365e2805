package postgis

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"incidentmap/incidents"
)

// writing is one transaction that writes. It holds the lock of the table sequence from its
// first statement, so nothing that it has read is changed by another.
type writing struct {
	*Store
	tx   pgx.Tx
	now  time.Time
	last incidents.Seq // the newest number given out, by this transaction too

	stories  map[string]*incidents.Story
	stands   map[uuid]*currentState
	owner    map[record]uuid // the incidents of records; of those kept before, where asks says so
	asks     bool
	receipts map[string]receipt
	given    []string // keys of new receipts

	old, next []int64 // changes that are no more in force, and those in their place
	indexes   bool    // what it writes can be found by words as soon as it is kept
	shapes    map[incidents.ShapeID]bool
}

// standing is what is in force of an incident.
type currentState struct {
	story     string
	number    int // of the revision; zero when there is no such incident
	change    incidents.Seq
	published time.Time
	origin    string // the key of its record
	public    bool
	names     []uuid // other incidents, where readers see it
	// The rest is what the database says until the transaction has written: the change in
	// force, zero when there is no such incident, and the key of its record.
	stored   incidents.Seq
	recorded string
	// And whether readers see it, and whom it names.
	wasPublic bool
	named     []uuid
}

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
		Store: s, tx: tx, stories: map[string]*incidents.Story{}, stands: map[uuid]*currentState{},
		owner: map[record]uuid{}, asks: asks, receipts: map[string]receipt{}, shapes: map[incidents.ShapeID]bool{},
	}
	if err := w.begin(ctx, jobs); err != nil {
		return s.fault(ctx, jobs[0].doing, err)
	}
	before := w.last
	if err := w.do(ctx, jobs); err != nil {
		return s.fault(ctx, jobs[0].doing, err)
	}
	if w.last == before && len(w.given) == 0 {
		return nil
	}
	if err := w.finish(ctx, before); err != nil {
		return s.fault(ctx, jobs[0].doing, err)
	}
	if len(jobs) == 1 && jobs[0].ctx.Err() != nil {
		return s.fault(jobs[0].ctx, jobs[0].doing, jobs[0].ctx.Err())
	}
	if err := tx.Commit(ctx); err != nil {
		return s.notKept(ctx, jobs[0].doing, err)
	}
	s.news.notify(w.last)
	return nil
}

// notKept tells a commit that was refused from one whose answer was lost. A server that
// shuts down may end the connection after it has kept the transaction.
func (s *Store) notKept(ctx context.Context, doing string, err error) error {
	var refused *pgconn.PgError
	if errors.Is(err, pgx.ErrTxCommitRollback) || (errors.As(err, &refused) && refused.Severity == "ERROR") {
		return s.fault(ctx, doing, err)
	}
	return s.unknown(doing, err)
}

// do makes the jobs' news and writes them.
func (w *writing) do(ctx context.Context, jobs []*job) error {
	if jobs[0].story != nil {
		return w.writeStory(jobs[0])
	}
	var all []*pendingChange
	for _, j := range jobs {
		some, err := w.revise(j)
		j.err, all = err, append(all, some...)
	}
	giving := ctx
	if len(jobs) == 1 {
		giving = jobs[0].ctx // nobody else waits for it
	}
	if err := w.hide(ctx, all); err != nil {
		return err
	}
	if err := w.activate(giving, all); err != nil {
		return err
	}
	if err := w.keepRecords(ctx); err != nil {
		return err
	}
	if err := w.showPointing(ctx); err != nil {
		return err
	}
	return w.point(ctx)
}

// begin takes the lock and reads all that the jobs rest on, in one exchange with the server.
// Each statement sees what was kept before the lock was given.
func (w *writing) begin(ctx context.Context, jobs []*job) error {
	var b pgx.Batch
	b.Queue(`SELECT last FROM sequence FOR UPDATE`).QueryRow(func(row pgx.Row) error { return row.Scan(&w.last) })
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
	wishes := 0
	for _, j := range jobs {
		wishes += len(j.wishes)
	}
	w.indexes = jobs[0].story == nil && wishes <= indexWithWrite && indexed == w.last
	return nil
}

func (w *writing) queueReads(b *pgx.Batch, jobs []*job) {
	var slugs, stories []string
	var ids []uuid
	var keys, receipts [][]byte
	for _, j := range jobs {
		if j.receipt != nil {
			receipts = append(receipts, []byte(j.receipt.Key))
		}
		for i := range j.wishes {
			write := &j.wishes[i]
			if ids = append(ids, write.id); !contains(w.stories, write.Incident.Story) {
				slugs, w.stories[write.Incident.Story] = append(slugs, write.Incident.Story), nil
			}
			if k := write.Incident.Origin.Key; k != "" {
				stories, keys = append(stories, write.Incident.Story), append(keys, []byte(k))
			}
		}
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

func (w *writing) readCurrentStates(b *pgx.Batch, ids []uuid) {
	b.Queue(`SELECT c.seq, c.published, c.entry IS NOT NULL, `+revisionColumns+` FROM unnest($1::uuid[]) a (id)
		CROSS JOIN LATERAL (SELECT * FROM change WHERE incident = a.id ORDER BY seq DESC LIMIT 1) c
		JOIN revision r ON r.seq = c.revision`, ids).Query(eachRow(func(row scanner) error {
		st := &currentState{}
		var r revisionRow
		if err := row.Scan(append([]any{&st.change, instant{&st.published}, &st.public}, r.columns()...)...); err != nil {
			return err
		}
		rev, err := w.revisionOf(&r)
		st.story, st.number, st.origin = r.story, r.number, rev.Incident.Origin.Key
		if st.public {
			st.names = names(&rev.Incident)
		}
		st.stored, st.recorded, st.wasPublic, st.named = st.change, st.origin, st.public, st.names
		w.stands[r.incident] = st
		return err
	}))
}

func (w *writing) readReceipts(b *pgx.Batch, keys [][]byte) {
	b.Queue(`SELECT `+receiptColumns+` FROM receipt WHERE key = ANY ($1)`, keys).Query(eachRow(func(row scanner) error {
		key, r, err := w.scanReceipt(row)
		w.receipts[key] = r
		return err
	}))
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

// retire notes that a change that was kept before is no more in force.
func (w *writing) retire(old, next incidents.Seq) {
	w.old, w.next = append(w.old, int64(old)), append(w.next, int64(next))
}

// queueRetired writes what retire has noted.
func (w *writing) queueRetired(b *pgx.Batch) {
	if len(w.old) == 0 {
		return
	}
	b.Queue(`UPDATE change c SET until = u.next FROM unnest($1::bigint[], $2::bigint[]) u (old, next) WHERE c.seq = u.old`, w.old, w.next)
	b.Queue(`DELETE FROM search WHERE seq = ANY ($1)`, w.old)
	w.old, w.next = nil, nil
}

// finish writes what the transaction comes to, in one exchange with the server.
func (w *writing) finish(ctx context.Context, before incidents.Seq) error {
	var b pgx.Batch
	w.queueRetired(&b)
	for _, key := range w.given {
		r := w.receipts[key]
		b.Queue(`INSERT INTO receipt (`+receiptColumns+`) VALUES ($1, $2, $3, $4, $5)`, []byte(key), r.checksum(key), r.first, r.count, r.request[:])
	}
	if w.last != before {
		b.Queue(`UPDATE sequence SET last = $1`, w.last)
		if w.indexes {
			b.Queue(`UPDATE indexed SET upto = $1`, w.last)
		}
		b.Queue(`INSERT INTO moment (time, last) VALUES ($1, $2) ON CONFLICT (time) DO UPDATE SET last = excluded.last`, w.now, w.last)
		b.Queue(`SELECT pg_notify($1, $2::bigint::text)`, w.channel, w.last)
	}
	return w.tx.SendBatch(ctx, &b).Close()
}
