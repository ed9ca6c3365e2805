package index

import (
	"github.com/paulmach/orb"

	"incidentmap/geo"
)

// extent is the true degrees that geometries are in.
type extent struct {
	some  bool
	bound orb.Bound
	// The outermost cells of the points so far, whose degrees are in bound: a row has to tell
	// its degrees only where its cell is not further inside.
	cells          bool
	x0, y0, x1, y1 uint32
}

func (e *extent) union(b orb.Bound) {
	if !e.some {
		e.some, e.bound = true, b
		return
	}
	e.bound = e.bound.Union(b)
}

func (e *extent) join(f *extent) {
	if f.some {
		e.union(f.bound)
	}
}

func (e *extent) box() *geo.BBox {
	if !e.some {
		return nil
	}
	b := e.bound
	return &geo.BBox{West: b.Min[0], South: b.Min[1], East: b.Max[0], North: b.Max[1]}
}

// spread takes in rows of one group.
func (e *extent) spread(p *part, rows []uint32) {
	last := -1
	for _, r := range rows {
		i := int(r)
		switch {
		case i >= p.shaped:
			return
		case i < p.points:
			e.spreadPoint(p, i)
		case p.shapeOf(i) != last:
			last = p.shapeOf(i)
			e.union(p.shapes[last].bound)
		}
	}
}

func (e *extent) spreadPoint(p *part, i int) {
	x, y := p.x[i], p.y[i]
	inside := x > e.x0 && x < e.x1 && y > e.y0 && y < e.y1
	same := len(p.oddRows) == 0 && x >= e.x0 && x <= e.x1 && y >= e.y0 && y <= e.y1
	if e.cells && (inside || same) {
		return
	}
	if !e.cells {
		e.cells, e.x0, e.x1, e.y0, e.y1 = true, x, x, y, y
	}
	e.x0, e.x1, e.y0, e.y1 = min(e.x0, x), max(e.x1, x), min(e.y0, y), max(e.y1, y)
	e.union(p.point(i).Bound())
}

// spreadShapes takes in the shapes of the shaped rows from lo up to hi that are alive.
func (e *extent) spreadShapes(p *part, lo, hi int) {
	for n, s := range p.shapes {
		from, to := max(lo, p.shapeStart[n]), min(hi, p.shapeStart[n+1])
		if to-from > len(p.deadIn(from, max(from, to))) {
			e.union(s.bound)
		}
	}
}

// findExtent is of the living rows at points.
func (p *part) findExtent() *extent {
	e := &extent{}
	for i := range p.points {
		if !p.isDead(i) {
			e.spreadPoint(p, i)
		}
	}
	return e
}
