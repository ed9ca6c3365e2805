package attribution

import (
	"slices"
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/extract/text"
)

// speaker reads the words that may be who tells, and reports whether they are.
func (r *reader) speaker(words text.Range) (Statement, bool) {
	d := r.d
	full := words
	if words.Len() == 0 {
		return Statement{}, false
	}
	if words.Len() <= 2 && pronouns[d.Tokens[words.Last-1].Word] {
		return Statement{again: true, word: d.Tokens[words.Last-1].Word}, true
	}
	if words.Len() > 2 && clauses[d.Tokens[words.Last-2].Word] {
		if body := r.bodyOf(words); body.Len() < words.Len() {
			return r.speaker(body)
		}
	}
	if nobody[d.Tokens[words.First].Word] || footage[d.Tokens[words.First].Word] {
		return Statement{}, false
	}
	if _, ok := says[d.Lang].At(d.Tokens, words.First, words.Last); ok && d.Tokens[words.First].Shape == text.Lower && len(r.past) > 0 {
		return Statement{again: true, word: lastSpeaker, name: text.Range{First: words.First, Last: words.First}}, true // "accused the army and spoke of 46"
	}
	if r.isOfLast(words) && len(r.past) > 0 {
		return Statement{again: true, word: lastSpeaker, name: words}, true
	}
	words = r.trim(words)
	if words.Len() == 0 || fates[d.Tokens[words.Last-1].Word] {
		return Statement{}, false
	}
	if words.Len() == 1 && pronouns[d.Tokens[words.First].Word] {
		return Statement{again: true, word: d.Tokens[words.First].Word, name: words}, true
	}
	sp := Speaker{Name: r.nameOf(words), Kind: incidents.Official, Attribution: incidents.Institution}
	traits := r.traits(words)
	if !traits.institution && !traits.person && r.isSomebody(full, words) {
		traits.person = true
	}
	if traits.names == 0 && !traits.institution && !traits.person {
		return Statement{}, false
	}
	definite := traits.names == 0 && isAgain[d.Tokens[full.First].Word]
	if definite && words.Len() <= 2 && r.wasTold(words) {
		if traits.unnamed {
			sp.Attribution = incidents.Anonymous // "la fuente", of one who has not spoken
		}
		return Statement{again: true, word: d.Tokens[words.First].Word, Speaker: sp, name: words}, true
	}
	if name := r.nameAfter(words); name.Len() > 0 && traits.names == 0 && traits.person && !r.endsInPlace(words) {
		sp.Name += ", " + d.Words(name)
		traits.names = name.Len()
	}
	r.attribute(&sp, traits, full, words)
	return Statement{Speaker: sp, name: words}, true
}

// attribute settles how a speaker is identified, and why it is not named.
func (r *reader) attribute(sp *Speaker, traits traits, full, words text.Range) {
	reason := r.reason(full)
	if reason == "" && traits.names == 0 && (traits.person || traits.unnamed) {
		reason = r.reason(r.aside(words.Last))
	}
	switch {
	case reason != "" || traits.unnamed && traits.names == 0:
		sp.Attribution, sp.Reason = incidents.Anonymous, reason
	case traits.names > 0:
		sp.Attribution = incidents.Named
	case traits.person && !traits.institution && !traits.office:
		sp.Attribution = incidents.Anonymous
	}
	if traits.witness {
		sp.Kind = incidents.Witness
		if traits.names == 0 {
			sp.Attribution = incidents.Anonymous
		}
	}
}

// fates end what is told, and not who tells it: "two died, said the port".
var fates = text.WordSet(`died killed injured wounded hurt dead missing arrested detained perished drowned kidnapped abducted hospitalized`)

// clauses begin a clause within another: "police shot a man who they said had fired".
var clauses = text.WordSet(`who whom which`)

// bodyOf gives the first words of a clause up to the body or the person that is its subject.
func (r *reader) bodyOf(words text.Range) text.Range {
	for i := words.First; i < words.Last; i++ {
		if w := r.d.Tokens[i].Word; institutions[w] || persons[w] {
			return text.Range{First: words.First, Last: i + 1}
		}
	}
	return words
}

// isSomebody reports whether a few words with an article stand before an English verb as its subject: "a local administrator said".
func (r *reader) isSomebody(full, words text.Range) bool {
	const longest = 4
	article := r.d.Tokens[full.First].Word
	if r.d.Lang != "en" || r.d.Loud || article != "a" && article != "an" || words.Len() > longest || words.Last != full.Last || full.Last >= len(r.d.Tokens) {
		return false
	}
	verb := r.d.Tokens[full.Last].Word
	return (verb == "said" || verb == "says" || verb == "told") && r.d.Tokens[words.Last-1].Shape == text.Lower
}

