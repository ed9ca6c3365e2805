// Package timex reads the times of English and Spanish texts as ranges with a precision:
// weekdays, "overnight", "la madrugada del domingo", dates, months, years, "three days ago".
//
// Times are wall-clock times in UTC; who knows the zone puts them in it.
package timex

import (
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/extract/text"
)

// Expression is a time that a text names.
type Expression struct {
	text.Range
	Start, End time.Time // both included
	Precision  incidents.TimePrecision
	Since      bool // it began then and goes on: "since 2017"
	Ahead      bool // it is after the day of the report
	Until      bool // it ends what is told: "until Friday"
	Days       bool // days of the week bound it: "from Friday to Sunday"
}

// reader reads the times of one sentence.
type reader struct {
	tokens []text.Token
	r      text.Range
	base   time.Time // the day of the report, at midnight
	ahead  bool      // the sentence speaks of what is to come
	near   bool      // it speaks of what is announced a day or two ahead: closures
}

// Read gives the times of a stretch of tokens, in order. Base is the day of the report, zero
// when it is not known: then only whole dates are read.
func Read(tokens []text.Token, r text.Range, base time.Time) []Expression {
	rd := reader{tokens: tokens, r: r}
	if !base.IsZero() {
		rd.base = time.Date(base.Year(), base.Month(), base.Day(), 0, 0, 0, 0, time.UTC)
	}
	for i := r.First; i < r.Last; i++ {
		rd.ahead = rd.ahead || future[tokens[i].Word]
		rd.near = rd.near || announced[tokens[i].Word]
	}
	var found []Expression
	for i := r.First; i < r.Last; {
		e, ok := rd.at(i)
		if !ok {
			i++
			continue
		}
		e.First = i
		e.Until = rd.isUntil(i)
		e = rd.goesOn(e)
		e.Ahead = !rd.base.IsZero() && !e.Start.Before(rd.base.AddDate(0, 0, 1))
		found = append(found, e)
		i = max(e.Last, i+1)
	}
	return rd.withClocks(found)
}

// goesOn makes a day of the last week since which something goes on the days from it to the report: "since Sunday", "desde el pasado jueves".
func (rd *reader) goesOn(e Expression) Expression {
	const days = 10
	if rd.base.IsZero() || e.Precision != incidents.Day && e.Precision != incidents.PartOfDay || !rd.isSince(e.First) || e.Start.Before(rd.base.AddDate(0, 0, -days)) || !e.End.Before(rd.base) {
		return e
	}
	y, m, d := e.Start.Date()
	e.Start, e.End, e.Precision, e.Days = time.Date(y, m, d, 0, 0, 0, 0, time.UTC), endOf(rd.base), incidents.Week, true
	return e
}

// isSince reports whether something goes on since a time that begins at a token.
func (rd *reader) isSince(i int) bool {
	for j := i - 1; j >= i-3; j-- {
		switch w := rd.word(j); {
		case sinces[w]:
			return true
		case w != "el" && w != "la" && w != "pasado" && w != "last" && w != "late" && w != "early" && w != "este":
			return false
		}
	}
	return false
}

// isUntil reports whether a time that begins at a token is the end of something: "until Friday", "hasta el próximo viernes".
func (rd *reader) isUntil(i int) bool {
	for j := i - 1; j >= i-3; j-- {
		switch w := rd.word(j); {
		case w == "until" || w == "till" || w == "through" || w == "hasta":
			return true
		case w != "el" && w != "the" && w != "next" && w != "proximo" && w != "at" && w != "least" && w != "late" && w != "early" && w != "este" && w != "la":
			return false
		}
	}
	return false
}

func (rd *reader) word(i int) string {
	if i < rd.r.First || i >= rd.r.Last {
		return ""
	}
	return rd.tokens[i].Word
}

// at reads the time that begins at a token.
func (rd *reader) at(i int) (Expression, bool) {
	for _, read := range []func(int) (Expression, bool){rd.partOf, rd.period, rd.date, rd.weekday, rd.weekend, rd.deictic, rd.ago, rd.lastUnit, rd.year} {
		if e, ok := read(i); ok {
			e.First = i
			return e, true
		}
	}
	return Expression{}, false
}

// day is the expression of a whole day.
func day(d time.Time, last int) Expression {
	return Expression{
		Range: text.Range{Last: last}, Start: d, End: endOf(d), Precision: incidents.Day,
	}
}

func endOf(d time.Time) time.Time { return d.AddDate(0, 0, 1).Add(-time.Second) }

// part is a part of the day: hours from midnight.
type part struct{ from, to int }

// within narrows the expression of a day to a part of it.
func (e Expression) within(p part) Expression {
	if e.Precision != incidents.Day {
		return e
	}
	e.Start, e.End, e.Precision = e.Start.Add(time.Duration(p.from)*time.Hour), e.Start.Add(time.Duration(p.to)*time.Hour-time.Second), incidents.PartOfDay
	return e
}

