package toll

import (
	"sort"
	"strings"

	"incidentmap/incidents/extract/text"
)

// holding gives the party that an outcome is a word of: "dos muertos", "five wounded soldiers".
func (r *reader) holding(m text.Range) int {
	if i := r.from(m.First+1) - 1; i >= 0 && r.parties[i].Holds(m.First) {
		return i
	}
	return -1
}

// from gives the first party that begins at or after a token.
func (r *reader) from(i int) int {
	return sort.Search(len(r.parties), func(p int) bool { return r.parties[p].First >= i })
}

// right gives the party that begins soon after a token.
func (r *reader) right(i int) int {
	const reach = 4
	if selves[r.word(i)] && r.word(i+1) == "and" {
		i += 2 // "killing himself and at least six others"
	}
	p := r.from(i)
	if p == len(r.parties) || r.parties[p].First > i+reach || r.word(i) == "no" && r.word(i+2) != "than" {
		return -1
	}
	for j := i; j < r.parties[p].First; j++ {
		if r.d.Tokens[j].Shape == text.Mark && r.word(j) != "\"" && r.word(j) != "-" || barred[r.word(j)] {
			return -1
		}
	}
	return p
}

// selves are those who kill and are killed, of whom others are counted.
var selves = text.WordSet(`himself herself itself themselves`)

// personalObject gives the party after "a" that other words part from its verb: "detuvo en
// flagrancia delictiva a 19 personas".
func (r *reader) personalObject(i int) int {
	const reach = 9
	for j := i; j < min(r.s.Last, i+reach); j++ {
		if r.d.Tokens[j].Shape == text.Mark {
			return -1
		}
		if r.word(j) != "a" && r.word(j) != "al" {
			continue
		}
		if p := r.from(j + 1); p < len(r.parties) && r.parties[p].First == j+1 {
			return p
		}
	}
	return -1
}

// weapons are what "a" stands before besides people: "mataron a balazos a dos".
var weapons = text.WordSet(`balazos tiros golpes machetazos punaladas pedradas disparos cuchilladas quemarropa plena sangre traicion mansalva bordo`)

// barred are words after which stands no object.
var barred = text.WordSet(`in at on by during after before when while near outside inside and or but from with en por durante tras cuando mientras y o pero con de desde for since
	was were fue fueron as hours days`)

// left gives the party that ends before an outcome, with no other sentence between.
func (r *reader) left(k int) int {
	const reach = 24
	m := r.outs[k]
	best := r.from(m.First) - 1
	if best >= 0 && r.parties[best].Last > m.First {
		best--
	}
	for m.voice == suffers && best > 0 && r.isAgent(best, m.First) {
		best-- // who did it: "fue interceptado por dos sicarios y ejecutado"
	}
	if best > 0 && m.voice != state && r.isWithinSubject(best, m.First) {
		best-- // "two soldiers sent in pursuit of the gunmen were killed"
	}
	for r.d.Lang == "es" && best > 0 && !r.parties[best].Known && asideOf[r.word(r.parties[best].First-1)] && r.parties[best-1].Known {
		best-- // "dos hermanos que trabajaban como vigilantes murieron"
	}
	if best < 0 || r.parties[best].Last < m.First-reach || r.isSaid(r.parties[best].Last, m.First) {
		return -1
	}
	for j := r.parties[best].Last; j < m.First; j++ {
		if w := r.word(j); w == ";" || w == ":" {
			return -1
		}
	}
	// The people of an outcome that stands between are that one's, unless both are said of them.
	if k > 0 {
		before := r.outs[k-1]
		if before.First >= r.parties[best].Last && !r.joined(before.Last, m.First) && !r.isToldAside(best, before.First, m) {
			return -1
		}
		if before.Last <= r.parties[best].First && (before.voice == does || before.voice == of) {
			if f, used := r.by[best]; used && r.figures[f].Trigger == before.Range && !r.adjacent(r.parties[best].Last, m.First) {
				return -1
			}
		}
	}
	return best
}

// isToldAside reports whether a relative clause right after people tells what had been done to them before, and a verb after it what became of
// them: "three farmers who had been taken from their homes were found dead".
func (r *reader) isToldAside(p, before int, m phraseMatch) bool {
	after := r.parties[p].Last
	if r.word(after) == "," {
		after++
	}
	if w := r.word(after); m.voice != suffers || w != "que" && w != "quienes" && w != "who" {
		return false
	}
	for i := after + 1; i < before; i++ {
		if !hadBeen[r.word(i)] {
			return false
		}
	}
	for i := before; i < m.First; i++ {
		if w := r.word(i); w == ";" || w == "y" || w == "and" || w == "pero" || w == "but" || w == "que" || w == "who" {
			return false
		}
	}
	return before > after+1
}

// hadBeen are the auxiliary words of what had been done to people.
var hadBeen = text.WordSet(`habia habian sido fue fueron estaba estaban had been were was reportados reportadas reported`)

