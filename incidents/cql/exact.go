package cql

import (
	"math"
	"math/big"
	"slices"

	"github.com/paulmach/orb"

	"incidentmap/geo"
)

// point is a position that may be where two edges cross. Such a position is a fraction,
// which floats hold only nearly.
type point struct {
	orb.Point             // the position, or the nearest there is in floats
	exact     *[2]big.Rat // nil when the floats are the position
}

func pointOf(x, y *big.Rat) point {
	p := point{exact: &[2]big.Rat{}}
	p.exact[0].Set(x)
	p.exact[1].Set(y)
	p.Point[0], _ = x.Float64()
	p.Point[1], _ = y.Float64()
	return p
}

// rat gives a coordinate as a fraction.
func (p point) rat(axis int) *big.Rat {
	if p.exact != nil {
		return &p.exact[axis]
	}
	return new(big.Rat).SetFloat64(p.Point[axis])
}

// compare compares a coordinate of p with that of q.
func (p point) compare(q point, axis int) int {
	d := p.Point[axis] - q.Point[axis]
	// In degrees, the nearest float is much nearer than this to the fraction.
	const farApart = 1e-9
	switch {
	case p.exact == nil && q.exact == nil || math.Abs(d) > farApart:
		return sign64(d)
	}
	return p.rat(axis).Cmp(q.rat(axis))
}

func sign64(d float64) int {
	switch {
	case d > 0:
		return 1
	case d < 0:
		return -1
	}
	return 0
}

func (p point) equal(q point) bool { return p.compare(q, 0) == 0 && p.compare(q, 1) == 0 }

// edge is a straight piece of a line or a ring.
type edge struct {
	a, b orb.Point
	path int // which line or ring of its geometry, counted as shape.paths does
}

// alike reports whether two edges on one line go the same way.
func (e edge) alike(f edge) bool {
	for axis := range 2 {
		if d := e.b[axis] - e.a[axis]; d != 0 {
			return (d > 0) == (f.b[axis] > f.a[axis])
		}
	}
	return true
}

// side is positive when p lies to the left of the edge, negative to its right and zero on
// the line through it. Of a fraction the sign is that of a determinant in floats when that is
// larger than their rounding can be, else of one in fractions.
func (e edge) side(p point) int {
	if p.exact == nil {
		return geo.Side(e.a, e.b, p.Point)
	}
	ax, ay := e.a[0]-p.Point[0], e.a[1]-p.Point[1]
	bx, by := e.b[0]-p.Point[0], e.b[1]-p.Point[1]
	left, right := ax*by, ay*bx
	const halfUnit = 3e-14 // of a coordinate in degrees, twice over
	rounding := 4e-16 * (math.Abs(left) + math.Abs(right))
	rounding += 2 * halfUnit * (math.Abs(ax) + math.Abs(ay) + math.Abs(bx) + math.Abs(by) + halfUnit)
	if d := left - right; math.Abs(d) > rounding {
		return sign64(d)
	}
	return e.exactSide(p)
}

func (e edge) exactSide(p point) int {
	minus := func(q orb.Point, axis int) *big.Rat {
		r := new(big.Rat).SetFloat64(q[axis])
		return r.Sub(r, p.rat(axis))
	}
	left := minus(e.a, 0)
	left.Mul(left, minus(e.b, 1))
	right := minus(e.a, 1)
	right.Mul(right, minus(e.b, 0))
	return left.Cmp(right)
}

// between reports whether p, which is on the line through the edge, is on the edge.
func (e edge) between(p point) bool {
	for axis := range 2 {
		lo, hi := e.a[axis], e.b[axis]
		if lo > hi {
			lo, hi = hi, lo
		}
		if p.compare(at64(axis, lo), axis) < 0 || p.compare(at64(axis, hi), axis) > 0 {
			return false
		}
	}
	return true
}

// at64 is a position of which only one coordinate counts.
func at64(axis int, v float64) point {
	var p point
	p.Point[axis] = v
	return p
}

func (e edge) holds(p point) bool { return e.side(p) == 0 && e.between(p) }

// apart reports quickly that two edges cannot meet.
func (e edge) apart(f edge) bool {
	for axis := range 2 {
		if max(e.a[axis], e.b[axis]) < min(f.a[axis], f.b[axis]) || max(f.a[axis], f.b[axis]) < min(e.a[axis], e.b[axis]) {
			return true
		}
	}
	return false
}

// meets reports whether two edges share a point.
func (e edge) meets(f edge) bool {
	if e.apart(f) {
		return false
	}
	return e.side(point{Point: f.a})*e.side(point{Point: f.b}) <= 0 &&
		f.side(point{Point: e.a})*f.side(point{Point: e.b}) <= 0
}

// contacts gives the points in which two edges meet: none, one, or the two ends of the
// piece they share.
func (e edge) contacts(f edge) []point {
	if !e.meets(f) {
		return nil
	}
	var all []point
	for _, c := range []struct {
		on  edge
		end orb.Point
	}{{e, f.a}, {e, f.b}, {f, e.a}, {f, e.b}} {
		p := point{Point: c.end}
		if c.on.holds(p) && !slices.ContainsFunc(all, p.equal) {
			all = append(all, p)
		}
	}
	if len(all) == 0 {
		all = append(all, e.crossing(f))
	}
	return all
}

// crossing gives the point in which two edges cross that are not parallel.
func (e edge) crossing(f edge) point {
	rat := func(v float64) *big.Rat { return new(big.Rat).SetFloat64(v) }
	minus := func(a, b float64) *big.Rat { return new(big.Rat).Sub(rat(a), rat(b)) }
	cross := func(ax, ay, bx, by *big.Rat) *big.Rat {
		l, r := new(big.Rat).Mul(ax, by), new(big.Rat).Mul(ay, bx)
		return l.Sub(l, r)
	}
	dx, dy := minus(e.b[0], e.a[0]), minus(e.b[1], e.a[1])
	fx, fy := minus(f.b[0], f.a[0]), minus(f.b[1], f.a[1])
	t := cross(minus(f.a[0], e.a[0]), minus(f.a[1], e.a[1]), fx, fy)
	t.Quo(t, cross(dx, dy, fx, fy))
	x := dx.Mul(dx, t)
	y := dy.Mul(dy, t)
	return pointOf(x.Add(x, rat(e.a[0])), y.Add(y, rat(e.a[1])))
}

// middle gives the point half way between two.
func middle(p, q point) point {
	half := big.NewRat(1, 2)
	var xy [2]*big.Rat
	for axis := range 2 {
		xy[axis] = new(big.Rat).Add(p.rat(axis), q.rat(axis))
		xy[axis].Mul(xy[axis], half)
	}
	return pointOf(xy[0], xy[1])
}
