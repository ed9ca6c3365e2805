package extract

import (
	"incidentmap/geo"
	"incidentmap/geo/geoparse"
)

// asCapitalAirport makes the name of a state or a country mean the airport of its capital, where
// the words say so: "the airport of Nuevo Leon's capital", "el aeropuerto de la capital de Jalisco".
// The parser knows which that is by its description alone.
func (r *reading) asCapitalAirport(p *place) {
	area := map[geo.Precision]string{geo.Admin1: "state", geo.Country: "country"}[p.Location.Precision]
	if area == "" || !r.saysCapital(p) || !r.saysAirport(p) {
		return
	}
	name := p.Location.Place["en"]
	if name == "" {
		name = p.Text
	}
	t, known := r.airports[area+name]
	if !known {
		t = r.capitalAirport(area, name)
		r.airports[area+name] = t
	}
	if t.Location.Precision == geo.Exact && t.Location.Admin.Country == p.Location.Admin.Country {
		span := p.Span
		p.Toponym, p.Relation = t, nil
		p.Span = span
	}
}

// capitalAirport gives the airport that is described, zero where none is known.
func (r *reading) capitalAirport(area, name string) geoparse.Toponym {
	for _, t := range r.e.parser.Parse("It was in "+name+". It was at the airport of the "+area+"'s capital.", geoparse.Options{Home: r.o.Near}) {
		if t.Location.Precision == geo.Exact {
			return t
		}
	}
	return geoparse.Toponym{}
}

// saysCapital reports whether the words speak of the capital of a place.
func (r *reading) saysCapital(p *place) bool {
	after := r.token(p.Last)
	if after == "'" {
		after = r.token(p.Last + 1)
	}
	before := r.token(p.First - 1)
	return after == "capital" || (before == "of" || before == "de") && r.token(p.First-2) == "capital"
}

// saysAirport reports whether an airport is told of shortly before a place.
func (r *reading) saysAirport(p *place) bool {
	for i := p.First - 1; i >= max(0, p.First-6); i-- {
		if w := r.token(i); w == "airport" || w == "aeropuerto" {
			return true
		}
	}
	return false
}