// isAgent reports whether people stand after "by" as those who did what is told before, and another clause goes on: "was rescued by police, but
// died".
func (r *reader) isAgent(p, verb int) bool {
	q := &r.parties[p]
	at := q.First - 1
	if w := r.word(at); w == "la" || w == "el" || w == "los" || w == "las" || w == "the" {
		at--
	}
	if w := r.word(at); w != "por" && w != "by" {
		return false
	}
	after := r.word(q.Last)
	if after == "," && q.Last+1 == verb {
		return true // "five inmates, guarded by three officers, died"
	}
	if after == "," {
		after = r.word(q.Last + 1)
	}
	return after == "y" || after == "pero" || after == "but" || after == "and"
}

// asideOf are Spanish words before people of whom the sentence tells nothing.
var asideOf = text.WordSet(`como de por con contra entre para a al`)

// isSaid reports whether a Spanish verb of saying and "que" stand between people and an outcome: they tell of it.
func (r *reader) isSaid(from, to int) bool {
	for j := from + 1; j < to && r.d.Lang == "es"; j++ {
		if r.word(j) == "que" && (tells[r.word(j-1)] || r.word(j-2) == "ha" || r.word(j-2) == "han") {
			return true
		}
	}
	return false
}

// ofOthers are prepositions before those who are no subject but stand within what is said about one.
var ofOthers = text.WordSet(`of against by with after de contra por con tras`)

// isWithinSubject reports whether people without a number stand in what is said about people with one before them, who are the subject of a
// verb at a token in the passive: "two guards hired by the mayor were shot".
func (r *reader) isWithinSubject(p, verb int) bool {
	q, whole := &r.parties[p], &r.parties[p-1]
	at := q.First - 1
	if w := r.word(at); w == "the" || w == "los" || w == "las" || w == "el" || w == "la" {
		at--
	}
	if q.Known && !r.isOneBefore(q, verb) || q.Name || !whole.Known || whole.Part || !ofOthers[r.word(at)] || !r.adjacent(q.Last, verb) || at-whole.Last > reachOfSubject || at < whole.Last {
		return false
	}
	for i := whole.Last; i < at; i++ {
		if w := r.word(i); r.d.Tokens[i].Shape == text.Mark || outcomeWord(r.d, i) || w == "and" || w == "y" || w == "who" || w == "que" {
			return false
		}
	}
	return isParticipleWord(r.word(whole.Last), r.d.Lang) || r.d.Lang == "es" && isParticipleWord(r.word(whole.Last-1), "es")
}

// isOneBefore reports whether somebody who is one stands before a verb of several, and so is not its subject: "the mayor were shot".
func (r *reader) isOneBefore(q *Party, verb int) bool {
	if !q.Count.Definite || q.Count.Value() != 1 {
		return false
	}
	for i := q.Last; i <= verb; i++ {
		switch w := r.word(i); {
		case w == "were" || w == "are" || w == "fueron" || w == "resultaron" || w == "quedaron":
			return true
		case i == verb:
			return r.d.Lang == "es" && (strings.HasSuffix(w, "eron") || strings.HasSuffix(w, "aron"))
		}
	}
	return false
}

// reachOfSubject is how many words at most stand between a subject and others who are spoken of in it.
const reachOfSubject = 5

// isParticipleWord reports whether a word looks like a participle that follows its noun: "sent", "hired", "enviados".
func isParticipleWord(w, lang string) bool {
	if lang == "es" {
		return strings.HasSuffix(w, "ados") || strings.HasSuffix(w, "idos") || strings.HasSuffix(w, "adas") || strings.HasSuffix(w, "idas") || strings.HasSuffix(w, "ado") || strings.HasSuffix(w, "ido")
	}
	return strings.HasSuffix(w, "ed") || strings.HasSuffix(w, "ing") || w == "sent" || w == "held" || w == "caught" || w == "left" || w == "led"
}

// joined reports whether only small words stand between two outcomes of the same people:
// "were wounded and later died".
func (r *reader) joined(from, to int) bool {
	for j := from; j < to; j++ {
		if !connects[r.word(j)] && !be[r.word(j)] {
			return false
		}
	}
	return true
}

// afterBe reports whether a form of "to be" stands right before a token.
func (r *reader) afterBe(i int) bool {
	for j := i - 1; j >= max(r.s.First, i-3); j-- {
		switch r.word(j) {
		case "was", "were", "is", "are", "been", "being", "be", "fue", "fueron", "resulto", "resultaron", "resulta", "resultan", "quedo", "quedaron", "sido", "son", "got", "ser", "resultado", "quedado", "sigue", "siguen", "continua", "continuan", "continuaban", "permanece", "permanecen",
			"found", "hallado", "hallada", "hallados", "encontrado", "encontrada", "encontrados", "localizado", "localizada", "localizados":
			return true
		}
		if !be[r.word(j)] {
			return false
		}
	}
	return false
}

// adjacent reports whether nothing but auxiliary words stands between two tokens.
func (r *reader) adjacent(from, to int) bool {
	if to-from > 5 {
		return false
	}
	for j := from; j < to; j++ {
		if !be[r.word(j)] {
			return false
		}
	}
	return true
}

