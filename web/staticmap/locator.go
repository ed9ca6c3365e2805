package staticmap

import (
	"context"
	"image"
	"image/draw"
	"math"

	"github.com/paulmach/orb"
)

// Measures of the locator before scale, and the smallest map that has room for one; those of the page's map
// (ui/src/locator, ui/src/leaflet/mapview.ts).
const (
	locatorWidth  = 132
	locatorHeight = 104
	locatorGap    = 10
	locatorBox    = 7 // of the view's box, at least
	locatorZoom   = 5
	locatorWide   = 560
	locatorHigh   = 380
)

// Of the world's width: less than this is a small view; how many times as wide as the view a locator is, and
// its least and greatest width.
const (
	smallView     = 12.0 / 360
	locatorTimes  = 9
	locatorLeast  = 16.0 / 360
	locatorMost   = 70.0 / 360
	locatorCorner = 4 // corners that are tried
)

// frameAround gives the part of the world around a view, both in worlds from the north-west corner, that a locator of a
// shape shows; false where the view itself tells where it is.
func frameAround(view orb.Bound, aspect float64) (orb.Bound, bool) {
	across := view.Max[0] - view.Min[0]
	if across > smallView {
		return orb.Bound{}, false
	}
	width := min(max(across*locatorTimes, locatorLeast), locatorMost)
	height := min(width/aspect, 1)
	middle := view.Center()
	top := min(max(middle[1]-height/2, 0), 1-height)
	return orb.Bound{Min: orb.Point{middle[0] - width/2, top}, Max: orb.Point{middle[0] + width/2, top + height}}, true
}

// inset is a locator on its way to the picture.
type inset struct {
	ground *ground
	to     projection
	view   orb.Bound // of the picture, on it
}

// locate places a locator where it covers nothing; nil where there is no room, where none is needed, and where the
// basemap has no tiles for it, which a picture does without.
func (s *Stills) locate(ctx context.Context, d *drawing, lang string) *inset {
	world := d.to.world
	view := orb.Bound{Min: orb.Point{d.to.origin[0] / world, d.to.origin[1] / world}, Max: orb.Point{(d.to.origin[0] + d.to.width) / world, (d.to.origin[1] + d.to.height) / world}}
	frame, small := frameAround(view, float64(locatorWidth)/locatorHeight)
	if !small || d.to.width < locatorWide*d.scale || d.to.height < locatorHigh*d.scale || !d.placeLocator() {
		return nil
	}
	in := &inset{to: projection{width: math.Round(locatorWidth * d.scale), height: math.Round(locatorHeight * d.scale)}}
	in.to.world = in.to.width / (frame.Max[0] - frame.Min[0])
	in.to.origin = orb.Point{frame.Min[0] * in.to.world, frame.Min[1] * in.to.world}
	for axis := range 2 {
		in.view.Min[axis] = view.Min[axis]*in.to.world - in.to.origin[axis]
		in.view.Max[axis] = view.Max[axis]*in.to.world - in.to.origin[axis]
		if short := locatorBox*d.scale - (in.view.Max[axis] - in.view.Min[axis]); short > 0 {
			in.view.Min[axis], in.view.Max[axis] = in.view.Min[axis]-short/2, in.view.Max[axis]+short/2
		}
	}
	var err error
	if in.ground, err = readGround(ctx, s.config.Basemap, min(s.config.MaxZoom, locatorZoom), &in.to, lang, d.scale); err != nil {
		d.locator = orb.Bound{}
		return nil
	}
	return in
}

// placeLocator finds a corner of the map where it covers nothing.
func (d *drawing) placeLocator() bool {
	width, height, gap := locatorWidth*d.scale, locatorHeight*d.scale, locatorGap*d.scale
	right, bottom := d.to.width-gap-width, d.to.height-gap-height
	for _, at := range [locatorCorner]orb.Point{{right, gap}, {gap, gap}, {gap, bottom}, {right, bottom}} {
		box := orb.Bound{Min: at, Max: orb.Point{at[0] + width, at[1] + height}}
		if !d.covers(box) {
			d.locator = box
			return true
		}
	}
	return false
}

// covers reports whether a box would hide a mark or a text of the story.
func (d *drawing) covers(box orb.Bound) bool {
	for i := range d.marks {
		if box.Intersects(d.marks[i].box(d.scale)) {
			return true
		}
	}
	for _, t := range d.written {
		if box.Intersects(t.box) {
			return true
		}
	}
	for _, b := range d.bubbles {
		if box.Pad(b.radius).Contains(b.at) {
			return true
		}
	}
	return false
}

// drawLocator paints the locator in its corner.
func (d *drawing) drawLocator(in *inset) {
	c := newCanvas(int(in.to.width), int(in.to.height), d.theme.water)
	c.drawGround(in.ground, d.theme, d.scale)
	c.nameCountry(d.pen, in, d.theme, d.scale)
	c.stroke(closed(path{rectangle(in.view)}), 2*d.scale, d.theme.grave)
	at := image.Pt(int(d.locator.Min[0]), int(d.locator.Min[1]))
	edge := orb.Bound{Min: orb.Point{float64(at.X), float64(at.Y)}, Max: orb.Point{float64(at.X) + in.to.width, float64(at.Y) + in.to.height}}
	d.fill(path{rectangle(edge.Pad(d.scale))}, d.theme.rule)
	draw.Draw(d.RGBA, c.Rect.Add(at), c.RGBA, image.Point{}, draw.Src)
}

// nameCountry writes the name of the country whose label is nearest to the middle, where it fits.
func (c *canvas) nameCountry(p *pen, in *inset, t theme, scale float64) {
	face, middle := typeface{bold: true, size: 10 * scale}, orb.Point{in.to.width / 2, in.to.height / 2}
	var best *place
	for i := range in.ground.places {
		pl := &in.ground.places[i]
		half := p.width(pl.name, face)/2 + 3*scale
		fits := pl.at[0] >= half && pl.at[0] <= in.to.width-half && pl.at[1] >= 8*scale && pl.at[1] <= in.to.height-8*scale
		if pl.class == "country" && p.can(pl.name) && fits && (best == nil || far(pl.at, middle) < far(best.at, middle)) {
			best = pl
		}
	}
	if best != nil {
		c.writeHaloed(p, best.name, face, orb.Point{best.at[0] - p.width(best.name, face)/2, best.at[1] + face.size*capHeight/2}, t.quiet, t.halo, 3*scale)
	}
}
