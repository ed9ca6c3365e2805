package attribution

import (
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/extract/text"
)

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
		surname := (unnamed[t.Word] || t.Word == "cruz") && r.isSurname(words, i)
		tr.institution = tr.institution || institutions[t.Word] && !surname
		tr.person = tr.person || persons[t.Word] && !r.isSurname(words, i)
		tr.unnamed = tr.unnamed || unnamed[t.Word] && !r.isSurname(words, i) && (t.Word != "oficial" || i == words.First)
		tr.witness = tr.witness || seen[t.Word]
		tr.office = tr.office || r.isTitle(words, i)
		office = tr.office || callings[t.Word]
		if isCapital(t) && (!institutions[t.Word] || surname) && !titles[t.Word] && !r.d.Loud {
			if run == 0 {
				start = i
			}
			run++
			continue
		}
		if run > 0 && r.leadsInstitution(words, i) {
			run = 0 // "Cook County medical examiner's office"
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

// leadsInstitution reports whether small words at a token, and no preposition, lead to the word for an institution.
func (r *reader) leadsInstitution(words text.Range, i int) bool {
	for ; i < words.Last && r.d.Tokens[i].Shape == text.Lower && !joinsName[r.d.Tokens[i].Word] && !keeps[r.d.Tokens[i].Word]; i++ {
		if w := r.d.Tokens[i].Word; institutions[w] {
			return !titles[w] && !persons[w]
		}
		if titles[r.d.Tokens[i].Word] {
			return false
		}
	}
	return false
}

// isSurname reports whether a capital stands after a capital, and so is no "fuente": "Jaime Fuentes".
func (r *reader) isSurname(words text.Range, i int) bool {
	return i > words.First && isCapital(r.d.Tokens[i]) && isCapital(r.d.Tokens[i-1]) && !r.d.Loud
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

// callings stand before the names of persons, and are of many: "fire official Kim Jin-young".
var callings = text.WordSet(`official officer resident witness activist leader lawyer farmer villager shopkeeper trader doctor nurse teacher pastor survivor spokesman spokeswoman`)

// titles stand before the names of persons.
var titles = withForms(`vocero director subdirector coordinador secretario subsecretario ministro viceministro gobernador vicegobernador prefecto subprefecto intendente alcalde regidor sindico
	diputado senador procurador defensor personero juez magistrado comisario subcomisario comandante jefe subjefe brigadier subinspector capitan teniente presidente vicepresidente
	dirigente encargado delegado arzobispo parroco sacerdote consejero mandatario gerente administrador representante rector canciller cabo general`, `commander collector chancellor tehsildar commissioner superintendent supt constable premier magistrate coroner boss chairman chairwoman chair head ssp dsp dpo sp asp acp dcp dig ig igp rpo csp pc det insp cllr justice alhaji mallam sheikh imam
	brigadier admiral commodore archbishop cardinal pastor rabbi marshal administrator coordinator councilman councilwoman councillor councilor congressman congresswoman lawmaker undersheriff
	consul embajador embajadora ambassador bishop obispo sgt lt maj cmdr cpl detective inspector trooper rep sen prof rev sheriff gov president secretary minister mayor gen general col colonel capt captain lt mr mrs ms dr analyst governor chief spokesman spokeswoman spokesperson director sheriff senator
	gobernador gobernadora presidente presidenta secretario secretaria alcalde alcaldesa fiscal comandante vocero vocera director directora titular
	coronel capitan lic ing edil mandatario portavoz comisario delegado vicefiscal procurador procuradora diputado diputada senador senadora ministro ministra
	canciller rector rectora coordinador coordinadora subsecretario subsecretaria dirigente lider inspector sargento teniente mayor almirante contralmirante`)
