package extract

import (
	"incidentmap/geo"
	"incidentmap/incidents/extract/text"
)

// lengthen makes a name that another word in capitals follows that of the place which both name: "Davao Oriental" is not Davao.
func (r *reading) lengthen(known map[string]geo.Location) {
	if r.d.Loud {
		return
	}
	for i := range r.places {
		p := &r.places[i]
		if r.lengthenSaint(known, p) || r.lengthenBefore(known, p) {
			continue
		}
		last := p.Last
		for last < min(r.sentenceEnd(p.First), p.Last+2) && r.d.Tokens[last].Shape == text.Capital && !r.isCovered(last) && !bodies[r.token(last)] && !areaWords[r.token(last)] {
			last++
		}
		if last == p.Last || p.Location.Precision != geo.Locality || r.d.Tokens[p.Last-1].Possessive {
			continue
		}
		name := r.d.Words(text.Range{First: p.First, Last: last})
		loc := r.spelled(known, name, p.Location.Admin.Country)
		if r.bears(&loc, name) && loc.Precision != geo.Unlocated || compass[r.token(last-1)] && loc.Precision == geo.Unlocated {
			p.Location, p.Relation, p.Text, p.Last = loc, nil, name, last
			p.End = r.d.Tokens[last-1].End
		}
	}
}

// lengthenBefore makes a name after a direction in capitals that of the place which both name: "Northern Samar" is not Samara.
func (r *reading) lengthenBefore(known map[string]geo.Location, p *place) bool {
	first := p.First - 1
	if first < 0 || r.d.Tokens[first].Shape != text.Capital || !directions[r.token(first)] || r.isCovered(first) || p.Location.Precision == geo.Country {
		return false
	}
	name := r.d.Words(text.Range{First: first, Last: p.Last})
	home := r.placeCountry()
	loc := r.spelled(known, name, home)
	for _, noun := range []string{"Province of ", "Department of "} {
		if loc.Precision == geo.Unlocated || !r.bears(&loc, name) {
			loc = r.spelled(known, noun+name, home)
		}
	}
	found := loc.Precision != geo.Unlocated && r.bears(&loc, name)
	if !found && (home == "" || p.Location.Admin.Country == home) {
		return false
	}
	if !found {
		loc = geo.Location{Precision: geo.Unlocated, Place: map[string]string{r.d.Lang: name}}
	}
	p.Location, p.Relation, p.Text, p.First = loc, nil, name, first
	p.Start = r.d.Tokens[first].Start
	return true
}

// directions begin names of areas.
var directions = text.WordSet(`northern southern eastern western north south east west upper lower`)

// saints begin names that many towns bear, which are told apart by what follows: "San Juan de Lurigancho".
var saints = text.WordSet(`san santa santo sao villa puerto`)

// lengthenSaint makes the name of a saint's town, and "de" and a name that is of no place that is known, that of the town which all of it names.
// Where that is not known the name alone is told: another town of the saint would be a silent error.
func (r *reading) lengthenSaint(known map[string]geo.Location, p *place) bool {
	if !saints[r.token(p.First)] || p.Entry.ID == "" || p.Location.Precision != geo.Locality && p.Location.Precision != geo.Admin2 {
		return false
	}
	last, end := p.Last, r.sentenceEnd(p.First)
	if w := r.token(last); w != "de" && w != "del" {
		return false
	}
	for last++; last < end && nounArticles[r.token(last)]; last++ {
	}
	first := last
	for last < end && r.d.Tokens[last].Shape == text.Capital && !r.isCovered(last) && !noPlaces[r.token(last)] && !bodies[r.token(last)] {
		last++
	}
	if last == first {
		return false
	}
	name := r.d.Words(text.Range{First: p.First, Last: last})
	loc := geo.Location{Precision: geo.Unlocated}
	for _, country := range []string{r.placeCountry(), p.Location.Admin.Country} {
		if loc = r.spelled(known, name, country); loc.Precision != geo.Unlocated {
			break
		}
	}
	p.Location, p.Relation, p.Text, p.Last = loc, nil, name, last
	p.Entry.ID, p.Entry.Population, p.End = "", 0, r.d.Tokens[last-1].End
	return true
}

// placeCountry is the country of the dateline, empty where none is told.
func (r *reading) placeCountry() string {
	for k := range r.places {
		if r.d.Dateline.Holds(r.places[k].First) {
			return r.places[k].Location.Admin.Country
		}
	}
	return ""
}

// compass are words that make of a name that of another place: "Davao Oriental" is not Davao.
var compass = text.WordSet(`oriental occidental norte sur este oeste north south east west central`)

func namesOf(loc *geo.Location) []string {
	names := []string{loc.Admin.Admin1Name, loc.Admin.Admin2Name}
	for _, n := range loc.Place {
		names = append(names, n)
	}
	return names
}
