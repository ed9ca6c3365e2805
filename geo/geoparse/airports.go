package geoparse

import (
	"strings"

	"incidentmap/geo/gazetteer"
)

// airportWithinM is how far from the town that names it an airport may be.
const airportWithinM = 80_000

// markAirports lets the mentions that name an airport span its words: "Guadalajara
// International Airport", "aeropuerto internacional de Guadalajara".
func (d *document) markAirports() {
	for i := range d.mentions {
		m := &d.mentions[i]
		if m.adjectival || m.short {
			continue
		}
		last := m.last
		for last+1 < len(d.tokens) && gazetteer.AirportWord(d.tokens[last+1].key) && d.tokens[last+1].gap.joins() && !d.tokens[last].possessive {
			last++
			if d.saysAirport(last) && d.tokens[last].shape != lower && (i+1 == len(d.mentions) || d.mentions[i+1].first > last) {
				m.airport, m.last = true, last
				break
			}
		}
		if !m.airport && m.first > 1 && d.joinsAirport(m.first) {
			m.airport = true
		}
	}
}

func (d *document) saysAirport(i int) bool {
	k := d.tokens[i].key
	return k == "airport" || k == "aeropuerto" || k == "aerodrome" || k == "airfield"
}

// joinsAirport reports whether "airport of" or "aeropuerto internacional de" stands
// before a token.
func (d *document) joinsAirport(i int) bool {
	j := i - 1
	if k := d.tokens[j].key; k != "de" && k != "of" && k != "in" && k != "at" && k != "en" {
		return false
	}
	for j--; j >= 0 && j >= i-4; j-- {
		if d.saysAirport(j) {
			return true
		}
		if !gazetteer.AirportWord(d.tokens[j].key) {
			return false
		}
	}
	return false
}

// placeAirports makes the mentions of airports mean them: the one of the town's that the
// words name, or else its largest. A mention whose airport is not known stays the town.
func (d *document) placeAirports() {
	var last *candidate
	for i := range d.mentions {
		m := &d.mentions[i]
		c := m.chosen()
		if m.dropped || c == nil || m.adjectival {
			continue
		}
		if !m.airport {
			if c.kind != gazetteer.Country && c.feature == nil {
				last = c
			}
			continue
		}
		for _, town := range []*candidate{last, c} {
			if town == nil || town.kind != gazetteer.Populated && town.kind != gazetteer.Admin2 && !town.unknown {
				continue
			}
			if ref, ok := d.airportOf(town, m.name.ownWords(), town == c); ok {
				m.name = d.onlyName(ref)
				break
			}
		}
	}
}

// ownWords are the words of a name without its holders.
func (n *name) ownWords() []string {
	key, _, _ := strings.Cut(n.key, "|")
	key, _, _ = strings.Cut(key, "#")
	return strings.Fields(strings.TrimRight(key, "."))
}

// airportOf gives the airport near a town whose name has all the words, or, when the
// words are the town's, the most important one.
func (d *document) airportOf(town *candidate, words []string, own bool) (gazetteer.Ref, bool) {
	var best gazetteer.Ref
	most := 0
	for _, n := range d.p.g.Within(town.point, airportWithinM, gazetteer.Airport) {
		e := d.p.g.Entry(n.Ref)
		rank := 1
		if e.Scheduled {
			rank += 2
		}
		if e.Feature == "large_airport" {
			rank++
		}
		if hasWords(gazetteer.Normalize(e.Name), words) {
			rank += 5
		} else if !own {
			continue
		}
		if rank > most {
			best, most = n.Ref, rank
		}
	}
	return best, most > 0
}

func hasWords(name string, words []string) bool {
	all := " " + name + " "
	for _, w := range words {
		if !strings.Contains(all, " "+w+" ") {
			return false
		}
	}
	return len(words) > 0
}

// onlyName is a name that means one entry.
func (d *document) onlyName(ref gazetteer.Ref) *name {
	c := d.candidate(gazetteer.Match{Ref: ref})
	c.share = airportShare
	return &name{key: "@" + d.p.g.Entry(ref).ID, candidates: []candidate{c}, weight: 1}
}

// airportShare is how sure it is that a town's airport is the one found.
const airportShare = 0.95
