package gazetteer

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"
)

// cellOf numbers the cells of one degree by one, row by row from the south-west.
func cellOf(p orb.Point) int {
	row := min(max(int(math.Floor(p[1]+90)), 0), gridRows-1)
	return row*gridColumns + columnOf(p[0])
}

func columnOf(lon float64) int {
	return ((int(math.Floor(lon))+180)%gridColumns + gridColumns) % gridColumns
}

// Neighbour is an entry and its distance from the point asked for.
type Neighbour struct {
	Ref    Ref
	Metres float64
}

// metresPerDegree is that of a great circle of orb's sphere.
const metresPerDegree = math.Pi * orb.EarthRadius / 180

// Within gives the entries of a kind within radiusM metres of p (longitude, latitude),
// on a sphere, the nearest first.
func (g *Gazetteer) Within(p orb.Point, radiusM float64, kind Kind) []Neighbour {
	if !(radiusM >= 0) || math.IsNaN(p[0]+p[1]) || math.IsInf(p[0]+p[1], 0) {
		return nil
	}
	var found []Neighbour
	dLat := radiusM / metresPerDegree
	south, north := max(p[1]-dLat, -90), min(p[1]+dLat, 90)
	for row := int(math.Floor(south + 90)); row <= int(math.Floor(north+90)) && row < gridRows; row++ {
		west, columns := columnsWithin(p[0], dLat, south, north)
		for c := range columns {
			found = g.inCell(row*gridColumns+(west+c)%gridColumns, p, radiusM, kind, found)
		}
	}
	slices.SortFunc(found, func(a, b Neighbour) int {
		return cmp.Or(cmp.Compare(a.Metres, b.Metres), cmp.Compare(a.Ref, b.Ref))
	})
	return found
}

// columnsWithin gives the first grid column, and how many, that a circle of dLat degrees
// touches: a degree of longitude is shortest at the circle's end nearer to a pole.
func columnsWithin(lon, dLat, south, north float64) (west, columns int) {
	shrink := math.Cos(max(math.Abs(south), math.Abs(north)) * math.Pi / 180)
	dLon := dLat / max(shrink, 1e-9)
	if dLon >= 179 {
		return 0, gridColumns
	}
	first, last := math.Floor(lon-dLon), math.Floor(lon+dLon)
	return columnOf(first), min(int(last-first)+1, gridColumns)
}

func (g *Gazetteer) inCell(cell int, p orb.Point, radiusM float64, kind Kind, found []Neighbour) []Neighbour {
	grid := g.s[secGrid]
	end := min(int(grid.u32(cell+1)), g.Len())
	for i := int(grid.u32(cell)); i < end; i++ {
		r := g.record(Ref(i))
		if r.kind() != kind {
			continue
		}
		// Degrees of latitude alone mostly tell, and take less.
		if at := r.point(); math.Abs(at[1]-p[1])*metresPerDegree > radiusM*1.001 {
			continue
		}
		if d := orbgeo.DistanceHaversine(p, r.point()); d <= radiusM {
			found = append(found, Neighbour{Ref: Ref(i), Metres: d})
		}
	}
	return found
}

// Nearest gives up to n entries of a kind, the nearest to p first, none farther than
// limitM metres.
func (g *Gazetteer) Nearest(p orb.Point, n int, limitM float64, kind Kind) []Neighbour {
	for radius := min(20_000.0, limitM); ; radius = min(radius*4, limitM) {
		found := g.Within(p, radius, kind)
		if len(found) >= n {
			return found[:n]
		}
		if radius >= limitM {
			return found
		}
	}
}
