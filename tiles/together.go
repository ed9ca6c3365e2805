package tiles

import (
	"cmp"
	"slices"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
)

// Together gives what incidents come to whose sums are these. No incident may be in two of them.
func Together(parts []*index.Sums) index.Sums {
	var sums index.Sums
	kinds := map[incidents.Kind]int{}
	for _, s := range parts {
		sums.Count += s.Count
		for i, n := range s.Figures {
			sums.Figures[i] += n
		}
		for _, k := range s.Kinds {
			kinds[k.Kind] += k.Count
		}
		if sums.Start.IsZero() || !s.Start.IsZero() && s.Start.Before(sums.Start) {
			sums.Start = s.Start
		}
		sums.End = latest(sums.End, s.End)
	}
	for k, n := range kinds {
		sums.Kinds = append(sums.Kinds, index.KindCount{Kind: k, Count: n})
	}
	slices.SortFunc(sums.Kinds, func(a, b index.KindCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Kind, b.Kind))
	})
	return sums
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
