package attribution

import (
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
	words = r.trim(words)
	if words.Len() == 0 {
		return Statement{}, false
	}
	if words.Len() == 1 && pronouns[d.Tokens[words.First].Word] {
		return Statement{again: true, word: d.Tokens[words.First].Word, name: words}, true
	}
	sp := Speaker{Name: r.nameOf(words), Kind: incidents.Official, Attribution: incidents.Institution}
	traits := r.traits(words)
	if traits.names == 0 && !traits.institution && !traits.person {
		return Statement{}, false
	}
	definite := traits.names == 0 && isAgain[d.Tokens[full.First].Word]
	if definite && words.Len() <= 2 && r.wasTold(words) {
		return Statement{again: true, word: d.Tokens[words.First].Word, Speaker: sp, name: words}, true
	}
	if name := r.nameAfter(words); name.Len() > 0 && traits.names == 0 && traits.person {
		sp.Name += ", " + d.Words(name)
		traits.names = name.Len()
	}
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
	return Statement{Speaker: sp, name: words}, true
}

// wasTold reports whether words stand for one who spoke before: "the statement", "the official",
// or a word of the name of one who did.
func (r *reader) wasTold(words text.Range) bool {
	for i := words.First; i < words.Last; i++ {
		t := r.d.Tokens[i]
		if isCapital(t) && !r.d.Loud {
			return false
		}
		if anaphors[t.Word] {
			return true
		}
		for _, p := range r.past {
			if strings.Contains(strings.ToLower(p.Name), t.Word) {
				return true
			}
		}
	}
	return false
}

// anaphors are words for one who spoke before, whatever the name was.
var anaphors = set(`statement communique report official officer source spokesman spokeswoman spokesperson agency institution ministry department office comunicado
	boletin funcionario funcionaria fuente dependencia institucion corporacion vocero vocera portavoz mando autoridad`)

// nameAfter gives the person's name that follows an office after a comma: "el secretario de
// Seguridad, Juan Pérez".
func (r *reader) nameAfter(words text.Range) text.Range {
	d := r.d
	if words.Last+2 >= len(d.Tokens) || d.Tokens[words.Last].Word != "," || d.Loud {
		return text.Range{}
	}
	first := words.Last + 1
	last := first
	for last < len(d.Tokens) && last-first < 6 && d.Tokens[last].Shape == text.Capital && !institutions[d.Tokens[last].Word] {
		last++
	}
	if last-first < 2 || last < len(d.Tokens) && d.Tokens[last].Shape != text.Mark {
		return text.Range{}
	}
	return text.Range{First: first, Last: last}
}

var isAgain = set(`the this that el la los las dicha dicho esta este su`)

// trim takes off articles and what is said about who tells.
func (r *reader) trim(words text.Range) text.Range {
	d := r.d
	for words.Len() > 0 {
		m, ok := channels.At(d.Tokens, words.First, words.Last)
		if !ok || m.Last >= words.Last {
			break
		}
		words.First = m.Last
	}
	words = r.pastCircumstance(words)
	for words.Len() > 0 && (articles[d.Tokens[words.First].Word] || d.Tokens[words.First].Word == "," || leads[d.Tokens[words.First].Word]) {
		words.First++
	}
	for i := words.First; i < words.Last; i++ {
		t := d.Tokens[i]
		if t.Word == "," || t.Word == "(" || t.Word == ")" || t.Word == "[" {
			words.Last = i
			break
		}
		if !ends[t.Word] || isCapital(t) && !d.Loud {
			continue
		}
		if keeps[t.Word] && i+1 < words.Last && isCapital(d.Tokens[i+1]) && !d.Loud && i > words.First {
			continue
		}
		words.Last = i
		break
	}
	return words
}

// circumstances begin words about when, where or how something is said, which name nobody.
var circumstances = set(`por en durante tras ante desde hasta sobre in on at during after`)

// pastCircumstance takes off words about when or where something is said: "por la mañana la Fiscalía"
// leaves "la Fiscalía"; "en un primer reporte" leaves nothing.
func (r *reader) pastCircumstance(words text.Range) text.Range {
	if words.Len() == 0 || !circumstances[r.d.Tokens[words.First].Word] || r.d.Tokens[words.First].Word == "por" && r.d.Tokens[min(words.First+1, words.Last-1)].Word == "su" {
		return words
	}
	for i := words.First + 2; i < words.Last; i++ {
		if before := r.d.Tokens[i-1].Word; nouns[r.d.Tokens[i].Word] && !circumstances[before] && before != "de" && before != "of" && before != "y" && before != "and" {
			words.First = i
			return words
		}
	}
	words.First = words.Last
	return words
}

// nouns begin a noun: articles that may lead who tells.
var nouns = set(`el la los las un una the a an`)

// leads are words that stand before who tells without being a part of it.
var leads = set(`but and pero y meanwhile por parte on while also too as mientras tanto asimismo`)

