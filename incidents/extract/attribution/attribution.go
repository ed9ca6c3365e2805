// Package attribution tells who says what a text tells: a person, an institution, somebody
// who is not named and why, a witness, social media, or the report itself.
package attribution

import (
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/extract/text"
)

// Speaker is who says something.
type Speaker struct {
	Name        string // as the text calls it, without articles: "Defense Department"
	Kind        incidents.SourceKind
	Attribution incidents.Attribution
	Reason      string // why it is not named, in the text's words
}

// Statement is what one speaker says in a sentence.
type Statement struct {
	Scope   text.Range // the words that are the speaker's
	Said    text.Range // the speaker and the verb
	Speaker Speaker
	Act     bool       // the speaker does it, and tells nothing besides
	verb    int        // the first word of the verb, 0 for "according to"
	name    text.Range // the words of the name
	again   bool       // a pronoun, or "the statement", "the official": who spoke before
	word    string
}

// Read gives who speaks in each sentence of a text; a sentence in which nobody is said to
// speak has none.
func Read(d *text.Document) [][]Statement {
	all := make([][]Statement, len(d.Sentences))
	r := reader{d: d}
	for i, s := range d.Sentences {
		all[i] = r.sentence(s.Range)
		if reason := r.reason(s.Range); reason != "" && len(all[i]) == 0 {
			giveReason(all[:i], reason)
		}
	}
	shareReasons(all)
	return all
}

// giveReason gives a reason that a sentence of its own tells to who spoke last: "The officer spoke on condition of anonymity".
func giveReason(before [][]Statement, reason string) {
	const reach = 2
	for i := len(before) - 1; i >= max(0, len(before)-reach); i-- {
		if n := len(before[i]); n > 0 {
			if sp := &before[i][n-1].Speaker; sp.Attribution == incidents.Anonymous && sp.Reason == "" {
				sp.Reason = reason
			}
			return
		}
	}
}

// shareReasons gives one who is not named the reason that is told elsewhere: of "two officials" later "one of the officials,
// who declined to be named".
func shareReasons(all [][]Statement) {
	reasons := map[string]string{}
	each := func(do func(*Speaker)) {
		for i := range all {
			for k := range all[i] {
				if sp := &all[i][k].Speaker; sp.Attribution == incidents.Anonymous {
					do(sp)
				}
			}
		}
	}
	each(func(sp *Speaker) {
		if h := head(sp.Name); sp.Reason != "" && reasons[h] == "" {
			reasons[h] = sp.Reason
		}
	})
	each(func(sp *Speaker) {
		if sp.Reason == "" {
			sp.Reason = reasons[head(sp.Name)]
		}
	})
}

// head is the noun of who is not named, in the singular.
func head(name string) string {
	words := strings.Fields(strings.ToLower(name))
	for _, w := range words {
		if w = strings.TrimSuffix(w, "s"); unnamed[w] || w == "guard" || w == "commander" || w == "custodio" || w == "comandante" {
			return w
		}
	}
	return strings.Join(words, " ")
}

// reader remembers who spoke.
type reader struct {
	d    *text.Document
	s    text.Range // the sentence under way
	past []Speaker  // who spoke, the latest last
}

// mostPast bounds how many speakers are remembered.
const mostPast = 8

func (r *reader) remember(s Speaker) {
	r.past = append(r.past, s)
	if len(r.past) > mostPast {
		r.past = r.past[1:]
	}
}

// sentence gives the statements of a sentence.
func (r *reader) sentence(s text.Range) []Statement {
	var found []Statement
	r.s = s
	for i := s.First; i < s.Last; {
		st, next, ok := r.at(s, i)
		if !ok {
			i++
			continue
		}
		i = max(next, i+1)
		if sp, ok := r.resolve(st); ok {
			st.Speaker = sp
			found = append(found, st)
			r.remember(sp)
		}
	}
	if m := socials.Find(r.d.Tokens, s); len(m) > 0 && !inQuote(r.d, m[0].First) && (len(found) == 0 || footage[r.d.Tokens[m[0].First].Word]) {
		sp := Speaker{Name: r.d.Words(m[0].Range), Kind: incidents.Social, Attribution: incidents.UnstatedAttribution}
		return []Statement{{Scope: s, Said: m[0].Range, Speaker: sp}}
	}
	return r.scoped(found, s)
}

