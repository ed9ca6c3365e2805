package extract

import (
	"strings"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"

	"incidentmap/geo"
	"incidentmap/geo/geocode"
	"incidentmap/incidents/extract/text"
)

// asState makes a name mean the state that the words beside it say it is: "Nayarit states".
func (r *reading) asState(i int) {
	p := &r.places[i]
	if r.token(p.Last) == "capital" && r.d.Lang == "es" || (townWords[r.token(p.First-2)] || isTown[r.token(p.First-3)] && r.d.Lang == "es") && (r.token(p.First-1) == "de" || r.token(p.First-1) == "of") {
		r.asTown(p)
		return
	}
	says := areaNouns[r.token(p.Last)] || areaNouns[r.nounOf(p)]
	if !says || p.Location.Precision == geo.Admin1 || p.Location.Precision == geo.Country {
		return
	}
	for _, c := range r.e.coder.Geocode(p.Text, geocode.Context{Country: p.Location.Admin.Country, Lang: r.d.Lang}).Candidates {
		if c.Location.Precision == geo.Admin1 {
			p.Location, p.Relation = c.Location, nil
			return
		}
	}
	name := p.Location.Admin.Admin1Name
	if r.d.Lang != "en" || !strings.Contains(plainWord(name), plainWord(p.Text)) {
		return
	}
	if state, ok := r.stateCalled(plainWord(name), p.Location.Admin.Country); ok {
		p.Location, p.Relation = state, nil // "the Belgorod region", which the gazetteer calls Belgorod Oblast
	}
}

// nounOf gives the noun before a name that "of" joins to it, with or without an adjective after it: "el departamento boliviano de Cochabamba".
func (r *reading) nounOf(p *place) string {
	noun := p.First - 2
	switch r.token(p.First - 1) {
	case "de", "del", "of":
	default:
		return ""
	}
	if r.d.Lang == "es" && r.qualifiesArea(noun) {
		noun--
	}
	return r.token(noun)
}

// areaNouns are words for an area of the first order beside its name.
var areaNouns = text.WordSet(`state states estado estados region province department governorate oblast provincia departamento`)

// asBearer makes a name mean the state that bears it where the place it was taken for has another name of its own ("Jalisco" is also an
// old spelling of Xalisco), or where it is listed with a state: "Chihuahua y Sinaloa".
func (r *reading) asBearer(i int) {
	p := &r.places[i]
	if p.Location.Precision != geo.Locality && p.Location.Precision != geo.Admin2 || p.Relation != nil || !r.isAnothersName(p) && !r.isListedWithState(i) {
		return
	}
	if state, ok := r.stateCalled(plainWord(p.Text), p.Location.Admin.Country); ok {
		p.Location = state
	}
}

// isAnothersName reports whether a place is called otherwise than the text calls it, and not only spelled otherwise: "Zaporizhia".
func (r *reading) isAnothersName(p *place) bool {
	const alike = 2
	for _, name := range p.Location.Place {
		a, b := plainWord(name), plainWord(p.Text)
		if a[:min(alike, len(a))] == b[:min(alike, len(b))] {
			return false
		}
	}
	return len(p.Location.Place) > 0
}

// isListedWithState reports whether only "and" stands between a place and a state.
func (r *reading) isListedWithState(i int) bool {
	for _, j := range []int{i - 1, i + 1} {
		if j < 0 || j >= len(r.places) || r.places[j].Location.Precision != geo.Admin1 {
			continue
		}
		first, second := min(i, j), max(i, j)
		if from, to := r.places[first].Last, r.places[second].First; to-from == 1 && r.isListed(from, to) && r.token(from) != "," {
			return true
		}
	}
	return false
}

// stateCalled gives the state of a country that has exactly a name.
func (r *reading) stateCalled(name, country string) (geo.Location, bool) {
	key := country + " " + name
	if known, ok := r.states[key]; ok {
		return known, known.Geometry != nil
	}
	var found geo.Location
	for _, c := range r.e.coder.Geocode(name, geocode.Context{Country: country, Lang: r.d.Lang}).Candidates {
		if c.Location.Precision == geo.Admin1 && c.Location.Admin.Country == country && plainWord(c.Location.Admin.Admin1Name) == name {
			found = c.Location
			break
		}
	}
	r.states[key] = found
	return found, found.Geometry != nil
}

// quarters are words for a part of a town, before its name with "de" or without, or after it.
var quarters = text.WordSet(`district neighborhood neighbourhood suburb quarter ward colonia barrio fraccionamiento distrito`)

