package timex

import (
	"strings"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/extract/quantity"
	"incidentmap/incidents/extract/text"
)

// clockReach is how many words may stand between a day and the time of day.
const clockReach = 4

// withClocks narrows days to the times of day told beside them: "el sábado alrededor de las 22:00 horas", "at 3 p.m. on Tuesday". A time
// of day without a day is left out: on which day it was is not known.
func (rd *reader) withClocks(found []Expression) []Expression {
	next := 0
	for i := rd.r.First; i < rd.r.Last && next < len(found); i++ {
		for next < len(found) && found[next].Last+clockReach < i {
			next++
		}
		c, ok := rd.clock(i)
		if !ok {
			continue
		}
		for k := next; k < len(found) && found[k].First <= c.last+clockReach; k++ {
			if e := &found[k]; (e.Precision == incidents.Day || e.Precision == incidents.PartOfDay) && !e.Until && !e.Since {
				e.narrow(c)
				break
			}
		}
		i = c.last - 1
	}
	return found
}

// clock is a time of day: minutes from midnight, and whether minutes are said.
type clock struct {
	minutes, last int
	exact, half   bool // half: neither morning nor afternoon is said
}

// narrow makes a day the minute or the hour of a clock: 6 in the afternoon is 18 hours.
func (e *Expression) narrow(c clock) {
	day := time.Date(e.Start.Year(), e.Start.Month(), e.Start.Day(), 0, 0, 0, 0, time.UTC)
	at := day.Add(time.Duration(c.minutes) * time.Minute)
	if c.half && c.minutes < 12*60 && e.Precision == incidents.PartOfDay && e.Start.Hour() >= 12 {
		at = at.Add(12 * time.Hour)
	}
	if e.Precision == incidents.PartOfDay && (at.Before(e.Start) || at.After(e.End)) {
		return // the two do not agree
	}
	e.Start, e.End, e.Precision = at, at.Add(time.Minute-time.Second), incidents.Minute
	if !c.exact {
		e.End, e.Precision = at.Add(time.Hour-time.Second), incidents.Hour
	}
}

// clockLeads stand before a time of day in Spanish, and in English where nothing follows it.
var clockLeads = text.WordSet(`las la at around about`)

// clock reads "22:00 horas", "3:30 p.m.", "10 p.m.", "las seis de la mañana". Those that begin or end a span are not read: they
// say when something is to be, and not when it was.
func (rd *reader) clock(i int) (clock, bool) {
	hour, minute, last, exact := rd.hour(i)
	if last == 0 || hour > 24 || minute > 59 || rd.isSpan(i, last) {
		return clock{}, false
	}
	c := clock{minutes: hour*60 + minute, last: last, exact: exact}
	half, after := rd.half(last)
	switch {
	case half == "am" || half == "pm":
		if hour > 12 || hour == 0 {
			return clock{}, false
		}
		if c.minutes = hour%12*60 + minute; half == "pm" {
			c.minutes += 12 * 60
		}
		c.last = after
		return c, true
	case rd.word(last) == "horas" || rd.word(last) == "hrs" || rd.word(last) == "h" || rd.word(last) == "hours":
		c.last++
		return c, (exact || rd.word(i-1) == "las") && hour < 24
	case exact:
		c.half = hour < 12
		return c, hour < 24
	}
	return clock{}, false
}

// hour reads the hour, and the minutes where they are said; a last of 0 for none.
func (rd *reader) hour(i int) (hour, minute, last int, exact bool) {
	w := rd.word(i)
	if h, m, ok := strings.Cut(w, ":"); ok {
		hour, ok1 := number(h)
		minute, ok2 := number(m)
		if ok1 && ok2 && len(m) == 2 && len(h) <= 2 {
			return hour, minute, i + 1, true
		}
		return 0, 0, 0, false
	}
	if n, ok := number(w); ok && len(w) <= 2 {
		return n, 0, i + 1, false
	}
	if !clockLeads[rd.word(i-1)] {
		return 0, 0, 0, false
	}
	found := quantity.Read(rd.tokens, text.Range{First: i, Last: min(i+1, rd.r.Last)}, "")
	if len(found) != 1 || found[0].Article || found[0].Best == nil {
		return 0, 0, 0, false
	}
	return found[0].Value(), 0, found[0].Last, false
}

// half reads "p.m.", "de la mañana", and gives the token after it.
func (rd *reader) half(i int) (string, int) {
	w := strings.ReplaceAll(rd.word(i), ".", "")
	if (w == "a" || w == "p") && rd.word(i+1) == "." && rd.word(i+2) == "m" {
		return w + "m", i + 3
	}
	switch w {
	case "am", "pm":
		return w, i + 1
	}
	if rd.word(i) == "de" && rd.word(i+1) == "la" {
		switch rd.word(i + 2) {
		case "manana", "madrugada":
			return "am", i + 3
		case "tarde", "noche":
			return "pm", i + 3
		}
	}
	return "", i
}

// isSpan reports whether a time of day begins or ends a span: "from 10 p.m. to 5 a.m.", "hasta las 6:00".
func (rd *reader) isSpan(i, last int) bool {
	for j := i - 1; j >= i-3; j-- {
		switch w := rd.word(j); {
		case w == "from" || w == "to" || w == "until" || w == "hasta" || w == "desde" || w == "between" || w == "entre" || w == "de":
			return w != "de" || rd.word(j-1) != "alrededor" && rd.word(j-1) != "cerca" && rd.word(j-1) != "partir"
		case !clockLeads[w] && w != "a":
			j = i - 4
		}
	}
	_, after := rd.half(last)
	w := rd.word(after)
	return w == "to" || w == "-" || w == "a" && rd.word(after+1) == "las"
}
