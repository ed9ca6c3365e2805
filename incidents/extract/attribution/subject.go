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

// joinsClauses are conjunctions before another clause.
var joinsClauses = text.WordSet(`y pero aunque mientras pues`)
