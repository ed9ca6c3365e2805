package intake

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
	"incidentmap/incidents/intake/coordinates"
)

// rankPositions counts in how many of the first rows each position can be right, and puts
// those behind that can be right in less than half as many as the best.
func (pl *plan) rankPositions(p *profile) {
	if len(pl.positions) < 2 {
		return
	}
	c := newConverter(pl, nil)
	c.inc = &incidents.Incident{}
	most := 0
	for i := range pl.positions {
		s := &pl.positions[i]
		for _, row := range p.beginning {
			c.row = row
			if _, _, isShort := coordinates.ShortPlusCode(c.value(s.first)); isShort && s.form == asCell {
				s.usable++ // near which town is looked up later
				continue
			}
			if f := c.fix(*s); f.geometry != nil {
				if at, isPoint := f.geometry.(orb.Point); !isPoint || misplaced(at) == "" {
					s.usable++
				}
			}
		}
		most = max(most, s.usable)
	}
	best := pl.positions[0]
	slices.SortStableFunc(pl.positions, func(a, b position) int {
		if weakA, weakB := 2*a.usable < most, 2*b.usable < most; weakA || weakB {
			return cmp.Compare(b.usable, a.usable)
		}
		return 0
	})
	if now := pl.positions[0]; now != best {
		pl.note(best.first, fmt.Sprintf("can be a position in %d of the first %d rows, %s in %d", best.usable, len(p.beginning), incidents.Quote(strings.Join(pl.positionNames(now), ", ")), now.usable),
			"the other is read first")
	}
	if most > 0 {
		pl.positions = slices.DeleteFunc(pl.positions, func(s position) bool { return s.usable == 0 && pl.isFilled(s, p) })
	}
}

// isFilled tells that a position has something in the first rows, so that one that is never
// usable there is none.
func (pl *plan) isFilled(s position, p *profile) bool {
	return slices.ContainsFunc(p.beginning, func(row []string) bool { return strings.TrimSpace(cell(row, s.first)) != "" })
}

func (pl *plan) positionNames(s position) []string {
	names := []string{pl.names[s.first]}
	if s.second >= 0 {
		names = append(names, pl.names[s.second])
	}
	return names
}
