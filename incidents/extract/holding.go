package extract

import (
	"incidentmap/geo"
	"incidentmap/incidents/extract/text"
)

// leadsHolder reports whether the words between two names say that the second holds the first: "en", "municipio de".
func (r *reading) leadsHolder(from, to int) bool {
	const longest = 8
	if to <= from || to-from > longest {
		return false
	}
	for i := from; i < to; i++ {
		if r.qualifiesArea(i) || r.d.Lang == "en" && nounArticles[r.token(i)] {
			continue
		}
		switch w := r.token(i); w {
		case "en", "in", "el", "la", "los", "las", "the", "also", "tambien", "de", "of", "vecino", "vecina", "neighboring", "neighbouring",
			"northern", "southern", "eastern", "western", "central", "northwestern", "northeastern", "southwestern", "southeastern", "coastal", "norte", "sur", "norteno", "sureno", "del":
		default:
			if !holderNouns[w] {
				return false
			}
		}
	}
	return true
}

// holderNouns are nouns for what holds a smaller place, or for the smaller place itself, before the name of what holds it: "corregimiento del
// municipio de Argelia".
var holderNouns = text.WordSet(`municipio municipality county district distrito alcaldia partido canton estado departamento provincia region state province department governorate
	corregimiento localidad comunidad vereda aldea caserio poblado pueblo barrio parroquia comuna sector villa
	city ciudad village town suburb neighborhood neighbourhood community hamlet settlement`)

// qualifiesArea reports whether a word is an adjective of a noun for an area beside it: "en el convulso departamento", "la provincia peruana de".
func (r *reading) qualifiesArea(i int) bool {
	const shortest = 4 // shorter words are prepositions and the like
	if w := r.token(i); len(w) < shortest || r.d.Tokens[i].Shape != text.Lower || holderNouns[w] {
		return false
	}
	if holderNouns[r.token(i+1)] {
		return nounArticles[r.token(i-1)]
	}
	return r.d.Lang == "es" && holderNouns[r.token(i-1)] && (r.token(i+1) == "de" || r.token(i+1) == "del")
}

// nounArticles stand before a noun, with an adjective between them or none.
var nounArticles = text.WordSet(`the a an el la los las un una`)

// links are the verbs that name a road by its ends: "la vía que une a Bogotá con Villavicencio", "the highway linking Lagos and Ibadan".
var links = text.WordSet(`une unen comunica comunican conecta conectan enlaza enlazan linking links link connecting connects connect joining joins`)

// isLinked reports whether a place is an end of a road that is named by its ends, and so where it leads to, and not where something was.
func (r *reading) isLinked(i int) bool {
	before := r.places[i].First - 1
	switch r.token(before) {
	case "con", "y", "e", "and", "to", "with":
		return i > 0 && r.places[i-1].Last == before && r.isLinked(i-1)
	}
	return r.isFirstLinked(&r.places[i])
}

// isFirstLinked reports whether a place is the first of the two ends.
func (r *reading) isFirstLinked(p *place) bool {
	verb := p.First - 1
	if r.d.Lang == "es" && r.token(verb) == "a" {
		verb--
	}
	return links[r.token(verb)] && r.followsRoad(verb)
}

// followsRoad reports whether a road stands before a verb, with only small words between them.
func (r *reading) followsRoad(verb int) bool {
	const reach = 4
	for i := verb - 1; i >= max(0, verb-reach); i-- {
		if roads[r.token(i)] {
			return true
		}
	}
	return false
}

// isTownOf reports whether only the noun for an area and one for a town, with "of", stand between an area and a town in it: "the North Darfur town
// of Kutum", "the Kharkiv region town of Lozova".
func (r *reading) isTownOf(area, town *place) bool {
	const longest = 4
	from, to := area.Last, town.First
	if r.d.Lang != "en" || to-from < 2 || to-from > longest || r.token(to-1) != "of" || !settlements[r.token(to-2)] {
		return false
	}
	for i := from; i < to-2; i++ {
		if w := r.token(i); !areaWords[w] && !areaNouns[w] {
			return false
		}
	}
	return holds(area, town)
}

// settlements are nouns for a town, and for no part of one.
var settlements = text.WordSet(`town city village municipality hamlet settlement port township commune enclave`)

// rivers stand beside the name of a river, which places on it and countries bear, too.
var rivers = text.WordSet(`river rivers rio delta creek estuary strait gulf basin`)

// isRiver reports whether a name is that of a river or other waters: "across the Dnipro river".
func (r *reading) isRiver(p *place) bool {
	return rivers[r.token(p.Last)] && p.Location.Precision != geo.Near || (r.token(p.First-1) == "river" || r.token(p.First-1) == "rio") && !r.d.Loud
}
