package intake

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// extentSize bounds the positions that an extent remembers.
const extentSize = 4096

// extent finds where most positions of a file lie: every n-th is remembered, n growing
// with the file.
type extent struct {
	points     []orb.Point
	seen, step int
}

func (e *extent) add(p orb.Point) {
	if e.step == 0 {
		e.step = 1
	}
	if e.seen%e.step == 0 {
		if len(e.points) >= extentSize {
			e.points = everySecond(e.points)
			e.step *= 2
		}
		if e.seen%e.step == 0 {
			e.points = append(e.points, p)
		}
	}
	e.seen++
}

func everySecond(v []orb.Point) []orb.Point {
	n := 0
	for i := 0; i < len(v); i += 2 {
		v[n] = v[i]
		n++
	}
	return v[:n]
}

const (
	// leastPoints is how many positions say where a file's rows lie, and mostOf the share of all that do.
	leastPoints = 6
	mostOf      = 0.8
	// nearLon and nearLat are how far from the middle, in degrees, a region reaches.
	nearLon, nearLat = 30, 20
)

// core is the box that holds all but a twentieth on each side of the positions that lie around the middle of all. It is of
// use only where these are most: false for few positions and for files of the whole world.
func (e *extent) core() (orb.Bound, bool) {
	near := e.aroundMiddle()
	if len(near) < leastPoints || float64(len(near)) < mostOf*float64(len(e.points)) {
		return orb.Bound{}, false
	}
	var b orb.Bound
	for axis := range 2 {
		values := sorted(near, axis)
		cut := len(values) / 20
		b.Min[axis], b.Max[axis] = values[cut], values[len(values)-1-cut]
	}
	return b, b.Max[0]-b.Min[0] <= 2*nearLon && b.Max[1]-b.Min[1] <= 2*nearLat
}

// aroundMiddle gives the positions around the median of all: some that are written wrongly do not move it.
func (e *extent) aroundMiddle() []orb.Point {
	if len(e.points) < leastPoints {
		return nil
	}
	middle := orb.Point{sorted(e.points, 0)[len(e.points)/2], sorted(e.points, 1)[len(e.points)/2]}
	var near []orb.Point
	for _, p := range e.points {
		if math.Abs(p[0]-middle[0]) <= nearLon && math.Abs(p[1]-middle[1]) <= nearLat {
			near = append(near, p)
		}
	}
	return near
}

func sorted(points []orb.Point, axis int) []float64 {
	values := make([]float64, len(points))
	for i, p := range points {
		values[i] = p[axis]
	}
	slices.Sort(values)
	return values
}

// mistake is a way in which positions get written wrongly.
type mistake struct {
	why  string
	mend func(orb.Point) orb.Point
}

var mistakes = [...]mistake{
	{"latitude and longitude seem to be exchanged", func(p orb.Point) orb.Point { return orb.Point{p[1], p[0]} }},
	{"the sign of the longitude seems to be wrong", func(p orb.Point) orb.Point { return orb.Point{-p[0], p[1]} }},
	{"the sign of the latitude seems to be wrong", func(p orb.Point) orb.Point { return orb.Point{p[0], -p[1]} }},
}

// mistaken tells, for each mistake, whether a position far outside of the core may be
// taken for one: when it would explain at least half of all that lie there. In files of
// the whole world, which have a core too, it explains few.
func (e *extent) mistaken(core orb.Bound) (explains [len(mistakes)]bool) {
	wide := around(core)
	outside, explained := 0, [len(mistakes)]int{}
	for _, p := range e.points {
		if wide.Contains(p) {
			continue
		}
		outside++
		for i, m := range mistakes {
			if core.Contains(m.mend(p)) {
				explained[i]++
			}
		}
	}
	for i, n := range explained {
		explains[i] = 2*n >= outside
	}
	return explains
}

// around widens a box by half its size, and by a degree at least.
func around(b orb.Bound) orb.Bound {
	return orb.Bound{
		Min: orb.Point{b.Min[0] - margin(b, 0), b.Min[1] - margin(b, 1)},
		Max: orb.Point{b.Max[0] + margin(b, 0), b.Max[1] + margin(b, 1)},
	}
}

func margin(b orb.Bound, axis int) float64 { return math.Max(1, (b.Max[axis]-b.Min[axis])/2) }
