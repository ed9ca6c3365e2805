package staticmap

import (
	"math"
	"slices"
	"strconv"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
)

// form is what a mark is of.
type form int

const (
	atPoint form = iota
	ofJourney
	ofArea
)

// mark is a symbol on the picture, in pixels.
type mark struct {
	look
	status
	form
	at    orb.Point
	count int       // incidents that it stands for
	place orb.Point // where it belongs, to which a line leads when it had to give way
}

// markSize is the width of a mark in pixels, bubbles' least as well, before scale.
const markSize = 26

// crowd is from how many incidents at one place these are one mark with a number.
const crowd = 7

// arrange places marks so that none covers another or what is taken: each at its place if that
// is free, else around it, else it is one more of the nearest mark.
func arrange(marks []mark, taken []disk, picture orb.Bound, size float64) []mark {
	var placed []mark
	var later []mark
	free := func(at orb.Point) bool {
		for _, m := range placed {
			if far(m.at, at) < size*0.96 {
				return false
			}
		}
		return !slices.ContainsFunc(taken, func(d disk) bool { return far(d.at, at) < d.radius+size/2 })
	}
	for _, m := range crowded(marks) {
		if m.place = m.at; free(m.at) {
			placed = append(placed, m)
		} else {
			later = append(later, m)
		}
	}
	for _, m := range later {
		if at, found := beside(m.at, size, picture, free); found {
			m.at = at
			placed = append(placed, m)
			continue
		}
		if i := nearest(placed, m.at); i >= 0 {
			placed[i].count += m.count
		}
	}
	return placed
}

// disk is a round thing that marks give way to.
type disk struct {
	at     orb.Point
	radius float64
}

func far(a, b orb.Point) float64 { return math.Hypot(a[0]-b[0], a[1]-b[1]) }

// crowded makes one mark of many at one place.
func crowded(marks []mark) []mark {
	type spot struct {
		x, y int
		form form
	}
	key := func(m mark) spot { return spot{int(math.Round(m.at[0] / 2)), int(math.Round(m.at[1] / 2)), m.form} }
	counts := map[spot]int{}
	for _, m := range marks {
		counts[key(m)] += m.count
	}
	var out []mark
	told := map[spot]bool{}
	for _, m := range marks {
		k := key(m)
		if counts[k] < crowd {
			out = append(out, m)
			continue
		}
		if !told[k] {
			told[k], m.count = true, counts[k]
			out = append(out, m)
		}
	}
	return out
}

// beside looks for a free place around one that is not, the nearest first.
func beside(at orb.Point, size float64, picture orb.Bound, free func(orb.Point) bool) (orb.Point, bool) {
	inner := picture.Pad(-size / 2)
	for ring := 1; ring <= 2; ring++ {
		for i := range 12 {
			sin, cos := math.Sincos(-math.Pi/4 + 2*math.Pi*float64(i)/12)
			q := orb.Point{at[0] + cos*size*1.1*float64(ring), at[1] + sin*size*1.1*float64(ring)}
			if inner.Contains(q) && free(q) {
				return q, true
			}
		}
	}
	return orb.Point{}, false
}

func nearest(marks []mark, at orb.Point) int {
	best := -1
	for i := range marks {
		if best < 0 || far(marks[i].at, at) < far(marks[best].at, at) {
			best = i
		}
	}
	return best
}

// anchor gives the place of a mark for lines or rings: well within the largest ring as far as it
// is on the picture, or half way along the longest line.
func anchor(rings, lines path, picture orb.Bound) (orb.Point, bool) {
	var best orb.Ring
	for _, r := range rings {
		// The tag stands on the part that is seen.
		if seen := clip.Ring(picture, slices.Clone(orb.Ring(r))); len(seen) > 2 && (best == nil || surface(seen) > surface(best)) {
			best = seen
		}
	}
	if best != nil {
		return inside(best), true
	}
	for _, l := range lines {
		for _, part := range clip.LineString(picture, slices.Clone(orb.LineString(l))) {
			if len(part) > 1 {
				return halfway(part), true
			}
		}
	}
	return orb.Point{}, false
}

// surface is a ring's area (shoelace formula).
func surface(r orb.Ring) float64 {
	sum := 0.0
	for i, j := 0, len(r)-1; i < len(r); j, i = i, i+1 {
		sum += r[j][0]*r[i][1] - r[i][0]*r[j][1]
	}
	return math.Abs(sum) / 2
}

// The search for a point inside: how many points a side of the grid has, and how many corners of
// the outline are looked at; more move no tag by as much as can be seen.
const (
	gridSide    = 16
	mostCorners = 300
)

