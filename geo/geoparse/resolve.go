package geoparse

import (
	"math"
	"slices"

	orbgeo "github.com/paulmach/orb/geo"

	"incidentmap/geo/gazetteer"
)

// The weights of what the places of a text say about one another.
const (
	countrySupport = 1.25
	stateSupport   = 2.1
	cueSpeaks      = 1.0 // a word that the press of a country uses
	countySupport  = 1.0
	kindSays       = 2.5 // a word for the kind of place beside the name
	nearSupport    = 1.8
	stateSpeaks    = 2.5 // a state that is named speaks this much more for its towns
	sameSense      = 3.0 // a mention whose area is named speaks for those without
	homeSupport    = 2.0
	passes         = 4
	leastShare     = 0.05 // of what speaks for others
)

// resolve chooses a place for each name, all names of the text together.
func (d *document) resolve() {
	d.findHolders()
	names := d.inOrder()
	for _, n := range names {
		n.start()
	}
	for range passes {
		s := d.support(names)
		for _, n := range names {
			d.rescore(n, s)
		}
	}
	for _, n := range names {
		n.choose()
	}
	for _, n := range names {
		n.locateUnknown()
	}
}

// inOrder gives the names that are believed to be places in the order of the text, what
// holds a place before it.
func (d *document) inOrder() []*name {
	var names []*name
	seen := map[*name]bool{}
	for i := range d.mentions {
		m := &d.mentions[i]
		if m.dropped && !m.given {
			continue
		}
		for _, n := range append(slices.Clone(m.name.holders), m.name) {
			if !seen[n] {
				seen[n] = true
				names = append(names, n)
			}
		}
	}
	return names
}

// locateUnknown gives a place that the gazetteer does not have the point of what holds it.
func (n *name) locateUnknown() {
	if n.best < 0 || !n.candidates[n.best].unknown {
		return
	}
	if len(n.holders) == 0 {
		return // placeParts looks for where it is.
	}
	h := n.holders[0]
	if h.best < 0 {
		n.best = -1
		return
	}
	at := h.candidates[h.best]
	c := &n.candidates[n.best]
	c.in = &h.candidates[h.best]
	c.point, c.country, c.admin1, c.admin2 = at.point, at.country, at.admin1, at.admin2
}

// start shares a name among its candidates by their priors alone.
func (n *name) start() {
	if len(n.candidates) == 1 && n.candidates[0].unknown {
		n.candidates[0].share = 1
		return
	}
	for i := range n.candidates {
		n.candidates[i].score = n.candidates[i].prior
		if held := n.holding(i); n.holders != nil {
			n.candidates[i].score += held
		}
	}
	n.distribute()
}

// distribute makes shares of scores.
func (n *name) distribute() {
	most := math.Inf(-1)
	for i := range n.candidates {
		most = max(most, n.candidates[i].score)
	}
	sum := 0.0
	for i := range n.candidates {
		c := &n.candidates[i]
		c.share = math.Exp(c.score - most)
		sum += c.share
	}
	for i := range n.candidates {
		n.candidates[i].share /= sum
	}
}

func (n *name) choose() {
	n.best = -1
	for i := range n.candidates {
		if !math.IsInf(n.candidates[i].score, -1) && (n.best < 0 || n.candidates[i].score > n.candidates[n.best].score) {
			n.best = i
		}
	}
}

// support is what all names of a text together say for countries, states and cells.
type support struct {
	country, admin1, admin2 map[string]float64
	cells                   map[cell]float64
}

// cell is a square of half a degree.
type cell struct{ x, y int16 }

func cellOf(c *candidate) cell {
	return cell{int16(math.Floor(c.point[0] * 2)), int16(math.Floor(c.point[1] * 2))}
}

func newSupport() support {
	return support{country: map[string]float64{}, admin1: map[string]float64{}, admin2: map[string]float64{}, cells: map[cell]float64{}}
}

// add adds what a name says; sign -1 takes it off again.
func (s support) add(n *name, sign float64) {
	w := sign * n.weight * (1 + 0.5*math.Log(float64(max(1, len(n.mentions)))))
	for i := range n.candidates {
		c := &n.candidates[i]
		if c.share < leastShare || c.unknown {
			continue
		}
		v := w * c.share
		s.country[c.country] += v
		switch c.kind {
		case gazetteer.Country:
		case gazetteer.Admin1:
			s.admin1[c.admin1] += stateSpeaks * v
		default:
			if c.admin1 != "" {
				s.admin1[c.admin1] += v
			}
			if c.admin2 != "" {
				s.admin2[c.admin2] += v
			}
			s.cells[cellOf(c)] += v
		}
	}
}

func (d *document) support(names []*name) support {
	s := newSupport()
	for country, words := range d.cues {
		s.country[country] = cueSpeaks * math.Log1p(words)
	}
	for _, n := range names {
		s.add(n, 1)
	}
	return s
}

// rescore weighs each candidate of a name by what the other names say, and tells the
// others at once.
func (d *document) rescore(n *name, s support) {
	if n.candidates[0].unknown {
		return
	}
	s.add(n, -1)
	for i := range n.candidates {
		c := &n.candidates[i]
		held := n.holding(i)
		if c.unknown {
			c.score = unknownPrior + held
			continue
		}
		c.support = supportOf(c, s)
		c.score = c.prior + c.support + d.homeOf(c) + n.cueOf(c) + held
		for _, held := range n.held {
			c.score += sameSense * held.shareOf(c, i) * held.weight
		}
	}
	n.distribute()
	s.add(n, 1)
}

// supportOf is what the places around say for a candidate.
func supportOf(c *candidate, s support) float64 {
	v := countrySupport * math.Log1p(max(0, s.country[c.country]))
	if c.kind == gazetteer.Country {
		return v
	}
	if c.admin1 != "" {
		v += stateSupport * math.Log1p(max(0, s.admin1[c.admin1]))
	}
	if c.kind == gazetteer.Admin1 {
		return v
	}
	if c.admin2 != "" {
		v += countySupport * math.Log1p(max(0, s.admin2[c.admin2]))
	}
	at, near := cellOf(c), 0.0
	for dx := int16(-2); dx <= 2; dx++ {
		for dy := int16(-2); dy <= 2; dy++ {
			if w := s.cells[cell{at.x + dx, at.y + dy}]; w > 0 {
				near += w / float64(1+max(abs(dx), abs(dy)))
			}
		}
	}
	return v + nearSupport*math.Log1p(near)
}

func abs(v int16) int16 { return max(v, -v) }

// homeM is the distance from home at which it no longer matters.
const homeM = 300_000

func (d *document) homeOf(c *candidate) float64 {
	if d.options.Home == nil || c.kind == gazetteer.Country {
		return 0
	}
	return homeSupport * max(0, 1-orbgeo.DistanceHaversine(*d.options.Home, c.point)/homeM)
}

// cueOf is what words beside the name say of the kind of place.
func (n *name) cueOf(c *candidate) float64 {
	v := 0.0
	switch c.kind {
	case gazetteer.Country:
		v -= min(max(n.local, -localCue), 3*localCue)
	case gazetteer.Admin1:
		v -= min(max(n.local, 0), localCue) / 2
	}
	if n.want != 0 && c.kind != n.want && (n.want != gazetteer.Admin2 || c.kind != gazetteer.Admin1) {
		v -= kindSays
	}
	return v
}
