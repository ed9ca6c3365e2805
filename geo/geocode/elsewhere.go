package geocode

import (
	"fmt"

	"incidentmap/geo/gazetteer"
)

const (
	// ofNote is how many people live in a town, at least, that is meant by its name where another town of the country is
	// named behind it: neighbourhoods are called like smaller ones.
	ofNote = 100_000
	// ofWorld is the same of a town in another country.
	ofWorld = 1_000_000
)

// elsewhere gives a town of note that one of the parts of a query names, where none of them names anything in the town that
// the rest names: "Paris, Lyon" is two places, and not a Paris in Lyon.
func (c *Geocoder) elsewhere(parts []string, town gazetteer.Entry, in scope) (other gazetteer.Ref, ok bool) {
	if town.Kind != gazetteer.Populated {
		return other, false
	}
	country := c.g.Admin(town.Ref).Country
	for _, p := range parts {
		c.g.Exact(nameKey(p), func(m gazetteer.Match) bool {
			if m.Name != gazetteer.MainName || c.g.Kind(m.Ref) != gazetteer.Populated || !c.insideAny(m.Ref, in.bound) {
				return true
			}
			least := ofWorld
			if c.g.Admin(m.Ref).Country == country {
				least = ofNote
			}
			if int(c.g.Population(m.Ref)) >= least {
				other, ok = m.Ref, true
			}
			return !ok
		})
		if ok {
			return other, true
		}
	}
	return other, false
}

// apart makes the answer to a query that names two towns, of which neither is in the other.
func (c *Geocoder) apart(query string, r *Result, other gazetteer.Ref, ctx Context) {
	label := c.label(other, ctx.language())
	r.Ambiguous = true
	r.Ambiguity = fmt.Sprintf("%q names two places, %s and %s; make a record of each", query, label, r.Candidates[0].Label)
	r.Reason = "it names two places"
}

const (
	// leastTown is how many people live in a town, at least, that is taken for what a name means that is of a large city of
	// another country, where the record names the country alone.
	leastTown = 1_000
	// ofLargeCity is how many people live in such a city.
	ofLargeCity = 1_000_000
)

// isOvershadowed reports whether an answer is a place of hardly anybody that is called like a large city elsewhere: Taipei in
// China, Lima in Mexico. Either the name or the country is then another than was meant.
func (l *lookup) isOvershadowed(words string, r Result) bool {
	if len(l.bound) != 1 || l.g.Kind(l.bound[0]) != gazetteer.Country || len(r.Candidates) == 0 || r.Unfound != "" {
		return false
	}
	e, ok := l.g.ByID(r.Candidates[0].Location.GazetteerID)
	if !ok || e.Kind != gazetteer.Populated || l.g.Population(e.Ref) >= leastTown {
		return false
	}
	is := false
	l.g.Exact(nameKey(words), func(m gazetteer.Match) bool {
		is = m.Name == gazetteer.MainName && l.g.Kind(m.Ref) == gazetteer.Populated && l.g.Population(m.Ref) >= ofLargeCity && !l.g.Inside(m.Ref, l.bound[0])
		return !is
	})
	return is
}
