package geo

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// dropSmall takes out whole rings and lines, the least first, until no more than the wanted
// number could be left, and with an outer ring its holes. The greatest stays.
func (t *thinning) dropSmall() {
	order := make([]int, len(t.paths))
	size := make([]float64, len(t.paths))
	for i := range t.paths {
		order[i] = i
		b := orb.Bound{}
		for n, at := range t.points(i) {
			if n == 0 {
				b = at.Bound()
			}
			b = b.Extend(at)
		}
		size[i] = b.Max[0] - b.Min[0] + b.Max[1] - b.Min[1]
		if t.paths[i].hole {
			size[i] /= 4 // the outer rings of two areas say more than a hole in one
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(size[a], size[b]) })
	least := t.pointCount
	for _, p := range t.paths {
		least += min(p.left, p.least)
	}
	for _, i := range order[:max(len(order)-1, 0)] {
		if least <= t.most {
			return
		}
		least -= t.drop(i)
		if p := &t.paths[i]; p.area >= 0 && !p.hole {
			for k := i + 1; k < len(t.paths) && t.paths[k].area == p.area; k++ {
				least -= t.drop(k)
			}
		}
	}
}

// drop takes a path out and gives how few positions it could have had.
func (t *thinning) drop(i int) int {
	p := &t.paths[i]
	if p.gone {
		return 0
	}
	p.gone = true
	t.count -= p.left
	for v := p.first; p.left > 0 && v >= 0 && !t.vertices[v].gone; v = t.vertices[v].next {
		t.vertices[v].gone = true
		if p.area >= 0 {
			t.grids[p.area].remove(t.vertices, v)
		}
	}
	return min(p.left, p.least)
}

// points gives the positions that are left of a path, the last of a ring as its first.
func (t *thinning) points(i int) []orb.Point {
	p := &t.paths[i]
	if p.gone || p.left == 0 {
		return nil
	}
	out := make([]orb.Point, 0, p.left)
	for v := p.first; v >= 0 && len(out) < p.left; v = t.vertices[v].next {
		out = append(out, t.vertices[v].at)
	}
	return out
}

// result puts what is left into the geometry, part by part as newThinning took it in. What has
// nothing left is left out.
func (t *thinning) result() orb.Geometry {
	r := thinResult{thinning: t, every: 1}
	if room := t.most - (t.count - t.pointCount); t.pointCount > 0 && t.count > t.most {
		r.every = (t.pointCount + max(room, 1) - 1) / max(room, 1)
	}
	g, _ := r.of(t.geometry)
	return g
}

type thinResult struct {
	*thinning
	path, point, every int
}

// next gives the next path as it is now, and whether it was emptied.
func (r *thinResult) next() (points []orb.Point, gone bool) {
	points, gone = r.points(r.path), r.paths[r.path].gone
	r.path++
	return points, gone
}

func (r *thinResult) keepsPoint() bool {
	r.point++
	return (r.point-1)%r.every == 0
}

// of gives a part as it is now, and whether something of it is left, or it was empty before.
func (r *thinResult) of(g orb.Geometry) (orb.Geometry, bool) {
	switch g := g.(type) {
	case orb.Point:
		return g, r.keepsPoint()
	case orb.MultiPoint:
		g, ok := keptParts(g, func(p orb.Point) (orb.Point, bool) { return p, r.keepsPoint() })
		return g, ok
	case orb.LineString:
		l, gone := r.next()
		return orb.LineString(l), !gone
	case orb.MultiLineString:
		g, ok := keptParts(g, func(orb.LineString) (orb.LineString, bool) { l, gone := r.next(); return l, !gone })
		return g, ok
	case orb.Ring:
		l, gone := r.next()
		return orb.Ring(l), !gone
	case orb.Polygon:
		g, ok := r.polygon(g)
		return g, ok
	case orb.MultiPolygon:
		g, ok := keptParts(g, r.polygon)
		return g, ok
	case orb.Collection:
		g, ok := keptParts(g, r.of)
		return g, ok
	case orb.Bound:
		if !g.IsEmpty() {
			l, gone := r.next()
			if len(l) < 5 {
				return orb.Polygon{l}, !gone
			}
		}
	}
	return g, true
}

