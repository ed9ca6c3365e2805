package staticmap

import (
	"context"
	"image/color"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"
)

// drawing is a picture in the making.
type drawing struct {
	*canvas
	pen     *pen
	theme   theme
	view    orb.Bound // what is surely seen of the picture
	scale   float64   // of marks and letters; 1 in a picture of 1200 by 630
	to      *projection
	marks   []mark
	written []written // the story's own texts
	// bubbles are where they are drawn, in the order of the scene's.
	bubbles []disk
	legend  orb.Bound
	credit  orb.Bound
}

// drawn paints a scene over its basemap.
func (s *Stills) drawn(ctx context.Context, sc *scene, w *pictureRequest, to *projection) ([]byte, error) {
	t := themeOf(w.theme)
	g, err := readGround(ctx, s.config.Basemap, s.config.MaxZoom, to, w.lang, w.scale())
	if err != nil {
		return nil, err
	}
	d := &drawing{canvas: newCanvas(w.width, w.height, t.water), pen: &pen{fonts: s.fonts}, theme: t, scale: w.scale(), to: to}
	d.drawGround(g, t, d.scale)
	if err := d.shade(ctx, sc); err != nil {
		return nil, err
	}
	d.placeBubbles(sc)
	d.placeCredit(s.credit)
	d.view = to.bound()
	d.arranged(sc, s.words(w.lang), leadsFor(to.width/d.scale))
	d.placeLegend(sc.legend)
	d.drawNames(d.pen, placeNames(d.pen, d.untold(g.places), d.taken(), to.bound(), d.scale), t, d.scale)
	d.drawWritten()
	for i := range d.marks {
		d.drawLeader(&d.marks[i], t, d.scale)
	}
	for i := range d.marks {
		d.drawMark(d.pen, &d.marks[i], t, d.scale)
	}
	for i, b := range sc.bubbles {
		d.drawBubble(d.pen, d.bubbles[i].at, d.bubbles[i].radius*2, shortNumber(b.count), b.deadIn(d.bubbles[i].radius*2/d.scale))
	}
	d.drawLegend(sc.legend)
	d.drawCredit(s.credit)
	if err := ctx.Err(); err != nil { // coding takes about as long as drawing
		return nil, err
	}
	return encoded(d.RGBA, d.colours(sc))
}

// colours are those that must stay as they are.
func (d *drawing) colours(sc *scene) []color.NRGBA {
	t := d.theme
	all := []color.NRGBA{t.water, t.land, t.urban, t.text, t.quiet, t.ground, t.ink, t.grave, white(), edge(), dark(), frame(), grief()}
	for _, s := range sc.spots {
		all = append(all, s.paint)
	}
	for _, a := range sc.areas {
		all = append(all, a.paint)
	}
	return all
}

// placeBubbles finds where bubbles are drawn: each within its cell.
func (d *drawing) placeBubbles(sc *scene) {
	cell := d.to.world / float64(uint64(1)<<sc.level)
	most := sc.most()
	for _, b := range sc.bubbles {
		size := bubbleSize(b.count, most) * d.scale
		at := d.to.pixel(b.at)
		for axis := range 2 {
			at[axis] = intoCell(at[axis]+d.to.origin[axis], cell, size) - d.to.origin[axis]
		}
		d.bubbles = append(d.bubbles, disk{at, size / 2})
	}
}

// taken is what names must not cover.
func (d *drawing) taken() []orb.Bound {
	all := []orb.Bound{d.credit}
	if d.legend.Max[0] > d.legend.Min[0] {
		all = append(all, d.legend)
	}
	for _, m := range d.marks {
		all = append(all, m.box(d.scale).Pad(d.scale))
	}
	for _, b := range d.bubbles {
		all = append(all, b.at.Bound().Pad(b.radius+d.scale))
	}
	for _, t := range d.written {
		all = append(all, t.box)
	}
	return all
}

// box is what a mark covers.
func (m *mark) box(scale float64) orb.Bound {
	half := m.size() * scale / 2
	if m.label == "" {
		return m.at.Bound().Pad(half)
	}
	return orb.Bound{Min: orb.Point{m.at[0] - m.width/2, m.at[1] - half}, Max: orb.Point{m.at[0] + m.width/2, m.at[1] + half}}
}

