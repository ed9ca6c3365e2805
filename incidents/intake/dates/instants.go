package dates

import (
	"time"

	"incidentmap/incidents"
)

// Doubt is what the change of clocks makes of a time of day.
type Doubt string

// The doubts.
const (
	Sure Doubt = ""
	Gap  Doubt = "the clocks went forward over this time, so it never was; it is taken as if they had not"
	Fold Doubt = "the clocks went back over this time, so it was twice; both times are kept as a span"
)

// In gives the instants of a reading on the clocks of a zone, or of the one that its text
// names: the seconds of days and parts of days from the first to the last.
func (r Reading) In(zone *time.Location) (start, end time.Time, doubt Doubt) {
	from := zone
	if r.zone != nil {
		from = r.zone
	}
	if !r.HasClock() {
		return dayStart(r.first.day, from), dayEnd(r.last.day, from), Sure
	}
	start, second, doubt := r.first.in(from)
	if r.first == r.last {
		if end = start; doubt == Fold {
			end = second
		}
		return start.In(zone), end.In(zone), doubt
	}
	end, second, other := r.last.in(from)
	if other == Fold {
		end = second
	}
	if doubt == Sure {
		doubt = other
	}
	if end.Before(start) {
		end = start
	}
	return start.In(zone), end.In(zone), doubt
}

// Times gives the reading as an incident has it.
func (r Reading) Times(zone *time.Location, name string) (incidents.When, Doubt) {
	start, end, doubt := r.In(zone)
	w := incidents.When{Start: start, End: end, Zone: name, Precision: r.Precision, Basis: incidents.EventTime}
	if doubt == Fold && w.Precision == incidents.Minute {
		w.Precision = incidents.Hour
	}
	return w, doubt
}

// in gives the instant at which a zone's clocks show c, and the second one if there are two.
func (c clock) in(zone *time.Location) (t, second time.Time, doubt Doubt) {
	t = c.date(zone)
	if zone == time.UTC {
		return t, t, Sure
	}
	_, offset := t.Zone()
	begin, end := t.ZoneBounds()
	if wall(t, offset) != c.wall() {
		_, before := t.Add(-time.Duration(aDay)).Zone()
		t = fromWall(c, before).In(zone)
		return t, t, Gap
	}
	if !end.IsZero() {
		_, after := end.Zone()
		if again := t.Add(time.Duration(offset-after) * time.Second); after < offset && !again.Before(end) {
			return t, again, Fold
		}
	}
	if !begin.IsZero() {
		_, before := begin.Add(-time.Second).Zone()
		if earlier := t.Add(-time.Duration(before-offset) * time.Second); before > offset && earlier.Before(begin) {
			return earlier, t, Fold
		}
	}
	return t, t, Sure
}

// date is time.Date of the clock.
func (c clock) date(zone *time.Location) time.Time {
	y, m, d := civil(c.day)
	return time.Date(y, m, d, 0, 0, int(c.nano/aSecond), int(c.nano%aSecond), zone)
}

// wall is what the clock shows, in seconds as if it were UTC.
func (c clock) wall() int64 { return int64(c.day)*86400 + c.nano/aSecond }

func wall(t time.Time, offset int) int64 { return t.Unix() + int64(offset) }

func fromWall(c clock, offset int) time.Time {
	return time.Unix(c.wall()-int64(offset), c.nano%aSecond)
}

// dayStart is the first instant of a day in a zone, which is not midnight where clocks go
// forward at midnight. A day that a zone left out (Samoa's 30 December 2011) is where it
// would have been on the clocks of the day before.
func dayStart(day int, zone *time.Location) time.Time {
	c := clock{day: day}
	t, _, doubt := c.in(zone)
	if doubt != Gap {
		return t
	}
	after := c.date(zone)
	if begin, end := after.ZoneBounds(); sameDay(begin, day, zone) {
		return begin
	} else if sameDay(end, day, zone) {
		return end
	}
	return t
}

func sameDay(t time.Time, day int, zone *time.Location) bool {
	if t.IsZero() {
		return false
	}
	y, m, d := t.In(zone).Date()
	of, ok := dayOf(y, int(m), d)
	return ok && of == day
}

// dayEnd is the last second of a day in a zone.
func dayEnd(day int, zone *time.Location) time.Time {
	start, end := dayStart(day, zone), dayStart(day+1, zone).Add(-time.Second)
	if end.Before(start) {
		return start
	}
	return end
}
