package intake

import (
	"strings"

	"incidentmap/geo/geocode"
	"incidentmap/incidents"
	"incidentmap/incidents/intake/columns"
	"incidentmap/incidents/intake/dates"
	"incidentmap/incidents/intake/words"
)

// besides are columns that say something of what others hold; -1 for none.
type besides struct {
	half    int // before or after noon, of the times of day
	weekday int // of the date
	parent  int // the row that a row is part of, by its identifier
	country int // another column of countries
}

// decideBesides finds them.
func (pl *plan) decideBesides(p *profile) {
	pl.besides = besides{-1, -1, -1, -1}
	if pl.own {
		return
	}
	for i, d := range pl.fields {
		if d.Field != "" && d.Field != columns.DayPart || i >= len(p.samples) || hasColumn(pl.kept, pl.names[i]) || len(p.samples[i].Cells()) == 0 {
			continue
		}
		cells := p.samples[i].Cells()
		switch {
		case pl.when.clock >= 0 && pl.besides.half < 0 && all(cells, dates.IsHalf):
			pl.besides.half = i
			pl.note(i, "says whether times are before or after noon", "it is read with the times of day")
		case pl.besides.weekday < 0 && all(cells, func(s string) bool { _, ok := dates.Weekday(s); return ok }):
			pl.besides.weekday = i
		case pl.besides.country < 0 && pl.column(columns.Country) >= 0 && isCountryName(pl.names[i]):
			pl.besides.country = i
		case pl.besides.parent < 0 && parentNames[words.Key(pl.names[i])] && pl.haveParents(p, i):
			pl.besides.parent = i
		}
	}
}

func all(cells []string, hold func(string) bool) bool {
	for _, c := range cells {
		if !hold(c) {
			return false
		}
	}
	return true
}

// parentNames are the names, in the form of words.Key, of columns that say of which row a row is part.
var parentNames = map[string]bool{
	"parent": true, "parent id": true, "parent event": true, "parent event id": true, "parent incident": true, "parent incident id": true, "part of": true, "parte de": true, "id padre": true, "evento padre": true,
	"id evento padre": true, "incidente padre": true, "counted in": true, "master id": true, "episode parent": true, "parent code": true,
}

// haveParents tells that a column of the first rows names identifiers of others.
func (pl *plan) haveParents(p *profile, column int) bool {
	id := pl.column(columns.ID)
	ids := map[string]bool{}
	for _, row := range p.beginning {
		ids[strings.TrimSpace(cell(row, id))] = id >= 0
	}
	for _, row := range p.beginning {
		if of := strings.TrimSpace(cell(row, column)); of != "" && ids[of] && of != strings.TrimSpace(cell(row, id)) {
			return true
		}
	}
	return false
}

// isPart tells a row that is part of another of the file, in whose figures its own may be counted.
func (c *converter) isPart() bool {
	of := c.value(c.besides.parent)
	return of != "" && !c.isMissing(of) && of != c.value(c.id)
}

// clockText gives the cell of the time of day, with the word of its own column for the half of the day.
func (c *converter) clockText() string {
	v, half := c.value(c.when.clock), c.value(c.besides.half)
	if v == "" || half == "" || !dates.IsHalf(half) || strings.ContainsAny(v, "aApP") {
		return v
	}
	return v + " " + half
}

// compareWeekday tells of a date that is on another day of the week than the row says.
func (c *converter) compareWeekday(r dates.Reading) {
	v := c.value(c.besides.weekday)
	if v == "" {
		return
	}
	if day, ok := dates.Weekday(v); ok && !r.IsOn(day) {
		c.note(c.besides.weekday, v, "is not the day of the week of the row's date", "the date is taken as it is read; look whether its day and month are exchanged, or its year is wrong")
	}
}

// leaveFigures leaves out the figures of a row that is part of another.
func (c *converter) leaveFigures() {
	left := false
	for _, i := range c.sum.figures {
		left = left || c.value(i) != ""
		c.keep(i)
	}
	if left {
		c.lose(c.besides.parent, c.value(c.besides.parent), "says that the row is part of another, in whose figures its own may be counted", "its figures are left out, and the cells are kept")
	}
}

// isCountryName tells the name of a column of countries.
func isCountryName(name string) bool {
	f, ok := columns.NamedField(name)
	return ok && f == columns.Country
}

// compareCountries tells of a second column that names another country than the first.
func (c *converter) compareCountries() {
	v := c.value(c.besides.country)
	if v == "" || c.Geocoder == nil || c.isMissing(v) {
		return
	}
	one, other := c.lookUp(geocode.Fields{Country: c.countryIn()}), c.lookUp(geocode.Fields{Country: v})
	a, b := one.location.Admin.Country, other.location.Admin.Country
	if one.found && other.found && a != "" && b != "" && a != b {
		c.note(c.besides.country, v, "names another country than "+incidents.Quote(c.names[c.where.country]), "the other is taken; look which is right")
	}
}
