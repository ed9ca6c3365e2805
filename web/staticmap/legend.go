package staticmap

import (
	"image/color"

	"github.com/paulmach/orb"
)

// legendRow is an entry of the legend: the symbol of a layer, the swatch of a class of counts, or words alone.
type legendRow struct {
	look
	title string
	form  legendForm
}

type legendForm int

const (
	ofLayer legendForm = iota
	ofClass
	ofWords
)

// strip is the legend below the map, where it covers nothing: entries in lines, as many as fit in each.
type strip struct {
	entries []stripEntry
	height  int // pixels; 0 where there is none
}

type stripEntry struct {
	legendRow
	x    float64
	line int
}

// The legend's measures before scale, and how much of the picture's height it has at most.
const (
	stripLine = 23.0
	stripPad  = 5.0
	stripText = 13.5
	stripSign = 18.0
	stripGap  = 16.0
	stripMost = 0.25
)

// strip lays the legend out; there is none where the picture is too small for it, nor in a language whose letters
// the fonts lack: signs that are not all explained would be taken for all there are.
func (p *pen) strip(rows []legendRow, width, height, scale float64) strip {
	face := typeface{size: stripText * scale}
	x, line := headPad*scale, 0
	var s strip
	for _, r := range rows {
		if !p.can(r.title) {
			return strip{}
		}
		wide := r.sign()*scale + p.width(r.title, face)
		if x > headPad*scale && x+wide > width-headPad*scale {
			x, line = headPad*scale, line+1
		}
		if x+wide > width {
			return strip{}
		}
		s.entries = append(s.entries, stripEntry{r, x, line})
		x += wide + stripGap*scale
	}
	high := (float64(line+1)*stripLine + 2*stripPad) * scale
	if len(rows) == 0 || high > stripMost*height {
		return strip{}
	}
	s.height = int(high + 0.5)
	return s
}

// sign is how wide what stands before an entry's words is, before scale.
func (r *legendRow) sign() float64 {
	if r.form == ofWords {
		return 0
	}
	return stripSign + 6
}

// drawStrip paints the legend over the rows that are its own.
func (c *canvas) drawStrip(p *pen, s *strip, t theme, scale float64) {
	face := typeface{size: stripText * scale}
	c.fill(path{rectangle(orb.Bound{Max: orb.Point{float64(c.Rect.Dx()), scale}})}, t.rule)
	for _, e := range s.entries {
		y := (stripPad + (float64(e.line)+0.5)*stripLine) * scale
		switch e.form {
		case ofLayer:
			c.drawSymbol(e.shape, e.paint, orb.Point{e.x + stripSign/2*scale, y}, stripSign*scale)
		case ofClass:
			c.drawSwatch(orb.Point{e.x, y}, e.paint, t.rule, scale)
		}
		c.write(p, e.title, face, orb.Point{e.x + e.sign()*scale, y + face.size*capHeight/2}, t.ink)
	}
}

func (c *canvas) drawSwatch(at orb.Point, paint, edge color.NRGBA, scale float64) {
	box := orb.Bound{Min: orb.Point{at[0], at[1] - 6*scale}, Max: orb.Point{at[0] + stripSign*scale, at[1] + 6*scale}}
	c.stroke(closed(path{rectangle(box)}), scale, edge)
	c.fill(path{rectangle(box)}, paint)
}
