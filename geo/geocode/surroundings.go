package geocode

import (
	"strings"

	orbgeo "github.com/paulmach/orb/geo"

	"incidentmap/geo/gazetteer"
)

// surrounding is one thing that the words say about where the place is: an area that
// holds it, or a town that it is close to.
type surrounding struct {
	words  string
	beside bool            // the words say that the place is beside this one
	areas  []gazetteer.Ref // areas of that name
	towns  []gazetteer.Ref // the largest towns of that name
}

func (s surrounding) known() bool { return len(s.areas)+len(s.towns) > 0 }

const (
	// surroundingTowns is how many towns of a name are considered to be the one that
	// the place is near.
	surroundingTowns = 8
	// closeM is how far from a town's point a place may be that words put beside it or
	// give it as the larger place nearby.
	closeM = 60_000
	// besideTown is how well a place agrees with a town that it is close to.
	besideTown = 0.8
)

// surroundings looks up what the reading says about where the place is.
func (c *Geocoder) surroundings(r *reading) []surrounding {
	var all []surrounding
	for _, words := range r.contexts {
		s := c.surrounding(words)
		if left, right, ok := c.twoAreas(words); !s.known() && ok {
			all = append(all, c.surrounding(left), c.surrounding(right))
			continue
		}
		all = append(all, s)
	}
	if r.beside != "" {
		s := c.surrounding(r.beside)
		s.beside = true
		all = append(all, s)
	}
	return all
}

// surrounding looks up one name, and if it is not known the name without words for its
// kind, and then the most similar names of areas.
func (c *Geocoder) surrounding(words string) surrounding {
	s := surrounding{words: words}
	name := words
	for _, p := range kindPhrases {
		if cut, ok := p.cut(strings.Fields(words)); ok && !c.g.Has(words) {
			name = c.bare(cut)
			break
		}
	}
	s.areas = c.areasOf(countryNames[name])
	c.g.Exact(name, s.takeAreas(c))
	s.towns = c.largest(name, surroundingTowns)
	if !s.known() && editsFor(len(name)) > 0 {
		// The parts of a query are looked up anew for each that is left out before them.
		for _, n := range c.near(name, 1) {
			c.g.Exact(n.key, s.takeAreas(c))
		}
	}
	return s
}

func (s *surrounding) takeAreas(c *Geocoder) func(gazetteer.Match) bool {
	return func(m gazetteer.Match) bool {
		switch c.g.Kind(m.Ref) {
		case gazetteer.Country, gazetteer.Admin1, gazetteer.Admin2:
			s.areas = append(s.areas, m.Ref)
		}
		return true
	}
}

// twoAreas splits "jalisco mexico".
func (c *Geocoder) twoAreas(words string) (left, right string, ok bool) {
	for i, r := range words {
		if r == ' ' && c.namesArea(words[:i]) && c.namesArea(words[i+1:]) {
			return words[:i], words[i+1:], true
		}
	}
	return "", "", false
}

// holds tells how well an entry agrees with a surrounding, 0 to 1, and why.
func (c *Geocoder) holds(s surrounding, ref gazetteer.Ref) (float64, gazetteer.Ref) {
	for _, a := range s.areas {
		if !s.beside && a != ref && c.g.Inside(ref, a) {
			return 1, a
		}
	}
	p := c.g.Point(ref)
	for _, t := range s.towns {
		if t == ref {
			continue
		}
		if d := orbgeo.DistanceHaversine(p, c.g.Point(t)); d <= closeM+townRadius(c.g.Population(t)) {
			return besideTown, t
		}
	}
	if s.beside {
		for _, a := range s.areas {
			if a != ref && orbgeo.DistanceHaversine(p, c.g.Point(a)) <= closeM+c.g.Entry(a).RadiusM {
				return 0.6, a
			}
		}
	}
	return 0, 0
}
