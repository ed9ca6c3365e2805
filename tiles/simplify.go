package tiles

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"incidentmap/geo"
)

// fewCorners is up to how many corners a polygon or a line is looked at edge by edge: what that
// costs may grow with the square of their number.
const fewCorners = 2000

// simplePolygon leaves out what cannot be seen of a polygon; all of it when that is its outer
// ring. Where leaving out points would make rings cross, fewer are left out.
func simplePolygon(p orb.Polygon) orb.Polygon {
	var kept orb.Polygon
	if geo.SizeOf(p).Positions > fewCorners {
		if thin, ok := geo.Thin(p, pixel, 0).(orb.Polygon); ok {
			p = thin
		}
		for i, r := range p {
			if len(r) >= 4 && math.Abs(planar.Area(r)) >= pixel*pixel {
				kept = append(kept, r)
			} else if i == 0 {
				return nil
			}
		}
		return kept
	}
	for _, tolerance := range []float64{pixel, pixel / 4, 0} {
		kept = kept[:0]
		for i, r := range p {
			r = orb.Ring(simplified(r, tolerance))
			if len(r) >= 4 && math.Abs(planar.Area(r)) >= pixel*pixel {
				kept = append(kept, r)
			} else if i == 0 {
				break
			}
		}
		if tolerance > 0 && !crosses(kept) {
			break
		}
	}
	return kept
}

// simplified leaves out what is less than a tolerance, in units.
func simplified[L ~[]orb.Point](l L, tolerance float64) orb.LineString {
	if len(l) < 3 || tolerance == 0 {
		return orb.LineString(l)
	}
	coarse, _ := geo.Coarse(orb.LineString(l), tolerance).(orb.LineString)
	return coarse
}

// crosses reports whether two edges of a polygon's rings cross each other. Edges that only
// touch do not.
func crosses(p orb.Polygon) bool {
	type edge struct{ a, b orb.Point } // a is not to the east of b
	var edges []edge
	for _, r := range p {
		for i := range len(r) - 1 {
			e := edge{r[i], r[i+1]}
			if e.a[0] > e.b[0] {
				e.a, e.b = e.b, e.a
			}
			edges = append(edges, e)
		}
	}
	// From west to east, each edge can only cross those that begin before it ends.
	slices.SortFunc(edges, func(e, f edge) int { return cmp.Compare(e.a[0], f.a[0]) })
	for i, e := range edges {
		for _, f := range edges[i+1:] {
			if f.a[0] > e.b[0] {
				break
			}
			if side(e.a, e.b, f.a)*side(e.a, e.b, f.b) < 0 && side(f.a, f.b, e.a)*side(f.a, f.b, e.b) < 0 {
				return true
			}
		}
	}
	return false
}

// side is positive when p is to one side of the line from a to b, negative to the other.
func side(a, b, p orb.Point) float64 {
	return (b[0]-a[0])*(p[1]-a[1]) - (b[1]-a[1])*(p[0]-a[0])
}
