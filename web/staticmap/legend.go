package staticmap

import (
	"image/color"
	"math"

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

// strip is what stands below the map, where it covers nothing: the legend in lines, as many entries as fit in each, and behind
// it who made the basemap's data.
type strip struct {
	entries []stripEntry
	credit  stripCredit
	height  int // pixels
}

type stripEntry struct {
	legendRow
	x    float64
	line int
}

// stripCredit is where the makers of the data are named.
type stripCredit struct {
	text string
	face typeface
	at   orb.Point // the beginning of its baseline
}

// The strip's measures before scale, and how much of the picture's height the legend has at most.
const (
	stripLine   = 23.0
	stripPad    = 5.0
	stripText   = 13.5
	stripSign   = 18.0
	stripGap    = 16.0
	stripMost   = 0.25
	creditText  = 11.0
	creditSides = 6.0
)

// strip lays out what stands below a map. There is no legend where the picture is too small for it, nor in a language whose
// letters the fonts lack: signs that are not all explained would be taken for all there are.
func (p *pen) strip(rows []legendRow, credit string, width, height, scale float64) strip {
	s := strip{}
	s.entries = p.legend(rows, width, scale)
	lines, end := 0, 0.0
	if n := len(s.entries); n > 0 {
		last := s.entries[n-1]
		lines, end = last.line+1, last.x+last.sign()*scale+p.width(last.title, typeface{size: stripText * scale})
	}
	high := (float64(lines)*stripLine + 2*stripPad) * scale
	if lines == 0 || high > stripMost*height {
		s.entries, end, high = nil, width, 0
	}
	s.credit = stripCredit{text: credit, face: typeface{size: creditText * scale}}
	if room := width - 2*creditSides*scale; p.width(credit, s.credit.face) > room {
		s.credit.face.size *= room / p.width(credit, s.credit.face)
	}
	x := width - creditSides*scale - p.width(credit, s.credit.face)
	middle := high - (stripPad+stripLine/2)*scale
	if end+stripGap*scale > x { // it has a line of its own
		middle = high + s.credit.face.size*0.8
		high += s.credit.face.size * 1.7
	}
	s.credit.at = orb.Point{x, middle + s.credit.face.size*capHeight/2}
	s.height = int(math.Ceil(high))
	return s
}

// legend lays entries out in lines; none where one of them cannot be written, or is too long.
func (p *pen) legend(rows []legendRow, width, scale float64) []stripEntry {
	face := typeface{size: stripText * scale}
	x, line := headPad*scale, 0
	var all []stripEntry
	for _, r := range rows {
		if !p.can(r.title) {
			return nil
		}
		wide := r.sign()*scale + p.width(r.title, face)
		if x > headPad*scale && x+wide > width-headPad*scale {
			x, line = headPad*scale, line+1
		}
		if x+wide > width {
			return nil
		}
		all = append(all, stripEntry{r, x, line})
		x += wide + stripGap*scale
	}
	return all
}

// sign is how wide what stands before an entry's words is, before scale.
func (r *legendRow) sign() float64 {
	if r.form == ofWords {
		return 0
	}
	return stripSign + 6
}

// drawStrip paints what stands below the map over the rows that are its own.
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
	c.write(p, s.credit.text, s.credit.face, s.credit.at, t.quiet)
}

func (c *canvas) drawSwatch(at orb.Point, paint, edge color.NRGBA, scale float64) {
	box := orb.Bound{Min: orb.Point{at[0], at[1] - 6*scale}, Max: orb.Point{at[0] + stripSign*scale, at[1] + 6*scale}}
	c.stroke(closed(path{rectangle(box)}), scale, edge)
	c.fill(path{rectangle(box)}, paint)
}
