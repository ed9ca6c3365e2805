// Package duplicates tells which incidents may be told of twice: by what they are of, when and where they
// were, what they are called, whom they count and who says so.
//
// Two are compared by signals, each from 0 to 1. Some rule the pair out: too long between them, too far apart,
// another class of thing. The others add up, and each gives its reason.
//
// Goals: the same pair scores the same whichever is asked for; nothing that is not known counts for or against.
//
// Non-goals: to decide. An editor looks at both.
package duplicates

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// Bounds beyond which two incidents are not taken for one.
const (
	maxGap    = 72 * time.Hour
	maxApartM = 50_000 // metres between what each may reach
	// Least is the least score of a candidate, and Most how many are given.
	Least = 0.6
	Most  = 10
)

// The weight of each signal in the score.
const (
	kindWeight   = 2.0
	timeWeight   = 2.0
	placeWeight  = 3.0
	wordsWeight  = 2.5
	figureWeight = 1.0
	sourceWeight = 2.0
)

// Candidate is an incident that may tell of the same as another.
type Candidate struct {
	Revision incidents.Revision
	Score    float64  // 0 to 1
	Reasons  []string // in plain English, the weightiest first
}

// Of gives those of some revisions that may tell of the same as an incident, the likeliest first. What is
// retracted, merged or known as its duplicate is none.
func Of(inc *incidents.Incident, others []incidents.Revision) []Candidate {
	one := read(inc)
	var all []Candidate
	for i := range others {
		other := &others[i].Incident
		if other.ID == inc.ID || other.Disposition == incidents.Retracted || other.Disposition == incidents.Merged || related(inc, other) || related(other, inc) {
			continue
		}
		c := compare(one, read(other))
		if c.Score >= Least {
			c.Revision = others[i]
			all = append(all, c)
		}
	}
	slices.SortStableFunc(all, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Revision.Incident.ID, b.Revision.Incident.ID))
	})
	return all[:min(len(all), Most)]
}

func related(a, b *incidents.Incident) bool {
	return slices.ContainsFunc(a.Relations, func(r incidents.Relation) bool {
		return r.Type == incidents.DuplicateOf && r.Incident == b.ID
	})
}

// traits are what of an incident is compared.
type traits struct {
	*incidents.Incident
	words   map[string]bool
	figures map[string]int // best by group and outcome
	sources map[string]bool
	at      orb.Point // where it has a geometry
	reachM  float64   // from at
}

func read(inc *incidents.Incident) *traits {
	t := &traits{Incident: inc, words: map[string]bool{}, figures: map[string]int{}, sources: map[string]bool{}}
	for _, text := range []incidents.Text{inc.Title, inc.Where.Place} {
		for _, s := range text {
			for _, w := range incidents.SearchWords(s) {
				if utf8.RuneCountInString(w) > 3 || strings.ContainsAny(w, "0123456789") { // the others are mostly articles
					t.words[w] = true
				}
			}
		}
	}
	for i := range inc.Casualties {
		c := &inc.Casualties[i]
		key := string(c.Outcome) + " " + string(c.Group)
		if _, known := t.figures[key]; c.Best != nil && !known {
			t.figures[key] = *c.Best
		}
	}
	for i := range inc.Sources {
		if address := inc.Sources[i].URL; address != "" {
			t.sources[address] = true
		}
	}
	if g := inc.Where.Geometry; g != nil {
		b := g.Bound()
		t.at = b.Center()
		t.reachM = inc.Where.RadiusM + orbgeo.Distance(b.Min, b.Max)/2
	}
	return t
}

// signal is how much two incidents are alike in one respect.
type signal struct {
	weight, value float64
	known         bool // both say something of it
	out           bool // they are not one
	reason        string
}

