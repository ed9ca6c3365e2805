package timex

import (
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/extract/text"
)

// number reads the digits of a day: "22", "1".
func number(w string) (int, bool) {
	if len(w) == 0 || len(w) > 4 {
		return 0, false
	}
	n := 0
	for i := range len(w) {
		if w[i] < '0' || w[i] > '9' {
			return 0, false
		}
		n = n*10 + int(w[i]-'0')
	}
	return n, true
}

// dayNumber reads the day of a month, and the token after it: "22", "1/o.", "1st", "primero".
func (rd *reader) dayNumber(i int) (n, next int, ok bool) {
	w := rd.word(i)
	if w == "primero" {
		return 1, i + 1, true
	}
	for _, suffix := range []string{"st", "nd", "rd", "th", "o", "ro"} {
		if len(w) > len(suffix) && w[len(w)-len(suffix):] == suffix && w[0] >= '0' && w[0] <= '9' {
			w = w[:len(w)-len(suffix)]
			break
		}
	}
	n, ok = number(w)
	if !ok || n < 1 || n > 31 {
		return 0, 0, false
	}
	next = i + 1
	if rd.word(next) == "/" && (rd.word(next+1) == "o" || rd.word(next+1) == "ro") {
		next += 2
		if rd.word(next) == "." {
			next++
		}
	}
	if rd.word(next) == "º" || rd.word(next) == "°" {
		next++
	}
	return n, next, true
}

// month reads a month and the token after it: "Feb.", "de febrero", "de este mes".
func (rd *reader) month(i int) (m time.Month, next int, ok bool) {
	for rd.word(i) == "de" || rd.word(i) == "of" || rd.word(i) == "este" || rd.word(i) == "del" {
		i++
	}
	for _, words := range thisMonth {
		if !rd.base.IsZero() && rd.said(i, words) {
			return rd.base.Month(), i + len(words), true
		}
	}
	m, ok = monthOf(rd.word(i))
	if !ok {
		return 0, 0, false
	}
	next = i + 1
	if rd.word(next) == "." {
		next++
	}
	return m, next, true
}

// thisMonth are words for the month of the report.
var thisMonth = [][]string{{"presente", "mes"}, {"presente"}, {"mismo", "mes"}, {"mes", "en", "curso"}, {"actual"}, {"corriente"}, {"mes"}, {"this", "month"}}

// yearAfter reads the year that follows a month, or else takes the one that puts the day
// nearest to the report's, mostly before it.
func (rd *reader) yearAfter(i int, m time.Month, d int) (y, next int, ok bool) {
	j := i
	for rd.word(j) == "de" || rd.word(j) == "del" || rd.word(j) == "," || rd.word(j) == "of" {
		j++
	}
	if n, ok := number(rd.word(j)); ok && len(rd.word(j)) == 4 && n >= 1800 && n < 2200 {
		return n, j + 1, true
	}
	if n, ok := number(rd.word(j)); ok && len(rd.word(j)) == 2 && j == i && n >= 70 {
		return 1900 + n, j + 1, true
	}
	next = i
	for _, words := range [][]string{{"presente", "ano"}, {"ano", "en", "curso"}, {"este", "ano"}} {
		if rd.said(j, words) {
			next = j + len(words)
		}
	}
	if rd.base.IsZero() {
		return 0, 0, false
	}
	y = rd.base.Year()
	const ahead = 60 * 24 * time.Hour
	if time.Date(y, m, max(d, 1), 0, 0, 0, 0, time.UTC).After(rd.base.Add(ahead)) {
		y--
	} else if d > 0 && time.Date(y+1, m, d, 0, 0, 0, 0, time.UTC).Before(rd.base.AddDate(0, 0, 14)) {
		y++
	}
	return y, next, true
}

func (rd *reader) said(i int, words []string) bool {
	for k, w := range words {
		if rd.word(i+k) != w {
			return false
		}
	}
	return true
}

// valid gives the day, and false where there is none such.
func valid(y int, m time.Month, d int) (time.Time, bool) {
	t := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	return t, t.Day() == d && t.Month() == m
}

