package tiles

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"slices"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
)

// MaxAreas is how many areas of a tile are drawn one by one.
const MaxAreas = 512

// areasName is the name of the layer.
const areasName = "areas"

// areaLayer writes the layer "areas".
type areaLayer struct {
	featureLayer
	cut     commands // what is seen of all areas
	seen    []drawn
	buffers clipBuffers
}

// drawn is an area as it is seen in a tile. Parts are of one dimension each, the highest first.
type drawn struct {
	*index.Area
	parts [3]part
	n     int       // of parts
	bound orb.Bound // of all of them
	size  float64   // of its bound at the tile's zoom, half its way round, in units
}

// part is a geometry among the commands of the layer.
type part struct {
	kind     byte // lineType and so on
	from, to int
}

// append writes the areas of a tile behind b. Nothing is written of none.
func (l *areaLayer) append(ctx context.Context, b []byte, d *drawer, areas []index.Area, a address) ([]byte, error) {
	l.begin()
	l.cut.b = l.cut.b[:0]
	l.seen = l.seen[:0]
	defer func() { clear(l.seen) }() // what is kept for the next tile keeps no geometry
	for i := range areas {
		if areas[i].Count == 0 {
			continue
		}
		o, err := d.outline(ctx, &areas[i], a.z)
		if err != nil {
			return nil, err
		}
		if s := l.look(&o, a); s.n > 0 {
			s.Area = &areas[i]
			l.seen = append(l.seen, s)
		}
	}
	// The largest first, so that the small are drawn over them.
	slices.SortFunc(l.seen, func(a, b drawn) int {
		return cmp.Or(cmp.Compare(b.size, a.size), bytes.Compare(a.Shape[:], b.Shape[:]))
	})
	for i := range l.seen[:min(len(l.seen), MaxAreas)] {
		l.add(&l.seen[i])
	}
	if len(l.seen) > MaxAreas {
		l.fold(l.seen[MaxAreas:])
	}
	return l.appendTo(b, areasName), nil
}

// look cuts what a tile shows of an outline: polygons, lines and points, each kind at most once and
// without empty parts. The world repeats to the east and west, so what ends at the antimeridian
// goes on in the buffer beyond it.
func (l *areaLayer) look(o *outline, a address) drawn {
	s := drawn{size: o.size(), bound: boundOf(nil)}
	var room [3]clipper
	views := room[:0]
	for _, turn := range []float64{-o.side, 0, o.side} {
		c := a.corner()
		if v := clipperAt(orb.Point{c[0] - turn, c[1]}); !o.empty() && v.box.Intersects(o.bound) {
			views = append(views, v)
		}
	}
	from := l.cut.begin()
	for _, v := range views {
		l.polygons(o, v, &s.bound)
	}
	s.end(polygonType, from, len(l.cut.b))
	from = l.cut.begin()
	for _, v := range views {
		l.lines(o, v, &s.bound)
	}
	s.end(lineType, from, len(l.cut.b))
	from = l.cut.begin()
	l.points(o, views, &s.bound)
	s.end(pointType, from, len(l.cut.b))
	return s
}

// end ends a part, which is none when it is empty.
func (s *drawn) end(kind byte, from, to int) {
	if to > from {
		s.parts[s.n] = part{kind, from, to}
		s.n++
	}
}

func (l *areaLayer) polygons(o *outline, v clipper, bound *orb.Bound) {
	for i, p := range o.polygons {
		var outer orb.Bound
		for j, r := range p {
			r = v.ring(r, &o.rings[i][j], j > 0, &l.buffers)
			if r == nil && j == 0 {
				break
			}
			if r == nil {
				continue
			}
			of := boundOf(r)
			if j == 0 {
				outer = of
			} else if !contains(outer, of) { // rounding may move a small hole out of its ring
				continue
			}
			l.cut.ring(r)
			*bound = bound.Union(of)
		}
	}
}

func (l *areaLayer) lines(o *outline, v clipper, bound *orb.Bound) {
	for i, line := range o.lines {
		v.line(line, &o.paths[i], &l.buffers, func(part orb.LineString) {
			l.cut.line(part)
			*bound = bound.Union(part.Bound())
		})
	}
}

func (l *areaLayer) points(o *outline, views []clipper, bound *orb.Bound) {
	if len(o.points) == 0 {
		return
	}
	var all orb.MultiPoint
	for _, v := range views {
		all = append(all, v.points(o.points)...)
	}
	if len(all) > 0 {
		l.cut.points(all)
		*bound = bound.Union(all.Bound())
	}
}

func (l *areaLayer) add(s *drawn) {
	id := shapeFeature(s.Shape)
	if s.Count == 1 && s.Alone != nil {
		id = uint64(s.Alone.Seq)
		l.place(s.Alone, &s.Figures, l)
	} else {
		l.sums(&s.Sums, l)
	}
	for i, p := range s.parts[:s.n] {
		if i > 0 {
			l.number(propPartOf, id)
			l.end(0, p.kind, l.cut.b[p.from:p.to])
			continue
		}
		l.end(id, p.kind, l.cut.b[p.from:p.to])
	}
}

// fold makes one feature of many areas, that loses none of their counts.
func (l *areaLayer) fold(rest []drawn) {
	all := make([]*index.Sums, len(rest))
	bound := boundOf(nil)
	for i := range rest {
		all[i] = &rest[i].Sums
		bound = bound.Union(rest[i].bound)
	}
	sums := index.Together(all)
	l.sums(&sums, l)
	l.number(propMore, uint64(len(rest)))
	from := l.cut.begin()
	// The points of a folded shape may have a bound without an area.
	l.cut.ring(widened(bound).ToRing())
	l.end(0, polygonType, l.cut.b[from:])
}

// shapeFeature gives the feature id of a geometry that incidents share: 51 bits of its name,
// so that two of a tile's 512 have the same once in 10^10 tiles.
func shapeFeature(s incidents.ShapeID) uint64 {
	return grouped | binary.BigEndian.Uint64(s[:])>>12
}
