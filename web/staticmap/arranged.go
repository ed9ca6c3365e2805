package staticmap

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
	"incidentmap/web/staticmap/layout"
)

// Measures of texts before scale, those of the page's map (ui/src/incidents/captions.ts).
const (
	textLine  = 15.0 // the height of a line
	textLead  = 2.0  // how much of it is empty above and below the letters
	textSide  = 3.0
	toldWidth = 168.0
	toldLines = 3
	tagHeight = 24.0
	tagExtra  = 26.0 // beyond a tag's text
)

// written is a text of the story where it stands.
type written struct {
	lines   []textOf
	box     orb.Bound
	toRight bool // its lines end at the right, as it stands left of its place
	line    *[2]orb.Point
}

// textOf is a line of a text.
type textOf struct {
	text string
	face textFace
}

// textFace is how a line is set; the sizes and weights are those of the page's map.
type textFace int

const (
	faceName textFace = iota
	faceQuiet
	faceFigure
	faceTold
	faceTag
)

func (f textFace) typeface(scale float64) typeface {
	size := 12.0
	if f == faceName {
		size = 13
	}
	return typeface{bold: f != faceQuiet && f != faceTold, size: size * scale}
}

// arranged finds where the marks of the drawing stand, and what is written beside them. told is how many of the
// gravest are told in words.
func (d *drawing) arranged(sc *scene, w words, told int) {
	var marks []layout.Mark
	byID := map[string]*mark{}
	for i := range d.marks {
		m := &d.marks[i]
		id := fmt.Sprint(i)
		byID[id] = m
		size := layout.Size{Width: m.size(), Height: m.size()}
		if m.label != "" {
			size = layout.Size{Width: d.pen.width(m.label, faceTag.typeface(1)) + tagExtra, Height: tagHeight}
		}
		var candidates []layout.Candidate
		for _, c := range m.candidates {
			candidates = append(candidates, layout.Candidate{At: d.css(c.At), Room: c.Room / d.scale})
		}
		marks = append(marks, layout.Mark{Size: size, ID: id, Place: m.key, Weight: m.weight, Candidates: candidates})
	}
	texts, captions := d.texts(sc, w, told)
	var taken []orb.Bound
	for _, b := range d.bubbles {
		taken = append(taken, d.css(b.at).Bound().Pad(b.radius/d.scale))
	}
	frame := layout.Frame{View: orb.Bound{Min: d.css(d.view.Min), Max: d.css(d.view.Max)}}
	spots, placed := layout.Arrange(marks, captions, frame, taken)
	d.marks = nil
	at := map[string]orb.Point{}
	for _, s := range spots {
		m := *byID[s.IDs[0]]
		m.at, m.count = d.pixels(s.At), 0
		m.places = nil
		for _, l := range s.Leaders {
			m.places = append(m.places, d.pixels(l))
		}
		if s.Narrow {
			m.label = ""
		}
		m.width = s.Width * d.scale
		for _, id := range s.IDs {
			m.count += byID[id].count
			at[byID[id].key] = m.at
		}
		d.marks = append(d.marks, m)
	}
	for _, p := range placed {
		box := orb.Bound{Min: d.pixels(p.Box.Min), Max: d.pixels(p.Box.Max)}
		if !within(d.to.bound(), box) {
			continue // of a mark at the edge; a picture cannot be moved to read it
		}
		t := written{lines: texts[p.Place][p.Size], box: box, toRight: box.Center()[0] < at[p.Place][0]-d.scale}
		if p.Line != nil {
			t.line = &[2]orb.Point{d.pixels(p.Line[0]), d.pixels(p.Line[1])}
		}
		d.written = append(d.written, t)
	}
}

// css and pixels turn points into CSS pixels and back.
func (d *drawing) css(at orb.Point) orb.Point { return orb.Point{at[0] / d.scale, at[1] / d.scale} }

func (d *drawing) pixels(at orb.Point) orb.Point { return orb.Point{at[0] * d.scale, at[1] * d.scale} }

