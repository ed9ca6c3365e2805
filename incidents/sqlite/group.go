package sqlite

import (
	"context"
	"errors"
	"slices"
	"sync"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
)

// job is something to write, all of it or nothing.
type job struct {
	ctx   context.Context //nolint:containedctx // a job is a call that waits for its turn
	doing string
	do    func(*writing) error
	err   error
	done  chan struct{}
}

// queue is jobs that wait. Whoever has the turn does all of them in one transaction, so that
// many writers share one wait for the disk.
type queue struct {
	mu      sync.Mutex
	waiting []*job
}

func (q *queue) add(j *job) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waiting = append(q.waiting, j)
}

func (q *queue) takeAll() []*job {
	q.mu.Lock()
	defer q.mu.Unlock()
	all := q.waiting
	q.waiting = nil
	return all
}

// leave takes a job out, and reports whether it was still there.
func (q *queue) leave(j *job) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	i := slices.Index(q.waiting, j)
	if i >= 0 {
		q.waiting = slices.Delete(q.waiting, i, i+1)
	}
	return i >= 0
}

// change runs do in a transaction, which is kept if do and ctx have no error, and is on
// disk when change returns. A job that has begun is not given up halfway by the end of ctx,
// which could then fail after it was kept: do looks at ctx where it may stop.
func (s *Store) change(ctx context.Context, doing string, do func(*writing) error) error {
	if err := ctx.Err(); err != nil {
		return s.fault(doing, err)
	}
	j := &job{ctx: ctx, doing: doing, do: do, done: make(chan struct{})}
	s.queue.add(j)
	for {
		select {
		case <-j.done:
			return j.err
		case s.turn <- struct{}{}:
			s.lead()
			<-s.turn
		case <-ctx.Done():
			if s.queue.leave(j) {
				return s.fault(doing, ctx.Err())
			}
			<-j.done
			return j.err
		}
	}
}

// lead does the jobs that wait.
func (s *Store) lead() {
	jobs := s.queue.takeAll()
	if len(jobs) == 0 {
		return
	}
	if s.closed.Load() {
		fail(jobs, errClosed)
	} else {
		s.transact(jobs)
	}
	for _, j := range jobs {
		if j.err != nil {
			j.err = s.fault(j.doing, j.err)
		}
		close(j.done)
	}
}

// fail gives an error to those that have none.
func fail(jobs []*job, err error) {
	for _, j := range jobs {
		if j.err == nil {
			j.err = err
		}
	}
}

// transact does the jobs in one transaction. One that fails is undone and fails alone,
// unless SQLite gave up the whole.
func (s *Store) transact(jobs []*job) {
	if err := run(s.writer, `BEGIN IMMEDIATE`); err != nil {
		fail(jobs, err)
		return
	}
	var kept []func()
	last := incidents.Seq(0)
	for _, j := range jobs {
		w := &writing{Store: s, conn: s.writer, ctx: j.ctx}
		if j.err = w.attempt(j, len(jobs) > 1); j.err == nil {
			kept, last = append(kept, w.onCommit...), max(last, w.last)
		} else if s.endCaches(false); s.writer.AutocommitEnabled() {
			fail(jobs, j.err)
			return
		}
	}
	err := run(s.writer, `COMMIT`)
	s.endCaches(err == nil)
	if err != nil {
		if !s.writer.AutocommitEnabled() {
			err = errors.Join(err, run(s.writer, `ROLLBACK`))
		}
		fail(jobs, err)
		return
	}
	for _, do := range kept {
		do()
	}
	if last > 0 {
		s.notifier.notify(last)
		s.search.wake()
	}
}

// endCaches keeps what the transaction has read, or forgets it.
func (s *Store) endCaches(committed bool) {
	s.stories.end(committed)
	s.bases.end(committed)
}

// attempt does a job, or leaves no trace of it.
func (w *writing) attempt(j *job, among bool) error {
	if err := j.ctx.Err(); err != nil {
		return err
	}
	if among {
		if err := run(w.conn, `SAVEPOINT job`); err != nil {
			return err
		}
	}
	err := j.do(w)
	if err == nil {
		err = j.ctx.Err()
	}
	if w.conn.AutocommitEnabled() {
		return errors.Join(err, errGivenUp(err))
	}
	var end error
	switch {
	case err == nil && among:
		end = run(w.conn, `RELEASE job`)
	case err != nil && among:
		end = errors.Join(run(w.conn, `ROLLBACK TO job`), run(w.conn, `RELEASE job`))
	case err != nil:
		end = run(w.conn, `ROLLBACK`)
	}
	if err == nil {
		err = end
	}
	return err
}

// errGivenUp is for a transaction that SQLite ended without an error.
func errGivenUp(err error) error {
	if err != nil {
		return nil
	}
	return sqlite.ResultAbort.ToError()
}
