// Package trigger finds the words of a text that tell of an event, says of which kind, and
// keeps apart what is denied, planned, feared, habitual or long past.
package trigger

import (
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/extract/text"
)

// Trigger is a stretch of a text that tells of an event.
type Trigger struct {
	text.Range
	Kind     incidents.Kind
	Class    incidents.Class
	Weak     bool // it tells little by itself
	Strong   bool // it says the kind, whatever else is told
	Definite bool // it speaks of what was told before: "the attack", "dicho ataque"
	Bodies   bool // it tells of bodies that were found
	Modality Modality
}

// Modality says whether what a trigger tells of happened.
type Modality uint8

// The modalities.
const (
	Actual       Modality = iota
	Denied                // it did not happen, or nobody came to harm
	Hypothetical          // it is planned, feared, threatened, asked for, or meant to be prevented
	Reference             // it is the cause of something else, and was told before
	Recalled              // it was long before: it is mourned, tried, protested against
)

// Find gives the triggers of a sentence, in order.
func Find(d *text.Document, r text.Range) []Trigger {
	var found []Trigger
	for _, m := range tables[d.Lang]().Find(d.Tokens, r) {
		if m.Value.kind == noEvent || isName(d, m.Range) || IsCompound(d.Tokens, m.Range) || m.Value.kind == "abduction" && isFreed(d.Tokens, r, m.Range) || m.Value.kind == "property_attack" && isBurntInside(d.Tokens, m.Range) || isSaying(d.Tokens, m.Range) {
			continue
		}
		if burnsItself(d.Tokens, m.Range) {
			m.Value.kind = "fire_or_smoke"
		}
		found = append(found, Trigger{
			Range: m.Range, Kind: m.Value.kind, Class: m.Value.class, Weak: m.Value.weak, Strong: m.Value.strong,
			Definite: isDefinite(d.Tokens, r, m.First), Bodies: tellsOfBodies(d.Tokens, m.Range), Modality: At(d, r, m.Range),
		})
	}
	return found
}

// IsHeadline reports whether a text is no more than a headline, which tells of an event even where it
// speaks of it.
func IsHeadline(d *text.Document) bool { return len(d.Sentences) <= 2 }

// Happened reports whether a trigger of a text tells of something that took place. Advice, and what is shut, is
// always of what is to come.
func (t *Trigger) Happened(d *text.Document) bool {
	switch t.Modality {
	case Actual:
		return true
	case Reference:
		if IsHeadline(d) && !t.Weak {
			return true
		}
	case Denied, Recalled:
		return false
	}
	return (t.Class == incidents.ClassAdvisory || t.Class == incidents.ClassDisruption) && t.Kind != "curfew"
}

// bodies are words for the dead that say nothing of how they died.
var bodies = text.WordSet(`body bodies corpse corpses remains grave graves cuerpo cuerpos cadaver cadaveres restos osamenta osamentas fosa fosas`)

func tellsOfBodies(tokens []text.Token, r text.Range) bool {
	if tokens[r.First].Word == "found" && tokens[r.Last-1].Word == "dead" {
		return true
	}
	for i := r.First; i < r.Last; i++ {
		if bodies[tokens[i].Word] {
			return true
		}
	}
	return false
}

// isBurntInside reports whether words of arson tell of people who were burned in a building: "11 of them were burned inside a church".
func isBurntInside(tokens []text.Token, m text.Range) bool {
	if m.First == 0 || m.Len() < 3 {
		return false
	}
	switch tokens[m.First-1].Word {
	case "were", "was", "fueron", "fue", "murieron", "murio":
	default:
		return false
	}
	w := tokens[m.First+1].Word
	return w == "inside" || w == "in" || w == "en" || w == "dentro"
}

// burnsItself reports whether Spanish words tell that something caught fire, and not that somebody lit it: "al incendiarse su vivienda".
func burnsItself(tokens []text.Token, m text.Range) bool {
	w := tokens[m.First].Word
	return (strings.HasPrefix(w, "incendi") || strings.HasPrefix(w, "quem")) && (strings.HasSuffix(w, "se") || m.First > 0 && tokens[m.First-1].Word == "se")
}

// compounds are words that make of a death before or after them another thing: "death threats", "amenazas de muerte".
var compounds = text.WordSet(`threat threats penalty penalties sentence sentences row squad squads certificate certificates bed wish trap valley metal amenaza amenazas pena penas acta actas
	escuadron escuadrones condena sentencia`)

// rates make of what is told before or after them how often it is, and smoke is breathed in and told by detectors.
var (
	rates   = text.WordSet(`rate rates statistics index tasa tasas indice indices`)
	smokers = text.WordSet(`inhalation detector detectors alarm alarms grenade grenades screen`)
)