// rises are verbs before "to" and the number that a toll has come to.
var rises = text.WordSet(`rose risen rises climbed climbs increased increases jumped grew grown stood stands up subio sube suben subieron aumento aumenta aumentaron paso ascendio ascendieron asciende ascienden crecio elevo eleva elevaron incremento llego llega llegan alcanzo`)

// isPutAfter reports whether a Spanish number is said of the people before it: "la cifra de muertos se elevó de 38 a 45", "los muertos son ya
// 17 y los heridos 40".
func (r *reader) isPutAfter(m text.Range, p int, before string, ofNumber bool) bool {
	if r.d.Lang != "es" {
		return false
	}
	q := &r.parties[p]
	w := r.word(q.First - 1)
	article := before == "los" || before == "las"
	return ofNumber && rises[w] || w == "ya" && (r.word(q.First-2) == "son" || r.word(q.First-2) == "suman") || article && q.Bare && q.First == m.Last && r.hasPut(m.First)
}

// hasPut reports whether a figure that was said of others stands before a token: "los muertos son 17 y los heridos 40".
func (r *reader) hasPut(i int) bool {
	return len(r.figures) > 0 && r.figures[len(r.figures)-1].Last < i
}

// numbersOf are nouns for a number of people that is told of: "el número de muertos".
var numbersOf = text.WordSet(`numero cifra saldo balance conteo recuento total`)

// putting are verbs of who gives a number: "put the number of dead at five".
var putting = text.WordSet(`put puts putting placed places pegged estimated estimates set gave gives reported`)

// isPut reports whether somebody is said to give the number that follows a token.
func (r *reader) isPut(i int) bool {
	const reach = 6
	for j := i - 1; j >= max(r.s.First, i-reach); j-- {
		if putting[r.word(j)] {
			return true
		}
	}
	return false
}

// risesSoon reports whether a verb of what a toll comes to stands at a token or right after an adverb: "now stands at 16".
func (r *reader) risesSoon(i int) bool {
	const reach = 3
	for j := i; j < i+reach; j++ {
		if rises[r.word(j)] || settles[r.word(j)] {
			return true
		}
		if !adverbs[r.word(j)] && !be[r.word(j)] {
			return false
		}
	}
	return false
}

// settles are participles of a toll that is given anew: "was revised to 98".
var settles = text.WordSet(`revised raised updated put lifted gone went crept inched`)

// adverbs stand between a toll and its verb.
var adverbs = text.WordSet(`now currently since already later`)

// putAt gives the party of the number that a toll is said to be: "put the dead in Cali at four",
// "los policías heridos son cuatro"; -1 where there is none.
func (r *reader) putAt(m text.Range) int {
	before := r.word(m.First - 1)
	_, people := plural[before]
	grows := before == "of" && r.word(m.First-2) == "number"
	ofNumber := before == "de" && numbersOf[r.word(m.First-2)]
	lone := m.Len() == 1 && gives[r.word(m.First)]
	counts := deathsOf[r.word(m.First)] && (m.First == r.s.First || before == "confirmed" || before == "official") && r.risesSoon(m.Last)
	if lone && (!r.isPut(m.First) && !r.risesSoon(m.Last) || r.word(m.Last) == "of" && r.word(m.First) != "toll") {
		return -1
	}
	if before != "the" && before != "los" && before != "las" && !people && !ofNumber && !grows && !lone && !counts && r.word(m.Last-1) != "toll" {
		return -1
	}
	reach := 10
	if r.word(m.Last-1) == "toll" || ofNumber || grows || people && r.word(m.First-2) == "of" {
		reach = 24
	}
	for p := r.from(m.Last); p < len(r.parties) && r.parties[p].First <= m.Last+reach; p++ {
		if !r.parties[p].Known {
			continue
		}
		if n := &r.parties[p].Count; n.Low != nil && n.High != nil && rises[r.word(r.parties[p].First-1)] {
			*n = n.Highest() // "has climbed from 18 to 21"
			return p
		}
		if lone && r.word(r.parties[p].First) == "up" && r.word(r.parties[p].First+1) == "to" {
			return p // "the toll has gone up to 27"
		}
		if r.isPutAfter(m, p, before, ofNumber) {
			return p
		}
		switch r.word(r.parties[p].First - 1) {
		case "above", "past", "beyond":
			if rises[r.word(r.parties[p].First-2)] {
				return p
			}
		case "at", "to":
			if !people && !grows || rises[r.word(r.parties[p].First-2)] || r.word(r.parties[p].First-1) == "at" && r.isPut(m.First) {
				return p
			}
		case "of":
			if lone && r.parties[p].First == m.Last+1 {
				return p // "gave a lower toll of 17"
			}
		case "son", "suman", "eran", "sumaban", "number", "numbered", ":":
			return p
		case "a":
			if r.d.Lang == "es" && ofNumber {
				return p
			}
		case "are", "were":
			if r.parties[p].First == m.Last+1 && r.parties[p].Bare {
				return p
			}
		}
	}
	return -1
}
