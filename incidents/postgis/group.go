package postgis

import (
	"context"
	"slices"
	"sync"

	"incidentmap/incidents"
	"incidentmap/incidents/revisions"
)

// job is a write that waits for its turn. Writers of one process share transactions: those
// that come while one is being kept make up the next, so that many cost one wait for the disk.
type job struct {
	ctx   context.Context
	doing string

	writes *revisions.Job // of Write; nil for a job that takes a transaction alone
	// alone is what such a job does; size is how many incidents it writes, about, and rests, which
	// may be nil, lists what these rest on.
	alone func(context.Context, *writing, *revisions.Plan) error
	size  int
	rests func(do func(id incidents.ULID, story, origin string))

	err  error
	done chan struct{} // closed when the rest is set
}

// reset forgets what a transaction that was refused made of the job.
func (j *job) reset() {
	if j.err = nil; j.writes != nil {
		j.writes.Repeated = nil
	}
}

// queue holds the jobs that nobody has begun.
type queue struct {
	mu   sync.Mutex
	jobs []*job
}

func (q *queue) add(j *job) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.jobs = append(q.jobs, j)
}

// remove takes a job back, and reports whether it was still there.
func (q *queue) remove(j *job) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	i := slices.Index(q.jobs, j)
	if i >= 0 {
		q.jobs = slices.Delete(q.jobs, i, i+1)
	}
	return i >= 0
}

// maxGroup is how many writes share a transaction at most, unless one job has more.
const maxGroup = 8192

// take gives the jobs of the next transaction: a story's alone, for it may write all of its
// incidents, and so on.
func (q *queue) take() []*job {
	q.mu.Lock()
	defer q.mu.Unlock()
	n, writes := 0, 0
	for n < len(q.jobs) {
		j := q.jobs[n]
		if writes += j.size; n > 0 && (j.alone != nil || writes > maxGroup) {
			break
		}
		n++
		if j.alone != nil {
			break
		}
	}
	group := slices.Clone(q.jobs[:n])
	q.jobs = slices.Delete(q.jobs, 0, n)
	return group
}

// await has a job done, by whoever comes first to write, and gives its error.
func (s *Store) await(j *job) error {
	if err := j.ctx.Err(); err != nil {
		return s.fault(j.ctx, j.doing, err)
	}
	s.queue.add(j)
	for {
		select {
		case <-j.done:
			return j.err
		default:
		}
		select {
		case <-j.done:
		case s.turn <- struct{}{}:
			go func() {
				defer func() { <-s.turn }()
				s.lead()
			}()
		case <-j.ctx.Done():
			if s.queue.remove(j) {
				return s.fault(j.ctx, j.doing, j.ctx.Err())
			}
			return s.unknown(j.doing, j.ctx.Err())
		}
	}
}

// unknown says that nobody knows whether a write was kept.
func (s *Store) unknown(doing string, err error) error {
	return &incidents.Error{
		Code: incidents.EUnavailable, Err: cause(err),
		Message: "store: cannot tell whether it could " + doing +
			": the answer was lost or not waited for; read it again, or repeat the write with the receipt it had",
	}
}

// lead writes what is next. A job that makes the database refuse the transaction may not
// spoil those it shares it with, so then each is given one of its own.
func (s *Store) lead() {
	group := s.queue.take()
	if len(group) == 0 {
		return
	}
	err := s.transact(group)
	alone := err != nil && len(group) > 1 && incidents.CodeOf(err) != incidents.EUnavailable
	for i, j := range group {
		if alone {
			j.reset()
			err = s.transact(group[i : i+1])
		}
		if j.err == nil {
			j.err = err
		}
		close(j.done)
	}
}
