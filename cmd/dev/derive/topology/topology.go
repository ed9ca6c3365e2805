// Package topology simplifies polygons that share borders so that they still share them,
// and joins neighbours into larger areas.
//
// The rings of all areas are cut into arcs where borders meet or part. Neighbours hold
// the same arc, so that an arc is simplified once for all of them; an area joined of
// others is what remains when the arcs between them are left out. This is the way of
// TopoJSON (https://bost.ocks.org/mike/topology/).
//
// Goals: neighbours without gaps or overlaps, results that are valid by the OGC's rules
// where the source was, the same result at every run.
//
// Non-goals: mending sources whose borders cross or do not quite meet.
package topology

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// vertex is a point in whole units, so that equal points are equal and the side of a
// line on which a point lies is exact.
type vertex struct{ x, y int32 }

// arcRef is the index of an arc, or its complement if it is walked backwards.
type arcRef int32

func (r arcRef) index() int {
	if r < 0 {
		return int(^r)
	}
	return int(r)
}

// Topology holds areas as rings of arcs.
type Topology struct {
	scale float64
	arcs  [][]vertex
	areas [][][]arcRef
}

// Build makes a topology of areas given in degrees, with coordinates rounded to so many
// decimals. Areas are known by their place in the argument. Rings that rounding leaves
// without an area are dropped.
func Build(areas []orb.MultiPolygon, decimals int) *Topology {
	t := &Topology{scale: math.Pow(10, float64(decimals)), areas: make([][][]arcRef, len(areas))}
	rings := make([][][]vertex, len(areas))
	for i, area := range areas {
		for _, polygon := range area {
			for k, ring := range polygon {
				if r := t.round(ring, k > 0); r != nil {
					rings[i] = append(rings[i], r)
				}
			}
		}
	}
	meets := junctions(rings)
	known := map[[4]vertex]arcRef{}
	for i := range rings {
		for _, r := range rings[i] {
			t.areas[i] = append(t.areas[i], t.split(r, meets, known))
		}
	}
	return t
}

// round gives the ring without its last point, with the area on its left, or nil if no
// area is left.
func (t *Topology) round(ring orb.Ring, hole bool) []vertex {
	var r []vertex
	for _, p := range ring {
		r = append(r, t.vertex(p))
	}
	r = withoutSpikes(r)
	area := twiceArea(r)
	if area == 0 {
		return nil
	}
	if (area < 0) != hole {
		slices.Reverse(r)
	}
	return r
}

// withoutSpikes drops repeated points and out-and-back lines from an open ring.
func withoutSpikes(ring []vertex) []vertex {
	var r []vertex
	push := func(v vertex) {
		for {
			n := len(r)
			switch {
			case n > 0 && r[n-1] == v:
				return
			case n > 1 && r[n-2] == v:
				r = r[:n-1]
				continue
			}
			r = append(r, v)
			return
		}
	}
	for _, v := range ring {
		push(v)
	}
	for len(r) > 2 {
		n := len(r)
		switch {
		case r[0] == r[n-1]:
			r = r[:n-1]
		case r[1] == r[n-1]:
			r = r[1:]
		case r[0] == r[n-2]:
			r = r[:n-1]
		default:
			return r
		}
	}
	return nil
}

func twiceArea(r []vertex) int64 {
	var sum int64
	for i, v := range r {
		w := r[(i+1)%len(r)]
		sum += int64(v.x)*int64(w.y) - int64(w.x)*int64(v.y)
	}
	return sum
}

// junctions finds the vertices at which an arc has to end: those that do not have the
// same two neighbours in every ring that visits them.
func junctions(areas [][][]vertex) map[vertex]bool {
	neighbours := map[vertex][2]vertex{}
	meets := map[vertex]bool{}
	for _, rings := range areas {
		for _, r := range rings {
			for i, v := range r {
				a, b := r[(i+len(r)-1)%len(r)], r[(i+1)%len(r)]
				if less(b, a) {
					a, b = b, a
				}
				seen, ok := neighbours[v]
				if !ok {
					neighbours[v] = [2]vertex{a, b}
				} else if seen != [2]vertex{a, b} {
					meets[v] = true
				}
			}
		}
	}
	return meets
}

func less(a, b vertex) bool { return a.x < b.x || a.x == b.x && a.y < b.y }

// split cuts a ring at its junctions and gives its arcs, new or known. A ring without a
// junction is one arc that begins at its least vertex, however it was given.
func (t *Topology) split(r []vertex, meets map[vertex]bool, known map[[4]vertex]arcRef) []arcRef {
	start := slices.IndexFunc(r, func(v vertex) bool { return meets[v] })
	if start < 0 {
		start = 0
		for i, v := range r {
			if less(v, r[start]) {
				start = i
			}
		}
	}
	closed := append(slices.Clone(r[start:]), r[:start+1]...)
	var refs []arcRef
	from := 0
	for i := 1; i < len(closed); i++ {
		if meets[closed[i]] || i == len(closed)-1 {
			refs = append(refs, t.arc(closed[from:i+1], known))
			from = i
		}
	}
	return refs
}

// arc finds the arc among the known or adds it. Its first two and last two vertices name
// it, because the inner ones of these belong to one arc only.
func (t *Topology) arc(vs []vertex, known map[[4]vertex]arcRef) arcRef {
	n := len(vs)
	name := [4]vertex{vs[0], vs[1], vs[n-2], vs[n-1]}
	if ref, ok := known[name]; ok {
		return ref
	}
	ref := arcRef(len(t.arcs))
	t.arcs = append(t.arcs, slices.Clone(vs))
	known[name] = ref
	known[[4]vertex{name[3], name[2], name[1], name[0]}] = ^ref
	return ref
}

func (t *Topology) vertex(p orb.Point) vertex {
	return vertex{int32(math.Round(p[0] * t.scale)), int32(math.Round(p[1] * t.scale))}
}

func (t *Topology) point(v vertex) orb.Point {
	return orb.Point{float64(v.x) / t.scale, float64(v.y) / t.scale}
}
