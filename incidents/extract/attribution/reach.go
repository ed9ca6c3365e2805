package attribution

import (
	"incidentmap/incidents/extract/text"
)

// described gives the end of what is said about a name after it: "Suyapa Mejia, director of a hospital in San Pedro Sula".
func (r *reader) described(s text.Range, last int) int {
	const longest = 16
	if last+2 >= s.Last || r.d.Tokens[last].Word != "," {
		return last
	}
	first := last + 1
	if articles[r.d.Tokens[first].Word] {
		first++
	}
	if w := r.d.Tokens[first].Word; !titles[w] && !persons[w] || isCapital(r.d.Tokens[first]) && !r.d.Loud {
		return last
	}
	for i := first; i < min(s.Last, last+longest); i++ {
		if t := r.d.Tokens[i]; t.Word == "," || t.Word == ";" || t.Word == "." && i+1 == s.Last {
			return i
		}
	}
	return last
}

// relative gives the name before a clause about it: "la Marina, que confirmó", "the mayor, who said".
func (r *reader) relative(s text.Range, verb int) text.Range {
	if verb-3 < s.First || r.d.Tokens[verb-2].Word != "," {
		return text.Range{}
	}
	switch r.d.Tokens[verb-1].Word {
	case "que", "quien", "who", "which":
	default:
		return text.Range{}
	}
	last := verb - 2
	first := last
	for first > s.First && last-first < 8 {
		t := r.d.Tokens[first-1]
		if !isCapital(t) && !institutions[t.Word] && !persons[t.Word] && !joinsName[t.Word] {
			break
		}
		first--
	}
	if first > s.First && r.d.Tokens[first-1].Word == "en" {
		return text.Range{} // where who tells is
	}
	for first < last && joinsName[r.d.Tokens[first].Word] && r.d.Tokens[first].Word != "the" && r.d.Tokens[first].Word != "la" {
		first++
	}
	return text.Range{First: first, Last: last}
}

// sides gives where the speaker of a verb may stand, the likelier first: before it, or after it
// where the verb ends what was said.
func (r *reader) sides(s, verb text.Range) []text.Range {
	left := r.left(s, verb.First)
	right := r.right(s, verb.Last)
	if who := r.lastSubject(left); who.Len() > 0 {
		left = who
	} else if r.d.Lang == "es" && r.isClause(left) {
		left = text.Range{}
	}
	if r.isSubject(left) {
		return []text.Range{left, right} // "el Sismológico situó el epicentro"
	}
	if r.afterListener(right) > 0 {
		return []text.Range{right, left} // "dijo a la agencia un oficial"
	}
	if verb.First > s.First && r.omitsSubject(verb) && r.d.Tokens[verb.First-1].Word == "," && right.Len() == 0 {
		return nil
	}
	if verb.First == s.First {
		return []text.Range{right}
	}
	if r.d.Lang == "es" && verb.First-1 > s.First && r.d.Tokens[verb.First-1].Word == ":" {
		return []text.Range{r.left(s, verb.First-1)} // "el sindicato contradijo la cifra: aseguró que …"
	}
	if m, ok := channels.At(r.d.Tokens, verb.Last, right.Last); ok && m.Last < right.Last && r.d.Lang == "es" && r.d.Tokens[m.Last].Word != "que" {
		return []text.Range{{First: m.Last, Last: right.Last}, left} // "dijo a este diario un funcionario"
	}
	if r.d.Tokens[verb.First].Word != "told" && right.Len() > 0 && r.d.Tokens[verb.First-1].Word == "," && isCapital(r.d.Tokens[right.First]) && !r.d.Loud && right.First == verb.Last && !ends[r.d.Tokens[right.First].Word] {
		return []text.Range{right, left} // "…, said Irma Salas"
	}
	if r.d.Lang == "es" && right.Len() > 0 && r.d.Tokens[right.First].Word != "que" && right.First == verb.Last {
		if w := r.d.Tokens[right.First].Word; w != "a" && w != "al" && (left.Len() == 0 || r.d.Tokens[verb.First-1].Word == "," || articles[w] || r.d.Tokens[right.First].Shape != text.Lower) {
			return []text.Range{right, left}
		}
	}
	if hears := r.d.Tokens[verb.First].Word == "told" || r.d.Tokens[verb.First].Word == "tells"; hears && left.Len() > 0 {
		return []text.Range{left} // who follows is told: "told The Associated Press"
	}
	if left.Len() == 0 {
		return []text.Range{right}
	}
	if r.isInverted(verb, right) {
		return []text.Range{right, left}
	}
	return []text.Range{left, right}
}

