// Package match weighs whether two incidents are one thing that was told twice: by two
// stories, by a story and the map, or twice on the map.
//
// What happened, where and when each gives a factor from 0 to 1, and their product is the
// score; equal figures raise it and figures for other people lower it. Two things that
// cannot be the same in one respect are not the same, whatever speaks for it besides.
//
// Goals: pure; the same answer in either order; every score has its reasons.
//
// Non-goals: changing or merging incidents: an editor looks at both.
package match

import (
	"cmp"
	"slices"

	"incidentmap/incidents"
)

// Same is the score from which two incidents are taken for one, and Perhaps that from which
// an editor is told that they may be.
const (
	Same    = 0.6
	Perhaps = 0.35
)

// Weight is how much speaks for two incidents being one, and what.
type Weight struct {
	Score   float64 // 0 to 1
	Reasons []Reason
}

// Reason is a part of a weight.
type Reason struct {
	Code  Code           `json:"code"`
	Words incidents.Text `json:"words"` // for people
}

// Code names a reason.
type Code string

// The codes of reasons.
const (
	SameKind      Code = "same_kind"
	LikeKind      Code = "like_kind"
	OtherKind     Code = "other_kind"
	SamePlace     Code = "same_place"
	NearPlace     Code = "near_place"
	WithinPlace   Code = "within_place"
	UnknownPlace  Code = "unknown_place"
	OtherPlace    Code = "other_place"
	SameTime      Code = "same_time"
	NextDay       Code = "next_day"
	UnknownTime   Code = "unknown_time"
	OtherTime     Code = "other_time"
	SameFigures   Code = "same_figures"
	OtherPeople   Code = "other_people"
	FiguresDiffer Code = "figures_differ"
	SameWords     Code = "same_words"
	SameSource    Code = "same_source"
)

// Weigh weighs whether two incidents are one.
func Weigh(a, b *incidents.Incident) Weight {
	w := Weight{Score: 1}
	for _, respect := range []func(a, b *incidents.Incident) (float64, Code){kinds, times, places} {
		factor, code := respect(a, b)
		w.Score *= factor
		w.Reasons = append(w.Reasons, reason(code))
		if factor == 0 {
			w.Reasons = []Reason{reason(code)}
			return w
		}
	}
	if w.Reasons[0].Code != OtherKind {
		w.addFigures(a, b)
	}
	return w
}

func reason(c Code) Reason { return Reason{Code: c, Words: words[c]} }

// Pair is the match of one of several incidents with one of several others, by their positions.
type Pair struct {
	A, B int
	Weight
}

// Pairs gives the best matches of one list with another, each incident in one pair at most, with
// a score of at least the given one; in the order of the first list.
func Pairs(a, b []*incidents.Incident, least float64) []Pair {
	var all []Pair
	for i := range a {
		for j := range b {
			if w := Weigh(a[i], b[j]); w.Score >= least {
				all = append(all, Pair{i, j, w})
			}
		}
	}
	slices.SortStableFunc(all, func(p, q Pair) int { return cmp.Compare(q.Score, p.Score) })
	usedA, usedB := make([]bool, len(a)), make([]bool, len(b))
	var best []Pair
	for _, p := range all {
		if !usedA[p.A] && !usedB[p.B] {
			usedA[p.A], usedB[p.B] = true, true
			best = append(best, p)
		}
	}
	slices.SortFunc(best, func(p, q Pair) int { return cmp.Compare(p.A, q.A) })
	return best
}
