package extract

import (
	"strings"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"

	"incidentmap/geo"
	"incidentmap/geo/geocode"
	"incidentmap/incidents/extract/text"
)

// A name that is known in a country the text has nothing to do with is a homonym: "the
// capital", "the Red Cross", a farm. These keep it all the same: a city of so many people, or,
// in a text whose capitals tell names from words, so sure a reading.
const (
	knownAbroad = 300_000
	sureAbroad  = 0.7
)

// dropHomonyms looks for names in countries that the text does not speak of within the text's
// own; one that is not there either is no place.
func (r *reading) dropHomonyms() {
	home := r.homeCountry()
	if home == "" {
		return
	}
	r.asMunicipality(home)
	r.bindToCountry()
	r.bindToState()
	spoken := r.spokenCountries()
	for i := range r.places {
		p := &r.places[i]
		c := p.Location.Admin.Country
		if i > 0 && r.places[i-1].role == mention && r.isRoad(&r.places[i-1]) && r.isListed(r.places[i-1].Last, p.First) || r.d.Loud && isCommonName(p.Text) {
			p.role = mention
		}
		if p.role == scene && (p.Location.Precision == geo.Country && !r.isSceneOfCountry(p) || p.Location.Precision == geo.Near && p.Relation == nil && p.Location.RadiusM >= vast) {
			p.role = mention
		}
		if c == "" || c == home || spoken[c] || p.Location.Precision == geo.Country || !r.d.Loud && (p.Confidence >= sureAbroad && (r.d.Lang != "es" || !isVillage(p)) || p.Entry.Population >= knownAbroad) {
			continue
		}
		if !r.moveHome(p, home) {
			r.leaveUnknown(p)
		}
	}
}

// villageAbroad is the number of people from which a town of another country is likelier than one at home that is not known.
const villageAbroad = 20_000

// isVillage reports whether a place is a town of few people.
func isVillage(p *place) bool {
	return (p.Location.Precision == geo.Locality || p.Location.Precision == geo.Admin2) && p.Entry.Population < villageAbroad
}

// leaveUnknown leaves a name that no place of the text's own country bears without a place: where words put an event there it is told in its
// words, and is else no place. Of a note the other place that it names is likelier.
func (r *reading) leaveUnknown(p *place) {
	before := r.token(p.First - 1)
	if r.d.Loud || len(r.d.Sentences) <= longestNote || p.role == holder || before != "in" && before != "en" && before != "at" && !r.isOffOrOn(p) && !townNouns[r.token(p.First-2)] {
		p.role = mention
		if r.isOfResidents(p) {
			p.Location = geo.Location{Precision: geo.Unlocated, Place: map[string]string{r.d.Lang: p.Text}}
		}
		return
	}
	p.Location = geo.Location{Precision: geo.Unlocated, Place: map[string]string{r.d.Lang: p.Text}}
	p.Relation, p.role = nil, scene
}

// isOffOrOn reports whether English words put something near a name, or on the water or the height that it names.
func (r *reading) isOffOrOn(p *place) bool {
	if r.d.Lang != "en" {
		return false
	}
	switch r.token(p.First - 1) {
	case "near", "off", "outside":
		return true
	case "on":
		return r.token(p.First) == "lake" || r.token(p.First) == "mount"
	}
	return false
}

// bindToCountry moves a name, of which it is not sure what place it means, into the country that its sentence names first: "En El Salvador, un
// árbol cayó en Santa Ana".
func (r *reading) bindToCountry() {
	for i := 1; i < len(r.places); i++ {
		p := &r.places[i]
		if p.Confidence >= sureAbroad || p.Location.Precision != geo.Locality && p.Location.Precision != geo.Admin2 && p.Location.Precision != geo.Admin1 {
			continue
		}
		for k := i - 1; k >= 0 && r.places[k].First >= r.sentenceStart(p.First); k-- {
			q := &r.places[k]
			if c := q.Location.Admin.Country; q.Location.Precision == geo.Country && q.role == scene && c != p.Location.Admin.Country && q.First <= r.sentenceStart(p.First)+3 {
				r.moveHome(p, c)
				break
			}
		}
	}
}

