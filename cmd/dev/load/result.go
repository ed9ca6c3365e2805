package load

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"time"
)

// Result is what a run saw.
type Result struct {
	Elapsed   time.Duration
	Bytes     int64          // of bodies, as sent
	Failed    map[string]int // what was no success, and how often
	latencies []time.Duration
}

func (r *Result) add(t *tally) {
	r.latencies = append(r.latencies, t.latencies...)
	r.Bytes += t.bytes
	for what, n := range t.failed {
		r.Failed[what] += n
	}
}

// N is how many requests were answered well.
func (r *Result) N() int { return len(r.latencies) }

// PerSecond is how many were in a second.
func (r *Result) PerSecond() float64 { return float64(r.N()) / r.Elapsed.Seconds() }

// MBPerSecond is how many millions of bytes were read in a second.
func (r *Result) MBPerSecond() float64 { return float64(r.Bytes) / 1e6 / r.Elapsed.Seconds() }

// BytesEach is how long bodies were on average.
func (r *Result) BytesEach() float64 { return float64(r.Bytes) / float64(max(r.N(), 1)) }

// Percentile is the time in which a share of the answers, from 0 to 1, was read whole.
func (r *Result) Percentile(share float64) time.Duration { return Percentile(r.latencies, share) }

// Percentile is the smallest of sorted times that at least a share of them, from 0 to 1, does
// not exceed (the nearest rank). Zero when there are none.
func Percentile(sorted []time.Duration, share float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	rank := int(math.Ceil(share * float64(len(sorted))))
	return sorted[min(max(rank, 1), len(sorted))-1]
}

// Err is an error when answers were no success, or when there were none at all.
func (r *Result) Err() error {
	failures := make([]string, 0, len(r.Failed))
	for what, n := range r.Failed {
		failures = append(failures, fmt.Sprintf("%d × %s", n, what))
	}
	slices.Sort(failures)
	const most = 3
	var all error
	for i, f := range failures {
		if i == most {
			all = errors.Join(all, fmt.Errorf("and %d more sorts of failure", len(failures)-most))
			break
		}
		all = errors.Join(all, errors.New(f))
	}
	if all == nil && r.N() == 0 {
		return errors.New("nothing was answered")
	}
	return all
}
