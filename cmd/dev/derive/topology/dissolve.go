package topology

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// Dissolve joins areas into one: outer rings counterclockwise, holes clockwise, the
// largest polygon first. The result is empty if simplifying left nothing.
func (t *Topology) Dissolve(areas ...int) orb.MultiPolygon {
	var outer, holes []orb.Ring
	for _, loop := range t.loops(t.outline(areas)) {
		loop = withoutSpikes(loop)
		area := twiceArea(loop)
		if area == 0 {
			continue
		}
		ring := make(orb.Ring, 0, len(loop)+1)
		for _, v := range loop {
			ring = append(ring, t.point(v))
		}
		ring = append(ring, ring[0])
		if area > 0 {
			outer = append(outer, ring)
		} else {
			holes = append(holes, ring)
		}
	}
	return assemble(outer, holes)
}

// outline lists the arcs of the areas that have none of the areas on their other side.
func (t *Topology) outline(areas []int) []arcRef {
	used := map[arcRef]bool{}
	var refs []arcRef
	for _, a := range areas {
		for _, ring := range t.areas[a] {
			for _, ref := range ring {
				if !used[ref] {
					used[ref] = true
					refs = append(refs, ref)
				}
			}
		}
	}
	return slices.DeleteFunc(refs, func(ref arcRef) bool { return used[^ref] })
}

func (t *Topology) walk(ref arcRef) []vertex {
	vs := t.arcs[ref.index()]
	if ref < 0 {
		vs = slices.Clone(vs)
		slices.Reverse(vs)
	}
	return vs
}

// loops joins arcs end to end into rings without their last points. Where several arcs
// go on, the one furthest to the left is taken, so that rings touch but never cross; a
// ring that comes back to a vertex is cut off there.
func (t *Topology) loops(refs []arcRef) [][]vertex {
	leaving := map[vertex][]arcRef{}
	for _, ref := range refs {
		from := t.start(ref)
		leaving[from] = append(leaving[from], ref)
	}
	var all [][]vertex
	for _, first := range refs {
		path := t.follow(nil, leaving, first)
		for len(path) > 0 {
			last := t.walk(path[len(path)-1])
			end := last[len(last)-1]
			if i := slices.IndexFunc(path, func(r arcRef) bool { return t.start(r) == end }); i >= 0 {
				all = append(all, t.join(path[i:]))
				path = path[:i]
				continue
			}
			next, ok := t.leftmost(leaving[end], last[len(last)-2], end)
			if !ok {
				break
			}
			path = t.follow(path, leaving, next)
		}
	}
	return all
}

// follow takes the arc from those that leave its start, unless it is taken already, and
// appends it to the path.
func (t *Topology) follow(path []arcRef, leaving map[vertex][]arcRef, ref arcRef) []arcRef {
	at := t.start(ref)
	i := slices.Index(leaving[at], ref)
	if i < 0 {
		return path
	}
	leaving[at] = slices.Delete(leaving[at], i, i+1)
	return append(path, ref)
}

func (t *Topology) start(ref arcRef) vertex {
	vs := t.arcs[ref.index()]
	if ref < 0 {
		return vs[len(vs)-1]
	}
	return vs[0]
}

func (t *Topology) join(path []arcRef) []vertex {
	var loop []vertex
	for _, ref := range path {
		vs := t.walk(ref)
		loop = append(loop, vs[:len(vs)-1]...)
	}
	return loop
}

func assemble(outer, holes []orb.Ring) orb.MultiPolygon {
	slices.SortStableFunc(outer, func(a, b orb.Ring) int { return cmp.Compare(planar.Area(b), planar.Area(a)) })
	all := make(orb.MultiPolygon, len(outer))
	bounds := make([]orb.Bound, len(outer))
	for i, r := range outer {
		all[i] = orb.Polygon{r}
		bounds[i] = r.Bound()
	}
	for _, h := range holes {
		inside := orb.Point{(h[0][0] + h[1][0]) / 2, (h[0][1] + h[1][1]) / 2}
		for i := len(outer) - 1; i >= 0; i-- {
			if bounds[i].Contains(inside) && planar.RingContains(outer[i], inside) {
				all[i] = append(all[i], h)
				break
			}
		}
	}
	return all
}

// leftmost picks the arc that turns most to the left for someone who comes from before.
func (t *Topology) leftmost(refs []arcRef, before, at vertex) (arcRef, bool) {
	best, found, least := arcRef(0), false, math.Inf(1)
	back := math.Atan2(float64(before.y-at.y), float64(before.x-at.x))
	for _, ref := range refs {
		to := t.walk(ref)[1]
		// Clockwise from behind: left, then ahead, then right.
		turn := back - math.Atan2(float64(to.y-at.y), float64(to.x-at.x))
		for turn <= 0 {
			turn += 2 * math.Pi
		}
		if turn < least {
			best, found, least = ref, true, turn
		}
	}
	return best, found
}
