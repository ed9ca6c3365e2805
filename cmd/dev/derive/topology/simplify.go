package topology

import (
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/simplify"
)

// rounds is how often borders that came to cross are drawn again with half the tolerance
// before they are taken as they were.
const rounds = 8

// Simplified gives the same areas with arcs that differ from these by at most so many
// degrees (Douglas and Peucker, 1973). Where that would make borders cross or touch, both
// are kept nearer to what they were. Simplifying starts from the arcs of t, which stays
// as it is.
func (t *Topology) Simplified(tolerance float64) *Topology {
	out := &Topology{scale: t.scale, areas: t.areas, arcs: make([][]vertex, len(t.arcs))}
	level := make([]int, len(t.arcs))
	for i := range t.arcs {
		out.arcs[i] = t.simplifiedArc(i, tolerance)
	}
	for range rounds + 1 {
		bad := crossing(out.arcs)
		again := false
		for _, i := range bad {
			if level[i] > rounds {
				continue
			}
			again = true
			level[i]++
			if level[i] > rounds {
				out.arcs[i] = t.arcs[i]
				continue
			}
			out.arcs[i] = t.simplifiedArc(i, tolerance/float64(int(1)<<level[i]))
		}
		if !again {
			break
		}
	}
	return out
}

func (t *Topology) simplifiedArc(i int, tolerance float64) []vertex {
	vs := t.arcs[i]
	n := len(vs)
	if n < 3 {
		return vs
	}
	if vs[0] != vs[n-1] {
		return simplifyLine(vs, tolerance*t.scale)
	}
	// A closed arc has no chord to measure from: halve it at its furthest vertex.
	far, furthest := 0, int64(-1)
	for k, v := range vs {
		dx, dy := int64(v.x-vs[0].x), int64(v.y-vs[0].y)
		if d := dx*dx + dy*dy; d > furthest {
			far, furthest = k, d
		}
	}
	out := simplifyLine(vs[:far+1], tolerance*t.scale)
	return append(out, simplifyLine(vs[far:], tolerance*t.scale)[1:]...)
}

func simplifyLine(vs []vertex, tolerance float64) []vertex {
	line := make(orb.LineString, len(vs))
	for i, v := range vs {
		line[i] = orb.Point{float64(v.x), float64(v.y)}
	}
	line = simplify.DouglasPeucker(tolerance).LineString(line)
	out := make([]vertex, len(line))
	for i, p := range line {
		out[i] = vertex{int32(p[0]), int32(p[1])}
	}
	return out
}

// Valid reports whether the rings of an area that t gave neither cross nor share a line.
func (t *Topology) Valid(area orb.MultiPolygon) bool {
	var rings [][]vertex
	for _, polygon := range area {
		for _, ring := range polygon {
			var vs []vertex
			for _, p := range ring {
				vs = append(vs, t.vertex(p))
			}
			rings = append(rings, vs)
		}
	}
	return len(crossing(rings)) == 0
}

// segment is one straight piece of an arc.
type segment struct {
	a, b vertex
	arc  int32
}

// crossing lists the arcs that meet another arc, or themselves, elsewhere than at a
// common end of two segments.
func crossing(arcs [][]vertex) []int {
	cells := map[vertex][]segment{}
	size := gridSize(arcs)
	for i, arc := range arcs {
		for k := 1; k < len(arc); k++ {
			s := segment{arc[k-1], arc[k], int32(i)}
			for x := min(s.a.x, s.b.x) / size; x <= max(s.a.x, s.b.x)/size; x++ {
				for y := min(s.a.y, s.b.y) / size; y <= max(s.a.y, s.b.y)/size; y++ {
					c := vertex{x, y}
					cells[c] = append(cells[c], s)
				}
			}
		}
	}
	found := map[int]bool{}
	for _, segments := range cells {
		for i, s := range segments {
			for _, u := range segments[:i] {
				if conflict(s, u) {
					found[int(s.arc)], found[int(u.arc)] = true, true
				}
			}
		}
	}
	var all []int
	for i := range found {
		all = append(all, i)
	}
	slices.Sort(all)
	return all
}

// gridSize makes the cells of the search about as large as the segments are long.
func gridSize(arcs [][]vertex) int32 {
	var sum, n int64
	for _, arc := range arcs {
		for k := 1; k < len(arc); k++ {
			sum += int64(abs(arc[k].x-arc[k-1].x)) + int64(abs(arc[k].y-arc[k-1].y))
			n++
		}
	}
	return int32(2*sum/max(n, 1)) + 1
}

func abs(v int32) int32 { return max(v, -v) }

// conflict reports whether two segments share more than one common end.
func conflict(s, u segment) bool {
	if max(s.a.x, s.b.x) < min(u.a.x, u.b.x) || max(u.a.x, u.b.x) < min(s.a.x, s.b.x) ||
		max(s.a.y, s.b.y) < min(u.a.y, u.b.y) || max(u.a.y, u.b.y) < min(s.a.y, s.b.y) {
		return false
	}
	switch {
	case s.a == u.a && s.b == u.b, s.a == u.b && s.b == u.a:
		return s.arc != u.arc // the two sides of a sliver; a spike of one arc is dropped later
	case s.a == u.a:
		return overlap(s.a, s.b, u.b)
	case s.a == u.b:
		return overlap(s.a, s.b, u.a)
	case s.b == u.a:
		return overlap(s.b, s.a, u.b)
	case s.b == u.b:
		return overlap(s.b, s.a, u.a)
	}
	return side(s.a, s.b, u.a)*side(s.a, s.b, u.b) <= 0 && side(u.a, u.b, s.a)*side(u.a, u.b, s.b) <= 0
}

// overlap reports whether two segments that leave o run along the same line.
func overlap(o, p, q vertex) bool {
	if side(o, p, q) != 0 {
		return false
	}
	dot := int64(p.x-o.x)*int64(q.x-o.x) + int64(p.y-o.y)*int64(q.y-o.y)
	return dot > 0
}

// side is 1 if p lies to the left of the line from a to b, -1 to the right, 0 on it.
func side(a, b, p vertex) int {
	cross := int64(b.x-a.x)*int64(p.y-a.y) - int64(b.y-a.y)*int64(p.x-a.x)
	switch {
	case cross > 0:
		return 1
	case cross < 0:
		return -1
	}
	return 0
}
