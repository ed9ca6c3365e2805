package web

import (
	"time"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/tales"
)

// ogcStory is a story as the API looks at it: its collections, and its incidents by their
// changes. It is shared between requests and never changed.
type ogcStory struct {
	*tales.Tale
	list  []*ogcCollection // that of the layer "all" first
	bySeq map[incidents.Seq]*incidents.Public
}

// ogcCollection is a layer, with what is true of all its incidents together.
type ogcCollection struct {
	id    string
	layer incidents.Layer // the zero Layer for "all"
	bound *orb.Bound      // of what is located; nil when nothing is
	span  *ogcSpan        // of what has a time; nil when nothing has
	crs   []ogcCRS        // those in which each of its positions can be written
}

// ogcSpan is the time from the first start to the last end. A zero time is open: one
// incident at least has no such end.
type ogcSpan struct{ from, to time.Time }

// of gives the API's view of a story, made anew when the story has changed.
func (a *ogcAPI) of(t *tales.Tale) *ogcStory {
	a.mu.Lock()
	defer a.mu.Unlock()
	known, ok := a.stories[t.Story.Slug]
	if !ok || known.Tale != t {
		known = newOGCStory(t)
		a.stories[t.Story.Slug] = known
	}
	return known
}

func newOGCStory(t *tales.Tale) *ogcStory {
	s := &ogcStory{Tale: t, bySeq: make(map[incidents.Seq]*incidents.Public, len(t.Public))}
	byID := map[string]*ogcCollection{}
	add := func(c *ogcCollection) {
		s.list = append(s.list, c)
		byID[c.id] = c
	}
	add(&ogcCollection{id: incidents.LayerAll})
	for _, l := range t.Story.Layers {
		add(&ogcCollection{id: l.ID, layer: l})
	}
	for _, p := range t.Public {
		s.bySeq[p.Seq] = p
		var bound *orb.Bound
		if p.Where.Geometry != nil {
			b := p.Where.Geometry.Bound()
			bound = &b
		}
		for _, id := range append([]string{incidents.LayerAll}, p.Layers...) {
			if c := byID[id]; c != nil {
				c.add(bound, p.When)
			}
		}
	}
	for _, c := range s.list {
		for _, crs := range ogcSystems(t.Story.View.BBox) {
			if c.bound == nil || crs.holds(*c.bound) {
				c.crs = append(c.crs, crs)
			}
		}
	}
	return s
}

// add widens the extents by an incident's.
func (c *ogcCollection) add(bound *orb.Bound, when incidents.When) {
	switch {
	case bound == nil:
	case c.bound == nil:
		b := *bound
		c.bound = &b
	default:
		*c.bound = c.bound.Union(*bound)
	}
	if when.Start.IsZero() && when.End.IsZero() {
		return
	}
	if c.span == nil {
		c.span = &ogcSpan{when.Start, when.End}
		return
	}
	if when.Start.Before(c.span.from) { // a zero time is before all others
		c.span.from = when.Start
	}
	if when.End.IsZero() || !c.span.to.IsZero() && when.End.After(c.span.to) {
		c.span.to = when.End
	}
}

// find gives a collection, or ENotFound.
func (s *ogcStory) find(id string) (*ogcCollection, error) {
	for _, c := range s.list {
		if c.id == id {
			return c, nil
		}
	}
	return nil, incidents.Errorf(incidents.ENotFound, "", "there is no collection %q; %s/collections lists them", id, address.OGC(s.Story.Slug))
}

// langOf gives the language in which the store serves an incident to those who want
// another: see incidents.Store.Features.
func (s *ogcStory) langOf(p *incidents.Public, wanted string) string {
	_, lang := p.Title.In(append([]string{wanted}, s.Story.Languages...)...)
	return lang
}
