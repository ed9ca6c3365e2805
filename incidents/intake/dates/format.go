package dates

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/intake/words"
)

// Order is the order of day and month in dates of digits.
type Order int

// The orders.
const (
	Undecided Order = iota
	DMY
	MDY
	YMD       // with a year of two digits first: 26-02-22
	YearPairs // no days at all: 2019-20 is a span of two years
)

// String names the order as the --dates option does.
func (o Order) String() string { return [...]string{"undecided", "dmy", "mdy", "ymd", "year pairs"}[o] }

// Format is how the cells of one column are to be read.
type Format struct {
	Order Order
	// Mixed tells that day and month stand in both orders in the column: a cell that can be
	// read in one order alone is read in that, and others in Order.
	Mixed bool
	// Epoch is the unit of cells that are numbers since 1970; zero for none.
	Epoch time.Duration
	// Serial tells that numbers are days as spreadsheets count them: from 1900, or From1904.
	Serial, From1904 bool
	// Today is what vague words are relative to; zero when that is not known. The years
	// of two digits are taken to lie before it or at most ten years after.
	Today time.Time
	// Midnight tells that a midnight stands for a day without a time of day, as programs write it. The
	// day is the one that is written.
	Midnight bool
	// MidnightIn tells the same of instants that are midnight in this zone; nil for none.
	MidnightIn *time.Location
	// HalfDays tells that the hours of its times go to 12 alone, and nothing says whether before or after noon.
	HalfDays bool
	// Dotted is the order of dates with points between their numbers, where Order is that of others; Undecided for the same.
	Dotted Order
}

// Reading is what a cell says, in the clock's own terms.
type Reading struct {
	first, last clock
	Precision   incidents.TimePrecision
	// zone is what the text names; nil when it names none, or letters that several zones have.
	zone    *time.Location
	letters Letters
	// Vague tells that words were read that say more than the span does.
	Vague bool
	// Ordinal tells that the day was written as a day of the year.
	Ordinal bool
}

// ErrMissing says that a cell holds no date at all: it is empty or says "unknown".
var ErrMissing = errors.New("holds no date")

// maxText is the length in bytes above which a cell is no date.
const maxText = 100

// Parse reads one cell.
func (f Format) Parse(s string) (Reading, error) {
	r, err := f.parse(s)
	if err == nil && (f.Midnight || f.MidnightIn != nil) {
		r = f.withoutMidnight(r)
	}
	if err == nil && f.HalfDays {
		r = r.WithoutClock()
	}
	return r, err
}

// withoutMidnight gives the day of a reading that is midnight where that stands for no time.
func (f Format) withoutMidnight(r Reading) Reading {
	switch {
	case r.Precision != incidents.Minute || r.first != r.last:
	case f.Midnight && r.first.nano == 0:
		return wholeDay(r.first.day)
	case f.MidnightIn != nil && r.zone != nil:
		at, _, _ := r.first.in(r.zone)
		if local := at.In(f.MidnightIn); local.Hour() == 0 && local.Minute() == 0 && local.Second() == 0 {
			if day, ok := dayOf(local.Year(), int(local.Month()), local.Day()); ok {
				return wholeDay(day)
			}
		}
	}
	return r
}

func (f Format) parse(s string) (Reading, error) {
	if r, ok := ParseISO(s); ok {
		return r, nil
	}
	if text, ok := strings.CutPrefix(s, "/Date("); ok { // as .NET writes milliseconds
		f.Epoch, s = time.Millisecond, strings.TrimSuffix(text, ")/")
	}
	if r, ok, err := f.parseDigits(s); ok || err != nil {
		return r, err
	}
	if len(s) > maxText {
		return Reading{}, errors.New("is too long for a date")
	}
	plain := strings.Trim(words.Plain(s), " .,;")
	if words.Missing(plain) {
		return Reading{}, ErrMissing
	}
	if r, ok, err := f.parseNumber(plain); ok || err != nil {
		return r, err
	}
	if r, ok := period(plain); ok {
		return r, nil
	}
	r, err := f.parseText(plain)
	if err == nil {
		return r, nil
	}
	if span, ok := f.parseSpan(plain); ok {
		return span, nil
	}
	return Reading{}, err
}

// Relative tells that a cell is read as it is because of Today: "Sunday", "22 February", a
// year of two digits that would lie in another century.
func (f Format) Relative(s string) bool {
	with, err := f.Parse(s)
	if err != nil {
		return false
	}
	f.Today = time.Time{}
	without, err := f.Parse(s)
	return err != nil || with.first != without.first || with.last != without.last
}

// wholeDay is a day from its first to its last second.
func wholeDay(day int) Reading {
	return Reading{first: clock{day, 0}, last: clock{day, lastNs}, Precision: incidents.Day}
}

// days is a span of whole days.
func days(first, last int, p incidents.TimePrecision) Reading {
	return Reading{first: clock{first, 0}, last: clock{last, lastNs}, Precision: p}
}

// at narrows a day to what a clock says.
func (r Reading) at(t Time) Reading {
	r.first.nano, r.last.nano, r.Precision = t.first, t.last, t.Precision
	if t.zone != nil || t.letters != "" {
		r.zone, r.letters = t.zone, t.letters
	}
	r.Vague = r.Vague || t.vague
	return r
}

// HasClock tells that the reading says more than its day.
func (r Reading) HasClock() bool {
	switch r.Precision {
	case incidents.Minute, incidents.Hour, incidents.PartOfDay:
		return true
	}
	return false
}

// Zoned tells that the text itself names a zone or an offset.
func (r Reading) Zoned() bool { return r.zone != nil || r.letters != "" }

// At puts a time of day from another cell to a reading of one day.
func (r Reading) At(t Time) (Reading, error) {
	if r.Precision != incidents.Day {
		return r, errors.New("stands beside a date that is not one day")
	}
	return r.at(t), nil
}

// Until joins the reading of a beginning with that of an end.
func (r Reading) Until(end Reading) (Reading, error) {
	if end.last.day < r.first.day || end.last.day == r.first.day && end.last.nano < r.first.nano {
		return r, errors.New("is an end before the start")
	}
	joined := r
	joined.last = end.last
	joined.Vague = r.Vague || end.Vague
	joined.Precision = precisionOf(r.first, end.last, r.Precision)
	return joined, nil
}

// precisionOf gives the precision that a span of two readings has.
func precisionOf(first, last clock, own incidents.TimePrecision) incidents.TimePrecision {
	length := int64(last.day-first.day)*86400 + (last.nano-first.nano)/aSecond
	switch {
	case first == last:
		return own
	case length <= 3600:
		return incidents.Hour
	case length < 86399:
		return incidents.PartOfDay
	case length <= 86400:
		return incidents.Day
	case length <= 7*86400:
		return incidents.Week
	case length <= 31*86400:
		return incidents.Month
	}
	return incidents.Year
}

func noSuchDay(year, month, day int) error {
	return fmt.Errorf("names a day that does not exist: %04d-%02d-%02d", year, month, day)
}