// nobody begins words for who said nothing: "no group claimed".
var nobody = text.WordSet(`no none nobody neither ningun ninguna ninguno nadie tampoco`)

// wasTold reports whether words stand for one who spoke before: "the statement", "the official",
// or a word of the name of one who did.
func (r *reader) wasTold(words text.Range) bool {
	for i := words.First; i < words.Last; i++ {
		t := r.d.Tokens[i]
		if isCapital(t) && !r.d.Loud {
			return false
		}
		if anaphors[t.Word] && words.Len() == 1 {
			return true
		}
		if i != r.headOf(words) {
			continue // "state police" are not the spokesman of a state
		}
		for _, p := range r.past {
			if slices.Contains(strings.Fields(strings.ToLower(p.Name)), t.Word) {
				return true
			}
		}
	}
	return false
}

// headOf gives the noun of a few words: the last in English, the first in Spanish.
func (r *reader) headOf(words text.Range) int {
	if r.d.Lang == "es" {
		return words.First
	}
	return words.Last - 1
}

// anaphors are words for one who spoke before, whatever the name was.
var anaphors = text.WordSet(`cartera ente entidad organismo organizacion ong documento texto escrito informe reporte uniformado mandatario jerarca edil militar jefe oficial statement communique report official officer source spokesman spokeswoman spokesperson agency institution ministry department office comunicado
	boletin parte balance conteo recuento tally count bulletin funcionario funcionaria fuente dependencia institucion corporacion vocero vocera portavoz mando autoridad`)

// nameAfter gives the person's name that follows an office after a comma: "el secretario de
// Seguridad, Juan Pérez".
func (r *reader) nameAfter(words text.Range) text.Range {
	d := r.d
	last := r.pastParenthesis(words.Last)
	if last+2 >= len(d.Tokens) || d.Tokens[last].Word != "," || d.Loud {
		return text.Range{}
	}
	first := last + 1
	for first+1 < len(d.Tokens) && titles[d.Tokens[first].Word] && first < last+3 {
		first++ // "su comandante, capitán Alberto Hernández"
	}
	last = first
	for last < len(d.Tokens) && last-first < 7 && (isCapital(d.Tokens[last]) && !institutions[d.Tokens[last].Word] || d.Tokens[last].Word == "-" && last > first && !d.Tokens[last].Space || (joinsName[d.Tokens[last].Word] || particles[d.Tokens[last].Word]) && last > first) {
		last++
	}
	if last-first < 2 || last < len(d.Tokens) && d.Tokens[last].Shape != text.Mark {
		return text.Range{}
	}
	return text.Range{First: first, Last: last}
}

// particles are small words within the names of persons.
var particles = text.WordSet(`von van der den bin ibn al el ben da dos du de la`)

// pastParenthesis gives the token after a short parenthesis that begins at one: "Policía Nacional (PNC), Juan Pérez"; the token itself where
// none does.
func (r *reader) pastParenthesis(i int) int {
	const longest = 5
	if i >= len(r.d.Tokens) || r.d.Tokens[i].Word != "(" {
		return i
	}
	for k := i + 1; k < min(len(r.d.Tokens), i+longest); k++ {
		if r.d.Tokens[k].Word == ")" {
			return k + 1
		}
	}
	return i
}

var isAgain = text.WordSet(`the this that el la los las dicha dicho esta este esa ese su`)

// trim takes off articles and what is said about who tells.
func (r *reader) trim(words text.Range) text.Range {
	d := r.d
	words = r.pastListener(words)
	for words.Len() > 0 {
		m, ok := channels.At(d.Tokens, words.First, words.Last)
		if !ok || m.Last >= words.Last {
			break
		}
		words.First = m.Last
	}
	words = r.pastCircumstance(words)
	for words.Len() > 0 && (articles[d.Tokens[words.First].Word] || sameAgain[d.Tokens[words.First].Word] || d.Tokens[words.First].Word == "," || r.leadsSpeaker(words.First)) {
		words.First++
	}
	for words.Len() > 1 && d.Lang == "es" && clitics[d.Tokens[words.Last-1].Word] {
		words.Last-- // "la gobernación los cifró en nueve"
	}
	for words.Len() > 1 && sayDays[d.Tokens[words.First].Word] {
		words.First++ // "dijo el miércoles el Instituto"
		for words.Len() > 0 && articles[d.Tokens[words.First].Word] {
			words.First++
		}
		words = r.pastCircumstance(words)
		for words.Len() > 1 && articles[d.Tokens[words.First].Word] {
			words.First++
		}
	}
	for i := words.First; i < words.Last; i++ {
		t := d.Tokens[i]
		if t.Word == "," || t.Word == "(" || t.Word == ")" || t.Word == "[" {
			words.Last = i
			break
		}
		if i > words.First && t.Shape == text.Lower && r.isVerb(i, words.Last) {
			words.Last = i
			break
		}
		if !ends[t.Word] || isCapital(t) && !d.Loud || i > words.First && d.Tokens[i-1].Word == "-" && !t.Space {
			continue
		}
		if keeps[t.Word] && i+1 < words.Last && !sayDays[d.Tokens[i+1].Word] && isCapital(d.Tokens[i+1]) && !d.Loud && i > words.First {
			continue
		}
		words.Last = i
		break
	}
	return words
}