func inQuote(d *text.Document, i int) bool { return d.Tokens[i].Quote > 0 }

// at reads the report that begins at a token, and gives the token to go on from.
func (r *reader) at(s text.Range, i int) (Statement, int, bool) {
	if m, ok := accordings[r.d.Lang].At(r.d.Tokens, i, s.Last); ok {
		who := r.right(s, m.Last)
		st, ok := r.speaker(who)
		st.Said = text.Range{First: i, Last: max(st.name.Last, m.Last)}
		return st, st.Said.Last, ok
	}
	if m, ok := acts[r.d.Lang].At(r.d.Tokens, i, s.Last); ok && !isSpoken(r.d, i) && !r.isPassive(s, i) {
		who := r.doer(s, m.First)
		if st, ok := r.speaker(who); ok && !st.again {
			st.Said, st.Act = text.Range{First: who.First, Last: m.First}, true
			return st, m.Last, true
		}
	}
	m, ok := says[r.d.Lang].At(r.d.Tokens, i, s.Last)
	if ok && !isSpoken(r.d, i) {
		if who := r.relative(s, i); who.Len() > 0 {
			if st, ok := r.speaker(who); ok && !st.again {
				st.Said = text.Range{First: who.First, Last: m.Last}
				return st, m.Last, true
			}
		}
	}
	if !ok || isSpoken(r.d, i) || r.isPassive(s, i) {
		return Statement{}, i, false
	}
	for _, who := range r.sides(s, m.Range) {
		if st, ok := r.speaker(who); ok {
			if st.name.Len() == 0 {
				st.name = who
			}
			st.Said, st.verb = text.Range{First: r.office(s, st.name.First), Last: r.described(s, st.name.Last)}, m.First
			return st, max(m.Last, st.Said.Last), true
		}
	}
	if r.omitsSubject(m.Range) {
		return Statement{again: true, word: "it", Said: m.Range, name: text.Range{First: m.First, Last: m.First}}, m.Last, true
	}
	return Statement{}, i, false
}

// omitsSubject reports whether a Spanish verb tells what who spoke before goes on to say: "Agregó que", "había informado de seis".
func (r *reader) omitsSubject(verb text.Range) bool {
	if r.d.Lang != "es" || verb.Last >= r.s.Last {
		return false
	}
	after := r.d.Tokens[verb.Last].Word
	return after == "que" || after == "de" && r.d.Tokens[verb.First].Word[0] == 'h'
}

// doer gives the words before a verb that may be who orders or stops something: of two that are
// joined the second, and nothing that is itself stopped.
func (r *reader) doer(s text.Range, verb int) text.Range {
	who := r.left(s, verb)
	for i := who.Last - 1; i > who.First; i-- {
		if w := r.d.Tokens[i].Word; (w == "and" || w == "y") && !r.within(who.First, i) {
			who.First = i + 1
			break
		}
	}
	const longest = 10
	if who.Len() > longest || who.Len() == 0 || r.isStopped(who) {
		return text.Range{}
	}
	return who
}

// within reports whether a token stands in a list of places: "districts in Grand Rapids and Lansing".
func (r *reader) within(from, i int) bool {
	for j := i - 1; j > from && isCapital(r.d.Tokens[j]); j-- {
		if w := r.d.Tokens[j-1].Word; w == "in" || w == "en" {
			return true
		}
	}
	return false
}

// isStopped reports whether words are what is stopped itself: "schools closed", "the airport closed". A name among them is
// that of who does it.
func (r *reader) isStopped(who text.Range) bool {
	named := false
	for i := who.First + 1; i < who.Last; i++ {
		named = named || isCapital(r.d.Tokens[i]) && !r.d.Loud
	}
	if stopped[r.d.Tokens[who.Last-1].Word] {
		return true
	}
	for i := who.First; i < who.Last; i++ {
		if stopped[r.d.Tokens[i].Word] && !named && r.d.Tokens[who.Last-1].Word != "district" {
			return true
		}
	}
	return false
}

