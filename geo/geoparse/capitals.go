package geoparse

import "incidentmap/geo/gazetteer"

// A place may be described instead of named: "the airport of the state's capital". Which
// state is meant the text has said before.

// descriptions are what may be described so, in normalised words, and what it is of.
var descriptions = []struct {
	words   string
	capital string // GeoNames feature code of the town
	of      gazetteer.Kind
}{
	{"airport of the state capital", "PPLA", gazetteer.Admin1},
	{"airport in the state capital", "PPLA", gazetteer.Admin1},
	{"aeropuerto de la capital del estado", "PPLA", gazetteer.Admin1},
	{"aeropuerto de la capital estatal", "PPLA", gazetteer.Admin1},
	{"airport of the country capital", "PPLC", gazetteer.Country},
	{"aeropuerto de la capital del pais", "PPLC", gazetteer.Country},
}

// describe adds the airports that are described, each after the mentions before it.
func (d *document) describe() {
	var all []mention
	next := 0
	var state *candidate
	for i := 0; i < len(d.tokens); i++ {
		for next < len(d.mentions) && d.mentions[next].first <= i {
			m := d.mentions[next]
			if c := m.chosen(); c != nil && !m.dropped && c.kind == gazetteer.Admin1 && c.feature == nil && !c.unknown {
				state = c
			}
			all = append(all, m)
			next++
		}
		if !d.saysAirport(i) || state == nil {
			continue
		}
		if m, ok := d.described(i, state); ok && (next == len(d.mentions) || d.mentions[next].first > m.last) {
			all = append(all, m)
		}
	}
	d.mentions = append(all, d.mentions[next:]...)
}

// described reads a description that starts at token i, of the state last named.
func (d *document) described(i int, state *candidate) (mention, bool) {
	for _, what := range descriptions {
		last, ok := d.matches(i, what.words)
		if !ok {
			continue
		}
		code := state.admin1
		if what.of == gazetteer.Country {
			code = state.country
		}
		for ref := range d.p.g.Members(code) {
			if f := d.p.g.Feature(ref); f != what.capital && f != "PPLC" {
				continue
			}
			town := d.candidate(gazetteer.Match{Ref: ref})
			if airport, ok := d.airportOf(&town, nil, true); ok {
				m := mention{first: i, last: last, name: d.onlyName(airport), belief: surelyDescribed}
				m.evidence = evidence{why: d.options.Why}
				m.evidence.note(surelyDescribed, "it describes the airport of the capital of the place named last")
				return m, true
			}
		}
	}
	return mention{}, false
}

// surelyDescribed is the belief in a place that is described.
const surelyDescribed = 2.5

// matches reports whether the words stand from token i on, and where they end.
func (d *document) matches(i int, words string) (int, bool) {
	at := 0
	for j := i; j < len(d.tokens); j++ {
		key := d.tokens[j].key
		if len(words)-at < len(key) || words[at:at+len(key)] != key || key == "" {
			return 0, false
		}
		at += len(key)
		if at == len(words) {
			return j, true
		}
		if words[at] != ' ' {
			return 0, false
		}
		at++
	}
	return 0, false
}