// date reads "22 de febrero de 2026", "Feb. 22, 2026", "3 JAN 90", "2026-02-22".
func (rd *reader) date(i int) (Expression, bool) {
	if e, ok := rd.iso(i); ok {
		return e, true
	}
	if d, after, ok := rd.dayNumber(i); ok {
		m, next, ok := rd.month(after)
		if !ok || rd.isStreet(after, next) {
			return Expression{}, false
		}
		return rd.dated(d, m, next)
	}
	m, next, ok := rd.month(i)
	if !ok || rd.word(i) == "de" || rd.word(i) == "of" {
		return Expression{}, false
	}
	if d, after, ok := rd.dayNumber(next); ok && len(rd.word(next)) <= 4 {
		if e, ok := rd.dated(d, m, after); ok {
			return e, true
		}
	}
	return rd.monthAlone(i, m, next)
}

// isStreet reports whether a day and a month in Spanish are the name of a street or a quarter, as
// which the month has a capital and no year follows: "la colonia 20 de Noviembre".
func (rd *reader) isStreet(month, next int) bool {
	for i := month; i < next; i++ {
		if t := rd.tokens[i]; t.Shape == text.Capital && spanishMonths[t.Word] {
			j := next
			for rd.word(j) == "de" || rd.word(j) == "del" || rd.word(j) == "," {
				j++
			}
			_, isYear := number(rd.word(j))
			return !isYear
		}
	}
	return false
}

var spanishMonths = text.WordSet(`enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre`)

func (rd *reader) dated(d int, m time.Month, next int) (Expression, bool) {
	y, next, ok := rd.yearAfter(next, m, d)
	if !ok {
		return Expression{}, false
	}
	t, ok := valid(y, m, d)
	if !ok {
		return Expression{}, false
	}
	return rd.withPart(day(t, next)), true
}

// iso reads 2026-02-22: the words are divided by hyphens.
func (rd *reader) iso(i int) (Expression, bool) {
	if len(rd.word(i)) != 4 || rd.word(i+1) != "-" || rd.word(i+3) != "-" {
		return Expression{}, false
	}
	y, ok1 := number(rd.word(i))
	m, ok2 := number(rd.word(i + 2))
	d, ok3 := number(rd.word(i + 4))
	if !ok1 || !ok2 || !ok3 {
		return Expression{}, false
	}
	t, ok := valid(y, time.Month(m), d)
	return day(t, i+5), ok
}

// monthAlone reads "in February 2025", "en el mes de noviembre de 2012". A month that is
// also another word needs one of these, or a capital.
func (rd *reader) monthAlone(i int, m time.Month, next int) (Expression, bool) {
	t := rd.tokens[i]
	prefixed := inMonth[rd.word(i-1)] || rd.isYearAt(next) // "between March and May 2024"
	if !prefixed || len(t.Word) < 3 || t.Shape == text.Capital && spanishMonths[t.Word] && rd.isStreet(i, next) {
		return Expression{}, false
	}
	y, next, ok := rd.yearAfter(next, m, 0)
	if !ok {
		return Expression{}, false
	}
	first := time.Date(y, m, 1, 0, 0, 0, 0, time.UTC)
	return Expression{
		Range: text.Range{Last: next}, Start: first, End: first.AddDate(0, 1, 0).Add(-time.Second), Precision: incidents.Month,
		Since: sinces[rd.word(i-1)],
	}, true
}

// isYearAt reports whether a year in four digits stands at a token.
func (rd *reader) isYearAt(i int) bool {
	const digits, first, last = 4, 1900, 2100
	y, ok := number(rd.word(i))
	return ok && len(rd.word(i)) == digits && y >= first && y < last
}

var (
	inMonth = text.WordSet(`in en de since desde last pasado during durante of this`)
	sinces  = text.WordSet(`since desde`)
	inYear  = text.WordSet(`in en since desde de del during durante of by ano around year until hasta`)
)

