package topology

import (
	"slices"

	"github.com/paulmach/orb"
)

// Borders gives the arcs that lie between different areas, by the level that the caller
// gives to a pair of areas. A negative level leaves the border out; where more than two
// areas claim an arc, the least level wins.
func (t *Topology) Borders(level func(a, b int) int) map[int]orb.MultiLineString {
	owners := make([][]int, len(t.arcs))
	for a, rings := range t.areas {
		for _, ring := range rings {
			for _, ref := range ring {
				if i := ref.index(); !slices.Contains(owners[i], a) {
					owners[i] = append(owners[i], a)
				}
			}
		}
	}
	all := map[int]orb.MultiLineString{}
	for i, who := range owners {
		least := -1
		for k, a := range who {
			for _, b := range who[:k] {
				if l := level(b, a); l >= 0 && (least < 0 || l < least) {
					least = l
				}
			}
		}
		if least < 0 {
			continue
		}
		line := make(orb.LineString, 0, len(t.arcs[i]))
		for _, v := range t.arcs[i] {
			line = append(line, t.point(v))
		}
		all[least] = append(all[least], line)
	}
	return all
}
