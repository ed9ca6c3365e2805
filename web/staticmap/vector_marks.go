package staticmap

import (
	"fmt"
	"html/template"
	"strings"

	"github.com/paulmach/orb"
)

// leader leads from a mark that had to give way to its places; it stands as many pixels away on every screen.
func (p *first) leader(out *strings.Builder, m *mark) {
	for _, place := range m.places {
		dx, dy := p.aside(m.at, place)
		fmt.Fprintf(out, "<g class='m' style='%s'><path class='v' d='M0 0L%.0f %.0f'/><circle class='p' r='2.4'/></g>", p.at(place), dx, dy)
	}
}

// aside is how far a thing stands from a place, in pixels.
func (p *first) aside(at, place orb.Point) (dx, dy float64) {
	return (at[0] - place[0]) * p.pixels, (at[1] - place[1]) * p.pixels
}

func (p *first) mark(out *strings.Builder, m *mark) {
	place := m.at
	if len(m.places) > 0 {
		place = m.places[0]
	}
	fmt.Fprintf(out, "<g class='m' style='%s'>", p.at(place))
	dx, dy := p.aside(m.at, place)
	aside := dx != 0 || dy != 0
	if aside {
		fmt.Fprintf(out, "<g transform='translate(%.0f %.0f)'>", dx, dy)
	}
	p.symbol(out, m)
	if aside {
		out.WriteString("</g>")
	}
	out.WriteString("</g>")
}

// symbol writes a mark around nothing.
func (p *first) symbol(out *strings.Builder, m *mark) {
	size := m.size()
	corner := size * 0.36
	switch {
	case m.form == ofArea && m.label != "":
		left := -m.width * p.pixels / 2
		fmt.Fprintf(out, "<path style='fill:%s' transform='translate(%.0f)' d='%s'/><text class='t%s' x='%.0f' y='4'>%s</text>",
			hex(m.paint), left+11, shapePath(m.look, 14), quietClass(m.gravity), left+22, template.HTMLEscapeString(m.label))
		return
	case m.form == ofJourney:
		fmt.Fprintf(out, "<circle class='w' r='%.3g' style='stroke:#767c82;stroke-width:2;stroke-dasharray:4 3'/><path style='fill:%s' d='%s'/>", size/2-1, hex(m.paint), shapePath(m.look, size*0.56))
	case m.status == unsure:
		fmt.Fprintf(out, "<path class='l' style='stroke:%s;stroke-width:2.6;stroke-dasharray:3.4 2.2' d='%s'/>", hex(m.paint), shapePath(m.look, size*0.76))
	case m.form == ofArea:
		fmt.Fprintf(out, "<path style='fill:%s' d='%s'/>", hex(m.paint), shapePath(m.look, 17))
	default:
		fmt.Fprintf(out, "<path style='fill:%s' d='%s'/>", hex(m.paint), shapePath(m.look, size*0.76))
	}
	if m.unstated { // as .mark.as-given of the map's style
		fmt.Fprintf(out, "<circle r='%.3g' style='fill:none;stroke:#4d5359;stroke-width:1.5;stroke-linecap:round;stroke-dasharray:0 3'/>", size/2)
	}
	if m.count > 1 {
		fmt.Fprintf(out, "<g transform='translate(%.3g %.3g)'><circle class='b' r='8'/><text style='font-size:11px' y='4'>%s</text></g>", corner, corner, shortNumber(m.count))
	}
	if m.status == disputed {
		fmt.Fprintf(out, "<circle cx='%.3g' cy='-%.3g' r='7' style='fill:#fff;stroke:#8c1d18'/><text x='%.3g' y='%.3g' style='fill:#8c1d18;font-size:11px'>≠</text>", corner, corner, corner, 4-corner)
	}
}

func quietClass(g gravity) string {
	if g == 0 {
		return " q"
	}
	return ""
}

// told writes the story's own texts, each at its mark's place.
func (p *first) told(d *drawing) {
	for _, t := range d.written {
		x, anchor := t.box.Min[0]+textSide*d.scale, ""
		if t.toRight {
			x, anchor = t.box.Max[0]-textSide*d.scale, " text-anchor='end'"
		}
		if t.line != nil {
			dx, dy := p.aside(t.line[1], t.line[0])
			fmt.Fprintf(&p.out, "<g class='m' style='%s'><path class='v' d='M0 0L%.0f %.0f'/></g>", p.at(t.line[0]), dx, dy)
		}
		fmt.Fprintf(&p.out, "<g style='%s'>", p.at(orb.Point{x, t.box.Min[1]}))
		for i, l := range t.lines {
			fmt.Fprintf(&p.out, "<text class='%s'%s y='%.3g'>%s</text>", faceClasses[l.face], anchor, (float64(i)+0.5)*textLine-textLead+4, template.HTMLEscapeString(l.text))
		}
		p.out.WriteString("</g>")
	}
}

// faceClasses are the classes of the style sheet for lines.
var faceClasses = map[textFace]string{faceName: "s", faceQuiet: "s i", faceFigure: "s z", faceTold: "i"}

func (p *first) bubble(out *strings.Builder, d disk, b *bubble) {
	width := d.radius * 2 * p.pixels
	number := shortNumber(b.count)
	size, _ := figureSize(number, width, 13)
	y, dead := size*0.36, ""
	if told := b.deadIn(width); told != "" {
		small, _ := figureSize("† "+told, width, 11)
		dead = fmt.Sprintf("<text class='d' y='%.2g' style='font-size:%.2gpx'>† %s</text>", y+small*0.7, small, told)
		y -= small * 0.4
	}
	fmt.Fprintf(out, "<g class='m' style='%s'><circle class='b' r='%.3g'/><text y='%.2g' style='font-size:%.2gpx'>%s</text>%s</g>", p.at(d.at), width/2-1, y, size, number, dead)
}

// shapePath is a symbol around nothing, in a box of a size.
func shapePath(l look, size float64) string {
	var b strings.Builder
	for i, q := range symbol(l.shape, orb.Point{}, size)[0] {
		command := "L"
		if i == 0 {
			command = "M"
		}
		fmt.Fprintf(&b, "%s%.3g %.3g", command, q[0], q[1])
	}
	return b.String() + "z"
}