// asMunicipality takes the name of a country after a noun for a town for that of a town: "el municipio de Argelia".
func (r *reading) asMunicipality(home string) {
	for i := range r.places {
		p := &r.places[i]
		if before := r.token(p.First - 1); p.Location.Precision == geo.Country && p.Location.Admin.Country != home && (before == "de" || before == "of") && townNouns[r.token(p.First-2)] && !r.moveHome(p, home) {
			r.leaveUnknown(p)
		}
	}
}

// commonNames are words that a text in capitals does not tell from the places that bear them.
var commonNames = map[string]bool{
	"capital": true, "capital city": true, "grenade": true, "city": true, "union": true, "victoria": true, "libertad": true, "paz": true, "frontera": true, "reforma": true, "brecha": true, "el sitio": true, "el lugar": true, "la zona": true, "la finca": true, "el centro": true, "el punto": true, "la plaza": true, "red cross": true, "el pueblo": true, "la ciudad": true,
}

// isCommonName reports whether the name of a place is also an everyday word, with an article or without.
func isCommonName(name string) bool {
	w := plainWord(name)
	for _, article := range []string{"the ", "el ", "la ", "los ", "las "} {
		if rest, ok := strings.CutPrefix(w, article); ok && commonNames[rest] {
			return true
		}
	}
	return commonNames[w]
}

// isListed reports whether what stands between two names only joins them.
func (r *reading) isListed(from, to int) bool {
	for i := from; i < to; i++ {
		switch r.token(i) {
		case ",", "y", "e", "and":
		default:
			return false
		}
	}
	return to > from
}

// vast is the radius, in metres, of what is no place that something happens at: "Latin
// America", "the Atlantic".
const vast = 300_000

// isSceneOfCountry reports whether a country is where something happened, and not whose it is or who
// acts: "in Colombia", "Mexico: two dead"; not "U.S. journalists", "Israel strikes".
func (r *reading) isSceneOfCountry(p *place) bool {
	before, after := r.token(p.First-1), r.token(p.Last)
	return locative[before] || locative[r.token(p.First-2)] && r.d.Tokens[p.First-1].Shape == text.Lower || before == "," || before == "(" || after == ":" || (before == "de" || before == "of") && !bodiesOf[r.token(p.First-2)]
}

// homeCountry is that of the dateline, or else of most places.
func (r *reading) homeCountry() string {
	if r.dateline >= 0 {
		if c := r.places[r.dateline].Location.Admin.Country; c != "" {
			return c
		}
	}
	return r.country
}

// spokenCountries are those that the text names, or names two places of.
func (r *reading) spokenCountries() map[string]bool {
	spoken, one := map[string]bool{}, map[string]string{}
	for i := range r.places {
		p := &r.places[i]
		c := p.Location.Admin.Country
		if c == "" {
			continue
		}
		name := plainWord(p.Text)
		if p.Location.Precision == geo.Country || !r.d.Loud && one[c] != "" && one[c] != name {
			spoken[c] = true
		}
		one[c] = name
	}
	return spoken
}

// moveHome makes a name mean a place of a country, and reports whether it has one of that name.
func (r *reading) moveHome(p *place, country string) bool {
	for _, c := range r.e.coder.Geocode(p.Text, geocode.Context{Country: country, Lang: r.d.Lang}).Candidates {
		if c.Location.Admin.Country == country && c.Location.Precision != geo.Country {
			p.Location, p.Relation = c.Location, nil
			return true
		}
	}
	return false
}

// townM is how far a part of a town may lie from its middle, in metres.
const townM = 15_000

// quarterM is how far, in metres, where it is not known of which municipality they are.
const quarterM = 6_000

// together reports whether two points may be of one town; inOne tells that they are of one municipality.
func together(p, q *place, inOne bool) bool {
	far := float64(quarterM)
	if inOne {
		far = townM
	}
	a, aok := p.Location.Geometry.(orb.Point)
	b, bok := q.Location.Geometry.(orb.Point)
	return !aok || !bok || orbgeo.DistanceHaversine(a, b) <= far
}
