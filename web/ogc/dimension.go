package ogc

import (
	"strings"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
)

// dimension is a part of a layer as a collection of its own, for programs such as QGIS whose layers
// hold geometries of one kind and which leave out all others.
type dimension struct {
	suffix string // of the collection's id; a layer's id has no dot
	set    index.Dimensions
	format string // of the geometry, in schemas (OGC API Features Part 5, table 2)
}

// dimensions divide a layer: each of its incidents is in one. What has no place is among the points.
var dimensions = []dimension{
	{".points", index.Points | index.Unlocated, "geometry-point-or-multipoint"},
	{".lines", index.Lines, "geometry-linestring-or-multilinestring"},
	{".areas", index.Areas, "geometry-polygon-or-multipolygon"},
}

// anyGeometry is the format of the geometry of a collection that is a whole layer.
const anyGeometry = "geometry-any"

// has reports whether a geometry is of the dimension.
func (d *dimension) has(g orb.Geometry) bool {
	if g == nil {
		return d.set&index.Unlocated != 0
	}
	return d.set&(index.Points<<g.Dimensions()) != 0
}

// part gives a collection's part of a dimension.
func (s *story) part(of *collection, d *dimension) *collection {
	c := &collection{id: of.id + d.suffix, layer: of.layer, dimension: d}
	c.sum = func() index.Summary {
		return s.Snapshot.Snapshot.Summary(index.Query{Filter: incidents.Filter{Layers: []string{of.id}}, Dimensions: d.set})
	}
	c.crs = func() []system { return c.systems(s.Snapshot) }
	return c
}

// findPart gives the part of a collection that an id names.
func (s *story) findPart(id string) (*collection, bool) {
	for i := range dimensions {
		name, is := strings.CutSuffix(id, dimensions[i].suffix)
		if !is {
			continue
		}
		for _, c := range s.list {
			if c.id == name {
				return s.part(c, &dimensions[i]), true
			}
		}
	}
	return nil, false
}

// all lists the collections: each layer, and after one that has geometries of several dimensions the
// parts of it that are not empty.
func (s *story) all() []*collection {
	var list []*collection
	for _, c := range s.list {
		list = append(list, c)
		var parts []*collection
		for i := range dimensions {
			if s.More(index.Query{Filter: incidents.Filter{Layers: []string{c.id}}, Dimensions: dimensions[i].set}, 0) {
				parts = append(parts, s.part(c, &dimensions[i]))
			}
		}
		if len(parts) > 1 {
			list = append(list, parts...)
		}
	}
	return list
}
