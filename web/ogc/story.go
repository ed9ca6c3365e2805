package ogc

import (
	"time"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/tales"
)

// story is a story as the API looks at it: its collections, and its incidents by their
// changes. It is shared between requests and never changed.
type story struct {
	*tales.Tale
	list  []*collection // that of the layer "all" first
	bySeq map[incidents.Seq]*incidents.Public
}

// collection is a layer, with what is true of all its incidents together.
type collection struct {
	id    string
	layer incidents.Layer // the zero Layer for "all"
	bound *orb.Bound      // of what is located; nil when nothing is
	span  *span           // of what has a time; nil when nothing has
	crs   []system        // those in which each of its positions can be written
}

// span is the time from the first start to the last end. A zero time is open: one
// incident at least has no such end.
type span struct{ from, to time.Time }

// of gives the API's view of a story, made anew when the story has changed.
func (a *API) of(t *tales.Tale) *story {
	a.mu.Lock()
	defer a.mu.Unlock()
	known, ok := a.stories[t.Story.Slug]
	if !ok || known.Tale != t {
		known = newStory(t)
		a.stories[t.Story.Slug] = known
	}
	return known
}

func newStory(t *tales.Tale) *story {
	s := &story{Tale: t, bySeq: make(map[incidents.Seq]*incidents.Public, len(t.Public))}
	byID := map[string]*collection{}
	add := func(c *collection) {
		s.list = append(s.list, c)
		byID[c.id] = c
	}
	add(&collection{id: incidents.LayerAll})
	for _, l := range t.Story.Layers {
		add(&collection{id: l.ID, layer: l})
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
		for _, crs := range systemsFor(t.Story.View.BBox) {
			if c.bound == nil || crs.holds(*c.bound) {
				c.crs = append(c.crs, crs)
			}
		}
	}
	return s
}

// add widens the extents by an incident's.
func (c *collection) add(bound *orb.Bound, when incidents.When) {
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
		c.span = &span{when.Start, when.End}
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
func (s *story) find(id string) (*collection, error) {
	for _, c := range s.list {
		if c.id == id {
			return c, nil
		}
	}
	return nil, incidents.Errorf(incidents.ENotFound, "", "there is no collection %q; %s/collections lists them", id, address.OGC(s.Story.Slug))
}

// langOf gives the language in which the store serves an incident to those who want
// another: see incidents.Store.Features.
func (s *story) langOf(p *incidents.Public, wanted string) string {
	_, lang := p.Title.In(append([]string{wanted}, s.Story.Languages...)...)
	return lang
}
