package geo

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// BBox is a query rectangle in degrees, its edges included. West may be greater than
// East: the box then crosses the antimeridian (RFC 7946, section 5.2).
type BBox struct {
	West, South, East, North float64
}

// ParseBBox reads "west,south,east,north", or six numbers of which the heights (third
// and sixth) are checked and then ignored, as OGC API Features Part 1 requires of a
// server whose data are flat.
func ParseBBox(s string) (BBox, error) {
	if n := strings.Count(s, ",") + 1; n != 4 && n != 6 {
		return BBox{}, fmt.Errorf("%.40q has %d numbers; give west,south,east,north", s, n)
	}
	parts := strings.Split(s, ",")
	n := make([]float64, len(parts))
	for i, p := range parts {
		v, err := strconv.ParseFloat(strings.TrimSpace(p), 64)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			return BBox{}, fmt.Errorf("number %d of %.40q is not a number: %.40q", i+1, s, p)
		}
		n[i] = v
	}
	if len(n) == 6 {
		n = []float64{n[0], n[1], n[3], n[4]}
	}
	b := BBox{West: n[0], South: n[1], East: n[2], North: n[3]}
	return b, b.validate()
}

func (b BBox) validate() error {
	switch {
	case b.West < -180 || b.West > 180 || b.East < -180 || b.East > 180:
		return errors.New("longitudes lie between -180 and 180; the order is west,south,east,north")
	case b.South < -90 || b.South > 90 || b.North < -90 || b.North > 90:
		return errors.New("latitudes lie between -90 and 90; the order is west,south,east,north")
	case b.South > b.North:
		return fmt.Errorf("south %g is north of north %g; the order is west,south,east,north", b.South, b.North)
	}
	return nil
}

// String writes the box as ParseBBox reads it.
func (b BBox) String() string {
	f := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	return f(b.West) + "," + f(b.South) + "," + f(b.East) + "," + f(b.North)
}

// Bounds gives the box as one rectangle, or as two that meet at the antimeridian.
func (b BBox) Bounds() []orb.Bound {
	whole := orb.Bound{Min: orb.Point{b.West, b.South}, Max: orb.Point{b.East, b.North}}
	if b.West <= b.East {
		return []orb.Bound{whole}
	}
	west, east := whole, whole
	west.Max[0] = 180
	east.Min[0] = -180
	return []orb.Bound{west, east}
}

// Intersects reports whether any point of g lies in the box, edges included. It tests
// the geometry itself, not its envelope. Nothing intersects a nil or empty geometry.
func (b BBox) Intersects(g orb.Geometry) bool {
	for _, r := range b.Bounds() {
		if intersects(r, g) {
			return true
		}
	}
	return false
}