// period reads "del 21 al 30 de noviembre", "entre el 3 y el 5 de mayo", "from 3 to 5 May".
func (rd *reader) period(i int) (Expression, bool) {
	w := rd.word(i)
	if w != "del" && w != "entre" && w != "from" && w != "between" && w != "de" && w != "dias" {
		return Expression{}, false
	}
	j := i + 1
	for rd.word(j) == "el" || rd.word(j) == "los" || rd.word(j) == "dias" || rd.word(j) == "pasado" || rd.word(j) == "the" {
		j++
	}
	d1, j, ok := rd.dayNumber(j)
	if !ok {
		return rd.days(i + 1)
	}
	m1, next, hasMonth := rd.month(j)
	if hasMonth {
		j = next
		if y, after, ok := rd.yearAfter(j, m1, d1); ok && after > j && y > 0 {
			j = after
		}
	}
	switch rd.word(j) {
	case "al", "y", "to", "and", "a", "-":
	default:
		return Expression{}, false
	}
	j++
	for rd.word(j) == "el" || rd.word(j) == "the" {
		j++
	}
	last, ok := rd.date(j)
	if !ok || last.Precision != incidents.Day {
		return Expression{}, false
	}
	if !hasMonth {
		m1 = last.Start.Month()
	}
	y := last.Start.Year()
	if m1 > last.Start.Month() {
		y--
	}
	first, ok := valid(y, m1, d1)
	if !ok || !first.Before(last.Start) {
		return Expression{}, false
	}
	precision := incidents.Week
	if last.Start.Sub(first) > 7*24*time.Hour {
		precision = incidents.Month
	}
	return Expression{Range: text.Range{Last: last.Last}, Start: first, End: last.End, Precision: precision}, true
}

// days reads what follows "entre" or "from" where days of the week bound a time: "el viernes y este domingo", "Friday to Sunday".
func (rd *reader) days(i int) (Expression, bool) {
	skip := func(j int) int {
		for w := rd.word(j); w == "el" || w == "este" || w == "pasado" || w == "late" || w == "early"; w = rd.word(j) {
			j++
		}
		return j
	}
	first, ok := rd.whole(skip(i))
	if !ok {
		return Expression{}, false
	}
	switch rd.word(first.Last) {
	case "al", "y", "to", "and", "a":
	default:
		return Expression{}, false
	}
	last, ok := rd.whole(skip(first.Last + 1))
	if !ok || !first.Start.Before(last.Start) {
		return Expression{}, false
	}
	return Expression{Range: text.Range{Last: last.Last}, Start: first.Start, End: last.End, Precision: incidents.Week, Days: true}, true
}

// year reads "in 2020", "since 2017", "en 2014".
func (rd *reader) year(i int) (Expression, bool) {
	y, ok := number(rd.word(i))
	if !ok || len(rd.word(i)) != 4 || y < 1900 || y > 2100 || !rd.namesYear(i, y) || !rd.base.IsZero() && y > rd.base.Year()+2 {
		return Expression{}, false
	}
	return yearOf(y, i+1, sinces[rd.word(i-1)]), true
}

// namesYear reports whether the words around a number make it a year: "in 2020", "a 2016 peace deal".
func (rd *reader) namesYear(i, y int) bool {
	if inYear[rd.word(i-1)] || rd.isOfYears(i) {
		return true
	}
	w := rd.word(i - 1)
	adjective := (w == "a" || w == "the") && i+1 < rd.r.Last && rd.tokens[i+1].Shape != text.Mark
	return adjective && !rd.base.IsZero() && y < rd.base.Year()
}

// isOfYears reports whether a number is one of two years: "between 2015 and 2019".
func (rd *reader) isOfYears(i int) bool {
	const digits = 4
	between := func(j int) bool { return rd.word(j) == "between" || rd.word(j) == "entre" || rd.word(j) == "from" }
	switch rd.word(i - 1) {
	case "and", "y", "to", "a":
		return len(rd.word(i-2)) == digits && between(i-3)
	}
	return between(i-1) && len(rd.word(i+2)) == digits
}

func yearOf(y, last int, since bool) Expression {
	first := time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC)
	return Expression{
		Range: text.Range{Last: last}, Start: first, End: first.AddDate(1, 0, 0).Add(-time.Second), Precision: incidents.Year, Since: since,
	}
}