// IsCompound reports whether a word for what happened is a part of a word for another thing: "death threats", "murder rate", "smoke
// inhalation", "reporte de robo".
func IsCompound(tokens []text.Token, r text.Range) bool {
	after, of := "", ""
	if r.Last < len(tokens) {
		after = tokens[r.Last].Word
	}
	if r.First > 1 && tokens[r.First-1].Word == "de" {
		of = tokens[r.First-2].Word
	}
	switch tokens[r.First].Word {
	case "death":
		return compounds[after] || rates[after]
	case "muerte":
		return compounds[of] || rates[of]
	case "smoke":
		return smokers[after]
	case "robo", "robos":
		return of == "reporte" || of == "reportes"
	case "cuerpo", "cuerpos":
		return isCorps(tokens, r.First)
	}
	return rates[after] || rates[of] || r.First > 2 && tokens[r.First-1].Shape == text.Number && rates[tokens[r.First-3].Word] // "una tasa de 26 homicidios"
}

// corps are words for what a "cuerpo" of people does.
var corps = text.WordSet(`bomberos seguridad policia policias policiaco policiacos elite rescate rescatistas investigacion ingenieros paz infanteria socorro socorristas guardia guardias marina emergencia
	vigilancia voluntarios custodia guardaparques agua`)

// isCorps reports whether "cuerpo" at a token is one of people: "el Cuerpo de Bomberos", "los cuerpos de seguridad".
func isCorps(tokens []text.Token, i int) bool {
	for j := i + 1; j < min(len(tokens), i+5); j++ {
		switch w := tokens[j].Word; {
		case corps[w]:
			return true
		case w != "de" && w != "general" && w != "heroico" && w != "benemerito":
			return false
		}
	}
	return false
}

// isSaying reports whether a verb that tells of a seizure says something: "aseguró que".
func isSaying(tokens []text.Token, m text.Range) bool {
	return strings.HasPrefix(tokens[m.First].Word, "asegur") && m.First+1 < len(tokens) && tokens[m.First+1].Word == "que"
}

// isFreed reports whether the words around an abduction tell of its end.
func isFreed(tokens []text.Token, s, m text.Range) bool {
	for j := max(s.First, m.First-14); j < m.First; j++ {
		if w := tokens[j].Word; w == "rescued" || w == "freed" || strings.HasPrefix(w, "libera") || w == "libero" || w == "libertad" && j > 0 && tokens[j-1].Word == "en" || strings.HasPrefix(w, "rescat") {
			return true
		}
	}
	for j := m.Last; j < min(s.Last, m.Last+5); j++ {
		switch w := tokens[j].Word; {
		case w == "rescued", w == "freed", w == "released", strings.HasPrefix(w, "rescatad"), strings.HasPrefix(w, "liberad"):
			return true
		case tokens[j].Shape == text.Mark:
			return false
		}
	}
	return false
}

// isName reports whether a phrase in capitals is a part of a name within a sentence that is not:
// "International Crisis Group", "Centro de Operaciones".
func isName(d *text.Document, r text.Range) bool {
	if d.Loud {
		return false
	}
	capitals := 0
	for i := r.First; i < r.Last; i++ {
		if d.Tokens[i].Shape == text.Capital {
			capitals++
		}
	}
	if capitals < r.Len() || r.First == 0 || titled(d, r) {
		return false
	}
	before := d.Tokens[r.First-1]
	after := r.Last < len(d.Tokens) && d.Tokens[r.Last].Shape == text.Capital
	return before.Shape == text.Capital && after
}

// titled reports whether the words around a phrase are in capitals, as headlines are: there they
// say nothing.
func titled(d *text.Document, r text.Range) bool {
	const around = 8
	capitals, words := 0, 0
	for i := max(0, r.First-around); i < min(len(d.Tokens), r.Last+around); i++ {
		switch d.Tokens[i].Shape {
		case text.Capital, text.Upper:
			capitals, words = capitals+1, words+1
		case text.Lower:
			words++
		case text.Number, text.Mark:
		}
	}
	return 10*capitals > 6*words
}

var definites = text.WordSet(`the this that these those el la los las este esta estos estas ese esa dicho dicha dichos dichas ambos`)

// isDefinite reports whether an article before the trigger says that it was told before.
func isDefinite(tokens []text.Token, r text.Range, i int) bool {
	if w := tokens[i].Word; strings.HasSuffix(w, "aron") || strings.HasSuffix(w, "ieron") {
		return false // a verb: the article is its subject's
	}
	for j := i - 1; j >= max(r.First, i-2); j-- {
		if definites[tokens[j].Word] {
			return true
		}
		if tokens[j].Shape == text.Mark {
			return false
		}
	}
	return false
}
