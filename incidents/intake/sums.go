package intake

import (
	"strings"

	"incidentmap/incidents/intake/columns"
	"incidentmap/incidents/intake/numbers"
	"incidentmap/incidents/intake/words"
	"incidentmap/incidents/records"
)

// sumSigns are what tells rows of totals and averages from incidents.
type sumSigns struct {
	named   []int // columns that name what a row is of
	titles  []int // columns of prose, whose first words may be anything
	figures []int
	placed  bool // rows of the file have dates or coordinates, which sums have not
}

func newSumSigns(pl *plan) sumSigns {
	var s sumSigns
	for i, d := range pl.fields {
		switch d.Field {
		case columns.Title, columns.Summary:
			s.titles = append(s.titles, i)
		case "":
			if i > 0 {
				s.titles = append(s.titles, i) // what it is of may be anything, too
				continue
			}
			s.named = append(s.named, i)
		case columns.ID, columns.Name, columns.Kind, columns.Place, columns.City, columns.County, columns.State, columns.Country, columns.Address,
			columns.Date, columns.Start, columns.YearPart, columns.MonthPart:
			s.named = append(s.named, i)
		}
	}
	for _, f := range pl.figures {
		for _, i := range append([]int{f.best, f.low, f.high}, f.sum...) {
			if i >= 0 {
				s.figures = append(s.figures, i)
			}
		}
	}
	w := &pl.where
	s.placed = pl.when.start >= 0 || pl.when.date >= 0 || pl.when.parts[0] >= 0 || w.lat >= 0 || w.pair >= 0 || w.geometry >= 0 || pl.geometries
	return s
}

// sumWords are the words of totals and averages in Spanish, English, Portuguese, French, Catalan,
// Italian and German, alone or as the first or last of a few.
var sumWords = map[string]bool{
	"total": true, "totals": true, "totales": true, "totais": true, "totaux": true, "totale": true, "subtotal": true, "subtotals": true, "subtotales": true, "sum": true, "suma": true, "soma": true, "somme": true, "somma": true, "sumas": true,
	"average": true, "averages": true, "mean": true, "median": true, "promedio": true, "promedios": true, "media": true, "mediana": true, "moyenne": true, "mitjana": true, "gesamt": true, "gesamtsumme": true, "durchschnitt": true, "summe": true, "sumatoria": true, "avg": true,
}

// allWords are words for all, which are a total where they stand alone.
var allWords = map[string]bool{"all": true, "todos": true, "todas": true, "overall": true, "tous": true, "toutes": true, "tutti": true, "tutte": true, "tots": true, "insgesamt": true, "alle": true}

// isSum tells a row of totals or averages: a cell that says so, in a row without a date or coordinates
// of its own.
func (c *converter) isSum(rec *records.Record) bool {
	if c.own || rec.Geometry != nil || c.sum.placed && c.isPlaced() {
		return false
	}
	for _, i := range c.sum.named {
		if v := c.value(i); v != "" && isSumText(v) {
			return true
		}
	}
	for _, i := range c.sum.titles {
		if v := c.value(i); v != "" && len(v) < 20 && sumWords[words.Key(v)] {
			return true
		}
	}
	return c.isFiguresAlone()
}

// isPlaced tells that the row has a time or coordinates.
func (c *converter) isPlaced() bool {
	w := &c.where
	for _, i := range []int{c.when.start, c.when.date, c.when.parts[0], w.lat, w.pair, w.x, w.geometry} {
		if v := c.value(i); v != "" && !isSumText(v) && !c.isMissing(v) && !c.isYearOfDays(i, v) {
			return true
		}
	}
	return false
}

// isYearOfDays tells a year alone in a column most of whose cells are days, as sums of a year have it.
func (c *converter) isYearOfDays(column int, v string) bool {
	if len(v) != 4 || column != c.when.start && column != c.when.date || strings.Trim(v, "0123456789") != "" {
		return false
	}
	return c.years[column] != nil && c.years[column].AreDays()
}

// isSumText tells "Total", "Total nacional", "Big Cities Average".
func isSumText(v string) bool {
	if len(v) > 60 {
		return false
	}
	all := strings.Fields(words.Key(v))
	switch {
	case len(all) == 0 || len(all) > 5:
		return false
	case len(all) == 1:
		return sumWords[all[0]] || allWords[all[0]]
	case all[0] == "grand" || all[0] == "gran" || all[0] == "sub":
		return sumWords[all[1]]
	}
	last := all[len(all)-1]
	return sumWords[last] && last != "media" && last != "mean" || sumWords[all[0]] && all[0] != "media" && all[0] != "mean" && len(all) <= 4
}

// isFiguresAlone tells a row that says nothing but numbers, of people among them, as a sum without a name does.
// An identifier or a part of a date makes it one of something.
func (c *converter) isFiguresAlone() bool {
	if len(c.sum.figures) == 0 || len(c.names) < 3 || c.value(c.id) != "" || c.value(c.when.parts[0]) != "" {
		return false
	}
	figures := 0
	for i := range c.row {
		v := c.value(i)
		if v == "" {
			continue
		}
		if _, form, err := numbers.Count(v); err != nil || form == numbers.Missing {
			return false
		}
		if c.isFigure(i) {
			figures++
		}
	}
	return figures > 0
}
