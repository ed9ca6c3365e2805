package geoparse

import (
	"math"
	"strings"

	"github.com/paulmach/orb"

	"incidentmap/geo/gazetteer"
)

// candidate is a place that a name may mean.
type candidate struct {
	ref     gazetteer.Ref
	feature *Feature // set for what the gazetteer does not have; ref then means nothing
	kind    gazetteer.Kind
	name    gazetteer.NameKind
	point   orb.Point
	people  float64
	country string // "US"
	admin1  string // "US.MN"; empty for a country
	prior   float64
	score   float64
	share   float64 // of what the name may mean, 0 to 1
}

// name is what the text calls one or more places, and what it may mean.
type name struct {
	key        string
	candidates []candidate
	weight     float64 // how much its mentions are believed to be places, 0 to 1
	mentions   []int
	holder     *name   // of an area that the text puts it in, for this mention of the name
	fits       []bool  // by candidate: it lies in the holder
	held       []*name // the same name with holders
	best       int // position of the likeliest candidate, -1 when none fits
}

// mostCandidates bounds the places that one name is looked up for.
const mostCandidates = 400

// lookUp gives what a name means, once for each key of a text.
func (d *document) lookUp(key string, w gazetteer.Walk) *name {
	if n, ok := d.names[key]; ok {
		return n
	}
	n := &name{key: key, best: -1}
	w.Entries(func(m gazetteer.Match) bool {
		if m.Name != gazetteer.Serves && m.Name != gazetteer.ServesChiefly {
			n.candidates = append(n.candidates, d.candidate(m))
		}
		return len(n.candidates) < mostCandidates
	})
	for _, f := range d.p.features[key] {
		n.candidates = append(n.candidates, featureCandidate(f))
	}
	d.names[key] = n
	return n
}

func (d *document) candidate(m gazetteer.Match) candidate {
	g := d.p.g
	c := candidate{ref: m.Ref, kind: g.Kind(m.Ref), name: m.Name, point: g.Point(m.Ref), people: float64(g.Population(m.Ref))}
	code := g.AreaCode(m.Ref)
	country, rest, _ := strings.Cut(code, ".")
	c.country = country
	if c.kind != gazetteer.Country && rest != "" {
		state, _, _ := strings.Cut(rest, ".")
		c.admin1 = code[:len(country)+1+len(state)]
	}
	c.prior = d.prior(c, g.Feature(m.Ref))
	return c
}

func featureCandidate(f *Feature) candidate {
	c := candidate{feature: f, kind: 0, point: f.Point, country: f.Country, admin1: f.Admin1}
	c.prior = peopleWeight * math.Log(1e5) * f.Rank
	return c
}

// The prior of a place is what its being written about at all is worth, in natural
// logarithms of odds.
const (
	peopleWeight  = 0.55 // of the logarithm of its people
	fewestPeople  = 300
	countryPrior  = 4.5
	statePrior    = 1.2
	countyPrior   = -1.6 // a bare name is the town's rather than the county's
	sectionPrior  = -1.0 // of a city
	formerPrior   = -2.0
	capitalPrior  = 1.0
	seatPrior     = 0.4
	otherName     = -0.7
	airportPrior  = -3.0
	languagePrior = 0.8 // a country where the text's language is spoken
)

func (d *document) prior(c candidate, feature string) float64 {
	s := peopleWeight * math.Log(max(c.people, fewestPeople))
	switch c.kind {
	case gazetteer.Country:
		s += countryPrior
	case gazetteer.Admin1:
		s += statePrior
	case gazetteer.Admin2:
		s += countyPrior
	case gazetteer.Airport:
		s += airportPrior
	}
	switch feature {
	case "PPLX":
		s += sectionPrior
	case "PPLQ", "PPLH", "PPLW", "PPLCH":
		s += formerPrior
	case "PPLC":
		s += capitalPrior
	case "PPLA":
		s += seatPrior
	}
	if c.name != gazetteer.MainName {
		s += otherName
	}
	if d.speaks[c.country] {
		s += languagePrior
	}
	return s
}