// texts gives what may be written beside the marks of points, the fullest first.
func (d *drawing) texts(sc *scene, w words, told int) (map[string][][]textOf, []layout.Caption) {
	lead := map[string]*spot{}
	for _, i := range leads(sc.spots, sc.settings.Leads, told) {
		lead[sc.spots[i].key()] = &sc.spots[i]
	}
	names, weights, places := map[string]string{}, map[string]gravity{}, map[string]orb.Point{}
	var order []string
	for i := range sc.spots {
		s := &sc.spots[i]
		known, has := names[s.key()]
		if s.name == "" || !d.pen.can(s.name) || sc.settings.Labels[s.name] == incidents.HideLabel {
			continue
		}
		if !has {
			order = append(order, s.key())
		}
		if !has || len(s.name) < len(known) {
			names[s.key()] = s.name
		}
		weights[s.key()] = max(weights[s.key()], s.gravity)
		places[s.key()] = d.css(d.to.pixel(s.at))
	}
	rank := func(key string) gravity {
		if sc.settings.Labels[names[key]] == incidents.PinLabel {
			return weights[key] + grave + 1
		}
		return weights[key]
	}
	slices.SortStableFunc(order, func(a, b string) int { return cmp.Compare(rank(b), rank(a)) })
	order = namedOnce(order, names, places)
	texts := map[string][][]textOf{}
	var captions []layout.Caption
	for _, key := range order {
		face := faceQuiet
		if weights[key] == grave {
			face = faceName
		}
		variants := [][]textOf{{{names[key], face}}}
		if s := lead[key]; s != nil {
			variants = d.told(variants[0], s, w)
		}
		texts[key] = variants
		c := layout.Caption{Place: key}
		for _, lines := range variants {
			c.Sizes = append(c.Sizes, d.sizeOf(lines))
		}
		captions = append(captions, c)
	}
	return texts, captions
}

// sameName is how near to each other two places of one name are named once, before scale.
const sameName = 120

// namedOnce leaves out the places beside which another has the same name.
func namedOnce(order []string, names map[string]string, places map[string]orb.Point) []string {
	var kept []string
	for _, key := range order {
		if !slices.ContainsFunc(kept, func(k string) bool { return names[k] == names[key] && far(places[k], places[key]) < sameName }) {
			kept = append(kept, key)
		}
	}
	return kept
}

// told gives the texts of a lead: with what happened and how many died, with how many, the name alone. Of what nobody
// surely died of no number is told.
func (d *drawing) told(name []textOf, s *spot, w words) [][]textOf {
	counted, variants := name, [][]textOf{name}
	if s.dead.low > 0 {
		counted = append(name[:1:1], textOf{w.dead(s.dead), faceFigure})
		variants = [][]textOf{counted, name}
	}
	lines := d.wrap(s.title)
	if len(lines) > toldLines || !d.pen.can(s.title) {
		return variants
	}
	full := counted[:len(counted):len(counted)]
	for _, l := range lines {
		full = append(full, textOf{l, faceTold})
	}
	return append([][]textOf{full}, variants...)
}

func (d *drawing) sizeOf(lines []textOf) layout.Size {
	wide := 0.0
	for _, l := range lines {
		wide = max(wide, d.pen.width(l.text, l.face.typeface(1)))
	}
	return layout.Size{Width: wide + 2*textSide, Height: float64(len(lines))*textLine - 2*textLead}
}

// wrap breaks a text between words into lines as long as fit.
func (d *drawing) wrap(text string) []string {
	var lines []string
	for _, word := range strings.Fields(text) {
		if n := len(lines); n > 0 && d.pen.width(lines[n-1]+" "+word, faceTold.typeface(1)) <= toldWidth {
			lines[n-1] += " " + word
		} else {
			lines = append(lines, word)
		}
	}
	return lines
}

// drawWritten writes the story's own texts.
func (d *drawing) drawWritten() {
	for _, t := range d.written {
		if t.line != nil {
			d.stroke(path{{t.line[0], t.line[1]}}, 1.2*d.scale, d.theme.quiet)
		}
		for i, l := range t.lines {
			ink := d.theme.text
			if l.face == faceFigure {
				ink = d.theme.grave
			}
			face := l.face.typeface(d.scale)
			start := orb.Point{t.box.Min[0] + textSide*d.scale, t.baseline(i, d.scale) + face.size*capHeight/2}
			if t.toRight {
				start[0] = t.box.Max[0] - textSide*d.scale - d.pen.width(l.text, face)
			}
			d.writeHaloed(d.pen, l.text, face, start, ink, d.theme.halo, 3*d.scale)
		}
	}
}

// baseline is the vertical middle of a line.
func (t *written) baseline(line int, scale float64) float64 {
	return t.box.Min[1] + ((float64(line)+0.5)*textLine-textLead)*scale
}
