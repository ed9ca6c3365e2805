package layout

import (
	"math"

	"github.com/paulmach/orb"
)

// sides are those of a mark where a text may stand, the best first.
var sides = [][2]float64{{1, 0}, {-1, 0}, {0, -1}, {0, 1}, {0.5, -1}, {-0.5, -1}, {0.5, 1}, {-0.5, 1}, {1, -1}, {1, 1}, {-1, -1}, {-1, 1}}

// away is how far from its mark a text may stand.
var away = []float64{0, 14, 28, 44, 64, 88, 116, 150}

const (
	beside = 2
	bead   = 6 // the space between the boxes that a line takes
)

// placeCaptions places captions in their order around the spots of their places; of each, the sizes from the one that
// from has on are tried.
func placeCaptions(captions []Caption, from map[string]int, f *first, s *space, frame Frame) []Placed {
	covered := newSpace(frame.Boxes)
	var placed []Placed
	for _, c := range captions {
		spot := f.spotOf[c.Place]
		stands := within // what is beside a mark in view, or partly in view, is in view
		if outside(frame.View, spot.Box()) {
			stands = outside
		}
		fits := func(b orb.Bound) bool { return s.free(b) && covered.free(b) && stands(frame.View, b) }
		found, ok := firstFit(spot, c.Sizes, from[c.Place], frame.View, fits)
		if !ok {
			continue
		}
		found.Place, found.Told = c.Place, found.Size < len(c.Sizes)-1
		placed = append(placed, found)
		s.take(found.Box)
		if found.Line != nil {
			for _, b := range beads(*found.Line) {
				s.take(b)
			}
		}
	}
	return placed
}

func firstFit(spot *Spot, sizes []Size, from int, view orb.Bound, fits func(orb.Bound) bool) (Placed, bool) {
	for size := from; size < len(sizes); size++ {
		for _, by := range away {
			for _, to := range sides {
				box := besideOf(spot, sizes[size], to, by, view)
				if !fits(box) {
					continue
				}
				if by == 0 {
					return Placed{Size: size, Box: box}, true
				}
				line := lineTo(spot, box, to)
				if all(beads(line), fits) {
					return Placed{Size: size, Box: box, Line: &line}, true
				}
			}
		}
	}
	return Placed{}, false
}

func all(boxes []orb.Bound, is func(orb.Bound) bool) bool {
	for _, b := range boxes {
		if !is(b) {
			return false
		}
	}
	return true
}

// besideOf is the box of a text on a side of a spot; above and below it slides along, into view, as far as it is not
// beside the spot. On a slant the text stands at the mark's corner.
func besideOf(spot *Spot, text Size, to [2]float64, by float64, view orb.Bound) orb.Bound {
	down := by
	if math.Abs(to[0]) >= 1 {
		down = by * 0.6
	}
	x := spot.At[0] + to[0]*(spot.Width/2+beside+by+text.Width/2)
	if inView := min(max(x, view.Min[0]+text.Width/2), view.Max[0]-text.Width/2); math.Abs(to[0]) < 1 && math.Abs(inView-spot.At[0]) < text.Width/2 {
		x = inView
	}
	return around(orb.Point{x, spot.At[1] + to[1]*(spot.Height/2+beside+down+text.Height/2)}, text)
}

// lineTo leads from the edge of a spot to the nearest point of a box.
func lineTo(spot *Spot, box orb.Bound, to [2]float64) [2]orb.Point {
	slant := 1.0
	if to[0] != 0 && to[1] != 0 {
		slant = 0.8
	}
	from := orb.Point{spot.At[0] + (to[0]*slant*spot.Width)/2, spot.At[1] + (to[1]*slant*spot.Height)/2}
	return [2]orb.Point{from, {min(max(from[0], box.Min[0]), box.Max[0]), min(max(from[1], box.Min[1]), box.Max[1])}}
}

// beads are the boxes that stand for a line, without its ends, where it touches what it joins.
func beads(line [2]orb.Point) []orb.Bound {
	from, to := line[0], line[1]
	n := int(math.Floor(far(from, to) / bead))
	var out []orb.Bound
	for i := range max(0, n-1) {
		t := float64(i+1) / float64(n)
		out = append(out, around(orb.Point{from[0] + (to[0]-from[0])*t, from[1] + (to[1]-from[1])*t}, Size{2, 2}))
	}
	return out
}
