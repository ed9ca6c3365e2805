package dates

import (
	"regexp"
	"strconv"

	"incidentmap/incidents"
)

// Periods of a year that are written as ISO 8601 has them (weeks from Monday, days of the year, spans whose end leaves out what it
// shares with the beginning), and quarters and halves as offices write them. Weeks without a W are counted in several ways, and
// fiscal years begin in several months: neither is read.
var (
	isoWeek    = regexp.MustCompile(`^(\d{4})-?w(\d{2})(?:-?([1-7]))?$`)
	isoOrdinal = regexp.MustCompile(`^(\d{4})-(\d{3})$`)
	isoSpan    = regexp.MustCompile(`^(\d{4})-(\d{2})-(\d{2})/(\d{2})$`)
	part1      = regexp.MustCompile(`^([qths])([1-4])[ /-]*(?:de |del |of )?(\d{4})$`)
	part2      = regexp.MustCompile(`^(\d{4})[ /-]*([qths])([1-4])$`)
	part3      = regexp.MustCompile(`^([1-4])([qts])[ /-]*(?:de |del |of )?(\d{4})$`)
)

// period reads a part of a year, in the form of words.Plain; false for others.
func period(plain string) (Reading, bool) {
	if m := isoWeek.FindStringSubmatch(plain); m != nil {
		return week(atoi(m[1]), atoi(m[2]), m[3])
	}
	if m := isoOrdinal.FindStringSubmatch(plain); m != nil {
		first, ok := dayOf(atoi(m[1]), 1, 1)
		last, _ := dayOf(atoi(m[1]), 12, 31)
		day := first + atoi(m[2]) - 1
		return wholeDay(day), ok && day >= first && day <= last
	}
	if m := isoSpan.FindStringSubmatch(plain); m != nil {
		from, okFrom := dayOf(atoi(m[1]), atoi(m[2]), atoi(m[3]))
		to, okTo := dayOf(atoi(m[1]), atoi(m[2]), atoi(m[4]))
		return days(from, to, precisionOf(clock{from, 0}, clock{to, lastNs}, incidents.Day)), okFrom && okTo && to > from
	}
	if m := part1.FindStringSubmatch(plain); m != nil {
		return partOfYear(m[3], m[1], m[2])
	}
	if m := part2.FindStringSubmatch(plain); m != nil {
		return partOfYear(m[1], m[2], m[3])
	}
	if m := part3.FindStringSubmatch(plain); m != nil {
		return partOfYear(m[3], m[2], m[1])
	}
	return Reading{}, false
}

// partOfYear gives a quarter (q, t for trimestre) or a half (h, s for semestre).
func partOfYear(year, unit, number string) (Reading, bool) {
	length, most := 3, 4
	if unit == "h" || unit == "s" {
		length, most = 6, 2
	}
	y, n := atoi(year), atoi(number)
	if n > most || y < 1000 || y > 2200 {
		return Reading{}, false
	}
	last := n * length
	from, _ := dayOf(y, last-length+1, 1)
	to, ok := dayOf(y, last, daysIn(y, last))
	return days(from, to, incidents.Year), ok
}

// week gives a week of ISO 8601, whose first has the year's first Thursday, or a day of it from Monday, 1.
func week(year, number int, weekday string) (Reading, bool) {
	fourth, ok := dayOf(year, 1, 4)
	if !ok || number < 1 || number > 53 {
		return Reading{}, false
	}
	monday := fourth - (fourth+3)%7 + 7*(number-1) // 1 January 1970, day 0, was a Thursday
	if y, _, _ := civil(monday + 3); y != year {
		return Reading{}, false
	}
	if d, err := strconv.Atoi(weekday); err == nil {
		return wholeDay(monday + d - 1), true
	}
	return days(monday, monday+6, incidents.Week), true
}

// Widened gives a reading of one day that is known to the week, month or year alone: three days before and behind it, its month
// or its year. Others stay.
func (r Reading) Widened(p incidents.TimePrecision) Reading {
	if r.first.day != r.last.day {
		return r
	}
	y, m, _ := civil(r.first.day)
	switch p {
	case incidents.Week:
		return days(r.first.day-3, r.first.day+3, incidents.Week)
	case incidents.Month:
		return month(y, int(m))
	case incidents.Year:
		return year(y)
	}
	return r
}
