// Package toll reads what became of people: who was killed, wounded, detained or is missing,
// how many, and of which group.
//
//	parties ("six other National Guard members") + outcomes ("died", "killing", "heridos") ─► figures
//
// Which people an outcome is of follows from its voice: its subject ("four died"), its
// object ("killing four"), or what it stands beside ("four dead").
package toll

import (
	"slices"
	"strings"

	"incidentmap/incidents"
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
	friends := trigger.FalseFriends(d, s)
	for _, m := range outcomes[d.Lang]().Find(d.Tokens, s) {
		within := slices.ContainsFunc(friends, func(f text.Range) bool { return f.First <= m.First && m.First < f.Last })
		if !within && !trigger.IsCompound(d.Tokens, m.Range) {
			out := phraseMatch{m.Range, m.Value}
			out.outcome = r.settled(out)
			r.outs = append(r.outs, out)
		}
	}
	if len(r.outs) == 0 {
		return nil
	}
	r.parties = partiesOf(d, s)
	for k := range r.outs {
		r.link(k)
	}
	r.addEllipses()
	r.addByPlace()
	r.addNamedByPlace()
	return r.figures
}

// addEllipses makes figures of those of whom the outcome is not said again: "three died in Manzanillo and another in Tecomán".
func (r *reader) addEllipses() {
	told := len(r.figures)
	for p := range r.parties {
		q := &r.parties[p]
		if _, used := r.by[p]; used || !q.Count.Other && !r.isListedPart(p) || q.Part {
			continue
		}
		before, after := r.word(q.First-1), r.word(q.Last)
		if w := r.word(q.First - 2); before == "con" && w == "junto" || before == "with" && (w == "along" || w == "together") {
			after = "in" // "detuvieron a Juan Pérez, jefe de plaza, junto con otras dos personas"
			before = ","
		} else if !q.Bare {
			continue
		}
		end := q.Last
		if past := r.pastApposition(end); q.Count.Other && past > end {
			end, after = past, r.word(past)
		}
		later := laterClauses[after] || at[after] && r.leadsHospital(end)
		if before != "y" && before != "and" && before != "," || after != "en" && after != "in" && after != "at" && !later {
			continue
		}
		var last *Figure
		for k := range r.figures[:told] {
			if f := &r.figures[k]; f.Trigger.First < q.First && (last == nil || f.Trigger.First >= last.Trigger.First) {
				last = f
			}
		}
		if last == nil || last.Denied {
			continue
		}
		party := *q
		party.Group, party.Head = last.Party.Group, last.Party.Head
		party.Part = last.Party.Part // "fifteen of the deaths were in Patna and the other eight in Gaya"
		outcome := last.Outcome
		if later && outcome == incidents.Killed {
			outcome = incidents.DiedLater
		}
		r.figures = append(r.figures, Figure{Range: q.Range, Outcome: outcome, Trigger: q.Range, Party: party})
	}
}

// pastApposition gives the token after words between commas that say who somebody is, or the token itself: "a fifth, a boy of 17, hours later".
func (r *reader) pastApposition(i int) int {
	const longest = 10
	if r.word(i) != "," {
		return i
	}
	for j := i + 1; j < min(r.s.Last, i+longest); j++ {
		if r.word(j) == "," {
			return j + 1
		}
		if outcomeWord(r.d, j) || r.word(j) == ";" {
			return i
		}
	}
	return i
}

// leadsHospital reports whether a preposition at a token stands before a hospital.
func (r *reader) leadsHospital(i int) bool {
	const reach = 4
	for j := i + 1; j < i+reach; j++ {
		if hospitals[r.word(j)] {
			return true
		}
	}
	return false
}

// hospitals are where those die who lived at first.
var hospitals = text.WordSet(`hospital hospitals hospitales clinic clinics clinica clinicas sanatorio nosocomio`)

// isListedPart reports whether a bare number goes on a list of parts by place: "twelve of the deaths were recorded in Ormoc and five in Burauen".
func (r *reader) isListedPart(p int) bool {
	if !r.parties[p].Bare || !at[r.word(r.parties[p].Last)] || r.word(r.parties[p].First-1) != "and" && r.word(r.parties[p].First-1) != "," {
		return false
	}
	for q := p - 1; q >= 0; q-- {
		if f, used := r.by[q]; used {
			return r.figures[f].Party.Part && r.figures[f].Party.Bare
		}
	}
	return false
}