// compare gives how likely two incidents are one. Signals that one of them says nothing of count neither for nor
// against.
func compare(a, b *traits) Candidate {
	signals := []signal{kinds(a, b), times(a, b), places(a, b), names(a, b), figures(a, b), sources(a, b)}
	var c Candidate
	sum, whole := 0.0, 0.0
	slices.SortStableFunc(signals, func(x, y signal) int { return cmp.Compare(y.weight*y.value, x.weight*x.value) })
	for _, s := range signals {
		switch {
		case s.out:
			return Candidate{}
		case s.known:
			sum, whole = sum+s.weight*s.value, whole+s.weight
		}
		if s.reason != "" {
			c.Reasons = append(c.Reasons, s.reason)
		}
	}
	// With little said of both there is little to go by.
	const enough = kindWeight + timeWeight + placeWeight
	c.Score = math.Round(100*sum/max(whole, enough)) / 100
	return c
}

func kinds(a, b *traits) signal {
	s := signal{weight: kindWeight, known: true}
	switch {
	case a.Class != b.Class:
		s.out = true
	case a.Kind == b.Kind:
		s.value, s.reason = 1, "the same kind: "+string(a.Kind)
	default:
		s.value = 0.3
	}
	return s
}

func times(a, b *traits) signal {
	s := signal{weight: timeWeight}
	if a.When.Start.IsZero() || b.When.Start.IsZero() {
		return s
	}
	s.known = true
	gap := max(b.When.Start.Sub(a.When.End), a.When.Start.Sub(b.When.End))
	switch {
	case gap > maxGap:
		s.out = true
	case gap <= 0:
		s.value, s.reason = 1, "at the same time, as far as is known"
	default:
		s.value = 1 - float64(gap)/float64(maxGap)
		s.reason = fmt.Sprintf("%.0f hours apart", max(gap.Hours(), 1))
	}
	return s
}

func places(a, b *traits) signal {
	s := signal{weight: placeWeight}
	one, other := &a.Where, &b.Where
	switch {
	case one.GazetteerID != "" && one.GazetteerID == other.GazetteerID:
		s.known, s.value, s.reason = true, 1, "the same place in the gazetteer"
		if one.Precision == geo.Admin1 || one.Precision == geo.Country {
			s.value, s.reason = 0.5, "the same wide area"
		}
		return s
	case one.Geometry == nil || other.Geometry == nil:
		return s
	}
	s.known = true
	distance := orbgeo.Distance(a.at, b.at)
	apart := distance - a.reachM - b.reachM
	switch {
	case apart > maxApartM:
		s.out = true
	case apart > 0:
		s.value = 0.6 * (1 - apart/maxApartM)
		s.reason = fmt.Sprintf("at least %.0f km apart", math.Ceil(apart/1000))
	default:
		// Two wide areas that touch say less than two points that do.
		s.value = 1 / (1 + max(a.reachM, b.reachM)/maxApartM)
		s.reason = fmt.Sprintf("%.0f km apart, within what is known of the places", distance/1000)
	}
	return s
}

func names(a, b *traits) signal {
	s := signal{weight: wordsWeight, known: len(a.words) > 0 && len(b.words) > 0}
	if !s.known {
		return s
	}
	var both []string
	for w := range a.words {
		if b.words[w] {
			both = append(both, w)
		}
	}
	s.value = float64(len(both)) / float64(min(len(a.words), len(b.words)))
	if slices.Sort(both); len(both) > 0 {
		s.reason = "the same words: " + strings.Join(both[:min(len(both), 5)], ", ")
	}
	return s
}

func figures(a, b *traits) signal {
	s := signal{weight: figureWeight}
	for key, n := range a.figures {
		m, known := b.figures[key]
		if !known {
			continue
		}
		like := 1 / (1 + math.Abs(float64(n-m)))
		if s.known = true; like > s.value {
			s.value, s.reason = like, fmt.Sprintf("%s: %d and %d", key, min(n, m), max(n, m))
		}
	}
	return s
}

func sources(a, b *traits) signal {
	s := signal{weight: sourceWeight}
	for address := range a.sources {
		if b.sources[address] {
			s.known, s.value, s.reason = true, 1, "the same source: "+incidents.Quote(address)
		}
	}
	return s
}