// sameAgain say that a noun is of who spoke last, and whose that it is of who was named last: "la misma fuente", "cuyo reporte inicial".
var (
	sameAgain = text.WordSet(`misma mismo mismas mismos same cuyo cuya cuyos cuyas whose`)
	whose     = text.WordSet(`cuyo cuya cuyos cuyas whose`)
)

// isOfLast reports whether words name by a noun who spoke last: "la misma fuente", "the same report", "cuyo reporte inicial".
func (r *reader) isOfLast(full text.Range) bool {
	const lead = 2
	for i := full.First; i < min(full.Last, full.First+lead); i++ {
		if !sameAgain[r.d.Tokens[i].Word] || i+1 >= full.Last {
			continue
		}
		return anaphors[r.d.Tokens[i+1].Word] && (whose[r.d.Tokens[i].Word] == documents[r.d.Tokens[i+1].Word] || !whose[r.d.Tokens[i].Word])
	}
	return false
}

// documents are what a body writes, and so tells by.
var documents = text.WordSet(`reporte informe balance parte comunicado boletin conteo recuento documento texto report statement bulletin communique tally count`)

// pastListener takes off the Spanish words for whom something is told: "a la emisora RPP el jefe" leaves "el jefe".
func (r *reader) pastListener(words text.Range) text.Range {
	if at := r.afterListener(words); at > 0 {
		words.First = at
	}
	return words
}

// afterListener gives the first token after the words for whom something is told, which is an article before who tells; 0 where there is none.
func (r *reader) afterListener(words text.Range) int {
	const reach = 9
	if r.d.Lang != "es" || words.Len() < 3 || r.d.Tokens[words.First].Word != "a" && r.d.Tokens[words.First].Word != "al" {
		return 0
	}
	for i := words.First + 2; i < min(words.Last-1, words.First+reach); i++ {
		w := r.d.Tokens[i].Word
		if r.d.Tokens[i].Shape == text.Mark || w == "que" || w == "no" || w == "para" {
			return 0
		}
		before := r.d.Tokens[i-1].Word
		if next := r.d.Tokens[i+1]; nouns[w] && w != "a" && before != "de" && before != "a" && before != "y" && before != "en" && (persons[next.Word] || institutions[next.Word] || titles[next.Word] || isCapital(next) && !r.d.Loud) {
			return i
		}
	}
	return 0
}

// sayDays are days on which somebody spoke.
var sayDays = text.WordSet(`hoy ayer anoche today yesterday sunday monday tuesday wednesday thursday friday saturday domingo lunes martes miercoles jueves viernes sabado`)

// isVerb reports whether a word tells what who tells did besides: "la Defensoría solicitó medidas y confirmó".
func (r *reader) isVerb(i, last int) bool {
	if _, tells := says[r.d.Lang].At(r.d.Tokens, i, last); tells {
		return true
	}
	if _, does := acts[r.d.Lang].At(r.d.Tokens, i, last); does {
		return true
	}
	if r.d.Lang == "es" {
		return strings.HasSuffix(r.d.Words(text.Range{First: i, Last: i + 1}), "ó")
	}
	w := r.d.Tokens[i].Word
	return w == "forecast" || len(w) > 4 && strings.HasSuffix(w, "ed") && i+1 < last && objects[r.d.Tokens[i+1].Word]
}

// objects are small words after a verb that ends in "ed", and not after an adjective.
var objects = text.WordSet(`by to that in a an the on for with his her its their more`)

// circumstances begin words about when, where or how something is said, which name nobody.
var circumstances = text.WordSet(`entre por en durante tras ante desde hasta sobre in on at during after`)

// pastCircumstance takes off words about when or where something is said: "por la mañana la Fiscalía"
// leaves "la Fiscalía"; "en un primer reporte" leaves nothing.
func (r *reader) pastCircumstance(words text.Range) text.Range {
	if words.Len() == 0 || !circumstances[r.d.Tokens[words.First].Word] || r.d.Tokens[words.First].Word == "por" && r.d.Tokens[min(words.First+1, words.Last-1)].Word == "su" {
		return words
	}
	const reach = 7
	for i := words.First + 2; i < min(words.Last, words.First+reach); i++ {
		if before := r.d.Tokens[i-1].Word; nouns[r.d.Tokens[i].Word] && !circumstances[before] && before != "de" && before != "of" && before != "y" && before != "and" {
			words.First = i
			return words
		}
	}
	words.First = words.Last
	return words
}

