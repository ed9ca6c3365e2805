package index

import (
	"math"

	"incidentmap/incidents"
)

// A row holds its start in whole seconds since 2000, which reach from 1931 to 2068, and the
// number of a time shape, which says the rest: few time shapes are shared by many rows.
const (
	micro    = 1_000_000
	epoch    = 946_684_800 * micro
	reach    = 1 << 61 // an end beyond this many microseconds is far
	farStart = math.MaxInt32
)

// timeShape is a time without its seconds.
type timeShape struct {
	// Near: start is the microseconds behind the second, end how much later the end is, or
	// UnknownEnd. Far: both are what the entry has.
	start, end int64
	far        bool
}

func newTimeShape(start, end int64) (second int32, s timeShape) {
	if start < epoch+math.MinInt32*micro || start >= epoch+math.MaxInt32*micro ||
		(end != incidents.UnknownEnd && (end > reach || end < -reach)) {
		return farStart, timeShape{start, end, true}
	}
	sec := floorDiv(start-epoch, micro)
	s = timeShape{start: start - epoch - sec*micro, end: end}
	if end != incidents.UnknownEnd {
		s.end = end - start
	}
	return int32(sec), s
}

// at gives the start and the end of a row.
func (s *timeShape) at(second int32) (start, end int64) {
	if s.far {
		return s.start, s.end
	}
	start = epoch + int64(second)*micro + s.start
	if s.end == incidents.UnknownEnd {
		return start, s.end
	}
	return start, start + s.end
}

// known gives the first and the last instant that is known, the last before the first when
// none is.
func (s *timeShape) known(second int32) (first, last int64) {
	if s.far || uint64(s.end) >= incidents.UnknownEnd {
		return s.knownOdd(second)
	}
	first = epoch + int64(second)*micro + s.start
	return first, first + s.end
}

// knownOdd is known for what is not near with an end after its start.
func (s *timeShape) knownOdd(second int32) (first, last int64) {
	first, last = s.at(second)
	switch {
	case first == incidents.UnknownStart && last == incidents.UnknownEnd:
		return math.MaxInt64, math.MinInt64
	case first == incidents.UnknownStart:
		return last, last
	case last == incidents.UnknownEnd:
		return first, first
	}
	return min(first, last), max(first, last)
}

// window is the seconds of which rows of a time shape meet an interval.
type window struct{ from, to int32 }

var always, never = window{math.MinInt32, math.MaxInt32}, window{1, 0}

// window gives the seconds at which start <= to and end >= from.
func (s *timeShape) window(from, to int64) window {
	if s.far {
		if s.start <= to && s.end >= from {
			return always
		}
		return never
	}
	w := always
	last := floorDiv(satSub(to, epoch+s.start), micro)
	if last < math.MinInt32 {
		return never
	}
	w.to = int32(min(last, math.MaxInt32))
	if s.end != incidents.UnknownEnd {
		first := -floorDiv(-max(satSub(from, epoch+s.start+s.end), -math.MaxInt64), micro)
		if first > math.MaxInt32 {
			return never
		}
		w.from = int32(max(first, math.MinInt32))
	}
	return w
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// satSub gives a-b, or as near as a number can be.
func satSub(a, b int64) int64 {
	d := a - b
	if (a < 0) != (b < 0) && (d < 0) != (a < 0) {
		if a < 0 {
			return math.MinInt64
		}
		return math.MaxInt64
	}
	return d
}