// untold leaves out of the basemap's names those that the story tells itself.
func (d *drawing) untold(places []place) []place {
	told := map[string]bool{}
	for _, t := range d.written {
		told[strings.ToLower(t.lines[0].text)] = true
	}
	for i := range d.marks {
		name, _, _ := strings.Cut(d.marks[i].label, tagDot)
		told[strings.ToLower(name)] = true
	}
	return slices.DeleteFunc(slices.Clone(places), func(p place) bool { return told[strings.ToLower(p.name)] })
}

// placeCredit gives the makers of the data the south-east corner.
func (d *drawing) placeCredit(text string) {
	face := d.creditFace(text)
	width, height := d.pen.width(text, face)+10*d.scale, face.size*1.6
	d.credit = orb.Bound{Min: orb.Point{d.to.width - width, d.to.height - height}, Max: orb.Point{d.to.width, d.to.height}}
}

// creditFace is as large as fits.
func (d *drawing) creditFace(text string) typeface {
	face := typeface{size: 11 * d.scale}
	if room := d.to.width - 12*d.scale; d.pen.width(text, face) > room {
		face.size *= room / d.pen.width(text, face)
	}
	return face
}

func (d *drawing) drawCredit(text string) {
	face := d.creditFace(text)
	d.fill(path{rectangle(d.credit)}, fading(d.theme.ground, 0.88))
	d.write(d.pen, text, face, orb.Point{d.credit.Min[0] + 5*d.scale, d.credit.Max[1] - face.size*0.45}, d.theme.quiet)
}

// The legend's measures before scale.
const (
	legendLine = 24
	legendPad  = 10
	legendText = 14
)

// placeLegend gives the legend the corner where it hides the fewest marks; a picture too small
// for it has none, nor one of a language whose letters the fonts lack.
func (d *drawing) placeLegend(rows []legendRow) {
	face, wide := typeface{size: legendText * d.scale}, 0.0
	for _, r := range rows {
		if !d.pen.can(r.title) {
			return // symbols that are not all explained would be taken for all there are
		}
		wide = max(wide, d.pen.width(r.title, face))
	}
	width := wide + (2*legendPad+legendLine+4)*d.scale
	height := (float64(len(rows))*legendLine + 1.2*legendPad) * d.scale
	if len(rows) == 0 || width > d.to.width*0.4 || height > d.to.height*0.7 {
		return
	}
	gap := 14 * d.scale
	left, right, top, bottom := gap, d.to.width-gap-width, gap, d.to.height-gap-height
	least := math.MaxInt
	for _, at := range []orb.Point{{left, bottom}, {left, top}, {right, top}, {right, bottom - d.credit.Max[1] + d.credit.Min[1]}} {
		board := orb.Bound{Min: at, Max: orb.Point{at[0] + width, at[1] + height}}
		if n := d.under(board); n < least {
			least, d.legend = n, board
		}
	}
}

// under counts the marks that a board would hide.
func (d *drawing) under(board orb.Bound) int {
	n := 0
	for i := range d.marks {
		if board.Intersects(d.marks[i].box(d.scale)) {
			n++
		}
	}
	for _, t := range d.written {
		if board.Intersects(t.box) {
			n++
		}
	}
	for _, b := range d.bubbles {
		if board.Pad(b.radius).Contains(b.at) {
			n++
		}
	}
	return n
}

func (d *drawing) drawLegend(rows []legendRow) {
	if d.legend.Max[0] <= d.legend.Min[0] {
		return
	}
	d.stroke(closed(path{rectangle(d.legend)}), 1.5*d.scale, d.theme.rule)
	d.fill(path{rectangle(d.legend)}, d.theme.ground)
	face := typeface{size: legendText * d.scale}
	for i, r := range rows {
		y := d.legend.Min[1] + (0.6*legendPad+(float64(i)+0.5)*legendLine)*d.scale
		x := d.legend.Min[0] + legendPad*d.scale
		d.drawSymbol(r.shape, r.paint, orb.Point{x + legendLine/2.4*d.scale, y}, 18*d.scale)
		d.write(d.pen, r.title, face, orb.Point{x + (legendLine+2)*d.scale, y + face.size*capHeight/2}, d.theme.ink)
	}
}

// plainText takes the marks of HTML out of a text.
func plainText(html string) string {
	var b strings.Builder
	for html != "" {
		before, rest, _ := strings.Cut(html, "<")
		b.WriteString(before)
		_, html, _ = strings.Cut(rest, ">")
	}
	return strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">", "&quot;", `"`, "&#39;", "'", "&copy;", "©").Replace(b.String())
}
