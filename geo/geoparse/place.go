package geoparse

import (
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"incidentmap/geo/gazetteer"
)

// candidate is a place that a name may mean.
type candidate struct {
	ref     gazetteer.Ref
	feature *Feature   // set for what the gazetteer does not have; ref then means nothing
	unknown bool       // a place that the gazetteer does not have
	in      *candidate // of an unknown place: the one that it lies in
	kind    gazetteer.Kind
	name    gazetteer.NameKind
	point   orb.Point
	people  float64
	country string // "US"
	admin1  string // "US.MN"; empty for a country
	admin2  string // "US.MN.027"; empty where it is not known
	prior   float64
	cut     float64 // of the prior, as a bare name means a city first
	support float64 // what the other places of the text say for it
	score   float64
	share   float64 // of what the name may mean, 0 to 1
}

// name is what the text calls one or more places, and what it may mean.
type name struct {
	key        string
	candidates []candidate
	weight     float64        // how much its mentions are believed to be places, 0 to 1
	local      float64        // what says that it is no country or state: "Jordan Elementary School"
	want       gazetteer.Kind // what the text says it is
	mentions   []int
	holders    []*name  // of areas that the text puts it in, the smallest first
	within     [][]bool // by holder: which of its candidates each of these lies in
	held       []*name  // the same name with holders
	best       int      // position of the likeliest candidate, -1 when none fits
}

// mostCandidates bounds the places that one name is looked up for.
const mostCandidates = 400

// lookUp gives what a name means, once for each key of a text. An abbreviation means
// only what it is short for, and any other name never that.
func (d *document) lookUp(key string, w gazetteer.Walk, short bool) *name {
	known := key
	if short {
		known += "."
	}
	if n, ok := d.names[known]; ok {
		return n
	}
	n := &name{key: key, best: -1}
	w.Entries(func(m gazetteer.Match) bool {
		if c := d.candidate(m); d.counts(c, key, short) {
			n.candidates = append(n.candidates, c)
		}
		return len(n.candidates) < mostCandidates
	})
	if !short || spokenShort[key] {
		for _, f := range d.p.features[key] {
			n.candidates = append(n.candidates, d.featureCandidate(f))
		}
	}
	for _, code := range d.p.lexicon.Names[key] {
		d.addNamed(n, code)
	}
	n.preferCity()
	d.names[known] = n
	return n
}

// addNamed adds what a further name of the lexicon leads to, unless it is there already.
func (d *document) addNamed(n *name, code string) {
	e, ok := d.p.g.Area(code)
	if !ok {
		e, ok = d.p.g.ByID(code)
	}
	if ok && !slices.ContainsFunc(n.candidates, func(c candidate) bool { return c.feature == nil && c.ref == e.Ref }) {
		n.candidates = append(n.candidates, d.candidate(gazetteer.Match{Ref: e.Ref}))
	}
}

// counts reports whether a candidate may be meant. The codes of countries are not
// written in texts, but for a few; airports are told by the word.
func (d *document) counts(c candidate, key string, short bool) bool {
	if c.kind == gazetteer.Airport {
		return false
	}
	if c.kind == gazetteer.Admin1 && c.name == gazetteer.Alternate && abbreviations[key] {
		c.name = gazetteer.Short // "Miss." is one, and "Miss" is not
	}
	if short {
		// The capitals of a town are mostly the code of its airport.
		return c.name == gazetteer.Short && (c.kind == gazetteer.Admin1 || spokenShort[key])
	}
	return c.name != gazetteer.Short && (len(key) > 3 || c.name == gazetteer.MainName)
}

// namesakeShare is the share of a state's people from which on a city of its name, or
// the capital of a country, is what a bare name means.
const namesakeShare = 0.08

// preferCity takes the advantage off a state whose name is first of all a city's.
func (n *name) preferCity() {
	most := 0.0
	for i := range n.candidates {
		if c := &n.candidates[i]; c.kind == gazetteer.Populated {
			most = max(most, c.people)
		}
	}
	for i := range n.candidates {
		if c := &n.candidates[i]; c.kind == gazetteer.Admin1 && most > 300_000 && most > namesakeShare*c.people {
			c.cut = max(0, peopleWeight*math.Log(max(c.people, 1)/most)) + statePrior + 1
			c.prior -= c.cut
		}
	}
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
		if len(code) > len(c.admin1) {
			c.admin2 = code
		}
	}
	if p, ok := d.p.lexicon.Points[code]; ok && (c.kind == gazetteer.Country || c.kind == gazetteer.Admin1) {
		c.point = p
	}
	c.prior = d.prior(c, g.Feature(m.Ref))
	return c
}

