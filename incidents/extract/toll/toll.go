// Package toll reads what became of people: who was killed, wounded, detained or is missing,
// how many, and of which group.
//
//	parties ("six other National Guard members") + outcomes ("died", "killing", "heridos") ─► figures
//
// Which people an outcome is of follows from its voice: its subject ("four died"), its
// object ("killing four"), or what it stands beside ("four dead").
package toll

import (
	"sort"
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/extract/quantity"
	"incidentmap/incidents/extract/text"
	"incidentmap/incidents/extract/trigger"
)

// Figure is what became of people who are counted together.
type Figure struct {
	text.Range // from the first of its words to the last
	Outcome    incidents.Outcome
	Trigger    text.Range // the words for the outcome
	Party      Party
	Denied     bool // the text says that there were none
	Also       bool // besides others who were told of: "eight were also arrested"
}

// reader links the parties and the outcomes of a sentence.
type reader struct {
	d       *text.Document
	s       text.Range
	parties []Party
	outs    []phraseMatch
	figures []Figure
	by      map[int]int // party to the last figure made of it
}

type phraseMatch struct {
	text.Range
	meaning
}

// Read gives the figures of a sentence, in order of the outcomes.
func Read(d *text.Document, s text.Range) []Figure {
	r := reader{d: d, s: s, by: map[int]int{}}
	for _, m := range outcomes[d.Lang]().Find(d.Tokens, s) {
		r.outs = append(r.outs, phraseMatch{m.Range, m.Value})
	}
	if len(r.outs) == 0 {
		return nil
	}
	r.parties = partiesOf(d, s)
	for k := range r.outs {
		r.link(k)
	}
	return r.figures
}

func (r *reader) word(i int) string {
	if i < r.s.First || i >= r.s.Last {
		return ""
	}
	return r.d.Tokens[i].Word
}

// link finds the people of an outcome.
func (r *reader) link(k int) {
	m := r.outs[k]
	modality := trigger.At(r.d, r.s, m.Range)
	if modality == trigger.Hypothetical || modality == trigger.Reference && len(r.d.Sentences) > 2 {
		return
	}
	if p := r.holding(m.Range); p >= 0 && m.voice != does {
		r.add(k, []int{p}, modality)
		return
	}
	if k > 0 && m.voice == suffers && r.joined(r.outs[k-1].Last, m.First) && r.goesOn(k, modality) {
		return
	}
	if n := multiples[r.word(m.First)]; n > 0 && m.Len() >= 2 {
		r.multiple(m, n, modality)
		return
	}
	if p := r.putAt(m.Range); p >= 0 && (m.voice == state || m.voice == either) {
		r.add(k, []int{p}, modality)
		return
	}
	v := m.voice
	if m.voice == does && r.word(m.Last) == "a" && weapons[r.word(m.Last+1)] {
		m.Last += 2
		r.outs[k] = m
	}
	right := r.right(m.Last)
	if right < 0 && m.voice == does && r.d.Lang == "es" {
		right = r.personalObject(m.Last)
	}
	if v == either {
		v = suffers
		if right >= 0 && !r.afterBe(m.First) && !r.isSubject(right, k) {
			v = does
		} else if right < 0 && !r.afterBe(m.First) && r.objectAt(m.Last) > 0 && r.left(k) < 0 {
			v = does
		}
	}
	var chain []int
	switch v {
	case does, of:
		if right >= 0 {
			chain = r.chainRight(right, k)
		}
	case suffers, state, either:
		left := r.left(k)
		near := left >= 0 && r.adjacent(r.parties[left].Last, m.First)
		if right >= 0 && !near && r.d.Lang == "es" && !r.isSubject(right, k) && (v == suffers || r.afterBe(m.First)) {
			chain = r.chainRight(right, k)
		} else if left >= 0 && (near || v != state || r.afterBe(m.First)) {
			chain = r.chainLeft(left)
		}
	}
	if len(chain) == 0 {
		r.single(k, v, modality)
		return
	}
	r.add(k, chain, modality)
}