// mostName is how long the name of a source is at most, in words.
const mostName = 12

// nameOf writes who tells as the text calls it.
func (r *reader) nameOf(words text.Range) string {
	if words.Len() > mostName {
		words.Last = words.First + mostName
	}
	return strings.Trim(r.d.Words(words), " ,.;:\"")
}

// traits are what the words of a speaker say about it.
type traits struct {
	names                                 int // words in capitals that are of no institution, in a row
	institution, person, unnamed, witness bool
	office                                bool // of whom there is one: "the mayor"
}

func (r *reader) traits(words text.Range) traits {
	var tr traits
	run, start := 0, words.First
	office := false
	for i := words.First; i < words.Last; i++ {
		t := r.d.Tokens[i]
		tr.institution = tr.institution || institutions[t.Word]
		tr.person = tr.person || persons[t.Word]
		tr.unnamed = tr.unnamed || unnamed[t.Word]
		tr.witness = tr.witness || seen[t.Word]
		office = office || r.isTitle(words, i)
		tr.office = office
		if isCapital(t) && !institutions[t.Word] && !titles[t.Word] && !r.d.Loud {
			if run == 0 {
				start = i
			}
			run++
			continue
		}
		if t.Word != "." && t.Word != "\"" {
			r.countName(&tr, run, start, words.First, office)
			run = 0
		}
	}
	r.countName(&tr, run, start, words.First, office)
	return tr
}

// isTitle reports whether a word is the title of a person. A "secretaría" is a ministry; without its accent it is a woman only where
// no "de" follows a capital.
func (r *reader) isTitle(words text.Range, i int) bool {
	t := r.d.Tokens[i]
	if t.Word != "secretaria" {
		return titles[t.Word]
	}
	written := r.d.Words(text.Range{First: i, Last: i + 1})
	ministry := strings.ContainsAny(written, "íÍ") || isCapital(t) && i+1 < words.Last && r.d.Tokens[i+1].Word == "de"
	return !ministry
}

// countName takes a run of capitals for a person's name, but after "of": "Secretaría de Seguridad
// Pública", and one word alone only when a person of that name spoke before.
func (r *reader) countName(tr *traits, run, start, first int, office bool) {
	at := start
	for at-1 >= first && isCapital(r.d.Tokens[at-1]) && institutions[r.d.Tokens[at-1].Word] {
		at-- // "Secretaría de Seguridad Pública" goes on from "Seguridad"
	}
	if at > first {
		switch r.d.Tokens[at-1].Word {
		case "de", "del", "of", "for", "in", "en", "from":
			return
		case "la", "el", "los", "las", "the":
			if w := r.d.Tokens[max(at-2, 0)].Word; at-2 >= first && (w == "de" || w == "of" || w == "for") {
				return
			}
		}
	}
	if run == 1 && !office && !tr.institution && !tr.person {
		word := r.d.Tokens[start].Word
		for _, p := range r.past {
			if p.Attribution == incidents.Named && strings.Contains(strings.ToLower(p.Name), word) {
				tr.names = 1
				return
			}
		}
		tr.institution = true
		return
	}
	tr.count(run, office)
}

// count takes a run of capitals for a person's name when it is long enough, or a title leads it.
func (tr *traits) count(run int, office bool) {
	if run >= 2 && (!tr.institution || office) || run == 1 && office {
		tr.names = max(tr.names, run)
	}
}

// titles stand before the names of persons.
var titles = set(`sgt lt maj cmdr cpl detective inspector trooper rep sen prof rev sheriff gov president secretary minister mayor gen general col colonel capt captain lt mr mrs ms dr analyst governor chief spokesman spokeswoman spokesperson director sheriff senator
	gobernador gobernadora presidente presidenta secretario secretaria alcalde alcaldesa fiscal comandante vocero vocera director directora titular
	coronel capitan lic ing edil mandatario portavoz comisario delegado vicefiscal procurador procuradora diputado diputada senador senadora ministro ministra
	canciller rector rectora coordinador coordinadora subsecretario subsecretaria dirigente lider inspector sargento teniente mayor almirante contralmirante`)

// aside gives the rest of a sentence where it tells how somebody spoke: "a guard told the agency,
// speaking on condition of anonymity".
func (r *reader) aside(from int) text.Range {
	for i := from; i < r.s.Last; i++ {
		switch r.d.Tokens[i].Word {
		case "speaking", "insisting", "requesting", "asking", "citing", "anonymity", "anonimato", "who", "quien", "que":
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
		if w := d.Tokens[i].Word; w == "because" || w == "porque" || w == "since" || w == "por" && i > found[0].Last {
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

// resolve gives who a pronoun, "the statement" or "the official" stands for: the latest who fits.
func (r *reader) resolve(st Statement) (Speaker, bool) {
	if !st.again {
		return st.Speaker, true
	}
	for i := len(r.past) - 1; i >= 0; i-- {
		sp := r.past[i]
		switch {
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
