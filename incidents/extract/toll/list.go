package toll

import (
	"strings"

	"incidentmap/incidents/extract/text"
)

// isSubject reports whether a party right of outcome k is the subject of the next one:
// "killed two, and five were wounded".
func (r *reader) isSubject(p, k int) bool {
	if k+1 >= len(r.outs) {
		return false
	}
	next := r.outs[k+1]
	q := r.parties[p]
	if next.First < q.First || next.voice == does || next.voice == of {
		return false
	}
	return r.adjacent(q.Last, next.First) && (next.First > q.Last || r.outs[k].Last < q.First-1 || q.Bare && next.voice != does)
}

// longestChain bounds the parties that are listed for one outcome.
const longestChain = 12

// chainRight gives the parties that are listed from one on: "two policemen, a soldier and three civilians".
func (r *reader) chainRight(p, k int) []int {
	chain := []int{p}
	for q := p + 1; q < len(r.parties) && len(chain) < longestChain && r.lists(r.parties[q-1].Last, r.parties[q].First) && !r.isSubject(q, k) && !r.startsClause(q); q++ {
		chain = append(chain, q)
	}
	for n := len(chain); n > 1; n-- {
		last := &r.parties[chain[n-1]]
		if !last.Count.Article || last.Count.Other || r.hasAnd(r.parties[chain[n-2]].Last, last.First) {
			break
		}
		chain = chain[:n-1] // who tells it: "killing six others, an official said"
	}
	return r.withoutAppositions(chain)
}

// chainLeft gives the parties that are listed up to one.
func (r *reader) chainLeft(p int) []int {
	chain := []int{p}
	if r.isRelative(p) {
		if _, used := r.by[p-1]; !used {
			r.parties[p].Part = false // those of whom they are some are not said to have met it
		}
		return chain
	}
	for q := p - 1; q >= 0 && len(chain) < longestChain && r.word(r.parties[q].Last) != "among" && r.lists(r.parties[q].Last, r.parties[q+1].First) && !r.endsParts(q); q-- {
		if f, used := r.by[q]; used && r.figures[f].Outcome != "" {
			break
		}
		if of := r.word(r.parties[q].First - 1); (of == "de" || of == "of") && r.parties[q+1].Part {
			break // "of the seven, five were beheaded"
		}
		chain = append([]int{q}, chain...)
	}
	if whole := r.wholeOf(chain); whole >= 0 {
		chain = append([]int{whole}, chain...)
	}
	return r.withoutAppositions(chain)
}

// endsParts reports whether a party ends some of others, after which all are told of again: "six died, among them a nurse, and nine more were
// taken to a hospital".
func (r *reader) endsParts(q int) bool {
	next := &r.parties[q+1]
	if !r.parties[q].Part || next.Part {
		return false
	}
	at := next.First - 1
	return next.Count.Other && (r.word(at) == "y" || r.word(at) == "and") && r.word(at-1) == ","
}

// isRelative reports whether a party is some of the one before it, of which nothing else is said: "52 passengers, ten of whom died".
func (r *reader) isRelative(p int) bool {
	q := &r.parties[p]
	last := r.word(q.Last - 1)
	if q.Bare && r.word(q.Last) == "of" {
		last = r.word(q.Last + 1)
	}
	return p > 0 && q.Part && q.Bare && (last == "whom" || last == "which") && r.parties[p-1].Known
}

// wholeOf gives the party that those of a list are among: "seis policías municipales, entre ellos
// dos mujeres"; -1 where there is none.
func (r *reader) wholeOf(chain []int) int {
	const reach = 8
	first := r.parties[chain[0]]
	if !first.Part || chain[0] == 0 {
		return -1
	}
	p := chain[0] - 1
	if _, used := r.by[p]; used {
		return -1
	}
	q := r.parties[p]
	if of := r.word(q.First - 1); !q.Known || q.Part || first.First-q.Last > reach || of == "de" || of == "of" {
		return -1
	}
	for i := q.Last; i < first.Last; i++ {
		if within[r.word(i)] || mostly[r.word(i)] {
			return p
		}
	}
	return -1
}

// within are words by which some are said to be of those before them: "entre ellos dos mujeres", "one of them".
var within = text.WordSet(`ellos ellas them whom which cuales quienes incluido incluida incluidos incluidas incluyendo including included among`)

// withoutAppositions leaves out of a list who only is another word for the one before: "Juan Pérez,
// the mayor".
func (r *reader) withoutAppositions(chain []int) []int {
	if r.isBrokenDown(chain) {
		return chain[:1]
	}
	kept := chain[:1:1]
	for k, p := range chain[1:] {
		q := r.parties[p]
		before := r.parties[chain[k]].Count
		one := q.Known && q.Count.Value() == 1 && (q.Count.Definite || q.Count.Article && before.Value() == 1)
		again := q.Part && q.Count.Value() == 1 && before.Value() == 1 && r.parties[chain[k]].Bare // "one of them, a girl of 7"
		if one && (!q.Part || again) && !r.hasAnd(r.parties[chain[k]].Last, r.parties[chain[len(chain)-1]].First) {
			continue
		}
		kept = append(kept, p)
	}
	return kept
}

