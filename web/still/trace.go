package still

import (
	"fmt"
	"image/color"
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/simplify"
)

// steps is how many parts of a unit are told apart.
const steps = 2

// tolerance is how near a corner is to the line without it, in units, to be left out.
const tolerance = 0.6

// fine gives a length in steps.
func fine(units float64) int { return int(math.Round(units * steps)) }

// trace writes lines, or rings of at least an area, as the data of an SVG path (SVG 1.1, section 8.3)
// in steps, with relative coordinates. What is beyond the picture is cut off.
func (p *first) trace(lines path, ring bool, least, tolerance float64) string {
	bound := p.to.bound().Pad(beyond)
	var b strings.Builder
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
		if coarse := simplify.DouglasPeucker(tolerance).Ring(seen); len(coarse) >= 4 {
			corners(&b, orb.LineString(coarse), true)
		}
	}
	return b.String()
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
