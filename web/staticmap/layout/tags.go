package layout

import (
	"slices"

	"github.com/paulmach/orb"
)

// placeTags stands the tags of areas in view where there is room for all that they say, inside their area if it can be, else
// for their symbol alone; else the same out of view, no text cut by its edge; else beside the best place; else as one with
// the nearest mark; else nowhere. It gives the areas that are left where tags stand only if they say all.
func (f *first) placeTags(areas [][]Mark, s *space, frame Frame, onlyWhole bool) (left [][]Mark) {
	covered := newSpace(frame.Boxes)
	for _, marks := range areas {
		m := &marks[0]
		square := Size{m.Height, m.Height}
		find := func(size Size, least float64, where func(orb.Bound) bool) (orb.Point, bool) {
			i := slices.IndexFunc(m.Candidates, func(c Candidate) bool {
				box := around(c.At, padded(size))
				return c.Room >= least && where(around(c.At, size)) && s.free(box) && covered.free(box)
			})
			if i < 0 {
				return orb.Point{}, false
			}
			return m.Candidates[i].At, true
		}
		findWhole := func(where func(orb.Bound) bool) (at orb.Point, found bool) {
			for _, least := range []float64{m.Width / 2, m.Height / 2, 0} {
				if at, found = find(m.Size, least, where); found {
					break
				}
			}
			return at, found
		}
		isSeen := func(b orb.Bound) bool { return within(frame.View, b) }
		spot := &Spot{Size: m.Size}
		var symbol orb.Point
		var hasSymbol, found bool
		if spot.At, found = findWhole(isSeen); !found {
			if symbol, hasSymbol = find(square, 0, isSeen); !hasSymbol {
				spot.At, found = findWhole(func(b orb.Bound) bool { return !m.isWide() || !isCut(frame.View, b) })
			}
		}
		if !found && onlyWhole {
			left = append(left, marks)
			continue
		}
		if !found {
			spot.Size, spot.Narrow = square, m.isWide()
			if spot.At, found = symbol, hasSymbol; !found {
				spot.At, found = find(square, 0, func(orb.Bound) bool { return true })
			}
		}
		best := m.Candidates[0].At
		if !found {
			if spot.At, found = nearestFree(best, square, s); !found {
				if near := f.nearest(best); near != nil {
					for i := range marks {
						near.join(&marks[i])
					}
				}
				continue // without one the area itself is drawn, and nothing may be covered
			}
		}
		f.standTag(spot, marks, s)
	}
	return left
}

func (f *first) standTag(spot *Spot, marks []Mark, s *space) {
	for i := range marks {
		spot.IDs = append(spot.IDs, marks[i].ID)
	}
	candidates := marks[0].Candidates
	if !slices.ContainsFunc(candidates, func(c Candidate) bool { return far(c.At, spot.At) < 1 }) {
		spot.Leaders = []orb.Point{candidates[0].At}
	}
	f.spots = append(f.spots, spot)
	s.take(spot.Box())
}
