package geo

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/paulmach/orb"
)

// Crossing is a place where the rings of a polygon cross or run along each other or
// themselves.
type Crossing struct {
	At orb.Point
	// Along tells that two edges share a stretch and not one point.
	Along bool
	// Rings are the numbers of the two rings, from 0; equal for one that crosses itself.
	Rings [2]int
}

// Error says where, in degrees, longitude first.
func (c *Crossing) Error() string {
	verb := "crosses"
	if c.Along {
		verb = "runs along"
	}
	at := fmt.Sprintf("near longitude %.6g, latitude %.6g", c.At[0], c.At[1])
	if c.Rings[0] == c.Rings[1] {
		return fmt.Sprintf("ring %d %s itself %s", c.Rings[0]+1, verb, at)
	}
	return fmt.Sprintf("ring %d %s ring %d %s", c.Rings[0]+1, verb, c.Rings[1]+1, at)
}

// FindCrossing gives a place at which the rings of the polygon cross, nil when they do not.
// That they touch in single points is no crossing. It sweeps over the edges once (Shamos and
// Hoey, 1976), in about n log n steps, and is exact.
func FindCrossing(p orb.Polygon) *Crossing {
	s := newSweep(p)
	for _, e := range s.events {
		if c := s.step(e); c != nil {
			return c
		}
	}
	return s.crossingPasses()
}

// sweep goes over the plane from west to east.
type sweep struct {
	rings  orb.Polygon
	edges  []sweepEdge
	events []event
	active status
	busy   map[orb.Point]bool // through which rings pass more than once
	passes []pass
}

// sweepEdge is an edge with its western end first, or the southern one of an upright edge.
type sweepEdge struct {
	a, b    orb.Point
	ring    int32
	swapped bool // the ring goes from b to a
}

type event struct {
	at   orb.Point
	edge int32
	ends bool
}

// pass is how a ring goes through a point: from one point to another.
type pass struct {
	at, from, to orb.Point
	ring         int32
}

func newSweep(p orb.Polygon) *sweep {
	s := &sweep{rings: p, busy: map[orb.Point]bool{}}
	n := SizeOf(p).Positions
	s.edges, s.events = make([]sweepEdge, 0, n), make([]event, 0, 2*n)
	for i, r := range p {
		for k := 1; k < len(r); k++ {
			if r[k] != r[k-1] {
				s.edge(r[k-1], r[k], i)
			}
		}
	}
	slices.SortFunc(s.events, func(e, f event) int {
		switch {
		case e.at != f.at:
			return order(e.at, f.at)
		case e.ends != f.ends && e.ends:
			return -1
		case e.ends != f.ends:
			return 1
		}
		return int(e.edge - f.edge)
	})
	for i := 2; i < len(s.events); i++ {
		if s.events[i].at == s.events[i-2].at { // a ring that passes once has two ends there
			s.busy[s.events[i].at] = true
		}
	}
	s.active.edges = s.edges
	return s
}

func (s *sweep) edge(from, to orb.Point, ring int) {
	e := sweepEdge{from, to, int32(ring), false}
	if order(from, to) > 0 {
		e = sweepEdge{to, from, int32(ring), true}
	}
	n := int32(len(s.edges))
	s.edges = append(s.edges, e)
	s.events = append(s.events, event{e.a, n, false}, event{e.b, n, true})
}

func (e *sweepEdge) start() orb.Point {
	if e.swapped {
		return e.b
	}
	return e.a
}

func (e *sweepEdge) end() orb.Point {
	if e.swapped {
		return e.a
	}
	return e.b
}

// order is from west to east, and upright from south to north.
func order(p, q orb.Point) int {
	if c := cmp.Compare(p[0], q[0]); c != 0 {
		return c
	}
	return cmp.Compare(p[1], q[1])
}

// step takes an edge in or out, and looks at those that come to lie beside each other.
func (s *sweep) step(e event) *Crossing {
	if e.ends {
		below, above := s.active.remove(e.edge)
		return s.look(below, above)
	}
	below, above := s.active.insert(e.edge)
	if c := s.look(below, e.edge); c != nil {
		return c
	}
	return s.look(e.edge, above)
}

// look holds two neighbours against each other, of which one may not be there. Where one ends
// on the other, that one passes through the point too.
func (s *sweep) look(i, k int32) *Crossing {
	if i < 0 || k < 0 {
		return nil
	}
	e, f := &s.edges[i], &s.edges[k]
	fa, fb := Side(e.a, e.b, f.a), Side(e.a, e.b, f.b)
	ea, eb := Side(f.a, f.b, e.a), Side(f.a, f.b, e.b)
	if fa == 0 && fb == 0 {
		from, to := e.a, e.b
		if order(f.a, from) > 0 {
			from = f.a
		}
		if order(f.b, to) < 0 {
			to = f.b
		}
		if order(from, to) < 0 {
			return &Crossing{from, true, [2]int{int(min(e.ring, f.ring)), int(max(e.ring, f.ring))}}
		}
		return nil
	}
	if fa*fb < 0 && ea*eb < 0 {
		return &Crossing{meeting(e, f), false, [2]int{int(min(e.ring, f.ring)), int(max(e.ring, f.ring))}}
	}
	s.touch(e, f.a, fa == 0 && ea*eb < 0)
	s.touch(e, f.b, fb == 0 && ea*eb < 0)
	s.touch(f, e.a, ea == 0 && fa*fb < 0)
	s.touch(f, e.b, eb == 0 && fa*fb < 0)
	return nil
}

