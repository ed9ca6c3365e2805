package staticmap

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"

	"incidentmap/web/staticmap/layout"
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
	gravity
	key        string  // its place
	weight     float64 // the heavier wins
	candidates []layout.Candidate
	label      string // what the tag of an area says
	at         orb.Point
	width      float64     // of a tag that says something
	count      int         // incidents that it stands for
	places     []orb.Point // where it belongs, to which lines lead when it had to give way
	unstated   bool        // nothing says how exact its place is
	byDead     float64     // its size where that tells deaths, before scale; 0 where it does not
}

// size is how wide and high a mark is before scale.
func (m *mark) size() float64 {
	if m.byDead > 0 {
		return m.byDead
	}
	return m.gravity.size()
}

// disk is a round thing that marks give way to.
type disk struct {
	at     orb.Point
	radius float64
}

func far(a, b orb.Point) float64 { return math.Hypot(a[0]-b[0], a[1]-b[1]) }

// anchors gives the points where a mark for lines or rings may stand, the best first: within the largest ring as far
// as it is on the picture, or half way along the longest line.
func anchors(rings, lines path, picture orb.Bound) []layout.Candidate {
	var best orb.Ring
	for _, r := range rings {
		// The tag stands on the part that is seen.
		if seen := clip.Ring(picture, slices.Clone(orb.Ring(r))); len(seen) > 2 && (best == nil || surface(seen) > surface(best)) {
			best = seen
		}
	}
	if best != nil {
		return inside(best)
	}
	for _, l := range lines {
		for _, part := range clip.LineString(picture, slices.Clone(orb.LineString(l))) {
			if len(part) > 1 {
				return along(part)
			}
		}
	}
	return nil
}

// along gives points on a line: its middle, then others to both sides.
func along(l orb.LineString) []layout.Candidate {
	var out []layout.Candidate
	for _, share := range []float64{0.5, 0.58, 0.42, 0.66, 0.34, 0.74} {
		out = append(out, layout.Candidate{At: partway(l, share)})
	}
	return out
}

// surface is a ring's area (shoelace formula).
func surface(r orb.Ring) float64 {
	sum := 0.0
	for i, j := 0, len(r)-1; i < len(r); j, i = i, i+1 {
		sum += r[j][0]*r[i][1] - r[i][0]*r[j][1]
	}
	return math.Abs(sum) / 2
}

// The search for points inside: how many points a side of the grid has, how many corners of the outline are looked at
// (more move no tag by as much as can be seen), and how many points are kept.
const (
	gridSide    = 16
	mostCorners = 300
	mostAnchors = 60
)

