package calendar

import "time"

// Unit is a width of buckets that people count in.
type Unit struct {
	Name                string        // as ISO 8601 writes a duration
	length              time.Duration // on the average
	years, months, days int           // of the calendar; else length is exact
}

const day = 24 * time.Hour

// units lists the widths, the shortest first.
func units() []Unit {
	return []Unit{
		{Name: "PT1M", length: time.Minute},
		{Name: "PT5M", length: 5 * time.Minute},
		{Name: "PT15M", length: 15 * time.Minute},
		{Name: "PT1H", length: time.Hour},
		{Name: "PT6H", length: 6 * time.Hour},
		{Name: "P1D", length: day, days: 1},
		{Name: "P7D", length: 7 * day, days: 7},
		{Name: "P1M", length: 30 * day, months: 1},
		{Name: "P3M", length: 91 * day, months: 3},
		{Name: "P1Y", length: 365 * day, years: 1},
		{Name: "P10Y", length: 3652 * day, years: 10},
		{Name: "P100Y", length: 36524 * day, years: 100},
	}
}

// MaxBuckets is how many units a span is divided into at most.
const MaxBuckets = 1000

// UnitFor gives the shortest unit of at least a length of which a span has no more than few.
func UnitFor(from, to time.Time, few int64, least time.Duration) Unit {
	all := units()
	for _, u := range all {
		// In seconds, because a Duration ends at 292 years.
		if u.length >= least && to.Unix()-from.Unix() <= few*int64(u.length/time.Second) {
			return u
		}
	}
	return all[len(all)-1]
}

// floor gives the last instant up to t at which the unit begins in the zone: weeks on Mondays
// (ISO 8601), units of hours and less with the day, however its clocks were set.
func (u Unit) floor(t time.Time, zone *time.Location) time.Time {
	t = t.In(zone)
	y, month, d := t.Date()
	switch {
	case u.years > 0:
		return midnight(y-y%u.years, 1, 1, zone)
	case u.months > 0:
		m := int(month) - 1
		return midnight(y, time.Month(m-m%u.months+1), 1, zone)
	case u.days == 7:
		return midnight(y, month, d-(int(t.Weekday())+6)%7, zone)
	case u.days > 0:
		return midnight(y, month, d, zone)
	}
	begin := midnight(y, month, d, zone)
	return begin.Add(t.Sub(begin).Truncate(u.length))
}

// next gives the beginning of the unit after the one that begins at t.
func (u Unit) next(t time.Time, zone *time.Location) time.Time {
	t = t.In(zone)
	y, month, d := t.Date()
	days := max(u.days, 1)
	if u.years+u.months > 0 {
		days = 0
	}
	next := midnight(y+u.years, month+time.Month(u.months), d+days, zone)
	// Once, a country left out a day.
	for ; !next.After(t); days++ {
		next = midnight(y+u.years, month+time.Month(u.months), d+days, zone)
	}
	if step := t.Add(u.length); u.years+u.months+u.days == 0 && step.Before(next) {
		return step
	}
	return next // of a day of 23 or 25 hours, too
}

// midnight gives the first instant of a day. It is not always at 0:00: where clocks are put
// forward at midnight, there is none.
func midnight(y int, month time.Month, d int, zone *time.Location) time.Time {
	_, _, want := time.Date(y, month, d, 12, 0, 0, 0, zone).Date()
	t := time.Date(y, month, d, 0, 0, 0, 0, zone)
	for i := 0; i < 48 && t.Day() != want; i++ {
		t = t.Add(30 * time.Minute)
	}
	return t
}

// Edges gives the beginnings of the units that a span meets, no more than MaxBuckets, and the end of the last.
func (u Unit) Edges(from, to time.Time, zone *time.Location) (starts []time.Time, end time.Time) {
	t := u.floor(from, zone)
	for t.Before(to) && len(starts) < MaxBuckets {
		starts = append(starts, t)
		t = u.next(t, zone)
	}
	return starts, t
}
