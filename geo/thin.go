package geo

import (
	"container/heap"
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/simplify"
)

// Thin gives a copy of the geometry with fewer positions: without those that can go while no
// point of an edge moves further than the tolerance, in degrees, and without more until at most
// most positions are left. Rings that do not cross stay so, keep four positions at least, and
// holes stay inside their polygons. Only where that alone leaves too many, the smallest rings
// and lines go as a whole, then positions in spite of crossings; of many points every so many
// stays. The argument is not changed, and may be of any shape; a tolerance of zero or less takes
// out nothing but for the number, and a number of zero or less is no limit.
func Thin(g orb.Geometry, tolerance float64, most int) orb.Geometry {
	thin, _ := thinned(g, tolerance, most)
	return thin
}

// fewCorners is up to how many positions Coarse looks at paths position by position, whose cost
// may grow with the square of their number.
const fewCorners = 2000

// Coarse gives a copy of the geometry without positions that are within the tolerance, in
// degrees or whatever unit it is in, of what is left: by Douglas and Peucker's rule, which keeps
// the fewest, or where there are many positions as Thin does, whose cost stays in proportion.
func Coarse(g orb.Geometry, tolerance float64) orb.Geometry {
	if SizeOf(g).Positions > fewCorners {
		return Thin(g, tolerance, 0)
	}
	if g == nil {
		return nil
	}
	return simplify.DouglasPeucker(tolerance).Simplify(orb.Clone(g))
}

// metresOfDegree is the greatest length of a degree, in metres.
const metresOfDegree = 111_700

// ThinTo is Thin by the number alone, for what is kept: nothing goes as a whole, and nothing
// comes to cross. movedM is how far, in metres, a point of an edge has moved at most. It
// reports false when that is not enough, and the geometry then has more positions.
func ThinTo(g orb.Geometry, most int) (thin orb.Geometry, movedM float64, ok bool) {
	t := newThinning(orb.Clone(g), most)
	if t.count <= most {
		return t.geometry, 0, true
	}
	t.run(0)
	if t.count > most {
		return t.geometry, 0, false
	}
	return t.result(), t.moved * metresOfDegree, true
}

func thinned(g orb.Geometry, tolerance float64, most int) (orb.Geometry, float64) {
	if g == nil {
		return nil, 0
	}
	if most <= 0 {
		most = math.MaxInt
	}
	t := newThinning(orb.Clone(g), most)
	if t.count <= most && !(tolerance > 0) {
		return t.geometry, 0
	}
	t.run(tolerance)
	if t.count > most {
		t.dropSmall()
	}
	if t.count > most {
		t.careless = true
		t.requeue()
		t.run(tolerance)
	}
	return t.result(), t.moved
}

// thinning takes positions out of the paths of a geometry, the least missed first.
type thinning struct {
	geometry   orb.Geometry
	paths      []thinPath
	vertices   []vertex
	queue      []int32       // a heap of vertices by what their going would move
	grids      []*vertexGrid // of each polygon's vertices
	looks      *Budget       // at vertices of the grids
	count      int           // positions that are left, points too
	pointCount int
	most       int
	moved      float64
	careless   bool // about crossings
}

// thinPath is a line or ring under way.
type thinPath struct {
	area        int32 // which polygon's ring it is; -1 for a line
	hole        bool
	first       int32 // of its vertices
	left, least int
	gone        bool
}

// vertex is a position in its path.
type vertex struct {
	at         orb.Point
	path       int32
	prev, next int32   // -1 at the ends of a line
	moved      float64 // how far positions that went are from the edge to next
	cost       float64 // how far they would be if this went
	place      int32   // in the queue, -1 for none
	slot       int32   // in its cell of the grid
	gone       bool
}

func newThinning(g orb.Geometry, most int) *thinning {
	t := &thinning{geometry: g, most: most}
	t.vertices = make([]vertex, 0, SizeOf(g).Positions)
	areas := int32(0)
	eachPart(g,
		func(p []orb.Point) { t.pointCount += len(p) },
		func(l orb.LineString) { t.add(l, -1, false) },
		func(p orb.Polygon) {
			for i, r := range p {
				t.add(r, areas, i > 0)
			}
			areas++
		})
	t.count += t.pointCount
	return t
}

// add takes in a path. Of a ring the last position is that of the first, and no vertex.
func (t *thinning) add(points []orb.Point, area int32, hole bool) {
	p := thinPath{area: area, hole: hole, first: int32(len(t.vertices)), left: len(points), least: 2}
	ring := area >= 0 && len(points) > 3 && points[0] == points[len(points)-1]
	n := len(points)
	if ring {
		p.least = 4
		n--
	} else if area >= 0 {
		p.least = len(points) // what is no ring stays as it is
	}
	for i := range n {
		v := vertex{at: points[i], path: int32(len(t.paths)), prev: p.first + int32(i) - 1, next: p.first + int32(i) + 1, place: -1}
		if i == 0 {
			v.prev = -1
		}
		if i == n-1 {
			v.next = -1
		}
		t.vertices = append(t.vertices, v)
	}
	if ring {
		t.vertices[p.first].prev, t.vertices[p.first+int32(n)-1].next = p.first+int32(n)-1, p.first
	}
	t.count += len(points)
	t.paths = append(t.paths, p)
}

