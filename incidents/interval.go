package incidents

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// ParseInterval reads the datetime parameter of OGC API Features Part 1, section 7.15.4: an
// instant, or two joined by "/", of which one may be ".." or empty. An instant is an RFC 3339
// date-time; a date alone is the whole day in UTC.
func ParseInterval(s string) (Interval, error) {
	from, to, isInterval := strings.Cut(s, "/")
	if !isInterval {
		if from == "" || from == ".." {
			return Interval{}, errors.New("is empty; give an instant or an interval such as 2026-02-22/2026-02-23")
		}
		start, end, err := parseInstant(from)
		return Interval{start, end}, err
	}
	var iv Interval
	var err error
	if !isOpen(from) {
		if iv.From, _, err = parseInstant(from); err != nil {
			return Interval{}, err
		}
	}
	if !isOpen(to) {
		if _, iv.To, err = parseInstant(to); err != nil {
			return Interval{}, err
		}
	}
	if !iv.From.IsZero() && !iv.To.IsZero() && iv.To.Before(iv.From) {
		return Interval{}, fmt.Errorf("%s ends before it begins", Quote(s))
	}
	return iv, nil
}

func isOpen(s string) bool { return s == "" || s == ".." }

// parseInstant gives the first and the last instant that the text stands for.
func parseInstant(s string) (first, last time.Time, err error) {
	// The grammar of RFC 3339 lets "t" and "z" be lower case.
	if t, err := time.Parse(time.RFC3339, strings.ToUpper(s)); err == nil {
		return t, t, nil
	}
	day, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return time.Time{}, time.Time{}, fmt.Errorf(
			"%s is not an RFC 3339 instant; write 2026-02-22 or 2026-02-22T18:00:00Z", Quote(s))
	}
	return day, day.Add(24*time.Hour - time.Nanosecond), nil
}

// Meets reports whether the time shares an instant with the interval. An unknown time
// meets every interval: leaving it out would hide it.
func (iv Interval) Meets(w When) bool {
	if w.Start.IsZero() && w.End.IsZero() {
		return true
	}
	if !iv.To.IsZero() && !w.Start.IsZero() && w.Start.After(iv.To) {
		return false
	}
	return iv.From.IsZero() || w.End.IsZero() || !w.End.Before(iv.From)
}
