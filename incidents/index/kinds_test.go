package index

import "testing"

// checkMostKinds holds that fewer kinds are the first of all kinds, and nothing else changes.
func checkMostKinds(t *testing.T, r source, snap *Snapshot, q Query) {
	t.Helper()
	fewer := q
	fewer.MostKinds = r.IntN(kindSlots + 4)
	first := func(s *Sums) {
		if fewer.MostKinds > 0 {
			s.Kinds = s.Kinds[:min(len(s.Kinds), fewer.MostKinds)]
		}
	}
	clusters, areas, all := snap.Clusters(q, 2, nil), snap.Areas(q, nil), snap.Summary(q)
	first(&all.Sums)
	for i := range clusters {
		first(&clusters[i].Sums)
	}
	for i := range areas {
		first(&areas[i].Sums)
	}
	same(t, "Summary of fewer kinds", fewer, all, snap.Summary(fewer))
	same(t, "Clusters of fewer kinds", fewer, clusters, snap.Clusters(fewer, 2, nil))
	same(t, "Areas of fewer kinds", fewer, areas, snap.Areas(fewer, nil))
}
