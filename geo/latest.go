package geo

import "github.com/paulmach/orb"

// leastShared is how many positions a geometry has for what is made of it to be remembered.
const leastShared = 32

// Latest remembers what was made of the geometry that came last: rows that name the same state or country
// follow one another, and share its outline. The zero Latest is ready; it is for one goroutine.
type Latest[T any] struct {
	of   orb.Geometry // a copy: the geometry may be changed by whoever has it
	made T
}

// Of gives what make makes of a geometry, or what it made of an equal one just before. An error is
// not remembered.
func (l *Latest[T]) Of(g orb.Geometry, make func(orb.Geometry) (T, error)) (T, error) {
	if l == nil || !HasManyCorners(g) {
		return make(g)
	}
	if l.of != nil && orb.Equal(l.of, g) {
		return l.made, nil
	}
	made, err := make(g)
	if err == nil {
		l.of, l.made = orb.Clone(g), made
	}
	return made, err
}

// HasManyCorners tells an area of so many corners that comparing it with another takes much less than
// writing it.
func HasManyCorners(g orb.Geometry) bool {
	n := 0
	switch g := g.(type) {
	case orb.Polygon:
		for _, r := range g {
			n += len(r)
		}
	case orb.MultiPolygon:
		for _, p := range g {
			for _, r := range p {
				n += len(r)
			}
		}
	}
	return n >= leastShared
}