// run takes out what goes within the tolerance, and on to the number that is wanted.
func (t *thinning) run(tolerance float64) {
	if t.looks == nil {
		t.begin()
	}
	for t.Len() > 0 {
		i := t.queue[0]
		v := &t.vertices[i]
		if !(v.cost <= tolerance) && t.count <= t.most {
			return
		}
		heap.Pop(t)
		p := &t.paths[v.path]
		if p.left <= p.least || !t.careless && p.area >= 0 && t.blocked(i) {
			continue // it comes back when a neighbour goes
		}
		t.remove(i)
	}
}

// looksEach is how many vertices may be looked at for each that there is, to find those near
// one that goes. Geometries that are not made to be slow need a few dozen.
const looksEach = 200

func (t *thinning) begin() {
	t.looks = NewBudget(looksEach * int64(len(t.vertices)))
	from := int32(0)
	for i := range t.paths {
		last := i == len(t.paths)-1
		if a := t.paths[i].area; a >= 0 && (last || t.paths[i+1].area != a) {
			to := int32(len(t.vertices))
			if !last {
				to = t.paths[i+1].first
			}
			t.grids = append(t.grids, newVertexGrid(t.vertices, from, to))
		}
		if !last && (t.paths[i].area < 0 || t.paths[i+1].area != t.paths[i].area) {
			from = t.paths[i+1].first
		}
	}
	t.requeue()
}

func (t *thinning) requeue() {
	t.queue = t.queue[:0]
	for i := range t.vertices {
		v := &t.vertices[i]
		v.place = -1
		if v.gone || v.prev < 0 || v.next < 0 {
			continue
		}
		v.cost = t.costOf(v)
		v.place = int32(len(t.queue))
		t.queue = append(t.queue, int32(i))
	}
	heap.Init(t)
}

// costOf bounds how far what lies between a vertex's neighbours would be from the edge that
// joins them: what is near an edge is no further from another than the edge's farther end.
func (t *thinning) costOf(v *vertex) float64 {
	before, after := &t.vertices[v.prev], &t.vertices[v.next]
	return distanceToEdge(v.at, before.at, after.at) + max(before.moved, v.moved)
}

func distanceToEdge(p, a, b orb.Point) float64 {
	dx, dy := b[0]-a[0], b[1]-a[1]
	along := 0.0
	if square := dx*dx + dy*dy; square > 0 {
		along = min(max(((p[0]-a[0])*dx+(p[1]-a[1])*dy)/square, 0), 1)
	}
	return math.Hypot(p[0]-a[0]-along*dx, p[1]-a[1]-along*dy)
}

func (t *thinning) remove(i int32) {
	v := &t.vertices[i]
	before, after := &t.vertices[v.prev], &t.vertices[v.next]
	before.moved = v.cost
	t.moved = max(t.moved, v.cost)
	before.next, after.prev = v.next, v.prev
	v.gone = true
	p := &t.paths[v.path]
	if p.area >= 0 {
		t.grids[p.area].remove(t.vertices, i)
	}
	p.left--
	t.count--
	if p.first == i {
		p.first = v.next
	}
	for _, k := range [2]int32{v.prev, v.next} {
		w := &t.vertices[k]
		if w.prev < 0 || w.next < 0 {
			continue
		}
		w.cost = t.costOf(w)
		if w.place >= 0 {
			heap.Fix(t, int(w.place))
		} else {
			heap.Push(t, k)
		}
	}
}

// blocked reports whether the triangle of a vertex and its neighbours holds another vertex of
// its polygon: without the vertex, edges there would come to cross, or to touch. When too much
// had to be looked at for that, everything is blocked.
func (t *thinning) blocked(i int32) bool {
	v := &t.vertices[i]
	if t.vertices[v.prev].prev == v.next { // of a triangle nothing can go
		return true
	}
	a, b := t.vertices[v.prev].at, t.vertices[v.next].at
	turn := Side(a, v.at, b)
	box := boundOf([]orb.Point{a, v.at, b})
	return t.grids[t.paths[v.path].area].any(box, t.looks, func(k int32, at orb.Point) bool {
		switch {
		case k == i || k == v.prev || k == v.next:
			return false
		case at == a || at == b:
			return turn == 0
		case turn == 0: // on one line: what lies on the way would be touched
			return Side(a, b, at) == 0
		}
		return Side(a, v.at, at)*turn >= 0 && Side(v.at, b, at)*turn >= 0 && Side(b, a, at)*turn >= 0
	})
}

// The heap of vertices.

// Len is how many vertices wait.
func (t *thinning) Len() int { return len(t.queue) }

// Less puts first what would move the least; of equals the one that comes first.
func (t *thinning) Less(i, k int) bool {
	a, b := t.queue[i], t.queue[k]
	if ca, cb := t.vertices[a].cost, t.vertices[b].cost; ca != cb {
		return ca < cb
	}
	return a < b
}

// Swap exchanges two places.
func (t *thinning) Swap(i, k int) {
	t.queue[i], t.queue[k] = t.queue[k], t.queue[i]
	t.vertices[t.queue[i]].place, t.vertices[t.queue[k]].place = int32(i), int32(k)
}

// Push takes in a vertex at the end.
func (t *thinning) Push(v any) {
	i := v.(int32)
	t.vertices[i].place = int32(len(t.queue))
	t.queue = append(t.queue, i)
}

// Pop takes out the last.
func (t *thinning) Pop() any {
	i := t.queue[len(t.queue)-1]
	t.queue = t.queue[:len(t.queue)-1]
	t.vertices[i].place = -1
	return i
}
