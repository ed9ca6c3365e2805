package geoparse

import (
	"math"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"

	"incidentmap/geo"
	"incidentmap/geo/gazetteer"
	"incidentmap/geo/geocode"
)

// Relation is a stretch of text that says where something is, seen from a place: "10 km
// north of Tapalpa", "between Tala and Ameca". What it names is never the place itself.
type Relation struct {
	Span                  // the words before the name, and the name
	Location geo.Location // a point with a radius, or the area that the place is
	Reason   string
}

// longestRelation bounds the words before a name that relate something to it.
const longestRelation = 9

// relationEnds are the last words of what relates something to a place. "Nearby" is none: "in nearby Bradford" is in Bradford.
var relationEnds = set(`of from de del near beside alongside outside bordering neighboring neighbouring around to a al afueras`)

// relate finds what the words before mention i relate to its place, and the token that
// they begin with.
func (d *document) relate(i int) (*Relation, int) {
	m := &d.mentions[i]
	c := m.chosen()
	if d.p.geocoder == nil || c == nil || m.adjectival || m.first == 0 || c.feature != nil || c.unknown {
		return nil, 0
	}
	if r, first := d.between(i); r != nil {
		return r, first
	}
	if !relationEnds[d.tokens[m.first-1].key] || d.tokens[m.first].gap&^(space|line) != 0 {
		return nil, 0
	}
	for first := max(0, m.first-longestRelation); first < m.first; first++ {
		if !d.sameSentence(first, m.first) || d.placed(first) {
			continue
		}
		relation, ok := geocode.ReadRelation(d.keys(first, m.first))
		if !ok {
			continue
		}
		loc := d.p.geocoder.LocationOf(d.p.g.Entry(c.ref))
		return &Relation{Reason: relation.Apply(&loc), Location: loc}, first
	}
	return nil, 0
}

func (d *document) keys(from, to int) []string {
	var keys []string
	for _, t := range d.tokens[from:to] {
		keys = append(keys, t.key)
	}
	return keys
}

// between reads "between A and B", at B: half the way, and as far around.
func (d *document) between(i int) (*Relation, int) {
	if i == 0 {
		return nil, 0
	}
	a, b := &d.mentions[i-1], &d.mentions[i]
	from, to := a.chosen(), b.chosen()
	if from == nil || a.dropped || a.first == 0 || b.first-a.last != 2 || from.feature != nil || from.unknown ||
		from.kind != gazetteer.Populated || to.kind != gazetteer.Populated {
		return nil, 0
	}
	switch d.tokens[a.first-1].key + " " + d.tokens[a.last+1].key {
	case "between and", "entre y", "entre e":
	default:
		return nil, 0
	}
	way := orbgeo.DistanceHaversine(from.point, to.point)
	if way > mostBetweenM {
		return nil, 0
	}
	loc := geo.Location{
		Geometry: roundPoint(orbgeo.Midpoint(from.point, to.point)), Precision: geo.Near,
		RadiusM: math.Ceil((way/2+edgeM)/100) * 100,
	}
	return &Relation{Location: loc, Reason: "it lies between the two places, and not in either"}, a.first - 1
}

const (
	// mostBetweenM is the distance of two places beyond which nothing is told by being
	// between them.
	mostBetweenM = 300_000
	// edgeM is how far beyond the middle of a town its edge may be.
	edgeM = 5_000
)

func roundPoint(p orb.Point) orb.Point {
	const micro = 1e6
	return orb.Point{math.Round(p[0]*micro) / micro, math.Round(p[1]*micro) / micro}
}
