package layout

import (
	"slices"

	"github.com/paulmach/orb"
)

// placeTags stands the tags of areas where there is room for all that they say, inside their area if it can be, in
// view before elsewhere, and not cut by the view's edge; else for their symbol alone; else beside the best place; else as
// one with the nearest mark; else nowhere. It gives the areas that are left where tags stand only if they say all.
func (f *first) placeTags(areas [][]Mark, s *space, frame Frame, onlyWhole bool) (left [][]Mark) {
	covered := newSpace(frame.Boxes)
	for _, marks := range areas {
		m := &marks[0]
		square := Size{m.Height, m.Height}
		find := func(size Size, least float64) (orb.Point, bool) {
			var fitting []orb.Point
			for _, c := range m.Candidates {
				if box := around(c.At, padded(size)); c.Room >= least && s.free(box) && covered.free(box) {
					fitting = append(fitting, c.At)
				}
			}
			i := slices.IndexFunc(fitting, func(at orb.Point) bool { return within(frame.View, around(at, size)) })
			if i < 0 {
				i = slices.IndexFunc(fitting, func(at orb.Point) bool { return !size.isWide() || !isCut(frame.View, around(at, size)) })
			}
			if i < 0 {
				return orb.Point{}, false
			}
			return fitting[i], true
		}
		spot := &Spot{Size: m.Size}
		var found bool
		for _, least := range []float64{m.Width / 2, m.Height / 2, 0} {
			if spot.At, found = find(m.Size, least); found {
				break
			}
		}
		if !found && onlyWhole {
			left = append(left, marks)
			continue
		}
		if !found {
			spot.Size, spot.Narrow = square, m.isWide()
			spot.At, found = find(square, 0)
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
