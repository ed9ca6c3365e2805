package dates

import "time"

// clock is a reading of a calendar and a clock on the wall: days since 1970-01-01, and
// nanoseconds since that day's midnight.
type clock struct {
	day  int
	nano int64
}

const (
	aSecond = int64(time.Second)
	aMinute = int64(time.Minute)
	anHour  = int64(time.Hour)
	aDay    = 24 * anHour
	lastNs  = aDay - aSecond // the last second of a day
)

// dayOf gives the days since 1970-01-01 of a day of the Gregorian calendar, and false when
// there is no such day. The formula is Howard Hinnant's days_from_civil
// ("chrono-Compatible Low-Level Date Algorithms").
func dayOf(year, month, day int) (int, bool) {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return 0, false
	}
	y, m := year, month
	if m <= 2 {
		y--
		m += 12
	}
	era := y / 400
	yearOfEra := y - era*400
	dayOfYear := (153*(m-3)+2)/5 + day - 1
	return era*146097 + yearOfEra*365 + yearOfEra/4 - yearOfEra/100 + dayOfYear - 719468, true
}

func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// civil is the reverse of dayOf.
func civil(day int) (year int, month time.Month, dayOfMonth int) {
	return time.Unix(int64(day)*86400, 0).UTC().Date()
}
