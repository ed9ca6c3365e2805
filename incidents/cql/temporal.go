package cql

import (
	"fmt"
	"strings"
	"time"
)

// period is a span of time, both ends included; an open end is one of the ends of time.
type period struct{ from, to time.Time }

// The ends of time: earlier and later than any year of four digits.
var (
	everBefore = time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC)
	everAfter  = time.Date(10001, 1, 1, 0, 0, 0, 0, time.UTC)
)

// relationOfTime is a temporal function.
type relationOfTime struct {
	holds     func(a, b period) bool
	intervals bool // for intervals alone: with an instant it is an error
}

// temporalRelations holds the temporal functions by name, defined as in the Time Ontology
// in OWL (W3C and OGC, 2017) on the two ends of each operand.
var temporalRelations = map[string]relationOfTime{
	"t_after":      {holds: func(a, b period) bool { return a.from.After(b.to) }},
	"t_before":     {holds: func(a, b period) bool { return a.to.Before(b.from) }},
	"t_disjoint":   {holds: func(a, b period) bool { return a.from.After(b.to) || a.to.Before(b.from) }},
	"t_intersects": {holds: func(a, b period) bool { return !a.from.After(b.to) && !a.to.Before(b.from) }},
	"t_equals":     {holds: func(a, b period) bool { return a.from.Equal(b.from) && a.to.Equal(b.to) }},

	"t_contains":   {intervals: true, holds: func(a, b period) bool { return within(b, a) }},
	"t_during":     {intervals: true, holds: within},
	"t_finishedBy": {intervals: true, holds: func(a, b period) bool { return finishes(b, a) }},
	"t_finishes":   {intervals: true, holds: finishes},
	"t_meets":      {intervals: true, holds: func(a, b period) bool { return a.to.Equal(b.from) }},
	"t_metBy":      {intervals: true, holds: func(a, b period) bool { return b.to.Equal(a.from) }},
	"t_overlaps":   {intervals: true, holds: overlaps},
	"t_overlappedBy": {intervals: true, holds: func(a, b period) bool {
		return overlaps(b, a)
	}},
	"t_startedBy": {intervals: true, holds: func(a, b period) bool { return starts(b, a) }},
	"t_starts":    {intervals: true, holds: starts},
}

func within(a, b period) bool   { return a.from.After(b.from) && a.to.Before(b.to) }
func finishes(a, b period) bool { return a.from.After(b.from) && a.to.Equal(b.to) }
func starts(a, b period) bool   { return a.from.Equal(b.from) && a.to.Before(b.to) }
func overlaps(a, b period) bool {
	return a.from.Before(b.from) && a.to.After(b.from) && a.to.Before(b.to)
}

func (n *node) temporal(s *evaluation) truth {
	a, b := n.args[0], n.args[1]
	if n.relation == "t_equals" && a.op != opInterval && b.op != opInterval {
		return compare(opEqual, a.eval(s), b.eval(s)) // a time and a date count as days
	}
	first, known := a.span(s)
	second, alsoKnown := b.span(s)
	if !known || !alsoKnown {
		return unknown
	}
	return truthOf(temporalRelations[n.relation].holds(first, second))
}

// span gives the period of an instant or an interval. It is not known when an instant is
// missing, or when the interval ends before it begins.
func (n *node) span(s *evaluation) (p period, known bool) {
	if n.op != opInterval {
		v := n.eval(s)
		return period{v.firstSecond(), v.lastSecond()}, !v.missing()
	}
	p = period{everBefore, everAfter}
	if from := n.args[0]; from != nil {
		v := from.eval(s)
		if v.missing() {
			return p, false
		}
		p.from = v.firstSecond()
	}
	if to := n.args[1]; to != nil {
		v := to.eval(s)
		if v.missing() {
			return p, false
		}
		p.to = v.lastSecond()
	}
	return p, !p.to.Before(p.from)
}

func (v Value) firstSecond() time.Time { return v.time }

func (v Value) lastSecond() time.Time {
	if v.typ == Date {
		return v.time.Add(24*time.Hour - time.Second)
	}
	return v.time
}

// parseDate reads a full-date of RFC 3339.
func parseDate(s string) (Value, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Value{}, fmt.Errorf("%s is not a date; write 2026-02-22", quoted(s))
	}
	return DateValue(t), nil
}

// parseTimestamp reads a date-time of RFC 3339. The standard has them in UTC alone; other
// offsets are taken too, because features give their times with one.
func parseTimestamp(s string) (Value, error) {
	t, err := time.Parse(time.RFC3339Nano, strings.ToUpper(s))
	t = t.UTC()
	if err != nil || t.Year() < 0 || t.Year() > 9999 {
		return Value{}, fmt.Errorf("%s is not a timestamp; write 2026-02-22T18:00:00Z", quoted(s))
	}
	return TimeValue(t), nil
}

// parseInstant reads a date or a timestamp.
func parseInstant(s string) (Value, error) {
	if len(s) == len(time.DateOnly) {
		return parseDate(s)
	}
	v, err := parseTimestamp(s)
	if err != nil {
		err = fmt.Errorf("%s is not a time; write 2026-02-22 or 2026-02-22T18:00:00Z", quoted(s))
	}
	return v, err
}
