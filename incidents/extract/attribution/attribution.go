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
	r := reader{d: d, spoke: -1}
	for i, s := range d.Sentences {
		r.index = i
		if dl := d.Dateline; dl.Len() > 0 && dl.First >= s.First && dl.Last < s.Last {
			s.First = dl.Last
		}
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
	d     *text.Document
	s     text.Range // the sentence under way
	index int        // of it
	past  []Speaker  // who spoke, the latest last
	spoke int        // the paragraph in which somebody spoke last, -1 for none
}

// mostPast bounds how many speakers are remembered.
const mostPast = 8

func (r *reader) remember(s Speaker) {
	r.past, r.spoke = append(r.past, s), r.d.Sentences[r.index].Paragraph
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
		if sp, ok := r.bodyNamed(st); ok {
			st.Speaker, st.again = sp, false
		}
		if sp, ok := r.resolve(st); ok {
			sp = r.inFull(sp)
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

// inFull gives one who is called by the last name alone, or a body by its first word, the name that was told before: "Mora" is Yuri Mora.
func (r *reader) inFull(sp Speaker) Speaker {
	if strings.Contains(sp.Name, " ") {
		return sp
	}
	if sp.Attribution == incidents.Institution && r.d.Lang == "es" {
		for i := len(r.past) - 1; i >= 0; i-- {
			if p := r.past[i]; p.Attribution == incidents.Institution && (strings.HasPrefix(p.Name, sp.Name+" de ") || strings.HasPrefix(p.Name, sp.Name+" del ")) {
				return p // "la Comisión" is Comisión de Derechos Humanos
			}
		}
	}
	if sp.Attribution != incidents.Named {
		return sp
	}
	for i := len(r.past) - 1; i >= 0; i-- {
		if p := r.past[i]; p.Attribution == incidents.Named && strings.HasSuffix(p.Name, " "+sp.Name) {
			return p
		}
	}
	return sp
}

func inQuote(d *text.Document, i int) bool { return d.Tokens[i].Quote > 0 }

// at reads the report that begins at a token, and gives the token to go on from.
func (r *reader) at(s text.Range, i int) (Statement, int, bool) {
	if m, ok := accordings[r.d.Lang].At(r.d.Tokens, i, s.Last); ok {
		if verb, ok := says[r.d.Lang].At(r.d.Tokens, m.Last, s.Last); ok && r.d.Lang == "es" {
			m.Last = verb.Last // "según ha informado el Centro de Emergencias"
		}
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
	m, ok := r.verbAt(s, i)
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
	for _, who := range r.sides(s, m) {
		if st, ok := r.speaker(who); ok {
			if st.name.Len() == 0 {
				st.name = who
			}
			st.Said, st.verb = text.Range{First: r.office(s, st.name.First), Last: r.described(s, st.name.Last)}, m.First
			return st, max(m.Last, st.Said.Last), true
		}
	}
	if r.omitsSubject(m) {
		return Statement{again: true, word: "it", Said: m, name: text.Range{First: m.First, Last: m.First}}, m.Last, true
	}
	return Statement{}, i, false
}

// omitsSubject reports whether a Spanish verb tells what who spoke before goes on to say: "Agregó que", "había informado de seis".
func (r *reader) omitsSubject(verb text.Range) bool {
	if r.d.Lang != "es" || verb.Last >= r.s.Last {
		return false
	}
	after := r.d.Tokens[verb.Last].Word
	if verb.First == r.s.First && (after == ":" || after == "\"") {
		return true
	}
	if after == "." && verb.Last+1 == r.s.Last && r.d.Tokens[verb.First-1].Word == "," {
		return true // "…, agregó."
	}
	return after == "que" || after == "de" && r.d.Tokens[verb.First].Word[0] == 'h'
}

// doer gives the words before a verb that may be who orders or stops something: of two that are
// joined the second, and nothing that is itself stopped.
func (r *reader) doer(s text.Range, verb int) text.Range {
	who := r.beforeAside(s, r.left(s, verb))
	for i := who.Last - 1; i > who.First; i-- {
		if w := r.d.Tokens[i].Word; (w == "and" || w == "y") && !r.within(who.First, i) && !r.isOneName(who, i) {
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

// isOneName reports whether "and" stands within the name of one body: "Secretaría de Educación Pública y Cultura".
func (r *reader) isOneName(who text.Range, and int) bool {
	return and+2 == who.Last && and > who.First && isCapital(r.d.Tokens[and+1]) && isCapital(r.d.Tokens[and-1]) && !r.d.Loud
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

// isPassive reports whether the verb says what was told of, not who told: "was reported
// killed", "fue reportado".
func (r *reader) isPassive(s text.Range, i int) bool {
	if i == s.First {
		return false
	}
	if w := r.d.Tokens[i-1].Word; w == "lo" && i+1 < s.Last && (nouns[r.d.Tokens[i+1].Word] && r.d.Tokens[i+1].Word != "a" || isCapital(r.d.Tokens[i+1])) {
		return false // "así lo confirmó el ministro"
	}
	if i-2 >= s.First && clitics[r.d.Tokens[i-1].Word] && r.d.Lang == "es" && (isCapital(r.d.Tokens[i-2]) && !r.d.Loud || institutions[r.d.Tokens[i-2].Word]) {
		return false // "la estatal Corpoelec lo atribuyó a"
	}
	switch r.d.Tokens[i-1].Word {
	case "was", "were", "is", "are", "been", "be", "being", "not", "no", "nunca", "to", "who", "which", "quien", "que", "fue", "fueron", "es", "se", "lo", "as":
		return true
	}
	return false
}

// clitics are Spanish pronouns before a verb of which they are the object.
var clitics = text.WordSet(`lo la los las le les`)

// isSpoken reports whether a token stands in a long quotation: its verbs are the speaker's.
func isSpoken(d *text.Document, i int) bool {
	q := d.Tokens[i].Quote
	const scare = 6
	return q > 0 && d.Quotes[q-1].Len() > scare
}

func isCapital(t text.Token) bool { return t.Shape == text.Capital || t.Shape == text.Upper }
