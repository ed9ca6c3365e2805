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
		free := func(b orb.Bound) bool { return s.free(b) && covered.free(b) }
		find := func(size Size, least float64, where func(orb.Bound) bool) (orb.Point, bool) {
			return m.find(standing{size: size, least: least}, where, free)
		}
		findWhole := func(where func(orb.Bound) bool) (orb.Point, bool) { return m.findWhole(where, free) }
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
		if best := m.Candidates[0].At; !found {
			if spot.At, found = nearestFree(best, square, s); !found {
				if near := f.nearest(best); near != nil {
					for i := range marks {
						near.join(&marks[i])
					}
				}
				continue // without one the area itself is drawn, and nothing may be covered
			}
			if !slices.ContainsFunc(m.Candidates, func(c Candidate) bool { return far(c.At, spot.At) < 1 }) {
				spot.Leaders = []orb.Point{best}
			}
		}
		f.standTag(spot, marks, s)
	}
	return left
}

// standing is where a tag or its symbol is to stand: with least room around one of its candidates, so far right of it.
type standing struct {
	size         Size
	least, aside float64
}

// find gives the first point where a mark may stand.
func (m *Mark) find(st standing, where, free func(orb.Bound) bool) (orb.Point, bool) {
	for _, c := range m.Candidates {
		at := orb.Point{c.At[0] + st.aside, c.At[1]}
		if c.Room >= st.least && where(around(at, st.size)) && free(around(at, padded(st.size))) {
			return at, true
		}
	}
	return orb.Point{}, false
}

// findWhole gives the best point for all that a tag says. What is read is where its symbol is, at the left end: the text
// may reach beyond the area rather than the symbol.
func (m *Mark) findWhole(where, free func(orb.Bound) bool) (orb.Point, bool) {
	symbolIn := func(b orb.Bound) bool {
		symbol := orb.Point{b.Min[0] + m.Height/2, b.Center()[1]}
		return where(b) && slices.ContainsFunc(m.Candidates, func(c Candidate) bool { return far(c.At, symbol) <= c.Room })
	}
	toSymbol := (m.Width - m.Height) / 2
	for _, try := range []struct {
		standing

		where func(orb.Bound) bool
	}{
		{standing{m.Size, m.Width / 2, 0}, where},
		{standing{m.Size, m.Height / 2, 0}, symbolIn},
		{standing{m.Size, m.Height / 2, toSymbol}, where},
		{standing{m.Size, 0, toSymbol}, where},
		{standing{m.Size, 0, 0}, where},
	} {
		if at, found := m.find(try.standing, try.where, free); found {
			return at, true
		}
	}
	return orb.Point{}, false
}

func (f *first) standTag(spot *Spot, marks []Mark, s *space) {
	for i := range marks {
		spot.IDs = append(spot.IDs, marks[i].ID)
	}
	f.spots = append(f.spots, spot)
	s.take(spot.Box())
}
