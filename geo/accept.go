package geo

import (
	"fmt"

	"github.com/paulmach/orb"
)

// Accept gives a geometry that people or programs send as it is kept, or says what is wrong
// with it: it has no more than the limits of SizeOf, is cut at the antimeridian where it goes on
// beyond longitude 180 or jumps over it, is valid, and none of its rings cross. It may change
// its argument.
func Accept(g orb.Geometry) (orb.Geometry, error) {
	if err := SizeOf(g).Check(); err != nil {
		return nil, err
	}
	g, err := CutShape(g)
	if err != nil {
		return nil, err
	}
	if err := Validate(g); err != nil {
		return nil, err
	}
	return Wound(g), ValidateSimple(g)
}

// Mend gives a geometry of a file as it is kept, and says what had to be done: spikes and rings
// that enclose nothing are left out, a ring that crosses itself is divided where it does, and
// what has more than MaxPositions is thinned to them. What it cannot mend without guessing is
// an error. The geometry must be valid; it may be changed.
func Mend(g orb.Geometry) (mended orb.Geometry, notes []string, err error) {
	size := SizeOf(g)
	if err := size.checkParts(); err != nil {
		return nil, nil, err
	}
	if size.Positions > MaxReadPositions {
		return nil, nil, fmt.Errorf("has %s positions; more than %s are not thinned: simplify it first",
			Thousands(size.Positions), Thousands(MaxReadPositions))
	}
	m := mending{}
	if mended, err = m.of(g); err != nil {
		return nil, nil, err
	}
	if mended == nil {
		return nil, nil, errFlat
	}
	m.tell()
	if size := SizeOf(mended).Positions; size > MaxPositions {
		thin, moved, ok := ThinTo(mended, MaxPositions)
		if !ok {
			return nil, nil, fmt.Errorf("has %s positions and cannot be thinned to %s: simplify it first, or divide it among several incidents",
				Thousands(size), Thousands(MaxPositions))
		}
		m.notes = append(m.notes, fmt.Sprintf("%s corners; kept %s, none moved further than %s",
			Thousands(size), Thousands(SizeOf(thin).Positions), metres(moved)))
		mended = thin
	}
	return mended, m.notes, nil
}

// Wound turns outer rings counterclockwise and holes clockwise (RFC 7946, section 3.1.6), in
// place, and gives the geometry.
func Wound(g orb.Geometry) orb.Geometry {
	eachPart(g, func([]orb.Point) {}, func(orb.LineString) {}, func(p orb.Polygon) {
		for i, r := range p {
			orient(r, i > 0)
		}
	})
	return g
}

// metres writes a distance for people, never less than it is.
func metres(m float64) string {
	switch {
	case m < 1:
		return "1 m"
	case m < 1000:
		return fmt.Sprintf("%.0f m", m+0.5)
	}
	return fmt.Sprintf("%.1f km", m/1000+0.05)
}