// touch notes that an edge passes through a point between its ends.
func (s *sweep) touch(e *sweepEdge, at orb.Point, does bool) {
	if does {
		s.busy[at] = true
		s.passes = append(s.passes, pass{at, e.start(), e.end(), e.ring})
	}
}

// meeting is about where two edges cross.
func meeting(e, f *sweepEdge) orb.Point {
	dx, dy := e.b[0]-e.a[0], e.b[1]-e.a[1]
	fx, fy := f.b[0]-f.a[0], f.b[1]-f.a[1]
	t := ((f.a[0]-e.a[0])*fy - (f.a[1]-e.a[1])*fx) / (dx*fy - dy*fx)
	return orb.Point{e.a[0] + t*dx, e.a[1] + t*dy}
}

// crossingPasses finds a point at which rings that pass through it several times cross there:
// seen from the point, the ways of two passes then lie by turns.
func (s *sweep) crossingPasses() *Crossing {
	if len(s.busy) == 0 {
		return nil
	}
	for i, r := range s.rings {
		s.passesOf(slices.Compact(slices.Clone(r)), int32(i))
	}
	slices.SortFunc(s.passes, func(p, q pass) int {
		return cmp.Or(order(p.at, q.at), cmp.Compare(p.ring, q.ring), order(p.from, q.from), order(p.to, q.to))
	})
	s.passes = slices.Compact(s.passes) // a touch is seen from both sides
	for from := 0; from < len(s.passes); {
		to := from + 1
		for to < len(s.passes) && s.passes[to].at == s.passes[from].at {
			to++
		}
		if c := interleaved(s.passes[from:to]); c != nil {
			return c
		}
		from = to
	}
	return nil
}

// passesOf notes how a ring without repeats goes through busy points.
func (s *sweep) passesOf(r orb.Ring, ring int32) {
	n := len(r) - 1
	for i := range max(n, 0) {
		if s.busy[r[i]] {
			s.passes = append(s.passes, pass{r[i], r[(i+n-1)%n], r[i+1], ring})
		}
	}
}

// interleaved finds two passes through one point that cross. The ways out of the point are put
// in order around it; those of passes that do not cross are then like pairs of brackets.
func interleaved(passes []pass) *Crossing {
	if len(passes) < 2 {
		return nil
	}
	type way struct {
		to   orb.Point
		pass int
	}
	at := passes[0].at
	var ways []way
	for i, p := range passes {
		ways = append(ways, way{p.from, i}, way{p.to, i})
	}
	slices.SortStableFunc(ways, func(v, w way) int { return aroundFrom(at, v.to, w.to) })
	for i := 1; i < len(ways); i++ {
		if v, w := ways[i-1], ways[i]; aroundFrom(at, v.to, w.to) == 0 {
			return crossingOf(at, true, passes[v.pass], passes[w.pass])
		}
	}
	var open []int
	opened := make([]bool, len(passes))
	for _, w := range ways {
		switch n := len(open); {
		case !opened[w.pass]:
			opened[w.pass] = true
			open = append(open, w.pass)
		case open[n-1] == w.pass:
			open = open[:n-1]
		default:
			return crossingOf(at, false, passes[w.pass], passes[open[n-1]])
		}
	}
	return nil
}

func crossingOf(at orb.Point, along bool, p, q pass) *Crossing {
	return &Crossing{at, along, [2]int{int(min(p.ring, q.ring)), int(max(p.ring, q.ring))}}
}

// aroundFrom puts the ways from a point to two others in order around it, counterclockwise
// from the west; those in one direction are equal.
func aroundFrom(at, v, w orb.Point) int {
	if c := cmp.Compare(half(at, v), half(at, w)); c != 0 {
		return c
	}
	return -Side(at, v, w)
}

func half(at, to orb.Point) int {
	if order(at, to) < 0 { // east, or straight north
		return 1
	}
	return 0
}

// errNoRing is of what has no outer ring to look at.
var errNoRing = errors.New("has no outer ring")

// ValidateSimple reports the first place where rings of the geometry's polygons cross, or an
// area without any extent, with what to do.
func ValidateSimple(g orb.Geometry) error {
	var found error
	number := 0
	eachPart(g, func([]orb.Point) {}, func(orb.LineString) {}, func(p orb.Polygon) {
		number++
		if found != nil {
			return
		}
		err := validSimple(p)
		if err != nil && number > 1 {
			err = fmt.Errorf("polygon %d: %w", number, err)
		}
		found = err
	})
	return found
}

func validSimple(p orb.Polygon) error {
	if len(p) == 0 {
		return errNoRing
	}
	for i, r := range p {
		if flat(r) {
			return fmt.Errorf("ring %d encloses nothing: all its positions lie on one line; draw a line instead, or leave it out", i+1)
		}
	}
	if c := FindCrossing(p); c != nil {
		return fmt.Errorf("%w; draw it so that it touches itself at most in single points, or divide it there", c)
	}
	return nil
}

// flat reports whether all positions of a ring lie on one line.
func flat(r orb.Ring) bool {
	for i := 1; i < len(r); i++ {
		if r[i] == r[0] {
			continue
		}
		for _, q := range r[i+1:] {
			if Side(r[0], r[i], q) != 0 {
				return false
			}
		}
		return true
	}
	return true
}
