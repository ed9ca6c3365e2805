package geo

import (
	"errors"
	"fmt"
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// Furthest is how far a longitude may lie from Greenwich to be turned back into the world:
// files that count from 0 to 360, or go on beyond the antimeridian.
const Furthest = 540

// ValidateBeyond is Validate for a position as files have it, whose longitude may go on beyond
// the antimeridian as far as Furthest.
func ValidateBeyond(p orb.Point) error {
	if math.Abs(p[0]) > 180 && math.Abs(p[0]) <= Furthest {
		return validPosition(orb.Point{0, p[1]})
	}
	return validPosition(p)
}

// CutShape is CutCrossing for what people and programs send: points must lie in the world, and
// where it is not sure which way round is meant it gives an error.
func CutShape(g orb.Geometry) (orb.Geometry, error) {
	switch g := g.(type) {
	case nil, orb.Point, orb.MultiPoint:
		return g, nil
	case orb.Collection:
		for i, m := range g {
			cut, err := CutShape(m)
			if err != nil {
				return nil, err
			}
			g[i] = cut
		}
		return g, nil
	}
	cut, across, err := CutCrossing(g)
	return cut, errors.Join(err, across.Unsure)
}

// Across says what CutCrossing did.
type Across struct {
	Wrapped bool // points beyond longitude 180 were turned back into the world
	Cut     bool // lines or areas were cut at longitude 180
	// Unsure is set where neighbouring positions are nearly as far apart one way round the
	// world as the other, and says which; they were taken to be joined by the shorter way.
	Unsure error
}

// sureStep is how long a step between neighbours is, in degrees of longitude, that surely means
// the shorter way round: the longer would go around three quarters of the world.
const sureStep = 270

// mostCuts is how often a line or ring that is cut may cross the antimeridian.
const mostCuts = 1000

// CutCrossing turns points beyond longitude 180 back into the world, and cuts lines and areas at
// the antimeridian (RFC 7946, section 3.1.9) if they go on beyond it, if they jump from one side
// of the world to the other, or if a ring goes around a pole. Others stay as they are, those
// too that only begin and end on it. It may change its argument. It gives an error where the
// geometry goes around the world more than twice, or around it without saying which pole is
// inside.
func CutCrossing(g orb.Geometry) (orb.Geometry, Across, error) {
	var a Across
	g, err := a.cut(g)
	return g, a, err
}

func (a *Across) cut(g orb.Geometry) (orb.Geometry, error) {
	switch g := g.(type) {
	case orb.Point:
		return a.turned(g), nil
	case orb.MultiPoint:
		for i, p := range g {
			g[i] = a.turned(p)
		}
		return g, nil
	case orb.Collection:
		for i, m := range g {
			cut, err := a.cut(m)
			if err != nil {
				return nil, err
			}
			g[i] = cut
		}
		return g, nil
	}
	crosses, err := a.crosses(g)
	if !crosses || err != nil {
		return g, err
	}
	cut := Cut(g)
	if SizeOf(cut).Positions == 0 {
		return nil, errors.New("nothing is left of it when it is cut at the antimeridian")
	}
	a.Cut = true
	return cut, nil
}

func (a *Across) turned(p orb.Point) orb.Point {
	if math.Abs(p[0]) > 180 {
		a.Wrapped = true
		p[0] = math.Remainder(p[0], 360)
	}
	return p
}

// crosses reports whether a line or area leaves the world or jumps from one end of it to the
// other.
func (a *Across) crosses(g orb.Geometry) (bool, error) {
	crosses := false
	var failed error
	look := func(path []orb.Point, ring bool) {
		does, err := a.pathCrosses(path, ring)
		crosses, failed = crosses || does, errors.Join(failed, err)
	}
	eachPart(g, func([]orb.Point) {}, func(l orb.LineString) { look(l, false) }, func(p orb.Polygon) {
		for _, r := range p {
			look(r, true)
		}
	})
	return crosses, failed
}

func (a *Across) pathCrosses(path []orb.Point, ring bool) (bool, error) {
	if len(path) == 0 {
		return false, nil
	}
	for i, p := range path {
		if err := ValidateBeyond(p); err != nil {
			return false, fmt.Errorf("position %d: %w", i+1, err)
		}
	}
	crosses := math.Abs(path[0][0]) > 180
	lon := path[0][0]
	low, high, cuts := lon, lon, 0
	for i := 1; i < len(path); i++ {
		from, to := path[i-1][0], path[i][0]
		step := math.Abs(to - from)
		atEdges := math.Abs(from) == 180 && math.Abs(to) == 180
		crosses = crosses || math.Abs(to) > 180
		if step > 180 && !atEdges {
			crosses = true
			if step <= sureStep && a.Unsure == nil {
				a.Unsure = fmt.Errorf("goes from longitude %g to %g, which is nearly as far one way round the world as the other; "+
					"put a position between them, or go on beyond 180 degrees", from, to)
			}
		}
		before := math.Floor((lon + 180) / 360)
		if lon += math.Remainder(to-from, 360); before != math.Floor((lon+180)/360) {
			cuts++
		}
		low, high = min(low, lon), max(high, lon)
	}
	if high-low > 2*Furthest {
		return false, errors.New("it winds around the world more than twice")
	}
	if crosses && cuts > mostCuts {
		return false, fmt.Errorf("it crosses the antimeridian %s times; more than %s are not cut", Thousands(cuts), Thousands(mostCuts))
	}
	around := ring && math.Abs(lon-path[0][0]) > 180
	// A ring along the edges of the map is what it is drawn as, unless that encloses nothing.
	if !around || !crosses && planar.Area(orb.Ring(path)) != 0 {
		return crosses, nil
	}
	const polar = 45 // degrees
	if b := orb.Ring(path).Bound(); math.Abs(b.Center()[1]) < polar {
		return false, errors.New("a ring goes around the world and does not say which pole is inside; lead it along longitude 180 to that pole and back")
	}
	return true, nil
}
