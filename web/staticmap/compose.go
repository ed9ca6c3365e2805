package staticmap

import (
	"context"

	"github.com/paulmach/orb"

	"incidentmap/incidents/index"
	"incidentmap/web/stories"
)

// sheet is what a picture is divided into: the heading, the map, and what explains it.
type sheet struct {
	head heading
	foot strip      // the legend, and who made the basemap's data
	to   projection // of the map
}

// compose gathers what a picture shows, and divides it.
func (s *Stills) compose(ctx context.Context, snap *stories.Snapshot, w *pictureRequest) (*scene, *sheet, error) {
	head, err := s.headingOf(ctx, snap, w)
	if err != nil {
		return nil, nil, err
	}
	in, p := s.words(w.lang), &pen{fonts: s.fonts}
	sh := &sheet{head: head}
	fit := func() {
		sh.to = fitted(w.box, w.width, w.height-sh.head.height-sh.foot.height, 12*w.scale())
	}
	fit()
	large := snap.Count(index.Query{}) > stories.Whole
	sc := &scene{}
	if !large {
		if sc, err = whole(ctx, snap, w.layers, in); err != nil {
			return nil, nil, err
		}
	}
	sc.settings = w.chosen(snap.Story.Map)
	if sc.shading, err = s.shadingOf(ctx, snap, &sc.settings, w.layers, &sh.to, w.scale(), w.theme, in); err != nil {
		return nil, nil, err
	}
	marked := sc.shading == nil || !large && sc.placesIn(&sh.to) <= mostOverAreas
	var rows []legendRow
	if sc.shading != nil {
		rows = sc.shading.legend
	}
	if marked {
		rows = append(rows, layerRows(snap, w)...)
	}
	sh.foot = p.strip(rows, s.credit, float64(w.width), float64(w.height), w.scale())
	if len(sh.foot.entries) == 0 && sc.shading != nil { // shades that nothing explains say nothing
		sc.shading, marked = nil, true
	}
	fit()
	switch {
	case !marked:
		sc.spots, sc.areas = nil, nil
	case large:
		shown := gathered(snap, w.layers, &sh.to, w.scale())
		shown.settings = sc.settings
		sc = shown
	}
	return sc, sh, nil
}

// placesIn counts the places of a scene that are on a picture.
func (s *scene) placesIn(to *projection) int {
	seen := map[string]bool{}
	for i := range s.spots {
		if to.bound().Contains(to.pixel(s.spots[i].at)) {
			seen[s.spots[i].key()] = true
		}
	}
	n := len(seen)
	for _, a := range s.areas {
		for _, l := range to.shape(append(ringsOf(a.geometry), linesOf(a.geometry)...)) {
			if orb.MultiPoint(l).Bound().Intersects(to.bound()) {
				n++
				break
			}
		}
	}
	return n
}