// keepWithin takes the part of a town for one of the town that its sentence names first: "in Lima, a bomb went off in the Miraflores
// district". Where none of its name is known there, the name says nothing besides.
func (r *reading) keepWithin() {
	for i := 1; i < len(r.places); i++ {
		p, town := &r.places[i], &r.places[i-1]
		before := r.token(p.First - 1)
		if r.isPartOf(town, p) {
			town.Location, town.Relation = p.Location, nil
			continue
		}
		if before == "de" || before == "of" {
			before = r.token(p.First - 2)
		}
		if !quarters[r.token(p.Last)] && !quarters[before] {
			continue
		}
		if before == "distrito" && r.d.Dateline.Holds(town.First) {
			continue // a municipality of Peru or Central America, and no part of the town that the report is from
		}
		if r.sentenceStart(p.First) != r.sentenceStart(town.First) {
			if town = r.townBefore(i); town == nil || before == "distrito" || before == "district" || r.token(p.Last) == "district" {
				continue
			}
		}
		a, b := town.Location.Admin, p.Location.Admin
		ofTown := a.Admin2 != "" && town.Location.Precision == geo.Locality
		if a.Admin1 == "" || a.Admin1 == b.Admin1 && (!ofTown || a.Admin2 == b.Admin2) || town.Location.Precision == geo.Country {
			continue
		}
		p.Location, p.Relation = town.Location, nil
		for _, c := range r.e.coder.Geocode(p.Text, geocode.Context{Country: a.Country, Lang: r.d.Lang}).Candidates {
			if c.Location.Admin.Admin1 == a.Admin1 && (!ofTown || c.Location.Admin.Admin2 == a.Admin2) && c.Location.Precision == geo.Locality {
				p.Location = c.Location
				break
			}
		}
	}
}

// townBefore gives the last town that the text names before a place; nil for none.
func (r *reading) townBefore(i int) *place {
	const reach = 20
	for k := i - 1; k >= max(0, i-reach); k-- {
		if r.places[k].Location.Precision == geo.Locality {
			return &r.places[k]
		}
	}
	return nil
}

// isPartOf reports whether a name is that of a part of the town that follows it: "Playas de Tijuana". It is where one is of a large town and
// means a place far from it by itself.
func (r *reading) isPartOf(p, town *place) bool {
	const large = 100_000
	a, aok := p.Location.Geometry.(orb.Point)
	b, bok := town.Location.Geometry.(orb.Point)
	if !aok || !bok || town.First-p.Last != 1 || r.token(p.Last) != "de" && r.token(p.Last) != "of" || r.isNamePart(p) {
		return false
	}
	return town.Location.Precision == geo.Locality && town.Entry.Population >= large && p.Entry.Population < town.Entry.Population && orbgeo.DistanceHaversine(a, b) > longestRoad
}

// asTown makes a name mean the town that the words before it say it is: "el puerto de Veracruz".
func (r *reading) asTown(p *place) {
	if p.Location.Precision != geo.Admin1 && p.Location.Precision != geo.Country {
		return
	}
	near := geocode.Context{Country: p.Location.Admin.Country, Lang: r.d.Lang}
	for _, c := range r.e.coder.Geocode(p.Text, near).Candidates {
		if c.Location.Precision == geo.Locality && c.Location.Admin.Country == p.Location.Admin.Country {
			p.Location, p.Relation = c.Location, nil
			return
		}
	}
}

// isTown are Spanish nouns for a town, which an adjective may follow: "la ciudad peruana de Tumbes".
var isTown = text.WordSet(`ciudad puerto villa urbe poblacion localidad`)

var townWords = text.WordSet(`puerto ciudad city town port penal carcel reclusorio cereso mercado terminal alcaldia ayuntamiento calles alcalde alcaldesa mayor`)

// unsureName is how sure a name is at most that the words after it put elsewhere: "the village of San Jose in Catarman".
const unsureName = 0.4

// isElsewhere reports whether the words put a small place into another than the one that is known by its name, so that it is some
// other of that name: "en El Berrendo, en Reynosa".
func (r *reading) isElsewhere(i int) bool {
	if i+1 >= len(r.places) {
		return false
	}
	p, q := &r.places[i], &r.places[i+1]
	from := p.Last
	if r.token(from) == "," {
		from++
	} else if w := r.token(from); w != "in" && w != "en" || p.Confidence >= unsureName || r.d.Loud {
		return false
	}
	if !r.leadsHolder(from, q.First) {
		return false
	}
	a, b := p.Location.Admin, q.Location.Admin
	return p.Location.Precision == geo.Locality && p.Relation == nil && b.Admin1 != "" && a.Admin1 != "" && a.Admin1 != b.Admin1
}