// nouns begin a noun: articles that may lead who tells.
var nouns = text.WordSet(`el la los las un una the a an`)

// leads are words that stand before who tells without being a part of it.
var leads = text.WordSet(`although though aunque but and pero y meanwhile por parte on while also too as mientras tanto asimismo tambien ademas igualmente luego posteriormente finalmente incluso`)

// leadsSpeaker reports whether a token stands before who tells. "Parte" does after "por otra"; elsewhere it is a report.
func (r *reader) leadsSpeaker(i int) bool {
	w := r.d.Tokens[i].Word
	if w == "parte" {
		return i > 0 && sides[r.d.Tokens[i-1].Word]
	}
	return leads[w]
}

// sides stand before "parte" where it is no report.
var sides = text.WordSet(`otra su por mi`)

// mostName is how long the name of a source is at most, in words.
const mostName = 12

// nameOf writes who tells as the text calls it.
func (r *reader) nameOf(words text.Range) string {
	if words.Len() > mostName {
		words.Last = words.First + mostName
	}
	return strings.Trim(r.d.Words(words), " ,.;:\"")
}

// aside gives the rest of a sentence where it tells how somebody spoke: "a guard told the agency,
// speaking on condition of anonymity".
func (r *reader) aside(from int) text.Range {
	for i := from; i < r.s.Last; i++ {
		switch r.d.Tokens[i].Word {
		case "bajo", "speaking", "insisting", "requesting", "asking", "citing", "anonymity", "anonimato", "who", "quien", "que":
			return text.Range{First: i, Last: r.s.Last}
		}
	}
	return text.Range{}
}

// mostReason bounds the words of a reason.
const mostReason = 30

// reason gives why a speaker is not named, in the text's words; "anonymity" where it says no more.
func (r *reader) reason(words text.Range) string {
	d := r.d
	s := words
	found := reasons.Find(d.Tokens, s)
	if len(found) == 0 {
		return ""
	}
	first, last := found[0].First, found[len(found)-1].Last
	for i := first; i < s.Last; i++ {
		if w := d.Tokens[i].Word; w == "because" || w == "porque" || w == "debido" || w == "since" || w == "as" && i > found[0].Last || w == "por" && i > found[0].Last {
			first, last = i, s.Last
			break
		}
	}
	if last <= found[len(found)-1].Last {
		last = s.Last
	}
	for i := first + 1; i < last; i++ {
		if w := d.Tokens[i].Word; w == "," || w == "\"" || w == ";" || w == "." {
			last = i
			break
		}
	}
	last = min(last, first+mostReason)
	return d.Words(text.Range{First: first, Last: last})
}

// calledSo gives the latest who spoke before of whose name a noun is a part: "the commission" is the human rights commission, whoever spoke
// since.
func (r *reader) calledSo(st Statement) (Speaker, bool) {
	if st.word == lastSpeaker || pronouns[st.word] || st.name.Len() == 0 {
		return Speaker{}, false
	}
	for i := len(r.past) - 1; i >= 0; i-- {
		sp := r.past[i]
		if words := strings.Fields(strings.ToLower(sp.Name)); sp.Attribution == incidents.Institution && r.areAmong(st.name, words) {
			return sp, true
		}
	}
	return Speaker{}, false
}

// areAmong reports whether each of some words is one of a name's.
func (r *reader) areAmong(words text.Range, name []string) bool {
	for i := words.First; i < words.Last; i++ {
		if !slices.Contains(name, strings.ToLower(r.d.Words(text.Range{First: i, Last: i + 1}))) {
			return false
		}
	}
	return true
}

// lastSpeaker stands for whoever spoke last.
const lastSpeaker = "same"

// resolve gives who a pronoun, "the statement" or "the official" stands for: the latest who fits.
func (r *reader) resolve(st Statement) (Speaker, bool) {
	if !st.again {
		return st.Speaker, true
	}
	if sp, ok := r.calledSo(st); ok {
		return sp, true
	}
	for i := len(r.past) - 1; i >= 0; i-- {
		sp := r.past[i]
		switch {
		case st.word == lastSpeaker:
			return sp, true
		case pronouns[st.word]:
			if sp.Attribution != incidents.Institution || st.word == "they" || st.word == "it" {
				return sp, true
			}
		case institutions[st.word] && !unnamed[st.word]:
			if sp.Attribution == incidents.Institution || sp.Attribution == incidents.Named && persons[st.word] {
				return sp, true
			}
		default:
			if sp.Attribution != incidents.Institution {
				return sp, true
			}
		}
	}
	return st.Speaker, st.Speaker.Name != ""
}
