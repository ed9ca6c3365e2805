package index

import (
	"cmp"
	"slices"

	"incidentmap/incidents"
)

// Together gives what incidents come to whose sums are these. No incident may be in two of them.
func Together(parts []*Sums) Sums {
	var sums Sums
	kinds := map[incidents.Kind]int{}
	for _, s := range parts {
		sums.Count += s.Count
		sums.Figures.join(&s.Figures)
		for _, k := range s.Kinds {
			kinds[k.Kind] += k.Count
		}
		if sums.Start.IsZero() || !s.Start.IsZero() && s.Start.Before(sums.Start) {
			sums.Start = s.Start
		}
		if s.End.After(sums.End) {
			sums.End = s.End
		}
	}
	for k, n := range kinds {
		sums.Kinds = append(sums.Kinds, KindCount{Kind: k, Count: n})
	}
	slices.SortFunc(sums.Kinds, func(a, b KindCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Kind, b.Kind))
	})
	return sums
}
