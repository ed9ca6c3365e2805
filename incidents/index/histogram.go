package index

import (
	"math/bits"
	"slices"
	"time"

	"incidentmap/incidents"
)

// MaxBuckets bounds the buckets of a histogram.
const MaxBuckets = 4096

// Histogram counts what the query finds in n buckets, held from 1 to MaxBuckets, of the span
// from up to to. In place of a zero end stands that of the known times of what the query
// finds, the last instant included. A span of nothing has no buckets.
func (snap *Snapshot) Histogram(q Query, from, to time.Time, n int) Histogram {
	ms := snap.compile(q)
	if from.IsZero() || to.IsZero() {
		var all acc
		for _, a := range each(ms, false, func(a *adding, p piece) { p.sum(&a.acc, &a.room) }) {
			all.merge(&a.acc)
		}
		first, last, some := all.spanned()
		if from.IsZero() && some {
			from = instant(first, incidents.UnknownStart)
		}
		if to.IsZero() && some {
			to = instant(last, incidents.UnknownEnd).Add(time.Microsecond)
		}
	}
	h := snap.countIn(ms, newTimeline(from, to, n))
	h.From, h.To = from, to
	return h
}

// HistogramAt counts as Histogram does, in buckets that begin at the given instants, each
// after the one before, of which the last ends at to: days and months are not all as long. It
// takes no more than MaxBuckets of them, and without any counts all that has a time as outside.
func (snap *Snapshot) HistogramAt(q Query, starts []time.Time, to time.Time) Histogram {
	t := &timeline{}
	starts = starts[:min(len(starts), MaxBuckets)]
	for _, start := range starts {
		t.starts = append(t.starts, start.UnixMicro())
	}
	var from, until time.Time
	if len(starts) > 0 {
		from, until = starts[0], to
		t.from, t.to = starts[0].UnixMicro(), to.UnixMicro()
		t.perMicro = float64(len(starts)) / float64(t.to-t.from)
	}
	h := snap.countIn(snap.compile(q), t)
	h.From, h.To = from, until
	return h
}

// countIn counts what matches in the buckets of a timeline.
func (snap *Snapshot) countIn(ms []match, t *timeline) Histogram {
	var h Histogram
	totals := counting{kinds: make([]uint32, len(t.starts)*kindSlots)}
	ms = slices.DeleteFunc(ms, func(m match) bool {
		o := m.startsInOrder()
		if o != nil {
			totals.takeByTime(t, &m, o)
		}
		return o != nil
	})
	for _, c := range each(ms, true, func(c *counting, p piece) { c.take(t, p) }) {
		totals.untimed += c.untimed
		totals.outside += c.outside
		for i, n := range c.kinds {
			totals.kinds[i] += n
		}
	}
	h.Untimed, h.Outside = totals.untimed, totals.outside
	var room []KindCount
	for i, start := range t.starts {
		b := Bucket{Start: time.UnixMicro(start).UTC()}
		b.Kinds = snap.kinds.counts(totals.kinds[i*kindSlots:(i+1)*kindSlots], 0, &room)
		for _, k := range b.Kinds {
			b.Count += k.Count
		}
		h.Buckets = append(h.Buckets, b)
	}
	return h
}

// timeline is the buckets of a span, in microseconds.
type timeline struct {
	from, to int64
	starts   []int64
	perMicro float64 // buckets
}

func newTimeline(from, to time.Time, n int) *timeline {
	if from.IsZero() || to.IsZero() || !from.Before(to) {
		return &timeline{}
	}
	t := &timeline{from: from.UnixMicro(), to: to.UnixMicro()}
	if t.from >= t.to || t.to-t.from < 0 {
		return &timeline{}
	}
	n = min(max(n, 1), MaxBuckets)
	t.perMicro = float64(n) / float64(t.to-t.from)
	for i := range uint64(n) {
		// The bucket begins with the first microsecond that is not before i n-ths of the span.
		high, low := bits.Mul64(uint64(t.to-t.from), i)
		share, rest := bits.Div64(high, low, uint64(n))
		if rest > 0 {
			share++
		}
		t.starts = append(t.starts, t.from+int64(share))
	}
	return t
}

// bucket gives the bucket of an instant in the span: mostly the one that it would be in if all
// were as long, or one beside it.
func (t *timeline) bucket(start int64) int {
	guess := min(int(float64(start-t.from)*t.perMicro), len(t.starts)-1)
	for b := max(guess-1, 0); b <= guess+1 && b < len(t.starts); b++ {
		if t.starts[b] <= start && (b+1 == len(t.starts) || t.starts[b+1] > start) {
			return b
		}
	}
	next, _ := slices.BinarySearch(t.starts, start+1)
	return max(next-1, 0)
}

// counting is a histogram under way.
type counting struct {
	untimed, outside int
	kinds            []uint32 // by bucket and kind
}

func (c *counting) take(t *timeline, p piece) {
	if c.kinds == nil {
		c.kinds = make([]uint32, len(t.starts)*kindSlots)
	}
	var room scanBuffer
	for lo := p.lo; lo < p.hi; lo += scanRows {
		for _, r := range p.rows(lo, min(p.hi, lo+scanRows), p.sure, &room) {
			i := int(r)
			start, end := p.times(i)
			c.count(t, p.kinds[p.trait.at(i)], start, end, 1)
		}
	}
}

// count counts n rows of a kind with the same time; those of a negative n are no more counted.
func (c *counting) count(t *timeline, kind uint8, start, end int64, n int) {
	switch {
	case start == incidents.UnknownStart && end == incidents.UnknownEnd:
		c.untimed += n
	case start >= t.to || end < t.from || len(t.starts) == 0:
		c.outside += n
	default:
		c.kinds[t.bucket(max(start, t.from))*kindSlots+int(kind&(kindSlots-1))] += uint32(n)
	}
}