// clauseVerbs are verbs of what is told, which stand in no words for who tells.
var clauseVerbs = text.WordSet(`fue fueron ha han es son era eran hay hubo murio murieron fallecio fallecieron resulto resultaron quedo quedaron sigue siguen continua continuan continuaban permanece permanecen esta estan dejo dejaron`)

// isClause reports whether Spanish words tell something, and are not who tells it.
func (r *reader) isClause(words text.Range) bool {
	for i := words.First; i < words.Last; i++ {
		switch w := r.d.Tokens[i].Word; {
		case w == "que" || w == "quien" || w == "quienes":
			return false // what is said about who tells
		case clauseVerbs[w]:
			return true
		}
	}
	return false
}

// isInverted reports whether who tells follows an English verb that a comma parts from what is told: "…, said a police officer".
func (r *reader) isInverted(verb, right text.Range) bool {
	const longest = 8
	if r.d.Lang != "en" || right.Len() < 2 || right.First != verb.Last || r.d.Tokens[verb.First-1].Word != "," {
		return false
	}
	switch r.d.Tokens[right.First].Word {
	case "a", "an":
	case "the":
		if right.Len() > longest {
			return false
		}
	default:
		return false
	}
	for i := right.First + 1; i < min(right.Last, right.First+longest); i++ {
		w := r.d.Tokens[i].Word
		if persons[w] || institutions[w] {
			return true
		}
		if ends[w] {
			return false
		}
	}
	return false
}

// longestName bounds the words of who tells, with what is said about them.
const longestName = 40

// left gives the words before a verb that may be who tells: up to a comma that does not
// close what is said about them, or a quotation.
func (r *reader) left(s text.Range, verb int) text.Range {
	first := verb
	for first > s.First && verb-first < longestName {
		t := r.d.Tokens[first-1]
		if t.Word == "\"" || t.Word == ";" || t.Word == ":" || t.Word == "—" || t.Word == "." && t.Space {
			break
		}
		if t.Word == "." && first < verb && articles[r.d.Tokens[first].Word] && isCapital(r.d.Tokens[first]) {
			break // "Chih. La Secretaría": an abbreviation that ends its sentence
		}
		if t.Word == "," {
			// "Juan Pérez, spokesman for the army, said": the name stands before the commas.
			if first == verb {
				first--
				continue
			}
			if w := r.d.Tokens[first].Word; w == "que" || w == "who" || w == "quien" {
				first-- // what is said about them stands between the commas
				continue
			}
			if r.isManner(first) && r.d.Tokens[verb-1].Word == "," || r.isPlaceComma(s, first-1) {
				first-- // "a medic in Bara, Sudan, requesting anonymity, told"
				continue
			}
			if r.isDescription(s, first) {
				return r.left(s, first-1) // "the governor, a former judge, said"
			}
			if office := r.officeOf(s, first, verb); office.Len() > 0 {
				return office
			}
			if r.areCapitals(text.Range{First: first, Last: verb - 1}) && r.d.Tokens[verb-1].Word == "," {
				break // "a spokesman for the Support Center, Malek Merset, said": the name stands between the commas
			}
			if name := r.apposition(s, first-1); name >= 0 && r.d.Tokens[verb-1].Word == "," {
				return text.Range{First: name, Last: verb - 1}
			}
			break
		}
		first--
	}
	for verb > first && r.d.Tokens[verb-1].Word == "," {
		verb--
	}
	if r.isAside(first, verb) && first > s.First+1 && r.d.Tokens[first-1].Word == "," {
		return r.left(s, first-1) // "la policía, a través de su cuenta, indicó"
	}
	if verb-first <= 3 && first > s.First && r.d.Tokens[first-1].Word == "," && asides[r.d.Tokens[first].Word] {
		return r.left(s, first-1) // "a spokesman, however, said"
	}
	return text.Range{First: first, Last: verb}
}

// areCapitals reports whether some words, two at least, are all in capitals.
func (r *reader) areCapitals(words text.Range) bool {
	for i := words.First; i < words.Last; i++ {
		if !isCapital(r.d.Tokens[i]) {
			return false
		}
	}
	return words.Len() >= 2 && !r.d.Loud
}

