package staticmap

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/simplify"
)

// steps is how many parts of a unit are told apart.
const steps = 2

// tolerance is how near a corner is to the line without it, in units, to be left out.
const (
	tolerance     = 0.8
	areaTolerance = 1.2 // of what lies over the ground, and is soft
)

// fine gives a length in steps.
func fine(units float64) int { return int(math.Round(units * steps)) }

// trace writes lines, or rings of at least an area, as the data of an SVG path (SVG 1.1, section 8.3)
// in steps, with relative coordinates. What is beyond the picture is cut off.
func (p *first) trace(lines path, ring bool, least, tolerance float64) string {
	bound := p.to.bound().Pad(beyond)
	var b strings.Builder
	if !ring {
		lines = joined(lines)
	}
	for _, l := range lines {
		if !ring {
			for _, part := range clip.LineString(bound, orb.LineString(l).Clone()) {
				if box := part.Bound(); max(box.Max[0]-box.Min[0], box.Max[1]-box.Min[1]) < tolerance {
					continue
				}
				corners(&b, simplify.DouglasPeucker(tolerance).LineString(part), false)
			}
			continue
		}
		seen := clip.Ring(bound, orb.Ring(l).Clone())
		if len(seen) < 4 || surface(seen) < least {
			continue
		}
		if coarse := coarser(seen, tolerance); len(coarse) >= 4 {
			corners(&b, orb.LineString(coarse), true)
		}
	}
	return b.String()
}

// coarser leaves out corners of a ring. Where tiles were cut, a ring runs along the cut and back, over the same line, to
// hold what the cut parted: the ends of such edges, which are upright or level, stay, as there and back would else
// come apart and be seen as a line over the sea.
func coarser(r orb.Ring, tolerance float64) orb.Ring {
	var out orb.Ring
	from := 0
	stretch := func(to int) {
		part := simplify.DouglasPeucker(tolerance).LineString(orb.LineString(r[from : to+1]).Clone())
		if len(out) > 0 {
			part = part[1:]
		}
		out = append(out, part...)
		from = to
	}
	for i := 1; i < len(r); i++ {
		dx, dy := math.Abs(r[i][0]-r[i-1][0]), math.Abs(r[i][1]-r[i-1][1])
		if min(dx, dy) == 0 && max(dx, dy) > 2*tolerance {
			if i-1 > from {
				stretch(i - 1)
			}
			stretch(i)
		}
	}
	if from < len(r)-1 {
		stretch(len(r) - 1)
	}
	return out
}

// corners writes a line from its first corner on; one that does not move is left out.
func corners(b *strings.Builder, l orb.LineString, ring bool) {
	if ring {
		l = l[:len(l)-1] // the letter z leads back
	}
	x, y, written := 0, 0, 0
	for _, q := range l {
		dx, dy := fine(q[0])-x, fine(q[1])-y
		switch {
		case written == 0:
			fmt.Fprintf(b, "M%d %dl", dx, dy)
		case dx == 0 && dy == 0:
			continue
		default:
			if written > 1 && dx >= 0 {
				b.WriteByte(' ')
			}
			b.WriteString(strconv.Itoa(dx))
			if dy >= 0 {
				b.WriteByte(' ')
			}
			b.WriteString(strconv.Itoa(dy))
		}
		x, y = x+dx, y+dy
		written++
	}
	switch {
	case written == 1:
		b.WriteString("0 0")
	case ring:
		b.WriteByte('z')
	}
}

// hex writes a colour without its opacity.
func hex(c color.NRGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// joined puts lines together where one ends and one other begins: tiles cut what is one line, and short pieces
// would be left out one by one.
func joined(lines path) path {
	type corner struct{ x, y int }
	at := func(q orb.Point) corner { return corner{fine(q[0] * 8), fine(q[1] * 8)} }
	ends := map[corner][]int{} // the lines that end there
	for i, l := range lines {
		ends[at(l[0])] = append(ends[at(l[0])], i)
		ends[at(l[len(l)-1])] = append(ends[at(l[len(l)-1])], i)
	}
	used := make([]bool, len(lines))
	// next gives the other line at a corner, from that corner on; nil where there is none, or more than one.
	next := func(c corner, i int) ([]orb.Point, int) {
		both := ends[c]
		if len(both) != 2 {
			return nil, 0
		}
		j := both[0] + both[1] - i
		if j == i || used[j] {
			return nil, 0
		}
		l := slices.Clone(lines[j])
		if at(l[0]) != c {
			slices.Reverse(l)
		}
		return l, j
	}
	var out path
	for i := range lines {
		if used[i] {
			continue
		}
		used[i] = true
		whole := slices.Clone(lines[i])
		for range 2 { // at one end, then at the other
			for last := i; ; {
				l, j := next(at(whole[len(whole)-1]), last)
				if l == nil {
					break
				}
				used[j], last = true, j
				whole = append(whole, l[1:]...)
			}
			slices.Reverse(whole)
		}
		out = append(out, whole)
	}
	return out
}
