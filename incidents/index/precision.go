package index

import (
	"slices"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// Precisions tells for each of the geometries that are named how exactly it is known: the least
// exact of what is said by the incidents that the query finds there. It looks at each of them.
func (snap *Snapshot) Precisions(q Query, shapes []incidents.ShapeID) map[incidents.ShapeID]geo.Precision {
	wanted := make(map[incidents.ShapeID]bool, len(shapes))
	for _, id := range shapes {
		wanted[id] = true
	}
	order := geo.Precisions()
	ranks := map[incidents.ShapeID]int{}
	var room scanBuffer
	for _, m := range snap.compile(q) {
		for n, s := range m.segment.shapes {
			if !wanted[s.id] || m.shapes != nil && !m.shapes[n] {
				continue
			}
			for lo, hi := m.shapeStart[n], m.shapeStart[n+1]; lo < hi; lo += scanRows {
				for _, row := range m.rows(lo, min(hi, lo+scanRows), true, &room) {
					rank := slices.Index(order, m.segment.traits[m.trait.at(int(row))].Precision())
					if rank < 0 {
						rank = len(order) - 1 // a word that is not listed says nothing
					}
					ranks[s.id] = max(ranks[s.id], rank)
				}
			}
		}
	}
	known := make(map[incidents.ShapeID]geo.Precision, len(ranks))
	for id, rank := range ranks {
		known[id] = order[rank]
	}
	return known
}