// laterClauses begin what tells that some died later than others: "catorce murieron en el acto y otros dos cuando eran atendidos".
var laterClauses = text.WordSet(`cuando mientras while horas hours dias days later despues`)

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
	if m.outcome == incidents.Missing && (r.areFreed(m.First) || r.areFreedAfter(m.Last) || r.areFoundAlive(m.Last)) || modality == trigger.Hypothetical || modality == trigger.Recalled || modality == trigger.Reference && len(r.d.Sentences) > 2 {
		return
	}
	if p := r.holding(m.Range); p >= 0 && m.voice != does {
		if r.parties[p].Hurt && m.outcome == incidents.Wounded {
			return // it says of whom they are some
		}
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
	if p := r.within(m); p >= 0 {
		r.add(k, []int{p}, modality)
		return
	}
	if gives[r.word(m.First)] && m.Len() == 1 {
		if p := r.putAt(m.Range); p >= 0 {
			r.add(k, []int{p}, modality)
		}
		return
	}
	if r.isOfOne(m) {
		r.addOne(m, m.Range, modality)
		return
	}
	if p := r.putAt(m.Range); p >= 0 && (m.voice == state || m.voice == either) {
		r.add(k, []int{p}, modality)
		return
	}
	if m.voice == does && r.word(m.Last) == "a" && weapons[r.word(m.Last+1)] {
		m.Last += 2
		r.outs[k] = m
	}
	right := r.rightOf(m)
	v := r.voiceOf(k, right)
	if right >= 0 && (r.disagrees(m.Range, right) || r.isNoObject(m, right)) {
		right = -1
	}
	chain := r.chain(k, v, right)
	if p := r.pronounOf(m); p >= 0 && (right < 0 || v != does) {
		chain = []int{p}
	}
	if len(chain) == 0 {
		if !takers[r.word(m.First)] && !r.needsPeople(m) {
			r.single(k, v, modality)
		}
		return
	}
	r.add(k, chain, modality)
	if v == does && right >= 0 {
		r.addCompanionOf(m, right, modality)
	}
}

// pronounOf gives the people before an outcome whom a pronoun stands for that is its object: "pulled nine passengers off a bus and shot them",
// "bajó a tres jóvenes y los mató"; -1 for none.
func (r *reader) pronounOf(m phraseMatch) int {
	if m.voice != does && m.voice != either || m.outcome == incidents.Detained {
		return -1
	}
	object := r.word(m.Last) == "them"
	if r.d.Lang == "es" {
		w := r.word(m.First - 1)
		object = (w == "los" || w == "las") && !r.isParticiple(m.First) && r.word(m.First-2) != "de"
	}
	for p := r.from(m.First) - 1; object && p >= 0; p-- {
		q := &r.parties[p]
		if r.adjacent(q.Last, m.First) || q.Count.Value() < 2 || !q.Known || q.Part {
			continue
		}
		return p
	}
	return -1
}

// voiceOf settles where the people of an outcome stand; right is the party after it, -1 for none.
func (r *reader) voiceOf(k, right int) voice {
	m := r.outs[k]
	switch {
	case m.voice == does && r.isParticiple(m.First):
		return suffers // "fueron hallados sin vida", of "hallaron sin vida a dos"
	case m.voice != either:
		return m.voice
	case right >= 0 && r.isInverted(m):
		return does
	case r.afterBe(m.First):
		return suffers
	case right >= 0 && !r.isSubject(right, k), right < 0 && r.objectAt(m.Last) > 0 && (r.left(k) < 0 || leadsNoun[r.word(m.Last)]):
		return does
	}
	return suffers
}

// isInverted reports whether an English outcome stands before the verb that it belongs to, and its people after that: "Killed were two
// teachers and a nurse".
func (r *reader) isInverted(m phraseMatch) bool {
	after := r.word(m.Last)
	return r.d.Lang == "en" && m.voice == either && m.First <= r.s.First+1 && (after == "were" || after == "was")
}

