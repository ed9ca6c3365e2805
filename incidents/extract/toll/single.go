package toll

import (
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/extract/quantity"
	"incidentmap/incidents/extract/text"
	"incidentmap/incidents/extract/trigger"
)

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
		defer r.addAccompanied(k, end, modality)
	case suffers, either:
		if r.again(m, modality) || !r.isSingular(m) {
			return
		}
		people = m.Range
	case state, of:
		return
	}
	r.addOne(m, people, modality)
}

// addAccompanied makes the figure of those who are told of with one whose word is not known: "ejecutan a funcionario y a su escolta".
func (r *reader) addAccompanied(k, end int, modality trigger.Modality) {
	if r.d.Lang != "es" || r.word(end) != "y" || r.word(end+1) != "a" {
		return
	}
	p := r.from(end + 2)
	if p < len(r.parties) && r.parties[p].Known && r.parties[p].First <= end+3 {
		r.add(k, []int{p}, modality)
	}
}

// addOne makes the figure of one person.
func (r *reader) addOne(m phraseMatch, people text.Range, modality trigger.Modality) {
	n := quantity.Exactly(1)
	n.Range, n.Definite = people, true
	r.figures = append(r.figures, Figure{
		Range: text.Range{First: m.First, Last: max(m.Last, people.Last)}, Outcome: m.outcome, Trigger: m.Range, Denied: modality == trigger.Denied,
		Party: Party{Range: people, Count: n, Known: true, Group: groupOf(r.d.Tokens, people, "")},
	})
}

// isOfOne reports whether the death of one person is told by a possessive: "Galan's murder".
func (r *reader) isOfOne(m phraseMatch) bool {
	if m.First == r.s.First || m.outcome != incidents.Killed {
		return false
	}
	owner := r.d.Tokens[m.First-1]
	_, group := plural[owner.Word]
	return owner.Possessive && !group && (owner.Shape == text.Capital || r.d.Loud) && violentDeaths[r.word(m.First)]
}

// violentDeaths are nouns of which the person killed is the owner.
var violentDeaths = text.WordSet(`murder assassination killing death execution`)

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
		if m.First > r.s.First && several[r.word(m.First-1)] {
			return false
		}
		last := w[len(w)-1]
		return last == 'o' || last == 'a' && w != "deja" || w == "muere" || w == "fallece"
	}
	for j := m.First - 1; j >= max(r.s.First, m.First-3); j-- {
		w := r.word(j)
		switch w {
		case "was", "is", "he", "she":
			return true
		case "were", "are", "they", "be", "being":
			return false
		}
		if strings.HasSuffix(w, "ing") && !be[w] {
			break // "was treating the wounded"
		}
	}
	if w := r.word(m.Last); w == "was" || w == "were" || several[r.word(m.First-1)] {
		return false // "those killed were migrants"
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

// several are pronouns for more than one, or for nobody who is told of.
var several = text.WordSet(`those these all many most some others people none anyone anybody everyone resto mayoria nadie ninguno quien`)

// personalNoun gives the end of a noun in the singular after "a", not far from its verb: "asesinan
// en Jerez a exalcalde", "abatieron a alias Canario"; 0 where there is none.
func (r *reader) personalNoun(i int) int {
	const reach = 10
	for last := min(r.s.Last, i+reach); i < last; i++ {
		if r.d.Tokens[i].Shape == text.Mark {
			if next := r.word(i + 1); r.word(i) == "," && (next == "a" || next == "al" || at[next] || next == "cerca") {
				continue // "capturó en Rionegro, cerca de Medellín, a alias Zarco"
			}
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
		if r.word(i) == "\"" {
			i++
		}
		if i < r.s.Last && r.d.Tokens[i].Shape == text.Capital && !r.d.Loud {
			return i + 1
		}
		noun := r.word(i)
		if noun == "" || r.d.Tokens[i].Shape == text.Mark || r.d.Tokens[i].Shape == text.Number || len(noun) < 4 || noun[len(noun)-1] == 's' || weapons[noun] || animals[noun] {
			return 0
		}
		return i + 1
	}
	return 0
}

// animals stand after "a" as people do: "buscar al perro".
var animals = text.WordSet(`perro perra gato gata caballo yegua vaca toro burro mula puerco cerdo chivo animal ganado mascota rebano`)

// barredObject are words that begin another clause, in which no object of this one stands.
var barredObject = text.WordSet(`y e o pero que cuando mientras tras luego para por`)

// leadsNoun are words before somebody who is not counted: "killing the vice principal".
var leadsNoun = map[string]bool{"a": true, "an": true, "the": true, "his": true, "her": true, "their": true}

// objects are no people.
var objects = text.WordSet(`day week month year night morning evening afternoon hour time spot scene same moment weekend town city village base building house post convoy plan attack bill deal cow dog horse animal idea peace vessel boat ship drone missile territory outpost position border district province area headquarters airport capital camp`)

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
