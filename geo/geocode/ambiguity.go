package geocode

import (
	"fmt"
	"strings"

	orbgeo "github.com/paulmach/orb/geo"

	"incidentmap/geo/gazetteer"
)

const (
	// rivalGap is the difference of base scores below which two places are about
	// equally likely. Between two places whose main names are spelt as written it is a
	// factor of 18 in people: Guadalajara of Mexico (1.4 million) and of Spain (83,000)
	// are rivals, London and London, Ohio, are not.
	rivalGap = 0.11
	// evidenceGap is how much more evidence tells two places apart.
	evidenceGap = 0.15
	// samePlaceM is within what distance two entries of one name are one place.
	samePlaceM = 5_000
)

// rival gives the position of the first hit that is about as likely as the top one, or 0.
// A hit is a rival when its base score is less than rivalGap below the top's, no evidence
// (the areas named, the kind named, the preferred country or point) speaks for the top
// more than for it, and it is another place.
func (c *Geocoder) rival(ranked []hit) int {
	top := &ranked[0]
	for i := 1; i < len(ranked); i++ {
		h := &ranked[i]
		if top.base-h.base < rivalGap && top.evidence-h.evidence < evidenceGap && !c.liesInCountry(top, h) && !c.samePlace(top, h) {
			return i
		}
	}
	return 0
}

const (
	// wellKnown is how many people make a town known by its name alone, whatever else is called so.
	wellKnown = 50_000
	// servedM is within what distance an airport is called after the town, which is then meant.
	servedM = 100_000
)

// namesakeAirport gives an airport that a name may mean as well as a small town that nothing but the
// name speaks for: "Heathrow" alone is hardly the one in Florida.
func (c *Geocoder) namesakeAirport(r *reading, top *hit) (gazetteer.Ref, bool) {
	if r.airport || r.town || len(r.bound) > 0 || top.evidence > 0 ||
		top.kind != gazetteer.Populated && top.kind != gazetteer.Admin2 || c.g.Population(top.ref) >= wellKnown {
		return 0, false
	}
	var found gazetteer.Ref
	has := false
	c.g.Exact(top.key, func(m gazetteer.Match) bool {
		if c.g.Kind(m.Ref) == gazetteer.Airport && orbgeo.DistanceHaversine(c.g.Point(m.Ref), c.g.Point(top.ref)) > servedM {
			found, has = m.Ref, true
		}
		return !has
	})
	return found, has
}

// liesInCountry: the top is a country by its own name, which means the country and
// nothing in it that bears the same name.
func (c *Geocoder) liesInCountry(top, h *hit) bool {
	return top.kind == gazetteer.Country && top.name == gazetteer.MainName && c.g.Inside(h.ref, top.ref)
}

// samePlace reports whether two hits differ only in what they are called: a municipality
// and the town it is governed from, a state and the city that has most of its people,
// or two entries of one name side by side.
func (c *Geocoder) samePlace(a, b *hit) bool {
	if c.isTownOf(a, b) || c.isTownOf(b, a) {
		return true
	}
	return a.kind == b.kind && a.key == b.key &&
		orbgeo.DistanceHaversine(c.g.Point(a.ref), c.g.Point(b.ref)) < samePlaceM
}

// isTownOf: a is an area, b a town that stands for it.
func (c *Geocoder) isTownOf(area, town *hit) bool {
	if town.kind == gazetteer.Populated && area.kind == gazetteer.Admin2 && town.key == area.key {
		// Of many towns no municipality is known, of which one has their name.
		a, okA := c.g.Holder(area.ref)
		b, okB := c.g.Holder(town.ref)
		if okA && okB && a == b {
			return true
		}
	}
	if town.kind != gazetteer.Populated && town.kind != gazetteer.Admin2 || !c.g.Inside(town.ref, area.ref) {
		return false
	}
	switch area.kind {
	case gazetteer.Admin2:
		return true
	case gazetteer.Admin1:
		return 2*c.g.Population(town.ref) > c.g.Population(area.ref)
	}
	return false
}

func ambiguity(query, top, rival string) string {
	return fmt.Sprintf("%q may mean %s or %s, and nothing said tells them apart; add the state or the country, or the kind of place", strings.TrimSpace(query), top, rival)
}