// isParticiple reports whether a token is a Spanish participle in the plural or after a form of "to be".
func (r *reader) isParticiple(i int) bool {
	w := r.word(i)
	if r.d.Lang != "es" {
		return false
	}
	for _, end := range []string{"ados", "adas", "idos", "idas"} {
		if strings.HasSuffix(w, end) {
			return true
		}
	}
	return (strings.HasSuffix(w, "ado") || strings.HasSuffix(w, "ada") || strings.HasSuffix(w, "ido") || strings.HasSuffix(w, "ida")) && r.afterBe(i)
}

// chain gives the people of an outcome by its voice; right is the party that follows it, -1 for none.
func (r *reader) chain(k int, v voice, right int) []int {
	m := r.outs[k]
	switch v {
	case does, of:
		if right >= 0 {
			return r.chainRight(right, k)
		}
	case suffers, state, either:
		left := r.left(k)
		if left >= 0 && r.disagrees(m.Range, left) {
			return nil
		}
		near := left >= 0 && r.adjacent(r.parties[left].Last, m.First)
		if right >= 0 && !near && r.d.Lang == "es" && !r.isSubject(right, k) && (v == suffers || r.afterBe(m.First)) {
			return r.chainRight(right, k)
		}
		if left >= 0 && (near || v != state || r.afterBe(m.First)) {
			return r.chainLeft(left)
		}
	}
	return nil
}

// singularVerbs are forms of "to be" of one person.
var singularVerbs = text.WordSet(`fue resulto quedo es sido esta estaba`)

// areFreed reports whether those who are said to be held are the object of a verb of freeing them: "rescataron a siete personas secuestradas".
func (r *reader) areFreed(i int) bool {
	const reach = 8
	for j := i - 1; j >= max(r.s.First, i-reach); j-- {
		switch w := r.word(j); {
		case w == "rescued" || w == "freed" || w == "libero" || w == "libertad" && r.word(j-1) == "en" || strings.HasPrefix(w, "rescat") || strings.HasPrefix(w, "libera"):
			return true
		case r.d.Tokens[j].Shape == text.Mark, w == "y" && r.d.Tokens[j+1].Shape != text.Capital:
			return false
		}
	}
	return false
}

// areFreedAfter reports whether those who are said to be held are the subject of a verb of freeing them: "una mujer secuestrada el lunes fue
// liberada".
func (r *reader) areFreedAfter(i int) bool {
	const reach = 14
	for j := i; j < min(r.s.Last, i+reach); j++ {
		switch w := r.word(j); {
		case (w == "y" || w == "and") && r.beginsParty(j+1):
			return false // "nueve están desaparecidos y 17 fueron rescatados"
		case strings.HasPrefix(w, "rescatad") || strings.HasPrefix(w, "liberad") || w == "rescued" || w == "freed" || w == "released":
			return r.afterBe(j)
		case r.d.Tokens[j].Shape == text.Mark:
			return false
		}
	}
	return false
}

// areFoundAlive reports whether those who were looked for were found, as the rest of the sentence tells: "who had been searching for a lodger
// found him alive".
func (r *reader) areFoundAlive(i int) bool {
	const reach, near = 20, 6
	for j := i; j < min(r.s.Last, i+reach) && r.word(j) != ";" && (j == i || !r.beginsParty(j)); j++ {
		if !founds[r.word(j)] {
			continue
		}
		for k := j + 1; k < min(r.s.Last, j+near); k++ {
			if alive[r.word(k)] {
				return true
			}
		}
	}
	return false
}

// founds are verbs of finding people, and alive are words for those who are well.
var (
	founds = text.WordSet(`found find finds traced located discovered hallaron hallo encontraron encontro localizaron localizo hallado hallada hallados halladas encontrado encontrada encontrados encontradas localizado localizada localizados localizadas aparecio aparecieron`)
	alive  = text.WordSet(`alive safe unharmed unhurt well vivo viva vivos vivas salvo ileso ilesa ilesos ilesas sano sana sanos`)
)

// beginsParty reports whether people who are counted begin at a token.
func (r *reader) beginsParty(i int) bool {
	p := r.from(i)
	return p < len(r.parties) && r.parties[p].First == i && r.parties[p].Known
}

// collectives are nouns in the singular for several: "una familia de cuatro integrantes fue asesinada".
var collectives = text.WordSet(`familia grupo banda celula comando convoy equipo cuadrilla total`)

