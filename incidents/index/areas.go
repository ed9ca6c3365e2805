package index

import (
	"slices"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// Areas gives, by the names of their geometries, the incidents that are not at points and
// meet the box, or all when it is nil; those of equal geometries together.
func (snap *Snapshot) Areas(q Query, box *geo.BBox) []Area {
	ms := snap.compile(q)
	var bounds []orb.Bound
	if box != nil {
		bounds = box.Bounds()
	}
	var list []Area
	var room scanBuffer
	sums, shapes := map[*shape]*acc{}, []*shape(nil)
	for i := range ms {
		m := &ms[i]
		for n, s := range m.segment.shapes {
			if m.shapes != nil && !m.shapes[n] || box != nil && !s.meets(box, bounds) {
				continue
			}
			var a acc
			p := piece{m, rowRange{m.shapeStart[n], m.shapeStart[n+1], true}}
			p.sum(&a, &room)
			switch {
			case a.n == 0:
			case sums[s] == nil:
				sums[s] = &a
				shapes = append(shapes, s)
			default:
				sums[s].merge(&a)
			}
		}
	}
	slices.SortFunc(shapes, func(a, b *shape) int { return slices.Compare(a.id[:], b.id[:]) })
	for _, s := range shapes {
		var kinds []KindCount
		a := sums[s]
		area := Area{Sums: a.sums(snap.kinds, q.MostKinds, &kinds), Shape: s.id, Geometry: s.drawn}
		if a.n == 1 {
			place := a.part.place(a.row, snap.layers)
			area.Alone = &place
		}
		list = append(list, area)
	}
	return list
}

// Drawn gives a geometry of the story as maps draw it: itself, or thinned to
// geo.MaxMapPositions, which was done when it came. It must not be changed.
func (snap *Snapshot) Drawn(g orb.Geometry) orb.Geometry {
	if geo.SizeOf(g).Positions <= geo.MaxMapPositions {
		return g
	}
	if id, err := incidents.NewShapeID(g); err == nil {
		for _, p := range snap.parts {
			if i := slices.Index(p.shapeIDs, id); i >= 0 {
				return p.shapes[i].drawn
			}
		}
	}
	return geo.Thin(g, 0, geo.MaxMapPositions)
}
