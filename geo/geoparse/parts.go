package geoparse

import (
	orbgeo "github.com/paulmach/orb/geo"

	"incidentmap/geo/gazetteer"
)

// A part of a town, a street or a building bears any name: the colonia Santa Paula of
// Tonalá is no town of California. It lies in the place that the text speaks of there.

// partNouns before a name make it a part of a town or municipality.
var partNouns = set(`colonia colonias barrio barrios vereda fraccionamiento ejido rancheria urbanizacion residencial avenida calle bulevar paseo glorieta parroquia
	escuela iglesia templo hospital clinica hotel centro unidad conjunto sector callejon puente estadio plaza`)

// partHeads after a name make it a street's or a building's.
var partHeads = set(`street st avenue ave road rd drive dr lane ln boulevard blvd parade crescent terrace church cathedral chapel basilica mosque school elementary primary
	academy theatre theater stadium arena park plaza mall hotel inn restaurant pub tavern bridge hall museum library gallery court tower building cemetery center centre clinic
	lagoon creek bay beach estate apartments roundabout conservation club`)

// neighbourhoods after a name make it a part of a town.
var neighbourhoods = set("neighborhood neighbourhood barrio")

// partOf reports whether the name of a part and "of" stand before a token: "el barrio El
// Edén de".
func (d *document) partOf(i int) bool {
	if k := d.tokens[i-1].key; k != "de" && k != "of" && k != "del" {
		return false
	}
	for j := i - 2; j >= 0 && j >= i-6; j-- {
		if partNouns[d.tokens[j].key] {
			return j < i-2 && d.sameSentence(j, i)
		}
		if d.tokens[j].shape == lower && !functionWords[d.tokens[j].key] {
			return false
		}
	}
	return false
}

// streetHeads are those of streets.
var streetHeads = set("street st avenue ave road rd drive dr lane ln boulevard blvd parade crescent terrace court highway hwy")

// nearPartM is how far from its town's point a part of it may be.
const nearPartM = 30_000

// markParts marks the mentions that are parts of a town by the words beside them.
func (d *document) markParts() {
	for i := range d.mentions {
		m := &d.mentions[i]
		if m.adjectival || m.short {
			continue
		}
		if b, ok := d.before(m); ok && partNouns[b.key] && d.tokens[m.first].gap&^(space|line) == 0 {
			m.part = true
		}
		if m.last+1 < len(d.tokens) && !d.tokens[m.last].possessive {
			a := d.tokens[m.last+1]
			m.part = m.part || neighbourhoods[a.key] && a.gap.joins()
			m.building = partHeads[a.key] && a.shape != lower && a.gap.joins()
		}
	}
}

// placeParts puts the parts of towns where the text speaks of: at the place named right
// after, or else the last one named before.
func (d *document) placeParts() {
	var last *candidate
	for i := range d.mentions {
		m := &d.mentions[i]
		c := m.chosen()
		if m.dropped || c == nil && !m.part {
			continue
		}
		if m.part || m.building && c.support < lonely && c.prior < famous {
			at := d.placeOfPart(i, last)
			if at == nil && m.part {
				at = d.firstPlaceAfter(i)
			}
			switch {
			case at != nil:
				m.putIn(at)
			case m.part && (c == nil || len(m.name.holders) == 0):
				m.dropped = true // It lies somewhere that the text does not name.
			}
			continue
		}
		if !m.adjectival && c.kind != gazetteer.Country && !c.unknown {
			last = c
		}
	}
}

// lonely is the support below which the place that a building is named like does not
// seem to be one that the text is about.
const lonely = 3.0

// famous is the prior of a city of a million.
const famous = 8.3

// chosen gives what the mention means, or nil.
func (m *mention) chosen() *candidate {
	if m.name.best < 0 {
		return nil
	}
	return &m.name.candidates[m.name.best]
}

// placeOfPart gives the place that part i lies in, or nil when the text names none.
func (d *document) placeOfPart(i int, last *candidate) *candidate {
	m := &d.mentions[i]
	for j := i + 1; j < len(d.mentions) && d.mentions[j].first-m.last <= longestBetween; j++ {
		n := &d.mentions[j]
		t := d.tokens[n.first]
		if c := n.chosen(); c != nil && !n.dropped && !n.adjectival && !n.part && !n.building && c.kind != gazetteer.Country && !c.unknown &&
			(t.gap&comma != 0 || within[d.tokens[n.first-1].key] || d.tokens[n.first-1].key == "of") && d.sameSentence(m.last, n.first) {
			return c
		}
	}
	return last
}