func (r *thinResult) polygon(p orb.Polygon) (orb.Polygon, bool) {
	var rings orb.Polygon
	left := len(p) == 0
	for i := range p {
		l, gone := r.next()
		if !gone {
			rings = append(rings, l)
			left = left || i == 0
		}
	}
	if len(p) == 0 {
		rings = p
	}
	return rings, left
}

func keptParts[L ~[]T, T any](parts L, of func(T) (T, bool)) (L, bool) {
	out := parts[:0]
	for _, p := range parts {
		if p, ok := of(p); ok {
			out = append(out, p)
		}
	}
	return out, len(out) > 0 || len(parts) == 0
}

// vertexGrid finds the vertices in a box.
type vertexGrid struct {
	bound  orb.Bound
	side   [2]int
	perDeg [2]float64
	cells  [][]gridVertex
}

// gridVertex is a vertex with its position, so that a look at it touches no other memory.
type gridVertex struct {
	at    orb.Point
	index int32
}

// newVertexGrid is of the vertices from one up to another.
func newVertexGrid(all []vertex, from, to int32) *vertexGrid {
	g := &vertexGrid{side: [2]int{1, 1}}
	if from < to {
		g.bound = all[from].at.Bound()
	}
	for i := from; i < to; i++ {
		g.bound = joined(g.bound, all[i].at.Bound())
	}
	const perCell = 2
	n := max(1, int(math.Sqrt(float64((to-from)/perCell))))
	for axis := range 2 {
		if d := g.bound.Max[axis] - g.bound.Min[axis]; d > 0 {
			g.side[axis], g.perDeg[axis] = n, float64(n)/d
		}
	}
	g.cells = make([][]gridVertex, g.side[0]*g.side[1])
	counts := make([]int32, len(g.cells))
	for i := from; i < to; i++ {
		counts[g.cell(all[i].at)]++
	}
	room := make([]gridVertex, to-from)
	for c, n := range counts {
		g.cells[c], room = room[:0:n], room[n:]
	}
	for i := from; i < to; i++ {
		c := g.cell(all[i].at)
		all[i].slot = int32(len(g.cells[c]))
		g.cells[c] = append(g.cells[c], gridVertex{all[i].at, i})
	}
	return g
}

func (g *vertexGrid) column(v float64, axis int) int {
	return int(min(max((v-g.bound.Min[axis])*g.perDeg[axis], 0), float64(g.side[axis]-1)))
}

func (g *vertexGrid) cell(p orb.Point) int { return g.column(p[1], 1)*g.side[0] + g.column(p[0], 0) }

func (g *vertexGrid) remove(all []vertex, i int32) {
	c := g.cell(all[i].at)
	cell := g.cells[c]
	last := cell[len(cell)-1]
	cell[all[i].slot], all[last.index].slot = last, all[i].slot
	g.cells[c] = cell[:len(cell)-1]
}

// any reports whether something holds of a vertex in the box, or the budget of looks at vertices is spent.
func (g *vertexGrid) any(b orb.Bound, looks *Budget, holds func(int32, orb.Point) bool) bool {
	x0, x1 := g.column(b.Min[0], 0), g.column(b.Max[0], 0)
	for y := g.column(b.Min[1], 1); y <= g.column(b.Max[1], 1); y++ {
		for x := x0; x <= x1; x++ {
			cell := g.cells[y*g.side[0]+x]
			if !looks.Spend(len(cell)) {
				return true
			}
			for i := range cell {
				if b.Contains(cell[i].at) && holds(cell[i].index, cell[i].at) {
					return true
				}
			}
		}
	}
	return false
}
