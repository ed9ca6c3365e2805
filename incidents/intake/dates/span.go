package dates

import (
	"errors"
	"regexp"
	"strings"

	"incidentmap/incidents"
)

// errSpanOrOffset is told of "10:00-11:00".
var errSpanOrOffset = errors.New("may be a span of time, or a time with an offset from UTC")

// hyphened is a time and what may be another one or an offset, with nothing but a hyphen between them.
var hyphened = regexp.MustCompile(`^(\d{1,2}):(\d{2}) ?-(\d{1,2}):(\d{2})$`)

// lateHour is the hour from which on a time and an earlier one may be a span through the night.
const lateHour = "18"

// mayBeSpan tells a time without seconds and an offset with a minus that may be two times: the second is the later one, or
// the first is in the evening.
func mayBeSpan(clock, offset string) bool {
	m := hyphened.FindStringSubmatch(strings.TrimSpace(clock) + strings.TrimSpace(offset))
	if m == nil {
		return false
	}
	pad := func(s string) string { return strings.Repeat("0", 2-len(s)) + s }
	from, to := pad(m[1])+m[2], pad(m[3])+m[4]
	return to > from || pad(m[1]) >= lateHour
}

// spanSigns stand between the two times of a span.
var spanSigns = []string{" - ", " – ", "–", " — ", "—", "~", " to ", " until ", " and ", " hasta ", " al ", " a ", " y ", " e ", "-"}

// spanLeads begin a span.
var spanLeads = []string{"between ", "from ", "entre las ", "entre ", "de las ", "de ", "desde las ", "desde "}

// halfDay finds the words for the half of a day.
var halfDay = regexp.MustCompile(`[ap]\.? ?m\b`)

// clockSpan reads two times of one day: "10:00 - 11:00", "between 9 pm and 11 pm". false for others.
func clockSpan(s string) (Time, bool, error) {
	if mayBeSpan(s, "") {
		return Time{}, false, errSpanOrOffset
	}
	for _, lead := range spanLeads {
		if rest, ok := strings.CutPrefix(s, lead); ok {
			s = rest
			break
		}
	}
	for _, sign := range spanSigns {
		before, after, ok := strings.Cut(s, sign)
		if !ok || strings.Contains(after, sign) || sign == "-" && hyphened.MatchString(s) {
			continue
		}
		before, after = strings.TrimSpace(before), strings.TrimPrefix(strings.TrimSpace(after), "las ")
		from, errFrom := oneClock(before)
		to, errTo := oneClock(after)
		switch {
		case errFrom != nil || errTo != nil:
			continue
		case halfDay.MatchString(before) != halfDay.MatchString(after):
			return Time{}, false, errors.New("is a span of which one time says whether it is before or after noon, and the other does not")
		case to.first <= from.first:
			return Time{}, false, errors.New("is a span that ends before it begins")
		}
		t := Time{first: from.first, last: to.last, zone: to.zone, letters: to.letters, Precision: incidents.PartOfDay}
		if to.last-from.first <= anHour {
			t.Precision = incidents.Hour
		}
		return t, true, nil
	}
	return Time{}, false, nil
}

// oneClock reads one time of a span.
func oneClock(s string) (Time, error) {
	m := clockForm.FindStringSubmatch(s)
	if m == nil || m[2] == "" && m[5] == "" {
		return Time{}, errors.New("is not a time of day")
	}
	return clockOf(m)
}

// isLocal tells words for the clocks of where something was.
func isLocal(s string) bool {
	switch strings.Trim(s, " ()[].") {
	case "local", "local time", "hora local", "lt", "time local", "horas locales", "heure locale", "ortszeit":
		return true
	}
	return false
}

// HalfDays is what times of day say of whether their hours go to 12 alone.
type HalfDays struct {
	cells int
	hours uint16 // a set of those from 1 to 12
	whole bool   // some time is of a day of 24 hours, or says whether it is before or after noon
}

const (
	halfCells = 8 // times that a column needs to be told
	halfHours = 5 // different hours of them
)

// Add takes a time of day.
func (h *HalfDays) Add(s string) {
	if h.whole {
		return
	}
	hour, rest, ok := strings.Cut(strings.TrimSpace(s), ":")
	n := atoi(hour)
	if !ok || n < 1 || n > 12 || hour[0] == '0' || strings.ContainsAny(strings.ToLower(rest), "apmzuhgt+-") {
		h.whole = true
		return
	}
	h.cells++
	h.hours |= 1 << n
}

// Doubted tells that all hours are from 1 to 12 and without a zero before them, in many times of many hours.
func (h *HalfDays) Doubted() bool {
	different := 0
	for n := 1; n <= 12; n++ {
		if h.hours&(1<<n) != 0 {
			different++
		}
	}
	return !h.whole && h.cells >= halfCells && different >= halfHours
}
