package staticmap

import (
	"cmp"
	"context"
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"

	"incidentmap/geo"
	"incidentmap/web/staticmap/layout"
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

// shade paints areas, journeys and how exactly points are known, the largest first so that none
// hides a small one, and notes their marks.
func (d *drawing) shade(ctx context.Context, sc *scene) error {
	areas := slices.Clone(sc.areas)
	slices.SortStableFunc(areas, func(a, b area) int {
		return cmp.Or(cmp.Compare(btoi(b.precision == geo.Country), btoi(a.precision == geo.Country)), cmp.Compare(size(b.geometry), size(a.geometry)))
	})
	for _, a := range areas {
		if err := ctx.Err(); err != nil {
			return err
		}
		d.shadeArea(&a)
	}
	for _, s := range sc.spots {
		at := d.to.pixel(s.at)
		if !d.to.bound().Contains(at) {
			continue
		}
		d.marks = append(d.marks, mark{
			look: s.look, status: s.status, form: atPoint, gravity: s.gravity, key: s.key(), count: 1,
			weight: float64(s.gravity)*heavier + float64(s.dead.low), candidates: []layout.Candidate{{At: at}},
		})
		d.circle(at, d.to.pixels(s.radius, s.at), legible(s.paint, d.theme.land), s.vague)
	}
	return nil
}

// heavier is by how much each step of gravity outweighs the number of the dead.
const heavier = 1e6

// tagDot stands between an area's name and how many incidents it has.
const tagDot = " · "

// label is what an area's tag says.
func (a *area) label() string {
	number := ""
	if a.count > 1 {
		number = shortNumber(a.count)
	}
	return strings.Trim(a.name+tagDot+number, tagDot)
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// smallestRing is the radius of the smallest circle that its mark does not hide, before scale.
const smallestRing = 13

// circle paints within how far of a point an incident was; one that its mark hides is left out.
func (d *drawing) circle(at orb.Point, radius float64, paint color.NRGBA, vague bool) {
	if radius < smallestRing*d.scale {
		return
	}
	ring := d.reached(path{disc(at, radius)})
	line, opacity, fill := 1.0, 0.5, 0.05
	if vague {
		line, opacity, fill = 1.5, 0.9, 0.12
	}
	d.fill(ring, fading(paint, fill))
	d.stroke(closed(ring), line*d.scale, fading(paint, opacity))
}

func (d *drawing) shadeArea(a *area) {
	rings, lines := d.reached(d.to.shape(ringsOf(a.geometry))), d.crossed(d.to.shape(linesOf(a.geometry)))
	paint := legible(a.paint, d.theme.land)
	if len(rings) > 0 {
		style := a.style()
		d.fill(rings, fading(paint, style.fill))
		d.stroke(closed(rings), style.line*d.scale, fading(paint, style.opacity))
	}
	form := ofArea
	if len(lines) > 0 {
		drawn := lines
		if form = atPoint; a.precision == geo.InTransit {
			form, drawn = ofJourney, dashed(lines, 2*d.scale, 6*d.scale)
		}
		d.stroke(drawn, 2*d.scale, fading(paint, 0.85))
	}
	if candidates := anchors(rings, lines, d.to.bound().Pad(-anchorEdge*d.scale)); len(candidates) > 0 {
		m := mark{look: a.look, form: form, gravity: a.gravity, key: fmt.Sprintf("area %d", len(d.marks)), count: a.count, candidates: candidates}
		if m.weight = float64(a.gravity) * heavier; form == ofArea && d.pen.can(a.label()) {
			m.label = a.label()
		}
		d.marks = append(d.marks, m)
	}
}

// anchorEdge is how far from the picture's edge the mark of an area stands at least, before scale.
const anchorEdge = 17

// areaStyle is how an area is shaded.
type areaStyle struct{ line, opacity, fill float64 }

// style: what is said of a whole country is a thin line; what people were told of a state a faint tint; where people
// died is plain. The page's map has the same (ui/src/leaflet/outlines.ts).
func (a *area) style() areaStyle {
	switch {
	case a.precision == geo.Country:
		return areaStyle{1, 0.5, 0}
	case a.gravity == 0:
		return areaStyle{0.8, 0.55, 0.08}
	case a.gravity == grave:
		return areaStyle{1.8, 0.9, 0.14}
	}
	return areaStyle{1.2, 0.9, 0.14}
}

// beyond is how far lines are drawn beyond the picture, in pixels, so that where they are cut is
// not seen. All else is cut off: seen from near, an outline is larger than can be painted well.
const beyond = 32

// reached gives what rings have on the picture and a little beyond.
func (d *drawing) reached(rings path) path {
	var out path
	for _, r := range rings {
		if seen := clip.Ring(d.to.bound().Pad(beyond), orb.Ring(r).Clone()); len(seen) > 2 {
			out = append(out, unseen(orb.LineString(seen)))
		}
	}
	return out
}

// Of a line of more corners than these, those that are nearer to the line without them than can be seen, in pixels,
// are left out: each segment of a line takes its time to paint.
const (
	manyCorners = 2000
	seenFrom    = 0.25
)

// unseen leaves out of a line of many corners those that cannot be seen.
func unseen(l orb.LineString) []orb.Point {
	if len(l) <= manyCorners {
		return l
	}
	coarse, _ := geo.Coarse(l, seenFrom).(orb.LineString)
	return coarse
}

// crossed gives what lines have on the picture and a little beyond.
func (d *drawing) crossed(lines path) path {
	var out path
	for _, l := range lines {
		for _, part := range clip.LineString(d.to.bound().Pad(beyond), orb.LineString(l).Clone()) {
			out = append(out, unseen(part))
		}
	}
	return out
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
	half := m.gravity.size() * scale / 2
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
