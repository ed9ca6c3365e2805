package attribution

import "incidentmap/incidents/extract/text"

// lastSubject gives the subject of the last clause of the Spanish words before a verb, which begins after "que" or a conjunction with an article
// and a body or a person: "número que la Secretaría de Salud elevó", "no hay víctimas y la concesionaria calcula". Where there is no such
// clause it gives nothing.
func (r *reader) lastSubject(left text.Range) text.Range {
	const longest = 9
	if r.d.Lang != "es" || r.d.Loud {
		return text.Range{}
	}
	for i := left.Last - 3; i >= max(left.First+1, left.Last-longest); i-- {
		w := r.d.Tokens[i].Word
		begins := w == "que" || r.isClause(text.Range{First: left.First, Last: i}) && joinsClauses[w]
		noun := r.d.Tokens[i+2].Word
		if begins && nouns[r.d.Tokens[i+1].Word] && (institutions[noun] || persons[noun] || titles[noun]) {
			return text.Range{First: i + 1, Last: left.Last}
		}
	}
	return text.Range{}
}

// isSubject reports whether Spanish words right before a verb, from an article or a name on, are of a person or a body: then what follows the
// verb is its object.
func (r *reader) isSubject(left text.Range) bool {
	if r.d.Lang != "es" || r.d.Loud || left.Len() == 0 || left.Last >= len(r.d.Tokens) || r.isClause(left) {
		return false
	}
	if left.First > r.s.First && nouns[r.d.Tokens[left.First-1].Word] {
		left.First-- // the article of an office
	}
	first := r.d.Tokens[left.First]
	if left.First > r.s.First && r.d.Tokens[left.First-1].Shape != text.Mark || left.First == r.s.First && !nouns[first.Word] {
		return false // a capital that begins a sentence says nothing
	}
	if !nouns[first.Word] && !isCapital(first) {
		return false
	}
	words := r.trim(left)
	traits := r.traits(words)
	if r.d.Tokens[left.Last].Word == "," && !traits.office {
		return false // "en Bagadó, Chocó, denunció la Organización"
	}
	return words.Last == left.Last && (traits.institution || traits.person || traits.office)
}

// isDescription reports whether an English description, "a former judge", begins at a token after a comma that follows a title without a name:
// "the governor".
func (r *reader) isDescription(s text.Range, first int) bool {
	w := r.d.Tokens[first].Word
	return r.d.Lang == "en" && (w == "a" || w == "an") && first-3 >= s.First && titles[r.d.Tokens[first-2].Word] && !isCapital(r.d.Tokens[first-2]) && r.d.Tokens[first-3].Word == "the"
}

// joinsClauses are conjunctions before another clause.
var joinsClauses = text.WordSet(`y pero aunque mientras pues`)