// firstPlaceAfter gives the first town or area named after part i, or nil.
func (d *document) firstPlaceAfter(i int) *candidate {
	for j := i + 1; j < len(d.mentions) && j <= i+mostLookedAhead; j++ {
		n := &d.mentions[j]
		if c := n.chosen(); c != nil && !n.dropped && !n.adjectival && !n.part && !n.building && c.kind != gazetteer.Country && !c.unknown {
			return c
		}
	}
	return nil
}

// mostLookedAhead bounds the mentions that are looked at for the place of a part.
const mostLookedAhead = 20

// longestBetween bounds the words between a part and the place it lies in.
const longestBetween = 5

func (d *document) sameSentence(from, to int) bool {
	for j := from + 1; j <= to; j++ {
		if t := d.tokens[j]; t.gap&(stop|paragraph) != 0 && !d.tokens[j-1].abbreviated() {
			return false
		}
	}
	return true
}

// putIn makes the mention mean a place of its name near the one given, or else an unknown
// place in it.
func (m *mention) putIn(at *candidate) {
	n := *m.name
	n.candidates = nil
	for _, c := range m.name.candidates {
		if !c.unknown && orbgeo.DistanceHaversine(c.point, at.point) <= nearPartM {
			c.share = 1
			n.candidates = append(n.candidates, c)
			break
		}
	}
	if len(n.candidates) == 0 {
		n.candidates = []candidate{{
			unknown: true, point: at.point, country: at.country, admin1: at.admin1, admin2: at.admin2, share: partShare, in: at,
		}}
	}
	n.best = 0
	m.name = &n
}

// partShare is how sure it is that a part lies in the place that the text speaks of.
const partShare = 0.75

// settlementNouns before "of" are followed by a name of a settlement, known or not.
var settlementNouns = set(`village villages town hamlet municipality district suburb neighborhood neighbourhood settlement community city barrio slums
	pueblo poblado comunidad localidad municipio vereda corregimiento caserio aldea`)

// unknownAt reads capitals after "the village of", or between "in" and a state, as the
// name of a place that the gazetteer does not have.
func (d *document) unknownAt(i int) (mention, bool) {
	t := d.tokens[i]
	if i == 0 || t.shape != capital || t.loud || t.opens || len(t.key) < 3 || functionWords[t.key] || neverAlone[t.key] || directionWords[t.key] || d.p.lexicon.FirstNames[t.key] || personTitles[t.key] || gazetteer.AirportWord(t.key) {
		return mention{}, false
	}
	last := i
	for last+1 < len(d.tokens) && last < i+2 && d.goesOn(i, last+1) && d.tokens[last+1].shape == capital && d.tokens[last+1].gap&line == 0 && !gazetteer.AirportWord(d.tokens[last+1].key) {
		last++
	}
	before := d.tokens[i-1]
	named := i > 1 && (before.key == "of" || before.key == "de" || before.key == "called" || before.key == "named" || before.key == "llamado") && settlementNouns[d.tokens[i-2].key]
	placed := (locatives[before.key] || before.key == "de") && t.gap == space && last+1 < len(d.tokens) && d.tokens[last+1].gap&comma != 0 && d.startsArea(last+1)
	flying := last+1 < len(d.tokens) && gazetteer.AirportWord(d.tokens[last+1].key) && d.tokens[last+1].shape != lower && d.tokens[last+1].gap == space
	if !named && !placed && !flying {
		return mention{}, false
	}
	key := "?" + t.key
	n := d.names[key]
	if n == nil {
		n = &name{key: key, best: 0, candidates: []candidate{{unknown: true}}}
		d.names[key] = n
	}
	m := mention{first: i, last: last, name: n, part: true}
	return m, true
}

// startsArea reports whether a state or country starts at a token.
func (d *document) startsArea(i int) bool {
	m, ok := d.mentionAt(i)
	if !ok || m.adjectival {
		return false
	}
	k := m.name.strongest().kind
	return k == gazetteer.Country || k == gazetteer.Admin1
}
