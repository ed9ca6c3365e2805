package timex

import (
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/extract/text"
)

// holidays stand before a weekend that a Monday follows.
var holidays = text.WordSet(`day holiday long bank easter`)

// weekend reads "over the weekend", "el fin de semana": the last one that had begun when the
// report was written.
func (rd *reader) weekend(i int) (Expression, bool) {
	last := i + 1
	switch {
	case rd.base.IsZero():
		return Expression{}, false
	case rd.word(i) == "weekend":
	case rd.word(i) == "fin" && rd.word(i+1) == "de" && rd.word(i+2) == "semana":
		last = i + 3
	default:
		return Expression{}, false
	}
	switch rd.word(i - 1) {
	case "the", "this", "last", "past", "el", "este", "pasado", "ultimo":
	default:
		if !holidays[rd.word(i-1)] {
			return Expression{}, false
		}
	}
	if rd.ahead || rd.word(i-1) == "next" || rd.word(i-1) == "proximo" {
		return Expression{}, false
	}
	days := 1
	if holidays[rd.word(i-1)] {
		days = 2 // "the Memorial Day weekend" goes on until Monday
	}
	saturday := rd.base.AddDate(0, 0, -((int(rd.base.Weekday()) - int(time.Saturday) + 7) % 7))
	return Expression{
		Range: text.Range{Last: last}, Start: saturday, End: endOf(saturday.AddDate(0, 0, days)), Precision: incidents.Week,
	}, true
}
