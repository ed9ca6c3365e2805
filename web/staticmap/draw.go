package staticmap

import (
	"context"
	"image"
	"image/color"
	"slices"
	"strings"
	"unicode"

	"github.com/paulmach/orb"
	"golang.org/x/text/unicode/norm"

	"incidentmap/incidents"
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
	// locator is the small map of where a near view lies; empty where there is none.
	locator orb.Bound
}

// drawn paints a scene over its basemap, the heading above it, and the legend and the makers of its data below.
func (s *Stills) drawn(ctx context.Context, sc *scene, w *pictureRequest, sh *sheet) ([]byte, error) {
	to := &sh.to
	t := themeOf(w.theme)
	g, err := readGround(ctx, s.config.Basemap, s.config.MaxZoom, to, w.lang, w.scale())
	if err != nil {
		return nil, err
	}
	all := image.NewRGBA(image.Rect(0, 0, w.width, w.height))
	d := &drawing{canvas: canvasOver(part(all, sh.head.height, w.height-sh.foot.height), t.water), pen: &pen{fonts: s.fonts}, theme: t, scale: w.scale(), to: to}
	d.drawGround(g, t, d.scale)
	d.drawZones(sc, w.theme)
	if err := d.shade(ctx, sc); err != nil {
		return nil, err
	}
	d.placeBubbles(sc)
	d.view = to.bound()
	d.arranged(sc, s.words(w.lang), leadsFor(to.width/d.scale))
	inset := s.locate(ctx, d, w.lang)
	d.drawNames(d.pen, placeNames(d.pen, d.untold(g.places, sc.settings.Labels), d.taken(), to.bound(), d.scale), t, d.scale)
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
	if inset != nil {
		d.drawLocator(inset)
	}
	if sh.head.height > 0 {
		canvasOver(part(all, 0, sh.head.height), t.ground).drawHeading(d.pen, &sh.head, t, d.scale)
	}
	canvasOver(part(all, w.height-sh.foot.height, w.height), t.ground).drawStrip(d.pen, &sh.foot, t, d.scale)
	if err := ctx.Err(); err != nil { // coding takes about as long as drawing
		return nil, err
	}
	return encoded(all, d.colours(sc, w.theme))
}

// colours are those that must stay as they are.
func (d *drawing) colours(sc *scene, themeName string) []color.NRGBA {
	t := d.theme
	all := []color.NRGBA{t.water, t.land, t.urban, t.text, t.quiet, t.ground, t.ink, t.rule, t.grave, white(), edge(), dark(), frame(), grief()}
	all = append(all, sc.shading.colours(themeName)...)
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
	var all []orb.Bound
	if d.locator.Max[0] > d.locator.Min[0] {
		all = append(all, d.locator)
	}
	for _, m := range d.marks {
		all = append(all, m.box(d.scale).Pad(d.scale))
	}
	for _, b := range d.bubbles {
		all = append(all, b.at.Bound().Pad(b.radius+d.scale))
	}
	for _, t := range d.written {
		all = append(all, t.box.Pad(clearance*d.scale))
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

// untold leaves out of the basemap's names those that the story tells itself and those that its editors hide; pinned ones
// come before others. The page's map has the same (ui/src/leaflet/labellayer.ts).
func (d *drawing) untold(places []place, rules map[string]incidents.LabelRule) []place {
	told := map[string]bool{}
	for _, t := range d.written {
		told[bare(t.lines[0].text)] = true
	}
	for i := range d.marks {
		name, _, _ := strings.Cut(d.marks[i].label, tagDot)
		told[bare(name)] = true
	}
	kept := slices.DeleteFunc(slices.Clone(places), func(p place) bool { return told[bare(p.name)] || rules[p.name] == incidents.HideLabel })
	for i := range kept {
		if rules[kept[i].name] == incidents.PinLabel {
			kept[i].rank = -1
		}
	}
	return kept
}

// bare gives a name for comparison, without accents and capitals.
func bare(name string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.M, r) {
			return -1
		}
		return r
	}, norm.NFD.String(name)))
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
