package geo

import (
	"fmt"

	"github.com/paulmach/orb"
)

// Limits of a geometry, wherever one is taken in. They are far above what a map can show and
// far below what is slow to draw and to compare.
const (
	// MaxPositions is how many positions a geometry has; imports thin a larger one to it.
	MaxPositions = 50_000
	// MaxParts is how many lines, rings and members a geometry has, points of a MultiPoint
	// not counted.
	MaxParts = 10_000
	// MaxNesting is how deep collections lie in one another; 1 is one that holds none.
	MaxNesting = 4
	// MaxReadPositions is how many positions a geometry may have to be thinned at all.
	MaxReadPositions = 2_000_000
	// MaxMapPositions is how many positions are drawn of a geometry, on tiles and pictures.
	MaxMapPositions = 10_000
	// MaxFilterPositions is how many positions all geometries of a filter have together.
	MaxFilterPositions = 2_000
)

// Size is what a geometry is made of.
type Size struct {
	Positions int
	Parts     int // lines, rings and members of collections
	Nesting   int // of collections
}

// SizeOf counts. It looks at lengths alone, and so takes no time to speak of.
func SizeOf(g orb.Geometry) Size {
	var s Size
	s.add(g, 1)
	return s
}

func (s *Size) add(g orb.Geometry, depth int) {
	switch g := g.(type) {
	case orb.Point:
		s.Positions++
	case orb.MultiPoint:
		s.Positions += len(g)
	case orb.LineString:
		s.path(len(g))
	case orb.MultiLineString:
		for _, l := range g {
			s.path(len(l))
		}
	case orb.Ring:
		s.path(len(g))
	case orb.Polygon:
		for _, r := range g {
			s.path(len(r))
		}
	case orb.MultiPolygon:
		for _, p := range g {
			for _, r := range p {
				s.path(len(r))
			}
		}
	case orb.Collection:
		s.Nesting = max(s.Nesting, depth)
		s.Parts += len(g)
		for _, m := range g {
			s.add(m, depth+1)
		}
	case orb.Bound:
		s.path(5)
	}
}

func (s *Size) path(n int) {
	s.Parts++
	s.Positions += n
}

// Check names the limit that the size is beyond, and what to do; nil when there is none.
func (s Size) Check() error {
	if s.Positions > MaxPositions {
		return fmt.Errorf("has %s positions; the limit is %s: simplify it, or import it from a file, which thins it",
			Thousands(s.Positions), Thousands(MaxPositions))
	}
	return s.checkParts()
}

func (s Size) checkParts() error {
	switch {
	case s.Parts > MaxParts:
		return fmt.Errorf("has %s lines, rings and members; the limit is %s: leave out the smallest, or divide it among several incidents",
			Thousands(s.Parts), Thousands(MaxParts))
	case s.Nesting > MaxNesting:
		return fmt.Errorf("has collections %d deep in one another; the limit is %d: put the members into one collection", s.Nesting, MaxNesting)
	}
	return nil
}

// Thousands writes a count with commas, as messages for people have it.
func Thousands(n int) string {
	text := fmt.Sprint(n)
	for i := len(text) - 3; i > 0 && text[i-1] != '-'; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
