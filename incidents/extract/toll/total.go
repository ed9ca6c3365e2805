package toll

import (
	"incidentmap/incidents/extract/quantity"
	"incidentmap/incidents/extract/text"
)

// ageListed reports whether a number is the first of several ages: "de 19 y 24 años".
func ageListed(d *text.Document, s text.Range, n quantity.Number) bool {
	i := n.Last
	if i+2 >= s.Last || d.Tokens[n.First].Shape != text.Number {
		return false
	}
	switch d.Tokens[i].Word {
	case "y", "and", "a", "to", "o", "or", ",":
	default:
		return false
	}
	w := d.Tokens[i+2].Word
	return d.Tokens[i+1].Shape == text.Number && (w == "anos" || w == "years" || w == "year" || w == "ano")
}

// totalling are verbs before a number that adds up what was told: "raising the toll to 13".
var totalling = text.WordSet(`raising bringing taking lifting pushing brings brought elevando sumando eleva elevo asciende ascenderia ascienden sube subio`)

// tolls are what is added up.
var tolls = text.WordSet(`toll total number count figure deaths dead cifra saldo numero total conteo muertos fallecidos`)

// together are words between what adds up to a number and the number: "con lo que suman cuatro los fallecidos".
var together = text.WordSet(`ya suman son sumaron sumaban asciende ascienden ascendio llega llegan llego alcanza eleva elevo elevan se a cual un total de`)

// addsUp reports whether a number is what those who were told of before in its sentence add up to.
func addsUp(d *text.Document, s text.Range, n quantity.Number) bool {
	const reach = 7
	for i := n.First - 1; i > max(s.First, n.First-reach); i-- {
		w := d.Tokens[i].Word
		if w == "que" || w == "cual" {
			return d.Tokens[i-1].Word == "lo" && i-2 >= s.First && d.Tokens[i-2].Word == "con"
		}
		if !together[w] {
			return false
		}
	}
	return false
}

// Total gives the number that a sentence says all who were told of add up to, with those of its own: "…, raising the toll to three"; false
// where there is none.
func Total(d *text.Document, s text.Range) (int, bool) {
	for _, n := range quantity.Read(d.Tokens, s, d.Lang) {
		if isTotal(d, s, n) || addsUp(d, s, n) {
			return n.Value(), true
		}
	}
	return 0, false
}

// addByPlace makes figures of the parts that a number is broken into by place: "six dead: three in Acapulco, two in Iguala and one in Taxco",
// "61 dead, 38 of them in Nepal".
func (r *reader) addByPlace() {
	for f := range r.figures {
		whole := &r.figures[f]
		first := r.from(max(whole.Last, whole.Party.Last))
		sum, p := 0, first
		for p < len(r.parties) && r.isAtPlace(p) {
			sum += r.parties[p].Count.Value()
			p++
		}
		if p == first || p-first < 2 && !r.parties[first].Part || sum > whole.Party.Count.Value() || whole.Denied || whole.Party.Part {
			continue
		}
		for q := first; q < p; q++ {
			part := r.parties[q]
			part.Part, part.Group = true, whole.Party.Group
			r.by[q] = len(r.figures)
			r.figures = append(r.figures, Figure{Range: part.Range, Outcome: whole.Outcome, Trigger: part.Range, Party: part})
		}
		return
	}
}

// addNamedByPlace makes figures of those who are told one by one, each at a place, after the first of them: "the other victims were a motorcyclist
// in Lisbon, a farmer in Cáceres and a woman in Lugo".
func (r *reader) addNamedByPlace() {
	for p := 1; p < len(r.parties); p++ {
		q := &r.parties[p]
		if _, used := r.by[p]; used || !q.Known || q.Part || q.Bare || !r.isFollowedByPlace(q.Last) || !breaks[r.word(q.First-1)] && !lists[r.word(q.First-1)] {
			continue
		}
		f, listed := r.by[p-1]
		if !listed || r.figures[f].Denied || !r.hasPlace(r.parties[p-1].Last, q.First-1) || !r.isNoun(r.figures[f].Trigger) && r.figures[f].Trigger.First != r.parties[p-1].First {
			continue
		}
		r.by[p] = len(r.figures)
		r.figures = append(r.figures, Figure{Range: q.Range, Outcome: r.figures[f].Outcome, Trigger: q.Range, Party: *q})
	}
}

// isNoun reports whether an outcome is told by a noun for those whom a list names: "the victims were", "los muertos son".
func (r *reader) isNoun(m text.Range) bool {
	for i := m.First; i < m.Last; i++ {
		if fatal[r.word(i)] {
			return true
		}
	}
	return false
}

// isFollowedByPlace reports whether a preposition and a name follow at a token.
func (r *reader) isFollowedByPlace(i int) bool {
	return at[r.word(i)] && i+1 < r.s.Last && r.d.Tokens[i+1].Shape != text.Lower
}

// hasPlace reports whether a preposition and a name stand between two tokens, and no mark before them.
func (r *reader) hasPlace(from, to int) bool {
	for i := from; i < to; i++ {
		if r.isFollowedByPlace(i) {
			return true
		}
		if r.d.Tokens[i].Shape == text.Mark {
			return false
		}
	}
	return false
}

// isAtPlace reports whether a bare number after a mark or "and" is of those at a place.
func (r *reader) isAtPlace(p int) bool {
	q := &r.parties[p]
	last := q.Last
	if q.Part {
		last += 2 // "of them"
	}
	if _, used := r.by[p]; used || !q.Bare || last+1 >= r.s.Last || !at[r.word(last)] || r.d.Tokens[last+1].Shape == text.Lower {
		return false
	}
	w := r.word(q.First - 1)
	return breaks[w] || lists[w]
}

// isTotal reports whether a number is all people together who were told of: it follows a verb of adding up
// within another statement.
func isTotal(d *text.Document, s text.Range, n quantity.Number) bool {
	const reach = 9
	w := ""
	if n.First > s.First {
		w = d.Tokens[n.First-1].Word
	}
	if w != "to" && w != "a" && w != "at" {
		return false
	}
	toll := false
	for i := n.First - 2; i >= max(s.First+1, n.First-reach); i-- {
		t := d.Tokens[i]
		if toll = toll || tolls[t.Word]; toll && totalling[t.Word] {
			before := d.Tokens[i-1].Word
			return before == "," || before == "que" || before == "lo"
		}
		if t.Word == "," || t.Word == ";" {
			return false
		}
	}
	return false
}