// isBrokenDown reports whether the rest of a list only says who the first of it are: they stand between marks, or are as many.
// "Once migrantes, seis mujeres y cinco hombres, fueron hallados muertos".
func (r *reader) isBrokenDown(chain []int) bool {
	whole, last := &r.parties[chain[0]], &r.parties[chain[len(chain)-1]]
	if len(chain) < 2 || !whole.Known || whole.Count.Value() < 2 || !breaks[r.word(whole.Last)] {
		return false
	}
	rest := 0
	for _, p := range chain[1:] {
		q := &r.parties[p]
		if q.Part || whole.Group != "unknown" && q.Group != "unknown" && q.Group != whole.Group {
			return false
		}
		rest += q.Count.Value()
	}
	return rest == whole.Count.Value() && len(chain) > 2 || rest <= whole.Count.Value() && breaks[r.word(last.Last)] && r.word(whole.Last) == r.word(last.Last)
}

// breaks are marks around what is said about people.
var breaks = text.WordSet(`, — - ( ) :`)

func (r *reader) hasAnd(from, to int) bool {
	for j := from; j < to; j++ {
		switch r.word(j) {
		case "and", "y", "e", "plus", "with", "junto":
			return true
		}
	}
	return false
}

// startsClause reports whether a party is followed by a verb of its own.
func (r *reader) startsClause(p int) bool {
	w := r.word(r.parties[p].Last)
	if w == "mas" || w == "more" || w == "others" || w == "otros" {
		w = r.word(r.parties[p].Last + 1)
	}
	if r.d.Lang == "es" && len(w) > 4 && (strings.HasSuffix(w, "aron") || strings.HasSuffix(w, "ieron")) {
		return true // "mató a once, y 37 terminaron en hospitales"
	}
	return tells[w] || ended[w] || w == "was" || w == "were" || w == "fue" || w == "fueron" || w == "resulto" || w == "resultaron" || w == "quedo" || w == "quedaron"
}

// ended are English verbs in the past of those who are counted next.
var ended = text.WordSet(`ended wound remained remain had have escaped survived fled managed lay went came stayed`)

// tells are verbs of saying: who says something is not among those of whom it is told.
var tells = text.WordSet(`said says told tells reported confirmed added announced stated warned dijo dijeron informo informaron confirmo confirmaron reporto reportaron senalo senalaron
	indico indicaron preciso precisaron detallo detallaron relato relataron aseguro aseguraron declaro declararon anadio anadieron explico explicaron apunto sostuvo sostuvieron manifesto expuso refirio afirmo afirmaron advirtio alerto lamento conto contaron dice dicen agrego agregaron denuncio denunciaron`)

// aliases are words before another name of somebody.
var aliases = text.WordSet(`alias apodado apodada apodo nicknamed`)

// pastAlias gives the token after another name of somebody, which a mark before it begins and one after it ends, or the token itself.
func (r *reader) pastAlias(i int) int {
	const longest = 6
	if !aliases[r.word(i)] && !aliases[r.word(i+1)] {
		return i
	}
	for j := i + 1; j < min(r.s.Last, i+longest); j++ {
		if w := r.word(j); j > i+1 && (w == "," || w == ")" || w == "y" || w == "and") {
			return j
		}
	}
	return i
}

// yearsOld are the words of an English age before a noun, after its number.
var yearsOld = text.WordSet(`- year month old`)

// isYearsOld reports whether a token is of an age before a noun: "8-year-old".
func (r *reader) isYearsOld(i int) bool {
	for j := i - 1; j >= max(r.s.First, i-ageWidth); j-- {
		if r.d.Tokens[j].Shape == text.Number {
			return true
		}
		if !yearsOld[r.word(j)] {
			return false
		}
	}
	return false
}

// lists reports whether what stands between two parties joins them in a list.
func (r *reader) lists(from, to int) bool {
	const longest = 4
	words := 0
	for j := from; j < to; j++ {
		if r.d.Tokens[j].Shape == text.Number || r.word(j) == "anos" || r.word(j) == "edad" {
			continue // an age: "un hombre de 60 años y su nieta"
		}
		if yearsOld[r.word(j)] && r.isYearsOld(j) {
			continue // "a woman and her 8-year-old daughter"
		}
		if next := r.pastAlias(j); next > j {
			j = next - 1
			continue // "a José Guadalupe "N", alias El Fierro, y a dos de sus escoltas"
		}
		if words++; words > longest {
			return false
		}
		switch r.word(j) {
		case ",", "and", "y", "e", "including", "incluido", "incluidos", "incluida", "incluidas", "entre", "ellos", "ellas", "among", "them", "as", "well", "asi", "como", "a", "su", "his", "her", "their", "sus", "the", "el", "la", "los", "de", "del", "otros", "plus", "together", "with", "junto", "con", "(", "-", "—", "leader", "cuales", "of", "whom":
		default:
			return false
		}
	}
	return true
}
