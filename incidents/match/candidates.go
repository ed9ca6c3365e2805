package match

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"incidentmap/incidents"
)

// Most is how many candidates are given.
const Most = 10

// How much of what is missing to certainty the words of two titles add at most, and a source that both name. They tell an editor where to
// look; alone they make no two incidents one, as one story tells of many.
const (
	sureByWords  = 0.4
	sureBySource = 0.5
)

// Candidate is an incident that may tell of the same as another.
type Candidate struct {
	Revision incidents.Revision
	Weight
}

// Candidates gives those of some revisions that may tell of the same as an incident, the likeliest first, for an editor to look at. What is
// retracted, merged or known as its duplicate is none.
func Candidates(inc *incidents.Incident, others []incidents.Revision) []Candidate {
	mine := wordsOf(inc)
	var all []Candidate
	for i := range others {
		other := &others[i].Incident
		if other.ID == inc.ID || other.Disposition == incidents.Retracted || other.Disposition == incidents.Merged || related(inc, other) || related(other, inc) {
			continue
		}
		w := Weigh(inc, other)
		if w.Score == 0 {
			continue
		}
		w.addWords(mine, wordsOf(other))
		w.addSource(inc, other)
		if w.Score >= Perhaps {
			all = append(all, Candidate{others[i], w})
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

// wordsOf gives the words of an incident's title in any language, without the short ones, which mostly are articles.
func wordsOf(inc *incidents.Incident) map[string]bool {
	words := map[string]bool{}
	for _, s := range inc.Title {
		for _, w := range incidents.SearchWords(s) {
			if utf8.RuneCountInString(w) > 3 || strings.ContainsAny(w, "0123456789") {
				words[w] = true
			}
		}
	}
	return words
}

// addWords takes in the words that two titles share.
func (w *Weight) addWords(a, b map[string]bool) {
	var both []string
	for word := range a {
		if b[word] {
			both = append(both, word)
		}
	}
	if len(both) == 0 {
		return
	}
	w.Score += (1 - w.Score) * sureByWords * float64(len(both)) / float64(min(len(a), len(b)))
	const shown = 5
	slices.Sort(both)
	list := ": " + strings.Join(both[:min(len(both), shown)], ", ")
	w.Reasons = append(w.Reasons, Reason{SameWords, incidents.Text{"en": words[SameWords]["en"] + list, "es": words[SameWords]["es"] + list}})
}

// addSource takes in that both name one address as their source.
func (w *Weight) addSource(a, b *incidents.Incident) {
	for i := range a.Sources {
		address := a.Sources[i].URL
		if address != "" && slices.ContainsFunc(b.Sources, func(s incidents.Source) bool { return s.URL == address }) {
			w.Score += (1 - w.Score) * sureBySource
			w.Reasons = append(w.Reasons, reason(SameSource))
			return
		}
	}
}
