package intake

import (
	"slices"
	"strings"
	"time"

	"incidentmap/incidents/intake/columns"
	"incidentmap/incidents/intake/dates"
	"incidentmap/incidents/intake/words"
)

const (
	severalZones = "has letters that are of several time zones, and nothing says which is meant"
	dayAlone     = "the day is taken, the time of day is left open, and the words are kept"
)

// inLetters gives a reading the zone that letters of several mean in the row's country, or else beside the file's own zone;
// where neither says which, its day alone.
func (c *converter) inLetters(r dates.Reading, column int) dates.Reading {
	letters := r.Letters()
	switch {
	case letters == "":
		return r
	case !r.HasClock():
		return r.WithZone(nil)
	}
	if z := c.lettered(letters, column); z != nil {
		return r.WithZone(z)
	}
	c.lose(column, c.value(column), severalZones, dayAlone)
	c.keep(column)
	return r.WithZone(nil).WithoutClock()
}

// lettered gives the zone that letters mean in the row; nil where nothing says which.
func (c *converter) lettered(letters dates.Letters, column int) *time.Location {
	if country := c.inc.Where.Admin.Country; country != "" {
		z, _ := letters.In(country)
		return z
	}
	z, ok := letters.Beside(c.zone)
	if ok {
		c.note(column, c.value(column), "has letters that are of several time zones", "they are read as those of the zone nearest to "+c.Zone+"; --zone decides otherwise")
	}
	return z
}

// zoneOf gives the zone of a reading that names none: the row's own, or the file's. Where the row's may be one of several
// the reading is left its day alone.
func (c *converter) zoneOf(r dates.Reading, column int) (dates.Reading, *time.Location, string) {
	v := c.value(c.when.zone)
	switch {
	case v == "" && c.utc && r.HasClock():
		return r, time.UTC, "UTC"
	case v == "":
		return r, c.zone, c.Zone
	}
	z := c.zoneIn(v)
	if letters := dates.ParseLetters(v); z == nil && letters != "" {
		c.keep(c.when.zone)
		switch z = c.lettered(letters, c.when.zone); {
		case z != nil:
		case r.Zoned() || !r.HasClock():
			return r, c.zone, c.Zone
		default:
			c.lose(c.when.zone, v, severalZones, dayAlone)
			c.keepAll(column, c.when.clock)
			return r.WithoutClock(), c.zone, c.Zone
		}
	}
	switch {
	case z == nil:
		if !r.Zoned() {
			c.note(c.when.zone, v, "is not a time zone", "the time is read in "+c.Zone+", and the words are kept")
		}
		c.keep(c.when.zone)
		return r, c.zone, c.Zone
	case strings.Contains(z.String(), "/") || z == time.UTC:
		return r, z, z.String()
	}
	// An offset has no IANA name; the instant is right, and shown in the file's zone.
	c.keep(c.when.zone)
	return r, z, c.Zone
}

// zoneIn reads a cell of the column of zones; nil for what names none. Cells come again, and are remembered.
func (c *converter) zoneIn(v string) *time.Location {
	z, ok := c.zones[v]
	if ok {
		return z
	}
	z, ok = dates.ParseZone(v)
	if !ok && c.isOffset {
		z, _ = dates.ParseOffset(v)
	}
	if len(c.zones) < maxCache {
		c.zones[strings.Clone(v)] = z
	}
	return z
}

// decideOffset tells a column of zones that is called as one of offsets.
func (pl *plan) decideOffset() {
	if pl.when.zone < 0 {
		return
	}
	key := " " + words.Key(pl.names[pl.when.zone]) + " "
	for _, w := range []string{" offset ", " utcoffset ", " desfase ", " decalage "} {
		pl.isOffset = pl.isOffset || strings.Contains(key, w)
	}
}

// noteClocks tells of columns of times of day that nothing is called as, beside dates without any.
func (pl *plan) noteClocks(p *profile) {
	w := &pl.when
	if pl.own || w.clock >= 0 || w.start < 0 && w.date < 0 {
		return
	}
	for _, i := range []int{w.start, w.date} {
		if i >= 0 && i < len(p.dates) && pl.datesOf(p, i).HasClocks() {
			return
		}
	}
	for i, d := range pl.fields {
		if d.Field == "" && i < len(p.samples) && d.Unlike == "" && !hasColumn(pl.kept, pl.names[i]) && p.samples[i].AreClocks() {
			pl.note(i, "holds times of day, and is not called as a column of them", "it is kept, and times of day are left open; --map time=COLUMN takes a column for them")
		}
	}
}

// decideHalfDays leaves times of day open of which nothing says whether they are before or after noon.
func (pl *plan) decideHalfDays(p *profile) {
	i := pl.when.clock
	if i < 0 || i >= len(p.times) || !p.times[i].half.Doubted() || pl.isAsked(i) || pl.besides.half >= 0 {
		return
	}
	pl.note(i, halfDays, "times of day are left open, and kept; --map time=COLUMN takes them as they are written")
	pl.drop(columns.Time, "kept: nothing says whether its times are before or after noon")
	pl.when.clock = -1
}

const halfDays = "all of its hours are from 1 to 12, and nothing says whether they are before or after noon"

// isAsked tells a column that the user named for a field.
func (pl *plan) isAsked(column int) bool {
	return pl.given[pl.fields[column].Field] == pl.names[column] && pl.names[column] != ""
}

// noteZone tells of times of day that name no time zone, where nobody said which it is: they are read in UTC, in which hardly
// anybody but programs writes.
func (pl *plan) noteZone(p *profile) {
	if pl.own || pl.zoneAsked || pl.utc || pl.Zone != "UTC" || pl.when.zone >= 0 {
		return
	}
	column := -1
	for _, i := range []int{pl.when.clock, pl.when.parts[3]} {
		if i >= 0 && i < len(p.samples) && len(p.samples[i].Cells()) > 0 {
			column = i
		}
	}
	for _, i := range []int{pl.when.end, pl.when.date, pl.when.start} {
		if i >= 0 && i < len(p.samples) && slices.ContainsFunc(p.samples[i].Cells(), pl.isLocal(i)) {
			column = i
		}
	}
	if column >= 0 {
		pl.note(column, "its times of day name no time zone, and nothing else says which it is", "they are read in UTC; look at it; --zone AREA/CITY decides otherwise")
	}
}

// isLocal tells a cell of a column with a time of day and without its zone.
func (pl *plan) isLocal(column int) func(string) bool {
	return func(v string) bool {
		r, err := pl.formats[column].Format.Parse(v)
		return err == nil && r.HasClock() && !r.Zoned() && r.Letters() == ""
	}
}
