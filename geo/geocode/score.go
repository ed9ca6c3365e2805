package geocode

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"

	"incidentmap/geo/gazetteer"
)

// The score of a hit, from 0 to 1:
//
//	base  = quality × (0.35 + 0.65 × prominence)
//	score = base, then for each piece of evidence
//	        for the hit:      score + (1 - score) × weight
//	        against the hit:  score × factor
//
// Quality says how the words match the name, prominence how likely a place is to be
// written about at all: the logarithm of its people, as names in the news follow a power
// law of them (Leidner, "Toponym Resolution in Text", 2007, section 3.2.3, takes the
// largest population as the baseline that is hard to beat).
//
// The numbers were set by hand so that the order of what matters is: the areas named,
// the kind of place named, spelling, people.
const (
	baseShare       = 0.35
	peopleShare     = 1 - baseShare
	decades         = 7.5 // powers of ten of people at which prominence is full
	capitalBonus    = 0.05
	municipalityCut = 0.15 // a bare name is the town's rather than the municipality's
	sectionCut      = 0.05
	formerCut       = 0.25 // abandoned, destroyed or historical

	holdsWeight, holdsNotFactor = 0.6, 0.25
	unknownFactor               = 0.8
	kindWeight, kindNotFactor   = 0.4, 0.4
	biasWeight, biasNotFactor   = 0.3, 0.85
	nearWeight, nearNotFactor   = 0.3, 0.85
	nearM                       = 300_000.0 // at which a preferred point no longer matters

	// leastScore is what a hit needs to be told of.
	leastScore = 0.1
)

// scored is what scoring finds out about a hit.
type scored struct {
	base, score float64
	evidence    float64 // the sum of the pieces of evidence for the hit
	held        []heldBy
	biased      bool
	close       bool
}

// heldBy is a surrounding that was looked for; by is meaningful if agreement is not 0.
type heldBy struct {
	in        int
	agreement float64
	by        gazetteer.Ref
}

// quality is how well the words match the name.
func (m match) quality() float64 {
	switch {
	case m.how == byCode:
		return 1
	case m.how == misspelt && m.edits > 1:
		return 0.45
	case m.how == misspelt:
		return 0.55
	case m.how == completed:
		return 0.7
	case m.name == gazetteer.Alternate:
		return 0.95
	case m.name == gazetteer.Short, m.name == gazetteer.Serves:
		return 0.85
	}
	return 1
}

// prominence of an entry, 0 to 1.
func (c *Geocoder) prominence(h *hit) float64 {
	if h.kind == gazetteer.Airport {
		return c.airportProminence(h.ref)
	}
	p := math.Log10(float64(c.g.Population(h.ref))+1) / decades
	switch c.g.Feature(h.ref) {
	case "PPLC":
		p += capitalBonus
	case "PPLX":
		p -= sectionCut
	case "PPLQ", "PPLH", "PPLW", "PPLCH":
		p -= formerCut
	case "ADM2":
		p -= municipalityCut
		if c.g.Entry(h.ref).AtParent {
			p -= sectionCut // of which nothing is known but its name
		}
	}
	return min(max(p, 0), 1)
}

func (c *Geocoder) airportProminence(ref gazetteer.Ref) float64 {
	e := c.g.Entry(ref)
	switch {
	case e.Feature == "large_airport" && e.Scheduled:
		return 0.9
	case e.Scheduled:
		return 0.7
	}
	return 0.4
}

// rank finds and scores the hits of a reading, the likeliest first.
func (c *Geocoder) rank(r *reading, ctx Context) []hit {
	var hits []hit
	c.search(r, &hits)
	hits = r.meant(hits)
	wide := !r.airport && !r.exact
	if len(hits) == 0 && wide && !r.whole {
		c.searchWider(r, &hits)
		wide = false
	}
	if len(hits) == 0 && !wide {
		return nil // whatever is around it
	}
	around := c.surroundings(r)
	if r.whole && slices.ContainsFunc(around, func(s surrounding) bool { return !s.known() }) {
		return nil // before anything is looked for that is spelt alike, which takes longest
	}
	c.score(hits, around, ctx)
	fits := func(h hit) bool { return agrees(h, around) }
	if wide && !slices.ContainsFunc(hits, fits) {
		c.searchWider(r, &hits)
		c.score(hits, around, ctx)
	}
	hits = slices.DeleteFunc(hits, func(h hit) bool { return h.score < leastScore || !fits(h) })
	r.around = around
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(
			cmp.Compare(b.score, a.score),
			cmp.Compare(c.g.Population(b.ref), c.g.Population(a.ref)),
			cmp.Compare(a.ref, b.ref),
		)
	})
	return hits
}

// meant leaves of hits in a field of a record those that it means: towns in a field of towns,
// unless the words say that it is an area, and within the areas that the record names those
// whose own name it is.
func (r *reading) meant(hits []hit) []hit {
	prefer := func(is func(hit) bool) {
		if slices.ContainsFunc(hits, is) {
			hits = slices.DeleteFunc(hits, func(h hit) bool { return !is(h) })
		}
	}
	if r.bound != nil && r.saysArea() {
		prefer(func(h hit) bool { return h.how == exactly && h.kind == r.names[0].kind })
	} else if r.town {
		prefer(func(h hit) bool { return h.kind == gazetteer.Populated })
	}
	if r.bound != nil {
		prefer(func(h hit) bool { return h.how == exactly && h.name == gazetteer.MainName })
	}
	return hits
}

// agrees reports whether a hit agrees with all that is known to be around it.
func agrees(h hit, around []surrounding) bool {
	for _, s := range h.held {
		if s.agreement == 0 && around[s.in].known() {
			return false
		}
	}
	return true
}

func (c *Geocoder) score(hits []hit, around []surrounding, ctx Context) {
	for i := range hits {
		h := &hits[i]
		h.scored = scored{base: h.quality() * (baseShare + peopleShare*c.prominence(h))}
		h.score = h.base
		c.scoreSurroundings(h, around)
		if h.want != 0 {
			h.weigh(h.kind == h.want, 1, kindWeight, kindNotFactor)
		}
		if ctx.Country != "" {
			h.biased = c.g.Country(h.ref) == ctx.Country
			h.weigh(h.biased, 1, biasWeight, biasNotFactor)
		}
		if ctx.Near != nil {
			near := closeness(*ctx.Near, c.g.Point(h.ref))
			h.close = near > 0
			h.weigh(h.close, near, nearWeight, nearNotFactor)
		}
	}
}

// scoreSurroundings leaves out a surrounding that came with the whole query as one name.
func (c *Geocoder) scoreSurroundings(h *hit, around []surrounding) {
	if h.whole {
		return
	}
	for i, s := range around {
		if !s.known() {
			h.score *= unknownFactor
			h.held = append(h.held, heldBy{in: i})
			continue
		}
		agreement, by := c.holds(s, h.ref)
		h.held = append(h.held, heldBy{in: i, agreement: agreement, by: by})
		h.weigh(agreement > 0, agreement, holdsWeight, holdsNotFactor)
	}
}

// weigh adds one piece of evidence, of a strength from 0 to 1, for or against the hit.
func (h *hit) weigh(is bool, strength, weight, factor float64) {
	if !is {
		h.score *= factor
		return
	}
	h.score += (1 - h.score) * weight * strength
	h.evidence += strength
}

// closeness falls from 1 to 0 over nearM metres.
func closeness(a, b orb.Point) float64 {
	return max(0, 1-orbgeo.DistanceHaversine(a, b)/nearM)
}