// office gives the first word of the office that stands before a name: "el alcalde de Jerez, Juan
// Pérez,"; the name's own first word where there is none.
func (r *reader) office(s text.Range, name int) int {
	if name-2 < s.First || r.d.Tokens[name-1].Word != "," || !isCapital(r.d.Tokens[name]) {
		return name
	}
	const longest = 9
	for i := name - 2; i >= max(s.First, name-longest); i-- {
		t := r.d.Tokens[i]
		if titles[t.Word] {
			return i
		}
		if t.Shape == text.Mark {
			break
		}
	}
	return name
}

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
	for first < last && joinsName[r.d.Tokens[first].Word] && r.d.Tokens[first].Word != "the" && r.d.Tokens[first].Word != "la" {
		first++
	}
	return text.Range{First: first, Last: last}
}

// isPassive reports whether the verb says what was told of, not who told: "was reported
// killed", "fue reportado".
func (r *reader) isPassive(s text.Range, i int) bool {
	if i == s.First {
		return false
	}
	switch r.d.Tokens[i-1].Word {
	case "was", "were", "is", "are", "been", "be", "being", "not", "to", "who", "which", "quien", "que", "fue", "fueron", "es", "se", "lo", "as":
		return true
	}
	return false
}

// isSpoken reports whether a token stands in a long quotation: its verbs are the speaker's.
func isSpoken(d *text.Document, i int) bool {
	q := d.Tokens[i].Quote
	const scare = 6
	return q > 0 && d.Quotes[q-1].Len() > scare
}

// sides gives where the speaker of a verb may stand, the likelier first: before it, or after it
// where the verb ends what was said.
func (r *reader) sides(s, verb text.Range) []text.Range {
	left := r.left(s, verb.First)
	right := r.right(s, verb.Last)
	if m, ok := channels.At(r.d.Tokens, verb.Last, right.Last); ok && m.Last < right.Last && r.d.Lang == "es" && r.d.Tokens[m.Last].Word != "que" {
		return []text.Range{{First: m.Last, Last: right.Last}, left} // "dijo a este diario un funcionario"
	}
	if r.d.Lang == "es" && right.Len() > 0 && r.d.Tokens[right.First].Word != "que" && right.First == verb.Last {
		if w := r.d.Tokens[right.First].Word; w != "a" && w != "al" && (left.Len() == 0 || r.d.Tokens[verb.First-1].Word == "," || articles[w] || r.d.Tokens[right.First].Shape != text.Lower) {
			return []text.Range{right, left}
		}
	}
	if left.Len() == 0 {
		return []text.Range{right}
	}
	return []text.Range{left, right}
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
	if verb-first <= 3 && first > s.First && r.d.Tokens[first-1].Word == "," && asides[r.d.Tokens[first].Word] {
		return r.left(s, first-1) // "a spokesman, however, said"
	}
	return text.Range{First: first, Last: verb}
}

// apposition gives the first token of a name in capitals that ends at a comma, or -1.
func (r *reader) apposition(s text.Range, comma int) int {
	i := comma
	for i > s.First && (r.d.Tokens[i-1].Shape == text.Capital || r.d.Tokens[i-1].Shape == text.Upper || r.d.Tokens[i-1].Word == ".") {
		i--
	}
	if comma-i < 2 {
		return -1
	}
	return i
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
		if first := r.clauseOf(st, s); first > s.First {
			st.Scope.First, leads = first, true
		}
		if i > 0 {
			before := found[i-1]
			st.Scope.First = max(st.Scope.First, before.Said.Last)
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
		case "and", "y", "while", "mientras":
			if r.d.Tokens[i-1].Word == "," && st.verb > st.Said.First {
				return i
			}
		}
	}
	return s.First
}

func isCapital(t text.Token) bool { return t.Shape == text.Capital || t.Shape == text.Upper }