// mannerPrepositions begin Spanish words for how, where or when something is told.
var mannerPrepositions = text.WordSet(`a mediante via durante desde ante tras en por bajo`)

// isAside reports whether words before a Spanish verb say how it is told, and not by whom.
func (r *reader) isAside(first, verb int) bool {
	const longest = 12
	return r.d.Lang == "es" && first < verb && verb-first <= longest && mannerPrepositions[r.d.Tokens[first].Word]
}

// officeOf gives the words for an office before a name that stands between commas: "El titular de la Comisión Estatal de Seguridad, Juan
// Pérez, precisó"; first is the first word of the name.
func (r *reader) officeOf(s text.Range, first, verb int) text.Range {
	const longest = 18
	last := verb - 1
	name := first
	for name < last && titles[r.d.Tokens[name].Word] {
		name++ // "coronel Jaime Fuentes"
	}
	if r.d.Lang != "es" || r.d.Loud || last-name < 2 || r.d.Tokens[last].Word != "," {
		return text.Range{}
	}
	for i := name; i < last; i++ {
		if t := r.d.Tokens[i]; t.Shape != text.Capital && !joinsName[t.Word] || institutions[t.Word] && !unnamed[t.Word] || titles[t.Word] {
			return text.Range{}
		}
	}
	at := first - 1
	for at > s.First && first-at < longest && (r.d.Tokens[at-1].Shape != text.Mark || r.d.Tokens[at-1].Word == "-") {
		at--
	}
	for i := at; i < first-1; i++ {
		if titles[r.d.Tokens[i].Word] {
			if i > at && !articles[r.d.Tokens[i-1].Word] {
				continue
			}
			return text.Range{First: i, Last: first - 1}
		}
	}
	return text.Range{}
}

// apposition gives the first token of a name in capitals that ends at a comma, or -1.
func (r *reader) apposition(s text.Range, comma int) int {
	i := comma
	for i > s.First && (r.d.Tokens[i-1].Shape == text.Capital || r.d.Tokens[i-1].Shape == text.Upper || r.d.Tokens[i-1].Word == "." || i < comma && r.joinsCapitals(s, i-1)) {
		i--
	}
	if comma-i < 2 {
		return -1
	}
	return i
}

// joinsCapitals reports whether a small word stands within a name: "Observatory for Human Rights".
func (r *reader) joinsCapitals(s text.Range, i int) bool {
	return i > s.First && joinsName[r.d.Tokens[i].Word] && isCapital(r.d.Tokens[i-1])
}

// right gives the words after a verb that may be who tells.
func (r *reader) right(s text.Range, from int) text.Range {
	last := from
	for last < s.Last && last-from < longestName {
		t := r.d.Tokens[last]
		if t.Shape == text.Mark && t.Word != "." && t.Word != "-" && t.Word != "'" || t.Word == "." && last+1 == s.Last {
			break
		}
		last++
	}
	return text.Range{First: from, Last: last}
}

// scoped gives each statement its words: those around it up to the next.
func (r *reader) scoped(found []Statement, s text.Range) []Statement {
	for i := range found {
		st := &found[i]
		st.Scope = s
		leads := st.Said.First <= s.First+3
		clause := r.clauseOf(st, s)
		if clause > s.First {
			st.Scope.First, leads = clause, true
		}
		if i > 0 {
			before := found[i-1]
			st.Scope.First = max(st.Scope.First, before.Said.Last)
			if clause > before.Said.Last && clause < before.Scope.Last {
				found[i-1].Scope.Last = clause // "The university canceled classes, and the consulate told …"
			}
			if before.Scope.Last > st.Said.First && !leads {
				found[i-1].Scope.Last = before.Said.Last
				if before.Said.First <= s.First+3 {
					// Both lead what they say.
					found[i-1].Scope.Last = st.Said.First
					st.Scope.First = st.Said.First
				}
			}
		}
	}
	return found
}

// clauseOf gives the first token of the clause that a speaker leads, joined to one that is told by nobody or another:
// "…, and the prosecutor confirmed three more".
func (r *reader) clauseOf(st *Statement, s text.Range) int {
	for i := st.Said.First - 1; i > max(s.First, st.Said.First-4); i-- {
		switch r.d.Tokens[i].Word {
		case "and", "y", "while", "mientras", "aunque", "pero", "but", "although", "though":
			if r.d.Tokens[i-1].Word == "," && st.verb > st.Said.First {
				return i
			}
		}
	}
	return s.First
}
