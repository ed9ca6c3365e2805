package dates

import (
	"errors"
	"time"

	"incidentmap/incidents"
)

var (
	errNoDate  = errors.New("is not a date")
	errNoToday = errors.New("is relative to a day that is not known; name that day with --today, such as --today 2026-02-22")
	errBadDay  = errors.New("names a day that does not exist")
)

// make puts what was said together.
func (f Format) make(s *said) (Reading, error) {
	r, err := f.base(s)
	if err != nil {
		return Reading{}, err
	}
	if s.third != 0 {
		if r, err = r.third(s.third); err != nil {
			return Reading{}, err
		}
	}
	if s.about {
		r = r.about(s.clock != nil)
	}
	if s.week {
		if r.Precision != incidents.Day {
			return Reading{}, errNoDate
		}
		return weekOf(r.first.day), nil
	}
	return r, nil
}

// aboutDays is how far "about" reaches before and after a day.
const aboutDays = 3

// about makes a day that is only about right the week around it; other readings say little enough. A time of
// day is what the word is of.
func (r Reading) about(hasClock bool) Reading {
	if r.Precision == incidents.Day && !hasClock {
		r = days(r.first.day-aboutDays, r.last.day+aboutDays, incidents.Week)
	}
	r.Vague = true
	return r
}

// base is the day, month or year that the numbers and names give.
func (f Format) base(s *said) (Reading, error) {
	if s.month != 0 {
		return f.withMonth(s)
	}
	switch len(s.numbers) {
	case 0:
		return f.relative(s)
	case 1:
		if n := atoi(s.numbers[0]); len(s.numbers[0]) == 4 && n >= 1000 && n <= 2200 {
			return year(n), nil
		}
	case 2:
		a, b := atoi(s.numbers[0]), atoi(s.numbers[1])
		if len(s.numbers[1]) == 4 {
			a, b = b, a
		} else if len(s.numbers[0]) != 4 {
			return Reading{}, errNoDate
		}
		if f.Order == YearPairs && b == (a+1)%100 {
			return days(year(a).first.day, year(a+1).last.day, incidents.Year), nil
		}
		if a >= 1000 && b >= 1 && b <= 12 {
			return month(a, b), nil
		}
	case 3:
		a, b, c := atoi(s.numbers[0]), atoi(s.numbers[1]), atoi(s.numbers[2])
		if a < 0 || b < 0 || c < 0 {
			return Reading{}, errNoDate
		}
		day, err := f.numeric(a, b, c, [3]int{len(s.numbers[0]), len(s.numbers[1]), len(s.numbers[2])})
		return wholeDay(day), err
	}
	return Reading{}, errNoDate
}

// withMonth reads the numbers beside a month's name.
func (f Format) withMonth(s *said) (Reading, error) {
	switch len(s.numbers) {
	case 0:
		y, err := f.yearFor(s.month, 1)
		return month(y, s.month), err
	case 1:
		n := atoi(s.numbers[0])
		switch {
		case len(s.numbers[0]) == 4 && n >= 1000:
			return month(n, s.month), nil
		case len(s.numbers[0]) == 2 && s.monthAt == 0 && (s.dashes > 0 || s.yearMarks):
			return month(f.century(n), s.month), nil // Jan-20, as spreadsheets show a month
		case n < 1 || n > 31:
			return Reading{}, errNoDate
		}
		y, err := f.yearFor(s.month, n)
		if err != nil {
			return Reading{}, err
		}
		day, err := mustDay(y, s.month, n)
		return wholeDay(day), err
	case 2:
		if s.ranged && len(s.numbers[1]) <= 2 {
			y, err := f.yearFor(s.month, atoi(s.numbers[1]))
			if err != nil {
				return Reading{}, err
			}
			return dayRange(s, y)
		}
		dom, y, err := f.dayAndYear(s.numbers[0], s.numbers[1])
		if err != nil {
			return Reading{}, err
		}
		day, err := mustDay(y, s.month, dom)
		return wholeDay(day), err
	}
	if len(s.numbers[2]) != 4 {
		return Reading{}, errNoDate
	}
	return dayRange(s, atoi(s.numbers[2]))
}

// dayAndYear tells a day of the month from a year; the first is the day where both may be.
func (f Format) dayAndYear(a, b string) (dom, y int, err error) {
	first, second := atoi(a), atoi(b)
	switch {
	case first < 0 || second < 0:
		return 0, 0, errNoDate
	case len(a) == 4 || first > 31:
		first, second, b = second, first, a
	}
	if first < 1 || first > 31 {
		return 0, 0, errBadDay
	}
	switch len(b) {
	case 4:
		return first, second, nil
	case 2:
		return first, f.century(second), nil
	}
	return 0, 0, errNoDate
}

// dayRange reads "22-23 Feb" and "February 22-23" of a year.
func dayRange(s *said, y int) (Reading, error) {
	from, to := atoi(s.numbers[0]), atoi(s.numbers[1])
	if !s.ranged || from < 1 || to <= from {
		return Reading{}, errNoDate
	}
	first, err := mustDay(y, s.month, from)
	if err != nil {
		return Reading{}, err
	}
	last, err := mustDay(y, s.month, to)
	if err != nil {
		return Reading{}, err
	}
	p := incidents.Week
	if to-from > 6 {
		p = incidents.Month
	}
	return days(first, last, p), nil
}

// yearFor gives the year of a day that is named without one: the last such day up to today.
func (f Format) yearFor(month, day int) (int, error) {
	if f.Today.IsZero() {
		return 0, errNoToday
	}
	y := f.Today.Year()
	if time.Month(month) > f.Today.Month() || time.Month(month) == f.Today.Month() && day > f.Today.Day() {
		y--
	}
	return y, nil
}

// relative reads "Sunday", "yesterday", "last week": the last such day up to today.
func (f Format) relative(s *said) (Reading, error) {
	if s.weekday < 0 && !s.isToday && (!s.week || s.relative == 0) && s.part == nil {
		return Reading{}, errNoDate
	}
	if s.weekday < 0 && !s.isToday && !s.week {
		return Reading{}, errors.New("names a part of a day and no day")
	}
	if f.Today.IsZero() {
		return Reading{}, errNoToday
	}
	today, _ := dayOf(f.Today.Year(), int(f.Today.Month()), f.Today.Day())
	if s.weekday < 0 {
		r := wholeDay(today + s.relative)
		r.Vague = true
		return r, nil
	}
	back := ((today+4)%7 - s.weekday + 7) % 7 // 1 January 1970 was a Thursday
	if s.relative < 0 && back == 0 {
		back = 7
	}
	r := wholeDay(today - back)
	r.Vague = true
	return r, nil
}

// weekOf is the week, Monday to Sunday (ISO 8601), that holds a day.
func weekOf(day int) Reading {
	monday := day - (day+3)%7
	r := days(monday, monday+6, incidents.Week)
	r.Vague = true
	return r
}

// third narrows a month or a year to its beginning, middle or end. In a month these are
// the days to the 10th, to the 20th and the rest; in a year, four months each.
func (r Reading) third(n int) (Reading, error) {
	y, _, _ := civil(r.first.day)
	out := r
	switch r.Precision {
	case incidents.Month:
		out.first.day = r.first.day + 10*(n-1)
		if n < 3 {
			out.last.day = out.first.day + 9
		}
	case incidents.Year:
		first, _ := dayOf(y, 4*(n-1)+1, 1)
		last, _ := dayOf(y, 4*n, daysIn(y, 4*n))
		out = days(first, last, incidents.Year)
	default:
		return r, errNoDate
	}
	out.Vague = true
	return out, nil
}