// disagrees reports whether a Spanish outcome is said of one person and a party is of several: "bloquearon tres salidas, en un
// operativo en el que fue detenido Juan".
func (r *reader) disagrees(m text.Range, party int) bool {
	p := &r.parties[party]
	if r.d.Lang != "es" || p.Known && (p.Count.Definite || p.Count.Value() < 2) || m.Len() == 0 {
		return false
	}
	if r.word(p.First-1) == "de" && collectives[r.word(p.First-2)] || r.word(p.First) == "una" || r.word(p.First) == "un" {
		return false // "una decena de pasajeros fue llevada al hospital"
	}
	w := r.word(m.First)
	return singularVerbs[r.word(m.First-1)] && (strings.HasSuffix(w, "o") || strings.HasSuffix(w, "a"))
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

var (
	connects = text.WordSet(`and y e later then subsequently posteriormente luego despues , or o who died`)
	be       = text.WordSet(`dug pulled out recovered was were is are be been being has have had fue fueron es son sido ser ha han habia resulto resultaron resulta resultan resultado quedo quedaron quedado yace murio
		left leaving dejo dejaron deja dejan found reported confirmed seriously critically slightly gravemente que who allegedly reportedly also tambien ya later get got
		getting were_ encontrado encontrada encontrados hallado hallada hallados localizado localizados localizada no not lo los la las se
		esta estan estaba estaban encuentra encuentran encontraba encontraban remain remains remained still continua continuan sigue siguen permanece permanecen aun todavia`)
)

// deathsOf are nouns for more deaths than one.
var deathsOf = text.WordSet(`deaths fatalities muertes decesos killings murders`)

// add makes figures of parties.
func (r *reader) add(k int, chain []int, modality trigger.Modality) {
	m := r.outs[k]
	for _, p := range chain {
		q := r.parties[p]
		if q.Hurt && m.outcome == incidents.Wounded {
			continue // "three of the injured are in critical condition"
		}
		if (q.Bare || q.Count.Definite || !q.Known) && r.needsPeople(m) {
			continue // "a dialogue like the one being held"
		}
		if q.Count.Definite && q.Count.Value() == 1 && deathsOf[r.word(m.First)] {
			continue // "civilian deaths" are not one
		}
		if q.Hurt && m.outcome == incidents.Wounded {
			continue // "dos de los lesionados están graves"
		}
		if f, used := r.by[p]; used && !r.figures[f].Denied {
			old := &r.figures[f]
			if old.Outcome == incidents.Wounded && (m.outcome == incidents.Killed || m.outcome == incidents.DiedLater) {
				old.Outcome, old.Last = incidents.DiedLater, max(old.Last, m.Last)
				if w := r.word(old.Trigger.First); w == "hit" || w == "struck" || w == "with" || w == "shot" || w == "stabbed" || m.outcome == incidents.Killed && r.isAtOnce(old.Trigger.Last, m.Range) {
					old.Outcome = m.outcome // "was struck by a stray bullet and died"
				}
				continue
			}
			if old.Outcome == incidents.Missing && (m.outcome == incidents.Killed || m.outcome == incidents.DiedLater) {
				old.Outcome, old.Last = m.outcome, max(old.Last, m.Last) // "the six who were missing were found dead"
				continue
			}
			if m.outcome == incidents.Wounded && (old.Outcome == incidents.Killed || old.Outcome == incidents.DiedLater) {
				continue // "murieron cinco intoxicados"
			}
			if m.outcome == incidents.Missing && old.Outcome != incidents.Detained && old.Outcome != incidents.Wounded {
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

// atOnce are Spanish words for where and when somebody dies who does so at once: "murió en el lugar".
var atOnce = text.WordSet(`lugar acto sitio instante inmediatamente`)

// isAtOnce reports whether Spanish words say that who was hurt died at once.
func (r *reader) isAtOnce(from int, m text.Range) bool {
	const reach = 4
	if r.d.Lang != "es" {
		return false
	}
	for i := m.Last; i < m.Last+reach; i++ {
		if atOnce[r.word(i)] {
			return true
		}
	}
	return m.First-from <= 1 && r.word(from) == "y" // "fue baleado y murió"
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
