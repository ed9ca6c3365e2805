package geo

import (
	"errors"
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

// Validate reports the first thing that keeps g from being a geometry of RFC 7946 in
// degrees: coordinates that are not finite or out of range, lines of fewer than two
// positions, rings that are open or have fewer than four, empty collections. It does not ask
// for a ring order, which Wound gives.
func Validate(g orb.Geometry) error {
	switch g := g.(type) {
	case orb.Point:
		return validPosition(g)
	case orb.MultiPoint:
		return validEach("position", g, validPosition)
	case orb.LineString:
		return validLine(g)
	case orb.MultiLineString:
		return validEach("line", g, validLine)
	case orb.Polygon:
		return validPolygon(g)
	case orb.MultiPolygon:
		return validEach("polygon", g, validPolygon)
	case orb.Collection:
		return validEach("member", g, Validate)
	case nil:
		return errors.New("is null")
	}
	return fmt.Errorf("%s is not a geometry of GeoJSON", g.GeoJSONType())
}

func validEach[T any](what string, items []T, valid func(T) error) error {
	if len(items) == 0 {
		return fmt.Errorf("has no %s", what)
	}
	for i, it := range items {
		if err := valid(it); err != nil {
			return fmt.Errorf("%s %d: %w", what, i+1, err)
		}
	}
	return nil
}

func validPosition(p orb.Point) error {
	for _, v := range p {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return errors.New("a coordinate is not a finite number")
		}
	}
	if math.Abs(p[0]) > 180 {
		return fmt.Errorf("longitude %g is not between -180 and 180; the order is longitude, latitude", p[0])
	}
	if math.Abs(p[1]) > 90 {
		return fmt.Errorf("latitude %g is not between -90 and 90; the order is longitude, latitude", p[1])
	}
	return nil
}

func validLine(l orb.LineString) error {
	if len(l) < 2 {
		return fmt.Errorf("a line has %d positions; it needs two", len(l))
	}
	return validEach("position", l, validPosition)
}

func validPolygon(p orb.Polygon) error {
	return validEach("ring", p, func(r orb.Ring) error {
		if len(r) < 4 {
			return fmt.Errorf("a ring has %d positions; it needs four", len(r))
		}
		if !r.Closed() {
			return errors.New("a ring must end where it begins")
		}
		return validEach("position", orb.LineString(r), validPosition)
	})
}
