package staticmap

import (
	"image/color"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
)

// outline gives the corners of a shape in a box of 24 by 24 with the centre at 12, 12: those
// of the page's symbols, in ui/templates/symbols.gohtml, which a test compares.
func outline(shape incidents.Shape) []orb.Point {
	switch shape {
	case incidents.Square:
		return []orb.Point{{4.9, 4.9}, {19.1, 4.9}, {19.1, 19.1}, {4.9, 19.1}}
	case incidents.Diamond:
		return []orb.Point{{12, 2}, {22, 12}, {12, 22}, {2, 12}}
	case incidents.Triangle:
		return []orb.Point{{12, 3.5}, {21.5, 19.5}, {2.5, 19.5}}
	case incidents.Wedge:
		return []orb.Point{{12, 20.5}, {2.5, 4.5}, {21.5, 4.5}}
	case incidents.Pentagon:
		return []orb.Point{{12, 3}, {21.1, 9.6}, {17.6, 20.2}, {6.4, 20.2}, {2.9, 9.6}}
	case incidents.Hexagon:
		return []orb.Point{{16.5, 4.2}, {21, 12}, {16.5, 19.8}, {7.5, 19.8}, {3, 12}, {7.5, 4.2}}
	case incidents.Star:
		return []orb.Point{{12, 1.9}, {14.9, 8.5}, {22, 9.2}, {16.6, 13.9}, {18.2, 20.9}, {12, 17.2}, {5.8, 20.9}, {7.4, 13.9}, {2, 9.2}, {9.1, 8.5}}
	case incidents.Cross:
		return []orb.Point{
			{7.8, 3.4},
			{12, 7.6},
			{16.2, 3.4},
			{20.6, 7.8},
			{16.4, 12},
			{20.6, 16.2},
			{16.2, 20.6},
			{12, 16.4},
			{7.8, 20.6},
			{3.4, 16.2},
			{7.6, 12},
			{3.4, 7.8},
		}
	}
	return disc(orb.Point{12, 12}, 8)
}

// symbol gives a shape's ring around a point, in a box of a size.
func symbol(shape incidents.Shape, at orb.Point, size float64) path {
	corners := outline(shape)
	ring := make([]orb.Point, len(corners))
	for i, q := range corners {
		ring[i] = orb.Point{at[0] + (q[0]-12)*size/24, at[1] + (q[1]-12)*size/24}
	}
	return path{ring}
}

// drawSymbol paints a symbol with a white edge and a thin dark one around it, so that it stands
// out from any ground.
func (c *canvas) drawSymbol(shape incidents.Shape, paint color.NRGBA, at orb.Point, size float64) {
	ring := symbol(shape, at, size)
	c.stroke(closed(ring), size*0.21, edge())
	c.stroke(closed(ring), size*0.15, white())
	c.fill(ring, paint)
}

// drawHollow paints the symbol of what nobody verified: the outline alone, in dashes.
func (c *canvas) drawHollow(shape incidents.Shape, paint, ground color.NRGBA, at orb.Point, size float64) {
	ring := symbol(shape, at, size)
	c.fill(ring, ground)
	c.stroke(closed(ring), size*0.16, ground)
	c.stroke(dashed(closed(ring), size*0.15, size*0.09), size*0.11, paint)
}

// drawDispute paints the sign of what sources contradict.
func (c *canvas) drawDispute(p *pen, at orb.Point, size float64) {
	c.fill(path{disc(at, size/2+size*0.08)}, alarm())
	c.fill(path{disc(at, size/2)}, white())
	c.writeCentred(p, "≠", typeface{bold: true, size: size * 0.9}, at, alarm())
}

// drawTag paints the mark of an area: its name with a small symbol, as the area itself is the mark.
func (c *canvas) drawTag(p *pen, m *mark, t theme, scale float64) {
	const small, between = 14.0, 4.0
	if m.label == "" {
		c.drawSymbol(m.shape, m.paint, m.at, 17*scale)
		if m.count > 1 {
			c.drawCount(p, shortNumber(m.count), orb.Point{m.at[0] + 8*scale, m.at[1] + 8*scale}, scale)
		}
		return
	}
	face, ink := faceTag.typeface(scale), t.text
	if m.gravity == 0 {
		ink = t.quiet
	}
	left := m.at[0] - (p.width(m.label, face)+(small+between)*scale)/2
	c.drawSymbol(m.shape, m.paint, orb.Point{left + small/2*scale, m.at[1]}, small*scale)
	c.writeHaloed(p, m.label, face, orb.Point{left + (small+between)*scale, m.at[1] + face.size*capHeight/2}, ink, t.halo, 3*scale)
}

// drawCount paints how many incidents a mark stands for.
func (c *canvas) drawCount(p *pen, number string, at orb.Point, scale float64) {
	face := typeface{bold: true, size: 11 * scale}
	radius := max(8*scale, p.width(number, face)/2+3*scale)
	c.fill(path{disc(at, radius+scale)}, white())
	c.fill(path{disc(at, radius)}, dark())
	c.writeCentred(p, number, face, at, white())
}

// drawBubble paints what stands for several incidents: how many, and below, how many died.
func (c *canvas) drawBubble(p *pen, at orb.Point, size float64, number, dead string) {
	c.fill(path{disc(at, size/2+size*0.03)}, edge())
	c.fill(path{disc(at, size/2)}, white())
	c.fill(path{disc(at, size/2-size*0.06)}, dark())
	face := typeface{bold: true, size: size * 0.35}
	if room := size * 0.8; p.width(number, face) > room {
		face.size *= room / p.width(number, face)
	}
	if dead == "" {
		c.writeCentred(p, number, face, at, white())
		return
	}
	face.size = min(face.size, size*0.33)
	c.writeCentred(p, number, face, orb.Point{at[0], at[1] - size*0.13}, white())
	died := typeface{bold: true, size: size * 0.27}
	if room := size * 0.9; p.width("† "+dead, died) > room {
		died.size *= room / p.width("† "+dead, died)
	}
	c.writeCentred(p, "† "+dead, died, orb.Point{at[0], at[1] + size*0.2}, grief())
}