func (d *document) featureCandidate(f *Feature) candidate {
	c := candidate{feature: f, point: f.Point, country: f.Country, admin1: f.Admin1, prior: featurePrior + featureRank*f.Rank}
	if d.speaks[c.country] > 0 {
		c.prior += languagePrior * d.speaks[c.country]
	}
	return c
}

// The prior of a place is what its being written about at all is worth, in natural
// logarithms of odds.
const (
	peopleWeight  = 0.55 // of the logarithm of its people
	fewestPeople  = 300
	countryPrior  = 4.0
	statePrior    = 1.5
	countyPrior   = -1.6 // a bare name is the town's rather than the county's
	sectionPrior  = -1.0 // of a city
	formerPrior   = -2.0
	capitalPrior  = 1.0
	seatPrior     = 0.4
	languagePrior = 0.8 // a country where the text's language is spoken
	featurePrior  = 3.2
	featureRank   = 5.0
	// A name in another language or spelling is used of a large place; of a small one it
	// is most often somebody else's.
	otherName      = -0.5
	otherStateName = -1.5
	otherSmallName = -0.35 // for each power of e that it has less people than
	smallPlace     = 1e6
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
	if c.name == gazetteer.Alternate && c.kind == gazetteer.Admin1 {
		s += otherStateName
	} else if c.name == gazetteer.Alternate && c.kind != gazetteer.Country {
		s += otherName + otherSmallName*math.Log(max(1, smallPlace/max(c.people, fewestPeople)))
	}
	return s + languagePrior*d.speaks[c.country]
}

// suggest takes what a word beside a mention says that it is. A state or country that is
// said to be one says nothing of the other mentions of its name: a text may speak of
// Washington state and of Washington.
func (d *document) suggest(m *mention, k gazetteer.Kind) {
	switch k {
	case 0:
		return
	case gazetteer.Admin1, gazetteer.Country:
		if n := d.ofKind(m.name, k); n != nil {
			m.name = n
			return
		}
	}
	m.name.want = k
}

// ofKind gives the name with its places of one kind, or nil when it has none.
func (d *document) ofKind(n *name, k gazetteer.Kind) *name {
	key := n.key + "#" + k.String()
	if known, ok := d.names[key]; ok {
		return known
	}
	of := &name{key: key, best: -1, weight: n.weight}
	for _, c := range n.candidates {
		if c.kind == k && !d.calledOtherwise(&c) {
			c.prior, c.cut = c.prior+c.cut, 0
			of.candidates = append(of.candidates, c)
		}
	}
	if len(of.candidates) == 0 || n.holders != nil || len(of.candidates) == len(n.candidates) {
		return nil
	}
	d.names[key] = of
	if n.strongest().kind == k {
		n.held = append(n.held, of)
	}
	return of
}

// calledOtherwise reports whether an area's own name says that it is something else than a
// state: the District of Columbia is no Washington state.
func (d *document) calledOtherwise(c *candidate) bool {
	if c.kind != gazetteer.Admin1 {
		return false
	}
	for _, w := range strings.Fields(gazetteer.Normalize(d.p.g.Entry(c.ref).Name)) {
		if k := kindOf[w]; k != 0 && k != c.kind {
			return true
		}
	}
	return false
}

// shareOf is the share that a candidate, which stands at position i of another sense of
// the name, has of what the name means.
func (n *name) shareOf(c *candidate, i int) float64 {
	if i < len(n.candidates) && n.candidates[i].same(c) {
		return n.candidates[i].share
	}
	for i := range n.candidates {
		if n.candidates[i].same(c) {
			return n.candidates[i].share
		}
	}
	return 0
}

// same reports whether two candidates are one known place.
func (c *candidate) same(o *candidate) bool {
	return c.ref == o.ref && c.feature == o.feature && !c.unknown && !o.unknown
}
