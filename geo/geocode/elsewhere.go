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
