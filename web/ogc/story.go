package ogc

import (
	"slices"
	"sync"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/web/address"
	"incidentmap/web/stories"
)

// story is a story as the API looks at it: its collections. It is shared between requests
// and never changed.
type story struct {
	*stories.Snapshot
	list []*collection // that of the layer "all" first
}

// collection is a layer, with what is true of all its incidents together, which is found out
// when it is first asked for: pages of items seldom need it.
type collection struct {
	id    string
	layer incidents.Layer // the zero Layer for "all"
	// dimension is the only one of whose geometries it has incidents; nil for all of the layer's.
	dimension *dimension
	sum       func() index.Summary
	crs       func() []system // those in which each of its positions can be written
}

// of gives the API's look at a story. Its collections are made anew when the story has changed.
func (a *API) of(snap *stories.Snapshot) *story {
	a.mu.Lock()
	defer a.mu.Unlock()
	known, ok := a.stories[snap.Story.Slug]
	if !ok || known.Changed() != snap.Changed() {
		known = &story{snap, collectionsOf(snap)}
		a.stories[snap.Story.Slug] = known
	}
	return &story{snap, known.list}
}

func collectionsOf(snap *stories.Snapshot) []*collection {
	list := []*collection{newCollection(snap, incidents.Layer{ID: incidents.LayerAll})}
	for _, l := range snap.Story.Layers {
		c := newCollection(snap, l)
		c.layer = l
		list = append(list, c)
	}
	return list
}

func newCollection(snap *stories.Snapshot, l incidents.Layer) *collection {
	c := &collection{id: l.ID, sum: func() index.Summary { return snap.Summary(l.ID) }}
	c.crs = sync.OnceValue(func() []system { return c.systems(snap) })
	return c
}

// systems are those in which each of the collection's positions can be written.
func (c *collection) systems(snap *stories.Snapshot) []system {
	var fit []system
	bound := c.bound()
	for _, crs := range systemsFor(snap.Story.View.BBox) {
		if bound == nil || crs.holds(*bound) {
			fit = append(fit, crs)
		}
	}
	return fit
}

// layerID is the id of the layer whose incidents it has.
func (c *collection) layerID() string {
	if c.layer.ID == "" {
		return incidents.LayerAll
	}
	return c.layer.ID
}

// geometry is the format of its geometries in schemas.
func (c *collection) geometry() string {
	if c.dimension == nil {
		return anyGeometry
	}
	return c.dimension.format
}

// holds reports whether an incident is in the collection.
func (c *collection) holds(p *incidents.Public) bool {
	id := c.layerID()
	return (id == incidents.LayerAll || slices.Contains(p.Layers, id)) && (c.dimension == nil || c.dimension.has(p.Where.Geometry))
}

// bound gives where the collection's incidents are; nil when none is located.
func (c *collection) bound() *orb.Bound {
	extent := c.sum().Extent
	if extent == nil {
		return nil
	}
	return &orb.Bound{Min: orb.Point{extent.West, extent.South}, Max: orb.Point{extent.East, extent.North}}
}

// find gives a collection, or ENotFound.
func (s *story) find(id string) (*collection, error) {
	for _, c := range s.list {
		if c.id == id {
			return c, nil
		}
	}
	if c, is := s.findPart(id); is {
		return c, nil
	}
	return nil, incidents.Errorf(incidents.ENotFound, "", "there is no collection %s; %s/collections lists them", incidents.Quote(id), address.OGC(s.Story.Slug))
}

// langOf gives the language in which the store serves an incident to those who want
// another: see incidents.Store.Features.
func (s *story) langOf(p *incidents.Public, wanted string) string {
	_, lang := p.Title.In(append([]string{wanted}, s.Story.Languages...)...)
	return lang
}
