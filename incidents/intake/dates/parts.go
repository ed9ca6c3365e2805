package dates

import (
	"errors"
	"strconv"
	"strings"

	"incidentmap/incidents/intake/words"
)

// Parts are the cells of a date that stands in several columns; empty for those that a row has not.
type Parts struct{ Year, Month, Day, Hour, Minute string }

// Faults of parts. What is before the faulty part is read.
var (
	errYear   = errors.New("is not a year from 1000 to 2200")
	errMonth  = errors.New("is neither a month from 1 to 12 nor the name of one")
	errDay    = errors.New("is not a day of its month")
	errHour   = errors.New("is not an hour from 0 to 23")
	errMinute = errors.New("is not a minute from 0 to 59")
)

// PartError tells which part of a date cannot be read.
type PartError struct {
	Part int // 0 the year, 1 the month, 2 the day, 3 the hour, 4 the minute
	Err  error
}

// Error tells what the part is not.
func (e *PartError) Error() string { return e.Err.Error() }

// Unwrap gives the fault.
func (e *PartError) Unwrap() error { return e.Err }

// Read puts the parts together, as exactly as they say: a month without a day is the month. A part
// of zero, 99 or the like stands for none. Used tells of each part, in the order of Parts, whether it
// is in the reading. A part that cannot be read is a *PartError beside the reading of those before
// it; without a year it is ErrMissing.
func (p Parts) Read() (r Reading, used [5]bool, err error) {
	cells := [5]string{p.Year, p.Month, p.Day, p.Hour, p.Minute}
	fail := func(part int, err error) (Reading, [5]bool, error) { return r, used, &PartError{part, err} }
	if y := plainPart(p.Year); len(y) == 6 && isDigits(y) && plainPart(p.Month) == "" { // 201502
		cells[0], cells[1] = y[:4], y[4:]
	}
	y, ok := wholePart(cells[0])
	switch {
	case !ok && isNoPart(cells[0]):
		return r, used, ErrMissing
	case !ok || y < 1000 || y > 2200:
		return fail(0, errYear)
	}
	r, used[0] = year(y), true
	m, ok := monthPart(cells[1])
	switch {
	case !ok && isNoPart(cells[1]):
		return r, used, nil
	case !ok:
		return fail(1, errMonth)
	}
	r, used[1] = month(y, m), true
	d, ok := wholePart(cells[2])
	switch {
	case !ok && isNoPart(cells[2]) || ok && (d == 0 || d == 99):
		return r, used, nil
	case !ok:
		return fail(2, errDay)
	}
	day, ok := dayOf(y, m, d)
	if !ok {
		return fail(2, errDay)
	}
	r, used[2] = wholeDay(day), true
	return p.clock(r, used)
}

// clock adds the hour and the minute.
func (p Parts) clock(r Reading, used [5]bool) (Reading, [5]bool, error) {
	if plainPart(p.Hour) != "0" && isNoPart(p.Hour) {
		return r, used, nil
	}
	h, ok := wholePart(p.Hour)
	switch {
	case !ok || h > 24 && plainPart(p.Minute) == "" && len(plainPart(p.Hour)) >= 3:
		t, err := ParseTime(plainPart(p.Hour), true) // the hour's column holds a time of day
		if err != nil {
			return r, used, &PartError{3, errHour}
		}
		used[3] = true
		return r.at(t), used, nil
	case h == 99 || h == 25 || h == 24:
		return r, used, nil
	case h > 23:
		return r, used, &PartError{3, errHour}
	}
	used[3] = true
	hour := Time{first: int64(h) * anHour, last: int64(h+1)*anHour - aSecond, Precision: "hour"}
	m, ok := wholePart(p.Minute)
	switch {
	case !ok && isNoPart(p.Minute) || m == 99:
		return r.at(hour), used, nil
	case !ok || m > 59:
		return r.at(hour), used, &PartError{4, errMinute}
	}
	used[4] = true
	return r.at(moment(int64(h)*anHour + int64(m)*aMinute)), used, nil
}

// plainPart is a cell without the space around it and the fraction that spreadsheets leave: "2015.0".
func plainPart(s string) string {
	s = strings.TrimSpace(s)
	if whole, fraction, ok := strings.Cut(s, "."); ok && strings.Trim(fraction, "0") == "" && isDigits(whole) {
		return whole
	}
	return s
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

func wholePart(s string) (int, bool) {
	s = plainPart(s)
	if !isDigits(s) || len(s) > 6 {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

// isNoPart tells a cell that stands for no part.
func isNoPart(s string) bool {
	plain := words.Plain(plainPart(s))
	return plain == "0" || plain == "-9" || plain == "-99" || words.Missing(plain)
}

// monthPart reads a month by its number or its name.
func monthPart(s string) (int, bool) {
	if n, ok := wholePart(s); ok {
		return n, n >= 1 && n <= 12
	}
	m, ok := months[strings.Trim(words.Plain(s), ". ")]
	return m, ok
}

// IsMonth tells a month by its number or name, or a cell that stands for none.
func IsMonth(s string) bool {
	_, ok := monthPart(s)
	return ok || plainPart(s) == "0"
}

// IsMonthName tells the name of a month.
func IsMonthName(s string) bool {
	_, ok := months[strings.Trim(words.Plain(s), ". ")]
	return ok
}