// partOf reads "la madrugada del domingo", "the night of 25 August", "overnight into Sunday".
func (rd *reader) partOf(i int) (Expression, bool) {
	p, ok := parts[rd.word(i)]
	if !ok {
		return Expression{}, false
	}
	j := i + 1
	for joins[rd.word(j)] && j < i+4 {
		j++
	}
	if j == i+1 {
		return Expression{}, false
	}
	e, ok := rd.whole(j)
	if !ok {
		return Expression{}, false
	}
	return e.within(p), true
}

// whole reads a day without what stands before it.
func (rd *reader) whole(i int) (Expression, bool) {
	for _, read := range []func(int) (Expression, bool){rd.date, rd.weekday, rd.deictic} {
		if e, ok := read(i); ok && e.Precision == incidents.Day {
			return e, true
		}
	}
	return Expression{}, false
}

// withPart reads the part of the day that follows a day: "Sunday night", "domingo por la noche".
func (rd *reader) withPart(e Expression) Expression {
	j := e.Last
	for joins[rd.word(j)] && j < e.Last+3 {
		j++
	}
	if p, ok := parts[rd.word(j)]; ok && (j > e.Last || english[rd.word(j)]) {
		e.Last = j + 1
		return e.within(p)
	}
	return e
}

// weekday reads "Sunday", "early on Sunday", "el domingo pasado".
func (rd *reader) weekday(i int) (Expression, bool) {
	wd, ok := weekdays[rd.word(i)]
	if !ok || rd.base.IsZero() {
		return Expression{}, false
	}
	// The habit of a weekday is no day: "on Sundays", "los domingos".
	behind := (int(rd.base.Weekday()) - int(wd) + 7) % 7
	if behind == 0 && (gone[rd.word(i-1)] || gone[rd.word(i+1)]) {
		behind = 7 // "el martes pasado", told on a Tuesday
	}
	d := rd.base.AddDate(0, 0, -behind)
	next := rd.word(i+1) == "proximo" || rd.word(i-1) == "next" || rd.word(i-1) == "proximo" || rd.word(i-1) == "this" && rd.ahead
	if behind > 0 && (next || rd.ahead || rd.near && behind >= 5 || rd.isUntil(i)) {
		d = d.AddDate(0, 0, 7)
	}
	e := day(d, i+1)
	if w := rd.word(i + 1); gone[w] || w == "proximo" {
		e.Last++
	}
	if p, ok := edges[rd.word(i-1)]; ok {
		return e.within(p), true
	}
	// A date that follows says the day better: "Sunday, Feb. 22", "domingo 22 de febrero".
	j := e.Last
	if rd.word(j) == "," {
		j++
	}
	if dated, ok := rd.date(j); ok && dated.Start.Weekday() == wd {
		return dated, true
	}
	if day, ok := number(rd.word(j)); ok && day == e.Start.Day() {
		e.Last = j + 1
	}
	return rd.withPart(e), true
}

// deictic reads "yesterday", "anoche", "this morning", "esta tarde", "last night".
func (rd *reader) deictic(i int) (Expression, bool) {
	if rd.base.IsZero() {
		return Expression{}, false
	}
	w := rd.word(i)
	if offset, ok := deictics[w]; ok {
		announced := rd.near && (rd.word(i-1) == "de" || rd.word(i-1) == "para" || rd.word(i-1) == "este")
		of := rd.word(i+1) == "de" || rd.word(i+1) == "del"
		if w == "manana" && !rd.ahead && !announced || w == "vispera" && of {
			return Expression{}, false // "la víspera de las elecciones"
		}
		e := day(rd.base.AddDate(0, 0, offset), i+1)
		if w == "anoche" || w == "antenoche" || w == "tonight" {
			return e.within(parts["night"]), true
		}
		return rd.withPart(e), true
	}
	if w == "overnight" {
		e := day(rd.base.AddDate(0, 0, -1), i+1)
		e.Start, e.End, e.Precision = e.Start.Add(18*time.Hour), rd.base.Add(6*time.Hour-time.Second), incidents.PartOfDay
		return e, true
	}
	p, ok := parts[rd.word(i+1)]
	if !ok {
		return Expression{}, false
	}
	switch w {
	case "this", "esta", "este":
		return day(rd.base, i+2).within(p), true
	case "last":
		return day(rd.base.AddDate(0, 0, -1), i+2).within(p), true
	case "de":
		if _, hour := number(rd.word(i - 1)); rd.word(i+1) == "madrugada" && !hour {
			return day(rd.base, i+2).within(p), true
		}
	}
	return Expression{}, false
}
