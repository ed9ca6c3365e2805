package geoparse

import "incidentmap/geo/gazetteer"

// adjectival reads a token as an adjective or inhabitant of a place.
func (d *document) adjectival(i int) (mention, bool) {
	t := d.tokens[i]
	code, ok := d.p.lexicon.Demonyms[t.key]
	if !ok || t.shape == lower && !d.lowercase && !d.spanish {
		return mention{}, false
	}
	key := "@" + code
	n := d.names[key]
	if n == nil {
		e, ok := d.p.g.Area(code)
		if !ok {
			e, ok = d.p.g.ByID(code)
		}
		if !ok {
			return mention{}, false
		}
		n = &name{key: key, best: -1, candidates: []candidate{d.candidate(gazetteer.Match{Ref: e.Ref})}}
		d.names[key] = n
	}
	return mention{first: i, last: i, name: n, adjectival: true}, true
}
