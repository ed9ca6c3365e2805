package timex

import (
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/extract/quantity"
	"incidentmap/incidents/extract/text"
)

// units are what times are counted in, in days; hours are parts of the same day.
var units = map[string]int{
	"hour": 0, "hours": 0, "hora": 0, "horas": 0, "minutes": 0, "minutos": 0,
	"day": 1, "days": 1, "dia": 1, "dias": 1, "week": 7, "weeks": 7, "semana": 7, "semanas": 7,
	"month": 30, "months": 30, "mes": 30, "meses": 30, "year": 365, "years": 365, "ano": 365, "anos": 365,
	"decade": 3650, "decades": 3650, "decada": 3650, "decadas": 3650,
}

// mostOfNumber is how many words a number before a unit of time has at most.
const mostOfNumber = 4

// hasUnit reports whether there may be a number with a unit of time from a word on: to look for one costs less than to read a number.
func (rd *reader) hasUnit(from int) bool {
	for i := from; i <= from+mostOfNumber; i++ {
		if _, ok := units[rd.word(i)]; ok {
			return true
		}
	}
	return false
}

// ago reads "three days ago", "hace dos semanas", "years earlier".
func (rd *reader) ago(i int) (Expression, bool) {
	if rd.base.IsZero() {
		return Expression{}, false
	}
	start := i
	spanish := rd.word(i) == "hace"
	if spanish {
		start++
	}
	if !rd.hasUnit(start) {
		return Expression{}, false
	}
	n, next := 1, start
	if found := quantity.Read(rd.tokens, text.Range{First: start, Last: min(start+mostOfNumber, rd.r.Last)}, ""); len(found) > 0 && found[0].First == start {
		n, next = found[0].Value(), found[0].Last
	}
	days, ok := units[rd.word(next)]
	if !ok {
		return Expression{}, false
	}
	next++
	if !spanish {
		switch w := rd.word(next); {
		case w == "ago", w == "atras":
		case (w == "earlier" || w == "antes") && days >= 30:
		case rd.isSequel(next) && days >= 7: // what is told after these words was then
		default:
			return Expression{}, false
		}
		next++
	}
	return rd.before(n, days, next), true
}

// isSequel reports whether the words at a token put what follows them before what was told: "came a month after clashes", "un mes
// después de una masacre".
func (rd *reader) isSequel(i int) bool {
	return rd.word(i) == "after" || rd.word(i) == "despues" && (rd.word(i+1) == "de" || rd.word(i+1) == "del")
}

// before is the time n units before the report.
func (rd *reader) before(n, days, last int) Expression {
	const most = 200 * 365
	d := rd.base.AddDate(0, 0, -min(n*days, most))
	switch {
	case days >= 365:
		return yearOf(d.Year(), last, false)
	case days >= 30:
		first := time.Date(d.Year(), d.Month(), 1, 0, 0, 0, 0, time.UTC)
		return Expression{Range: text.Range{Last: last}, Start: first, End: first.AddDate(0, 1, 0).Add(-time.Second), Precision: incidents.Month}
	case days == 7:
		return Expression{Range: text.Range{Last: last}, Start: d.AddDate(0, 0, -3), End: endOf(d.AddDate(0, 0, 3)), Precision: incidents.Week}
	}
	return day(d, last)
}

// lastUnit reads "last year", "el mes pasado", "the past week", "la semana pasada".
func (rd *reader) lastUnit(i int) (Expression, bool) {
	if rd.base.IsZero() {
		return Expression{}, false
	}
	word := rd.word(i)
	unit := i
	if word == "last" || word == "previous" || word == "pasado" || word == "pasada" {
		unit++
	}
	days, ok := units[rd.word(unit)]
	if !ok || days < 7 {
		return Expression{}, false
	}
	next := unit + 1
	if unit == i {
		if w := rd.word(next); w != "pasado" && w != "pasada" && w != "anterior" {
			return Expression{}, false
		}
		next++
	}
	return rd.before(1, days, next), true
}
