package geoparse

import "incidentmap/geo/gazetteer"

// plurals are the kinds of places that a list of names is said to be at its end: "Alachua
// and Gilchrist counties", "los municipios de Tala y Ameca" says it at its beginning.
var plurals = map[string]string{"counties": "county", "parishes": "parish", "townships": "township"}

// readPlurals gives the names of a list that ends with the plural of a kind of place the
// meanings that they have with the kind's word.
func (d *document) readPlurals() {
	for i := range d.mentions {
		m := &d.mentions[i]
		if m.last+1 >= len(d.tokens) || !d.tokens[m.last+1].gap.joins() {
			continue
		}
		kind := plurals[d.tokens[m.last+1].key]
		if kind == "" || d.tokens[m.last].possessive {
			continue
		}
		for j := i; j >= 0 && (j == i || d.isList(j)); j-- {
			d.nameWithKind(&d.mentions[j], kind)
		}
	}
}

// nameWithKind makes the mention's name that of the places called so with the kind's
// word, if there are any.
func (d *document) nameWithKind(m *mention, kind string) {
	if k := m.name.strongest().kind; m.adjectival || m.short || k == gazetteer.Admin1 || k == gazetteer.Country {
		return // "Indiana counties" are those in it.
	}
	key := m.name.key + " " + kind
	w, _ := d.p.g.Walk().Step(key)
	if n := d.lookUp(key, w, false); len(n.candidates) > 0 {
		m.name = n
		m.evidence.add(3, "in a list of "+kind+" names")
	} else {
		d.suggest(m, gazetteer.Admin2)
	}
}