// goesOn says of the people of the outcome before what became of them then: "were wounded and
// later died". It reports whether there are any.
func (r *reader) goesOn(k int, modality trigger.Modality) bool {
	var chain []int
	for p := max(0, r.from(r.outs[k].First)-longestChain); p < len(r.parties) && r.parties[p].First < r.outs[k].First; p++ {
		if f, used := r.by[p]; used && r.figures[f].Trigger == r.outs[k-1].Range {
			chain = append(chain, p)
		}
	}
	r.add(k, chain, modality)
	return len(chain) > 0
}

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
	p := r.from(i)
	if p == len(r.parties) || r.parties[p].First > i+reach {
		return -1
	}
	for j := i; j < r.parties[p].First; j++ {
		if r.d.Tokens[j].Shape == text.Mark && r.word(j) != "\"" && r.word(j) != "-" || barred[r.word(j)] {
			return -1
		}
	}
	return p
}

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
var weapons = set(`balazos tiros golpes machetazos punaladas pedradas disparos cuchilladas quemarropa plena sangre traicion mansalva bordo`)

// barred are words after which stands no object.
var barred = set(`in at on by during after before when while near outside inside and or but from with en por durante tras cuando mientras y o pero con de desde for since
	was were fue fueron as hours days`)

// left gives the party that ends before an outcome, with no other sentence between.
func (r *reader) left(k int) int {
	const reach = 24
	m := r.outs[k]
	best := r.from(m.First) - 1
	if best >= 0 && r.parties[best].Last > m.First {
		best--
	}
	if best < 0 || r.parties[best].Last < m.First-reach {
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
		if before.First >= r.parties[best].Last && !r.joined(before.Last, m.First) {
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

var (
	connects = set(`and y e later then subsequently posteriormente luego despues , or o who died`)
	be       = set(`was were is are be been being has have had fue fueron es son sido ser ha han habia resulto resultaron resulta resultan quedo quedaron yace murio
		left leaving dejo dejaron deja dejan found reported confirmed seriously critically slightly gravemente que who allegedly reportedly also tambien ya later get got
		getting were_ encontrado encontrada encontrados hallado hallada hallados localizado localizados localizada no not lo los la las se`)
)

// afterBe reports whether a form of "to be" stands right before a token.
func (r *reader) afterBe(i int) bool {
	for j := i - 1; j >= max(r.s.First, i-3); j-- {
		switch r.word(j) {
		case "was", "were", "is", "are", "been", "being", "be", "fue", "fueron", "resulto", "resultaron", "resulta", "resultan", "quedo", "quedaron", "sido", "son", "got", "ser",
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
	return r.withoutAppositions(chain)
}

// chainLeft gives the parties that are listed up to one.
func (r *reader) chainLeft(p int) []int {
	chain := []int{p}
	for q := p - 1; q >= 0 && len(chain) < longestChain && r.lists(r.parties[q].Last, r.parties[q+1].First); q-- {
		if f, used := r.by[q]; used && r.figures[f].Outcome != "" {
			break
		}
		chain = append([]int{q}, chain...)
	}
	if whole := r.wholeOf(chain); whole >= 0 {
		chain = append([]int{whole}, chain...)
	}
	return r.withoutAppositions(chain)
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
	if q := r.parties[p]; q.Known && !q.Part && first.First-q.Last <= reach {
		return p
	}
	return -1
}

// withoutAppositions leaves out of a list who only is another word for the one before: "Juan Pérez,
// the mayor".
func (r *reader) withoutAppositions(chain []int) []int {
	kept := chain[:1:1]
	for k, p := range chain[1:] {
		q := r.parties[p]
		one := q.Count.Definite && q.Count.Value() == 1 && q.Known
		if one && !q.Part && !r.hasAnd(r.parties[chain[k]].Last, r.parties[chain[len(chain)-1]].First) {
			continue
		}
		kept = append(kept, p)
	}
	return kept
}

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
	return w == "was" || w == "were" || w == "fue" || w == "fueron" || w == "resulto" || w == "resultaron" || w == "quedo" || w == "quedaron"
}

// lists reports whether what stands between two parties joins them in a list.
func (r *reader) lists(from, to int) bool {
	if to-from > 4 {
		return false
	}
	for j := from; j < to; j++ {
		switch r.word(j) {
		case ",", "and", "y", "e", "including", "incluido", "incluidos", "incluida", "incluidas", "entre", "ellos", "ellas", "among", "them", "as", "well", "asi", "como", "a", "su", "his", "her", "the", "el", "la", "los", "de", "otros", "plus", "together", "with", "junto", "con", "(", "-", "—", "leader", "cuales", "of", "whom":
		default:
			return false
		}
	}
	return true
}

// add makes figures of parties.
func (r *reader) add(k int, chain []int, modality trigger.Modality) {
	m := r.outs[k]
	for _, p := range chain {
		q := r.parties[p]
		if f, used := r.by[p]; used && !r.figures[f].Denied {
			old := &r.figures[f]
			if old.Outcome == incidents.Wounded && (m.outcome == incidents.Killed || m.outcome == incidents.DiedLater) {
				old.Outcome, old.Last = incidents.DiedLater, max(old.Last, m.Last)
				continue
			}
			if old.Outcome == m.outcome || old.Outcome == incidents.Killed && m.outcome == incidents.DiedLater || old.Outcome == incidents.DiedLater && m.outcome == incidents.Killed {
				continue
			}
		}
		outcome := m.outcome
		if q.Hurt && outcome == incidents.Killed {
			outcome = incidents.DiedLater
		}
		r.by[p] = len(r.figures)
		r.figures = append(r.figures, Figure{
			Range:   text.Range{First: min(q.First, m.First), Last: max(q.Last, m.Last)},
			Outcome: outcome, Trigger: m.Range, Party: q, Denied: modality == trigger.Denied, Also: r.also(text.Range{First: min(q.First, m.First), Last: max(q.Last, m.Last)}),
		})
	}
}

// also reports whether the words of a figure say that there were others.
func (r *reader) also(words text.Range) bool {
	for i := words.First; i < words.Last; i++ {
		if w := r.word(i); w == "also" || w == "tambien" {
			return true
		}
	}
	return false
}

// putAt gives the party of the number that a toll is said to be: "put the dead in Cali at four",
// "los policías heridos son cuatro"; -1 where there is none.
func (r *reader) putAt(m text.Range) int {
	before := r.word(m.First - 1)
	_, people := plural[before]
	ofNumber := before == "de" && (r.word(m.First-2) == "numero" || r.word(m.First-2) == "cifra" || r.word(m.First-2) == "saldo")
	if before != "the" && before != "los" && before != "las" && !people && !ofNumber && r.word(m.Last-1) != "toll" {
		return -1
	}
	const reach = 10
	for p := r.from(m.Last); p < len(r.parties) && r.parties[p].First <= m.Last+reach; p++ {
		if !r.parties[p].Known {
			continue
		}
		switch r.word(r.parties[p].First - 1) {
		case "at", "to":
			if !people {
				return p
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

// multiples are words for several killings at once.
var multiples = map[string]int{"body": 1, "corpse": 1, "doble": 2, "double": 2, "triple": 3, "cuadruple": 4}

// multiple makes the figure of "doble homicidio", "triple murder".
func (r *reader) multiple(m phraseMatch, n int, modality trigger.Modality) {
	count := quantity.Exactly(n)
	count.Range = m.Range
	r.figures = append(r.figures, Figure{
		Range: m.Range, Outcome: m.outcome, Trigger: m.Range, Denied: modality == trigger.Denied,
		Party: Party{Range: m.Range, Count: count, Known: true, Group: "unknown"},
	})
}

// single makes the figure of one person whose word is not known: "asesinan a exalcalde",
// "kill Edo chief", "the minister was killed".
func (r *reader) single(k int, v voice, modality trigger.Modality) {
	m := r.outs[k]
	var people text.Range
	switch v {
	case does:
		end := r.objectAt(m.Last)
		if end == 0 {
			return
		}
		people = text.Range{First: m.Last, Last: end}
	case suffers, either:
		if r.again(m, modality) || !r.isSingular(m) {
			return
		}
		people = m.Range
	case state, of:
		return
	}
	n := quantity.Exactly(1)
	n.Range, n.Definite = people, true
	r.figures = append(r.figures, Figure{
		Range: text.Range{First: m.First, Last: max(m.Last, people.Last)}, Outcome: m.outcome, Trigger: m.Range, Denied: modality == trigger.Denied,
		Party: Party{Range: people, Count: n, Known: true, Group: groupOf(r.d.Tokens, people, "")},
	})
}

// again gives the one person of the outcome before this one too: "was wounded in the raid and died".
func (r *reader) again(m phraseMatch, modality trigger.Modality) bool {
	if w := r.word(m.First - 1); w != "and" && w != "y" && w != "later" && w != "luego" && w != "then" || len(r.figures) == 0 {
		return false
	}
	last := r.figures[len(r.figures)-1]
	if !last.Party.Count.Definite || last.Party.Count.Value() != 1 || last.Outcome == m.outcome {
		return false
	}
	last.Outcome, last.Trigger, last.Denied = m.outcome, m.Range, modality == trigger.Denied
	last.Last = m.Last
	r.figures = append(r.figures, last)
	return true
}

// isSingular reports whether the words of an outcome are said of one person.
func (r *reader) isSingular(m phraseMatch) bool {
	w := r.word(m.First)
	if r.d.Lang == "es" {
		last := w[len(w)-1]
		return last == 'o' || last == 'a' && w != "deja" || w == "muere" || w == "fallece"
	}
	for j := m.First - 1; j >= max(r.s.First, m.First-3); j-- {
		switch r.word(j) {
		case "was", "is", "he", "she":
			return true
		case "were", "are", "they", "be", "being":
			return false
		}
	}
	// A headline without "was": "Iran conscript killed in attack".
	if m.voice == either && m.First > r.s.First && !r.d.Loud {
		t := r.d.Tokens[m.First-1]
		last := t.Word[len(t.Word)-1]
		if t.Shape == text.Lower && len(t.Word) > 3 && last != 's' && !be[t.Word] && !connects[t.Word] && !barred[t.Word] && !strings.HasSuffix(t.Word, "ly") && !strings.HasSuffix(t.Word, "ed") {
			return m.Last == r.s.Last || barred[r.word(m.Last)] || r.d.Tokens[m.Last].Shape == text.Mark
		}
	}
	// A name in one word: "Villarreal died".
	return m.First > r.s.First && !r.d.Loud && r.d.Tokens[m.First-1].Shape == text.Capital && (w == "died" || w == "dies")
}

// personalNoun gives the end of a noun in the singular after "a", not far from its verb: "asesinan
// en Jerez a exalcalde", "abatieron a alias Canario"; 0 where there is none.
func (r *reader) personalNoun(i int) int {
	const reach = 8
	for last := min(r.s.Last, i+reach); i < last; i++ {
		if r.d.Tokens[i].Shape == text.Mark {
			return 0
		}
		if w := r.word(i); w != "a" && w != "al" {
			if barredObject[w] {
				return 0
			}
			continue
		}
		i++
		if w := r.word(i); w == "un" || w == "una" || w == "alias" || w == "su" {
			i++
		}
		noun := r.word(i)
		if noun == "" || r.d.Tokens[i].Shape == text.Mark || r.d.Tokens[i].Shape == text.Number || len(noun) < 4 || noun[len(noun)-1] == 's' || weapons[noun] {
			return 0
		}
		return i + 1
	}
	return 0
}

// barredObject are words that begin another clause, in which no object of this one stands.
var barredObject = set(`y e o pero que cuando mientras tras luego para por`)

// leadsNoun are words before somebody who is not counted: "killing the vice principal".
var leadsNoun = map[string]bool{"a": true, "an": true, "the": true, "his": true, "her": true, "their": true}

// objects are no people.
var objects = set(`town city village base building house post convoy plan attack bill deal cow dog horse animal idea peace vessel boat ship drone missile territory`)

// objectAt gives the end of a short object in the singular that begins at a token, or 0.
func (r *reader) objectAt(i int) int {
	if r.d.Lang == "es" {
		return r.personalNoun(i)
	}
	if r.d.Loud {
		return 0
	}
	end := i
	for end < min(r.s.Last, i+5) && r.d.Tokens[end].Shape != text.Mark && !barred[r.word(end)] && !outcomeWord(r.d, end) {
		end++
	}
	if w := r.word(i); leadsNoun[w] && r.d.Tokens[end-1].Shape != text.Number && !strings.HasSuffix(r.word(end-1), "s") && end > i+1 && end < i+5 && !things[r.word(end-1)] && !objects[r.word(end-1)] {
		return end
	}
	if end == i || end == i+5 || r.d.Tokens[i].Shape == text.Lower && !r.d.Tokens[i].Possessive || r.d.Tokens[end-1].Shape == text.Number {
		return 0
	}
	last := r.word(end - 1)
	if last[len(last)-1] == 's' && r.d.Tokens[end-1].Shape == text.Lower {
		return 0
	}
	return end
}
