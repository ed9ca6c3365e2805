package intake

import (
	"errors"
	"strings"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/intake/dates"
)

// dateCell is what a date's cell was read as.
type dateCell struct {
	reading  dates.Reading
	err      error
	relative bool // to the story's day
}

// readWhen reads the columns of times.
func (c *converter) readWhen() incidents.When {
	unknown := incidents.When{Precision: incidents.TimeUnknown, Basis: c.basis}
	reading, column, ok := c.firstDate()
	if !ok {
		return unknown
	}
	c.compareWeekday(reading)
	reading = c.withClock(reading)
	if v := c.value(c.when.end); v != "" && column != c.when.end {
		reading = c.until(reading, v)
	} else if v == "" && c.when.endParts[0] >= 0 {
		reading = c.untilParts(reading)
	}
	reading = c.asExact(c.inLetters(reading, column))
	reading, zone, name := c.zoneOf(reading, column)
	w, doubt := reading.Times(zone, name)
	w.Basis = c.basis
	if doubt != dates.Sure {
		c.note(column, c.value(column), "in "+name+" "+string(doubt), "the time has the precision "+string(w.Precision))
	}
	if reading.Vague {
		c.keep(column)
	}
	if !c.Now.IsZero() && !c.own && w.Start.After(c.Now.Add(soon)) {
		c.note(column, c.value(column), "lies in the future", "the time is taken as it stands; look whether its year is right")
	}
	return w
}

// soon is how far ahead of now a time is not told of: clocks and zones differ.
const soon = 48 * time.Hour

// firstDate gives the reading of the first column that says when: a column with a whole date before
// the parts of one, and those before a date at which it was only reported.
func (c *converter) firstDate() (reading dates.Reading, column int, ok bool) {
	order := [4]int{c.when.start, c.when.date, fromParts, c.when.end}
	if c.when.reported {
		order[1], order[2] = order[2], order[1]
	}
	for _, column := range order {
		if column == fromParts {
			if r, ok := c.partsOf(&c.when.parts); ok {
				return r, c.when.parts[0], true
			}
			continue
		}
		v := c.value(column)
		if v == "" {
			continue
		}
		r, err := c.date(column, v)
		switch {
		case err == nil:
			if column == c.when.start && c.when.date >= 0 {
				c.keep(c.when.date)
			}
			c.keepAll(c.when.parts[:]...)
			return r, column, true
		case !errors.Is(err, dates.ErrMissing):
			c.lose(column, v, err.Error(), "the time is left open, and the words are kept")
			c.keep(column)
		}
	}
	return dates.Reading{}, -1, false
}

// fromParts stands for the columns of the parts of a date.
const fromParts = -2

// partsOf reads a date in several columns. What is not read of it is kept.
func (c *converter) partsOf(at *[5]int) (dates.Reading, bool) {
	if at[0] < 0 {
		return dates.Reading{}, false
	}
	r, used, err := dates.Parts{Year: c.value(at[0]), Month: c.value(at[1]), Day: c.value(at[2]), Hour: c.value(at[3]), Minute: c.value(at[4])}.Read()
	for i, column := range at {
		if column >= 0 && !used[i] {
			c.keep(column)
		}
	}
	var fault *dates.PartError
	switch {
	case errors.As(err, &fault):
		column := at[fault.Part]
		c.lose(column, c.value(column), err.Error(), "the time is read without it, and the cell is kept")
		c.keep(column)
		return r, fault.Part > 0
	case err != nil:
		return r, false
	}
	if why := c.doubt(at[0], r); why != "" {
		c.lose(at[0], c.value(at[0]), why, "the time is left open, and the cells are kept")
		c.keepAll(at[:]...)
		return dates.Reading{}, false
	}
	return r, true
}

// doubt says why what a date was read as is not believed, or nothing.
func (c *converter) doubt(column int, r dates.Reading) string {
	if y := c.years[column]; y != nil && !c.own {
		return y.Doubt(r)
	}
	return ""
}

// untilParts makes a span of a beginning and the parts of an end.
func (c *converter) untilParts(r dates.Reading) dates.Reading {
	end, ok := c.partsOf(&c.when.endParts)
	if !ok {
		return r
	}
	joined, err := r.Until(end)
	if err != nil {
		c.lose(c.when.endParts[0], c.value(c.when.endParts[0]), err.Error(), "the end is left out, and the cells are kept")
		c.keepAll(c.when.endParts[:]...)
		return r
	}
	return joined
}

// date reads a cell, and believes what it says.
func (c *converter) date(column int, v string) (dates.Reading, error) {
	r, err := c.readDate(column, v)
	if err == nil {
		if why := c.doubt(column, r); why != "" {
			return dates.Reading{}, errors.New(why)
		}
	}
	return r, err
}

// readDate reads a cell. Cells that come again are remembered, as the days of a file are few,
// but for those that are read as fast as they are looked up.
func (c *converter) readDate(column int, v string) (dates.Reading, error) {
	format := &c.formats[column].Format
	if !format.Midnight && format.MidnightIn == nil {
		if r, ok := dates.ParseISO(v); ok {
			return r, nil
		}
	}
	remembered := len(v) <= 20 && column == c.firstDated()
	d, ok := c.dates[v]
	if !ok || !remembered {
		d.reading, d.err = format.Parse(v)
		d.relative = c.asOf && format.Relative(v)
		if remembered {
			if len(c.dates) >= maxCache {
				clear(c.dates)
			}
			c.dates[strings.Clone(v)] = d
		}
	}
	if d.relative {
		c.note(column, v, "is relative to a day", "it is read as of "+c.Today.Format(time.DateOnly)+", the story's day; --today decides otherwise")
	}
	return d.reading, d.err
}

// firstDated is the column whose cells are remembered: another may have another format.
func (c *converter) firstDated() int {
	if c.when.start >= 0 {
		return c.when.start
	}
	return c.when.date
}

// withClock puts the time of day of its own column to the day.
func (c *converter) withClock(r dates.Reading) dates.Reading {
	v := c.clockText()
	if v == "" {
		return r
	}
	if r.HasClock() {
		c.keep(c.when.clock)
		return r
	}
	t, err := dates.ParseTime(v, c.short[c.when.clock])
	if errors.Is(err, dates.ErrMissing) {
		return r
	}
	if err == nil {
		r, err = r.At(t)
	}
	if err != nil {
		c.lose(c.when.clock, v, err.Error(), "the time of day is left open, and the words are kept")
		c.keep(c.when.clock)
	}
	return r
}

// until makes a span of a beginning and an end.
func (c *converter) until(r dates.Reading, v string) dates.Reading {
	end, err := c.date(c.when.end, v)
	if errors.Is(err, dates.ErrMissing) {
		return r
	}
	if err == nil {
		var joined dates.Reading
		if joined, err = r.Until(end); err == nil {
			return joined
		}
	}
	c.lose(c.when.end, v, err.Error(), "the end is left out, and the words are kept")
	c.keep(c.when.end)
	return r
}