// inside gives a point that is far from the outline: of a grid, the one that is farthest. The
// centroid of a bent ring may lie outside.
func inside(ring orb.Ring) orb.Point {
	step := (len(ring) + mostCorners - 1) / mostCorners
	var thin orb.Ring
	for i := 0; i < len(ring); i += step {
		thin = append(thin, ring[i])
	}
	b, best, depth := ring.Bound(), ring[0], 0.0
	for i := range gridSide {
		for j := range gridSide {
			at := orb.Point{
				b.Min[0] + (b.Max[0]-b.Min[0])*(float64(i)+0.5)/gridSide,
				b.Min[1] + (b.Max[1]-b.Min[1])*(float64(j)+0.5)/gridSide,
			}
			if d := depthInside(at, thin); d > depth {
				best, depth = at, d
			}
		}
	}
	return best
}

// depthInside is the distance to the outline, negative outside (by the even-odd rule).
func depthInside(at orb.Point, ring orb.Ring) float64 {
	in, least := false, math.Inf(1)
	for i, j := 0, len(ring)-1; i < len(ring); j, i = i, i+1 {
		a, b := ring[i], ring[j]
		if (a[1] > at[1]) != (b[1] > at[1]) && at[0] < (b[0]-a[0])*(at[1]-a[1])/(b[1]-a[1])+a[0] {
			in = !in
		}
		least = min(least, toSegment(at, a, b))
	}
	if !in {
		return -least
	}
	return least
}

func toSegment(at, a, b orb.Point) float64 {
	dx, dy := b[0]-a[0], b[1]-a[1]
	if dx == 0 && dy == 0 {
		return far(at, a)
	}
	share := ((at[0]-a[0])*dx + (at[1]-a[1])*dy) / (dx*dx + dy*dy)
	return far(at, between(a, b, min(1, max(0, share))))
}

func halfway(l orb.LineString) orb.Point {
	length := 0.0
	for i := 1; i < len(l); i++ {
		length += far(l[i-1], l[i])
	}
	left := length / 2
	for i := 1; i < len(l); i++ {
		part := far(l[i-1], l[i])
		if part >= left && part > 0 {
			return between(l[i-1], l[i], left/part)
		}
		left -= part
	}
	return l[0]
}

// drawMark paints a mark, a number where it stands for several.
func (c *canvas) drawMark(p *pen, m *mark, t theme, size float64) {
	number := typeface{bold: true, size: size * 0.46}
	switch {
	case m.form == ofArea && m.count > 1:
		c.drawBoard(m.at, size)
		c.writeCentred(p, shortNumber(m.count), number, m.at, dark())
	case m.count > 1:
		c.drawBubble(p, m.at, size, shortNumber(m.count), "")
	case m.form == ofArea:
		c.drawTag(m.shape, legible(m.paint, white()), m.at, size)
	case m.form == ofJourney:
		c.fill(path{disc(m.at, size*0.62)}, white())
		ring := closed(path{disc(m.at, size*0.58)})
		c.stroke(dashed(ring, size*0.16, size*0.12), size*0.07, frame())
		c.drawSymbol(m.shape, m.paint, m.at, size*0.7)
	case m.status == unsure:
		c.drawHollow(m.shape, m.paint, m.at, size*0.92)
	default:
		c.drawSymbol(m.shape, m.paint, m.at, size*0.92)
	}
	if m.status == disputed && m.count == 1 {
		c.drawDispute(p, orb.Point{m.at[0] + size*0.36, m.at[1] - size*0.36}, size*0.42)
	}
}

// drawLeader leads from a mark to where it belongs.
func (c *canvas) drawLeader(m *mark, t theme, scale float64) {
	if m.at == m.place {
		return
	}
	c.stroke(path{{m.at, m.place}}, 3*scale, t.halo)
	c.stroke(path{{m.at, m.place}}, 1.2*scale, t.ink)
	c.fill(path{disc(m.place, 3.6*scale)}, t.halo)
	c.fill(path{disc(m.place, 2.6*scale)}, t.ink)
}

// shortNumber writes a number short enough for a mark: 950, 1.2k, 38k, 1.2M.
func shortNumber(n int) string {
	for _, unit := range []struct {
		of   int
		word string
	}{{1_000_000, "M"}, {1000, "k"}} {
		if n < unit.of {
			continue
		}
		if n < 10*unit.of {
			return strconv.FormatFloat(math.Floor(float64(n)/float64(unit.of)*10)/10, 'f', -1, 64) + unit.word
		}
		return strconv.Itoa(n/unit.of) + unit.word
	}
	return strconv.Itoa(n)
}

// bubbleSize is a bubble's width before scale: by the number of digits, so that the number fits.
func bubbleSize(count int) float64 { return float64(min(32+6*(len(strconv.Itoa(count))-1), 50)) }

// intoCell moves a bubble into its cell along one axis, in pixels of the world, so that those of
// neighbouring cells do not overlap.
func intoCell(at, cell, size float64) float64 {
	start := math.Floor(at/cell) * cell
	inset := min(size/2+1, cell/2)
	return min(max(at, start+inset), start+cell-inset)
}
