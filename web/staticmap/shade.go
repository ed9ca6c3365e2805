package staticmap

import (
	"cmp"
	"context"
	"fmt"
	"image/color"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"

	"incidentmap/geo"
	"incidentmap/web/staticmap/layout"
)

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
			weight: float64(s.gravity)*heavier + float64(s.dead.low), candidates: []layout.Candidate{{At: at}}, unstated: s.unstated, byDead: sc.sizeByDead(&s),
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
	switch {
	case a.count <= 1:
		return a.name
	case a.name == "":
		return shortNumber(a.count)
	}
	return a.name + tagDot + shortNumber(a.count)
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