// inside gives points of a grid that are inside of an outline, the farthest from it first. The centroid of a bent
// ring may lie outside.
func inside(ring orb.Ring) []layout.Candidate {
	step := (len(ring) + mostCorners - 1) / mostCorners
	var thin orb.Ring
	for i := 0; i < len(ring); i += step {
		thin = append(thin, ring[i])
	}
	b := ring.Bound()
	var all []layout.Candidate
	for i := range gridSide {
		for j := range gridSide {
			at := orb.Point{
				b.Min[0] + (b.Max[0]-b.Min[0])*(float64(i)+0.5)/gridSide,
				b.Min[1] + (b.Max[1]-b.Min[1])*(float64(j)+0.5)/gridSide,
			}
			if depth := depthInside(at, thin); depth > 0 {
				all = append(all, layout.Candidate{At: at, Room: depth})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b layout.Candidate) int { return cmp.Compare(b.Room, a.Room) })
	if len(all) == 0 {
		all = append(all, layout.Candidate{At: ring[0]})
	}
	// One alone would be a point's place.
	return append(all[:min(len(all), mostAnchors)], all[0])
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

// partway gives the point at a share of a line's length.
func partway(l orb.LineString, share float64) orb.Point {
	length := 0.0
	for i := 1; i < len(l); i++ {
		length += far(l[i-1], l[i])
	}
	left := length * share
	for i := 1; i < len(l); i++ {
		part := far(l[i-1], l[i])
		if part >= left && part > 0 {
			return between(l[i-1], l[i], left/part)
		}
		left -= part
	}
	return l[0]
}

// drawMark paints a mark, and where it stands for several how many.
func (c *canvas) drawMark(p *pen, m *mark, t theme, scale float64) {
	size := m.size() * scale
	symbol := size * 0.76
	switch {
	case m.form == ofArea:
		c.drawTag(p, m, t, scale)
		return
	case m.form == ofJourney:
		c.fill(path{disc(m.at, size*0.5)}, t.land)
		ring := closed(path{disc(m.at, size*0.47)})
		c.stroke(dashed(ring, size*0.16, size*0.12), size*0.06, t.quiet)
		c.drawSymbol(m.shape, m.paint, m.at, size*0.56)
	case m.status == unsure:
		c.drawHollow(m.shape, m.paint, t.land, m.at, symbol)
	default:
		c.drawSymbol(m.shape, m.paint, m.at, symbol)
	}
	if m.unstated {
		c.stroke(dashed(closed(path{disc(m.at, size*0.5)}), 1.6*scale, 2.4*scale), 1.5*scale, t.quiet)
	}
	corner := orb.Point{m.at[0] + size*0.36, m.at[1] + size*0.36}
	if m.count > 1 {
		c.drawCount(p, shortNumber(m.count), corner, scale)
	}
	if m.status == disputed {
		c.drawDispute(p, orb.Point{corner[0], m.at[1] - size*0.36}, 11*scale)
	}
}

// drawLeader leads from a mark to where it belongs.
func (c *canvas) drawLeader(m *mark, t theme, scale float64) {
	for _, place := range m.places {
		c.stroke(path{{m.at, place}}, 3*scale, t.halo)
		c.stroke(path{{m.at, place}}, 1.2*scale, t.ink)
		c.fill(path{disc(place, 3.6*scale)}, t.halo)
		c.fill(path{disc(place, 2.6*scale)}, t.ink)
	}
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

// Measures of bubbles before scale, those of the page's map (ui/src/incidents/bubbles.ts).
const (
	widest      = 60.0
	narrowest   = 26.0
	figureWidth = 0.6 // of a figure's height
	leastFigure = 9.0 // the smallest that is still read
	bubbleEdge  = 8.0 // of a bubble's width, that figures leave free
	twoLines    = 36.0
)

// bubbleSize is a bubble's width before scale: its area is in proportion to the count, the largest count of all being
// the widest; its number always fits.
func bubbleSize(count, most int) float64 {
	letters := float64(utf8.RuneCountInString(shortNumber(count)))
	byArea := widest * math.Sqrt(float64(count)/float64(max(most, 1)))
	return math.Ceil(min(widest, max(narrowest, byArea, letters*figureWidth*leastFigure+bubbleEdge)))
}

// figureSize is the size of figures in a bubble, at most as large as is wanted; false where they cannot be read.
func figureSize(text string, width, wanted float64) (float64, bool) {
	room := (width - bubbleEdge) / (float64(utf8.RuneCountInString(text)) * figureWidth)
	return min(room, wanted), room >= leastFigure
}

// deadIn is what a bubble of a width says of the dead: nothing where that could not be read.
func (b *bubble) deadIn(width float64) string {
	if _, fits := figureSize("† "+b.dead, width, 11); b.dead == "" || !fits || width < twoLines {
		return ""
	}
	return b.dead
}

// most is the largest count of the bubbles.
func (s *scene) most() int {
	n := 0
	for _, b := range s.bubbles {
		n = max(n, b.count)
	}
	return n
}

// intoCell moves a bubble into its cell along one axis, in pixels of the world, so that those of
// neighbouring cells do not overlap.
func intoCell(at, cell, size float64) float64 {
	start := math.Floor(at/cell) * cell
	inset := min(size/2+1, cell/2)
	return min(max(at, start+inset), start+cell-inset)
}
