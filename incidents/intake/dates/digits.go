package dates

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"time"

	"incidentmap/incidents"
)

// two reads two digits at i.
func two(s string, i int) (int, bool) {
	if i+2 > len(s) || !digit(s[i]) || !digit(s[i+1]) {
		return 0, false
	}
	return int(s[i]-'0')*10 + int(s[i+1]-'0'), true
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// ParseISO reads the common form of ISO 8601, 2026-02-22 with or without a time, at speed.
// It is the same in every format.
func ParseISO(s string) (Reading, bool) {
	if len(s) < 10 || s[4] != '-' || s[7] != '-' {
		return Reading{}, false
	}
	century, ok1 := two(s, 0)
	year, ok2 := two(s, 2)
	month, ok3 := two(s, 5)
	dom, ok4 := two(s, 8)
	if !ok1 || !ok2 || !ok3 || !ok4 {
		return Reading{}, false
	}
	day, ok := dayOf(century*100+year, month, dom)
	if !ok {
		return Reading{}, false
	}
	if len(s) == 10 {
		return wholeDay(day), true
	}
	if s[10] != 'T' && s[10] != ' ' && s[10] != 't' || len(s) < 16 {
		return Reading{}, false
	}
	t, rest, ok := isoClock(s[11:])
	if !ok {
		return Reading{}, false
	}
	zone, ok := isoZone(rest)
	if !ok || s[10] == ' ' && mayBeSpan(s[11:len(s)-len(rest)], rest) {
		return Reading{}, false
	}
	r := wholeDay(day).at(t)
	r.zone = zone
	return r, true
}

// isoClock reads HH:MM, HH:MM:SS and HH:MM:SS.fff.
func isoClock(s string) (Time, string, bool) {
	h, ok1 := two(s, 0)
	m, ok2 := two(s, 3)
	if !ok1 || !ok2 || s[2] != ':' || h > 23 || m > 59 {
		return Time{}, s, false
	}
	nano, rest := int64(h)*anHour+int64(m)*aMinute, s[5:]
	if len(rest) >= 3 && rest[0] == ':' {
		sec, ok := two(rest, 1)
		if !ok || sec > 60 {
			return Time{}, s, false
		}
		nano += int64(min(sec, 59)) * aSecond // a leap second is told as the one before it
		rest = rest[3:]
		if len(rest) > 1 && (rest[0] == '.' || rest[0] == ',') {
			unit, i := aSecond/10, 1
			for ; i < len(rest) && digit(rest[i]); i++ {
				nano += int64(rest[i]-'0') * unit
				unit /= 10
			}
			rest = rest[i:]
		}
	}
	return moment(nano), rest, true
}

// isoZone reads nothing, Z, or an offset.
func isoZone(s string) (*time.Location, bool) {
	switch {
	case s == "":
		return nil, true
	case s == "Z" || s == "z":
		return time.UTC, true
	case s[0] != '+' && s[0] != '-' || len(s) > 6:
		return nil, false
	}
	return offsetZone(s)
}

// triple reads three numbers parted by one kind of sign, of which the last is a year or
// the first is, and gives what follows.
func triple(s string) (a, b, c int, widths [3]int, rest string, ok bool) {
	var n [3]int
	var sign byte
	i := 0
	for part := range 3 {
		start := i
		for i < len(s) && digit(s[i]) && i-start < 4 {
			n[part] = n[part]*10 + int(s[i]-'0')
			i++
		}
		widths[part] = i - start
		if i == start {
			return 0, 0, 0, widths, s, false
		}
		if part == 2 {
			break
		}
		if i >= len(s) || s[i] != '/' && s[i] != '-' && s[i] != '.' || part == 1 && s[i] != sign {
			return 0, 0, 0, widths, s, false
		}
		sign = s[i]
		i++
	}
	rest = s[i:]
	if rest != "" && rest[0] != ' ' && rest[0] != 'T' && rest[0] != ',' {
		return 0, 0, 0, widths, s, false
	}
	return n[0], n[1], n[2], widths, rest, true
}

// parseDigits reads dates such as 21/01/2014, 1.2.14 and 2014/1/21, with or without a time.
func (f Format) parseDigits(s string) (Reading, bool, error) {
	s = strings.TrimSpace(s)
	a, b, c, widths, rest, ok := triple(s)
	if !ok {
		return Reading{}, false, nil
	}
	if f.Dotted != Undecided && s[widths[0]] == '.' {
		f.Order = f.Dotted
	}
	day, err := f.numeric(a, b, c, widths)
	if err != nil {
		return Reading{}, false, err
	}
	rest = strings.TrimLeft(rest, " T,")
	if rest == "" {
		return wholeDay(day), true, nil
	}
	t, err := ParseTime(rest, false)
	if err != nil {
		return Reading{}, false, nil // the words of a longer text may still say it
	}
	return wholeDay(day).at(t), true, nil
}

// numeric gives the day of three numbers.
func (f Format) numeric(a, b, c int, widths [3]int) (int, error) {
	if widths[0] >= 3 {
		return mustDay(a, b, c)
	}
	year := c
	switch widths[2] {
	case 1, 3:
		if f.Order == YMD && widths[2] == 1 {
			return mustDay(f.century(a), b, c)
		}
		return 0, errors.New("has a year of one or three digits")
	case 2:
		if f.Order == YMD {
			return mustDay(f.century(a), b, c)
		}
		year = f.century(c)
	}
	order := f.Order
	if f.Mixed || order == Undecided {
		switch {
		case a > 12:
			order = DMY
		case b > 12:
			order = MDY
		case a == b:
			order = DMY
		}
	}
	switch order {
	case DMY:
		return mustDay(year, b, a)
	case MDY:
		return mustDay(year, a, b)
	}
	return 0, errors.New("may be day/month or month/day, and the column does not tell; name the order of its dates")
}

func mustDay(year, month, day int) (int, error) {
	d, ok := dayOf(year, month, day)
	if !ok {
		return 0, noSuchDay(year, month, day)
	}
	return d, nil
}

// century gives the year of two digits: at most ten years after today, or without a
// today from 1969 to 2068, as POSIX has it.
func (f Format) century(yy int) int {
	if f.Today.IsZero() {
		if yy >= 69 {
			return 1900 + yy
		}
		return 2000 + yy
	}
	this := f.Today.Year()
	year := this - this%100 + yy
	if year > this+10 {
		year -= 100
	}
	return year
}

// serialEpoch is day zero of the days that spreadsheets count (ECMA-376 part 1, 18.17.4.1): of the 1900 system for days
// after its 29 February 1900, which never was.
func (f Format) serialEpoch() int {
	if f.From1904 {
		return -24107
	}
	return -25569
}

// parseNumber reads a cell that is one number, or an ordinal day and a time.
func (f Format) parseNumber(s string) (Reading, bool, error) {
	whole, rest, spaced := strings.Cut(s, " ")
	if strings.Trim(whole, "0123456789") != "" {
		return f.parseFraction(s)
	}
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil {
		return Reading{}, false, nil
	}
	if spaced {
		return f.ordinal(whole, int(n), rest)
	}
	switch {
	case f.Epoch > 0:
		return epoch(float64(n), f.Epoch)
	case f.Serial && n > 60 && n < 200_000:
		return wholeDay(int(n) + f.serialEpoch()), true, nil
	case len(whole) == 8:
		if day, ok := dayOf(int(n)/10000, int(n)/100%100, int(n)%100); ok {
			return wholeDay(day), true, nil
		}
	case len(whole) == 7:
		return f.ordinal(whole, int(n), "")
	case len(whole) == 4 && n >= 1000 && n <= 2200:
		return year(int(n)), true, nil
	case len(whole) == 6 && n/100 >= 1900 && n/100 <= 2100 && n%100 >= 1 && n%100 <= 12:
		return month(int(n)/100, int(n)%100), true, nil
	}
	return Reading{}, false, errors.New("is a number that is no date")
}

// parseFraction reads epochs and serial days with a fraction.
func (f Format) parseFraction(s string) (Reading, bool, error) {
	if f.Epoch == 0 && !f.Serial || strings.Trim(s, "-.0123456789eE+") != "" {
		return Reading{}, false, nil
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(v) || math.Abs(v) > 1e17 {
		return Reading{}, false, nil
	}
	if f.Epoch > 0 {
		return epoch(v, f.Epoch)
	}
	if v <= 60 || v > 200_000 {
		return Reading{}, false, nil
	}
	day := math.Floor(v)
	seconds := int64(math.Round((v - day) * 86400))
	if seconds == 0 || seconds >= 86400 {
		return wholeDay(int(math.Round(v)) + f.serialEpoch()), true, nil
	}
	return wholeDay(int(day) + f.serialEpoch()).at(moment(seconds * aSecond)), true, nil
}

// epoch reads a count since 1970 in UTC.
func epoch(v float64, unit time.Duration) (Reading, bool, error) {
	per := float64(time.Second / max(unit, 1))
	seconds := math.Floor(v / per)
	day := math.Floor(seconds / 86400)
	if day < -719_000 || day > 2_900_000 {
		return Reading{}, false, errors.New("is a count of time that is out of range")
	}
	nano := int64(seconds-day*86400)*aSecond + int64((v-seconds*per)*float64(unit))
	r := wholeDay(int(day)).at(moment(nano))
	r.zone = time.UTC
	return r, true, nil
}

// ordinal reads YYYYDDD, a year and a day of it, as satellite products have it, which are
// in UTC, and a time of four digits behind it.
func (f Format) ordinal(whole string, n int, clockText string) (Reading, bool, error) {
	if len(whole) != 7 {
		return Reading{}, false, nil
	}
	of, ok := dayOf(n/1000, 1, 1)
	if day := n % 1000; !ok || day < 1 || day > 366 || day == 366 && daysIn(n/1000, 2) == 28 || n/1000 < 1900 {
		return Reading{}, false, errors.New("is a number that is no date")
	}
	r := wholeDay(of + n%1000 - 1)
	r.Ordinal = true
	if clockText == "" {
		return r, true, nil
	}
	t, err := ParseTime(clockText, true)
	if err != nil {
		return Reading{}, false, nil
	}
	r = r.at(t)
	if r.zone == nil {
		r.zone = time.UTC
	}
	return r, true, nil
}

func year(y int) Reading {
	first, _ := dayOf(y, 1, 1)
	last, _ := dayOf(y, 12, 31)
	return days(first, last, incidents.Year)
}

func month(y, m int) Reading {
	first, _ := dayOf(y, m, 1)
	return days(first, first+daysIn(y, m)-1, incidents.Month)
}
