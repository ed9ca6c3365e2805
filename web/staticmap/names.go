package staticmap

import (
	"cmp"
	"image/color"
	"slices"
	"strings"

	"github.com/paulmach/orb"
)

// nameStyle is how places of a class are named: the sizes of the page's map.
type nameStyle struct {
	face  typeface
	upper bool
	quiet bool
	dot   bool // settlements have one beside which the name stands; areas have the name alone
}

func styleOf(class string, scale float64) nameStyle {
	s := nameStyle{face: typeface{size: 11}, quiet: true, dot: true}
	switch class {
	case "country":
		s = nameStyle{face: typeface{bold: true, size: 13, spacing: 2}, upper: true, quiet: true}
	case "state":
		s = nameStyle{face: typeface{size: 11, spacing: 1.2}, upper: true, quiet: true}
	case "capital":
		s = nameStyle{face: typeface{bold: true, size: 13.5}, dot: true}
	case "city":
		s = nameStyle{face: typeface{size: 12.5}, dot: true}
	case "town":
		s = nameStyle{face: typeface{size: 11.5}, dot: true}
	}
	s.face.size *= scale
	s.face.spacing *= scale
	return s
}

// name is a place's name where it is written.
type name struct {
	place
	text  string
	style nameStyle
	start orb.Point // of the baseline
}

// mostNames is how many names a picture has: it is of incidents.
const mostNames = 60

// clearance is how far from a text of the story a name stays, in CSS pixels, so that it is not read as one of its lines.
const clearance = 5

// placeNames finds which names are written and where, so that none covers another or what is
// taken. The important come first.
func placeNames(p *pen, places []place, taken []orb.Bound, picture orb.Bound, scale float64) []name {
	var written []name
	for _, pl := range byRank(places) {
		if len(written) == mostNames {
			break
		}
		if !picture.Contains(pl.at) || !p.can(pl.name) {
			continue
		}
		n := name{place: pl, text: pl.name, style: styleOf(pl.class, scale)}
		if n.style.upper {
			n.text = strings.ToUpper(n.text)
		}
		for _, start := range n.starts(p.width(n.text, n.style.face), scale) {
			box := n.box(start, p.width(n.text, n.style.face), scale)
			if within(picture, box) && !slices.ContainsFunc(taken, box.Intersects) {
				n.start = start
				written, taken = append(written, n), append(taken, box)
				break
			}
		}
	}
	return written
}

// byRank gives the places in the order of their importance.
func byRank(places []place) []place {
	sorted := slices.Clone(places)
	slices.SortFunc(sorted, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.name, b.name), cmp.Compare(a.at[0], b.at[0]), cmp.Compare(a.at[1], b.at[1]))
	})
	return sorted
}

// starts lists where a name may begin, the best first: a settlement's on any side of its dot, an
// area's in its middle.
func (n *name) starts(width, scale float64) []orb.Point {
	x, y := n.at[0], n.at[1]
	rise := n.style.face.size * capHeight / 2
	if !n.style.dot {
		return []orb.Point{{x - width/2, y + rise}}
	}
	apart := 6 * scale
	return []orb.Point{
		{x + apart, y + rise},
		{x - apart - width, y + rise},
		{x - width/2, y - apart},
		{x - width/2, y + apart + 2*rise},
	}
}

// box is what a name takes, with its dot and some room.
func (n *name) box(start orb.Point, width, scale float64) orb.Bound {
	b := orb.Bound{
		Min: orb.Point{start[0] - 3*scale, start[1] - n.style.face.size*0.85},
		Max: orb.Point{start[0] + width + 3*scale, start[1] + n.style.face.size*0.3},
	}
	if n.style.dot {
		b = b.Union(orb.Bound{Min: n.at, Max: n.at}.Pad(4 * scale))
	}
	return b
}

func within(outer, inner orb.Bound) bool {
	return outer.Contains(inner.Min) && outer.Contains(inner.Max)
}

// drawNames writes the names.
func (c *canvas) drawNames(p *pen, names []name, t theme, scale float64) {
	for _, n := range names {
		ink := t.text
		if n.style.quiet {
			ink = t.quiet
		}
		if n.style.dot {
			c.drawDot(n.at, scale, ink, t.halo)
		}
		c.writeHaloed(p, n.text, n.style.face, n.start, ink, t.halo, 3*scale)
	}
}

func (c *canvas) drawDot(at orb.Point, scale float64, ink, halo color.NRGBA) {
	c.fill(path{disc(at, 3*scale)}, halo)
	c.fill(path{disc(at, 1.9*scale)}, ink)
}
