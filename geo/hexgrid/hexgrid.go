// Package hexgrid covers Web Mercator's square (package mercator) with hexagons of one size, for counts of what lies in
// each.
//
// Hexagons stand on a corner. A grid of level n has 2^n of them in a row around the world, so that rows close at the
// antimeridian; odd rows are moved east by half a hexagon. A place belongs to the hexagon whose middle is nearest, which
// is what makes them hexagons.
//
//	 / \ / \ / \      row 0
//	|   |   |   |
//	 \ / \ / \ / \    row 1
//	  |   |   |   |
//
// Non-goals: equal areas on the globe. A hexagon far from the equator is smaller, as all is on this map.
package hexgrid

import (
	"math"

	"github.com/paulmach/orb"

	"incidentmap/geo/mercator"
)

// The levels: hexagons as wide as an eighth of the world, and of about 40 metres at the equator.
const (
	MinLevel = 3
	MaxLevel = 20
)

// Cell is a hexagon by its column and row.
type Cell struct{ Col, Row uint32 }

// Grid is the hexagons of a level.
type Grid struct {
	columns float64 // in a row
	rise    float64 // between rows, in widths of a hexagon
}

// New gives the grid of a level, which is held to MinLevel to MaxLevel.
func New(level int) Grid {
	return Grid{math.Ldexp(1, min(max(level, MinLevel), MaxLevel)), math.Sqrt(3) / 2}
}

// At gives the hexagon of a position, in sides of the square from its north-west corner.
func (g Grid) At(x, y float64) Cell {
	// In widths of a hexagon, in which the middle of column c of row r is at c + shift(r), r * rise.
	x, y = x*g.columns, y*g.columns
	low := math.Floor(y / g.rise)
	best, least := Cell{}, math.Inf(1)
	for _, row := range [2]float64{low, low + 1} {
		shift := g.shift(row)
		col := math.Floor(x - shift + 0.5)
		dx, dy := x-col-shift, y-row*g.rise
		if d := dx*dx + dy*dy; d < least {
			least = d
			best = Cell{uint32(math.Mod(col+g.columns, g.columns)), uint32(max(row, 0))}
		}
	}
	return best
}

func (g Grid) shift(row float64) float64 { return math.Mod(row, 2) / 2 }

// Outline gives a hexagon as a closed ring in degrees lon, lat, counterclockwise. Those at the antimeridian reach beyond
// ±180, and those at the square's edges end with it.
func (g Grid) Outline(c Cell) orb.Ring {
	x, y := float64(c.Col)+g.shift(float64(c.Row)), float64(c.Row)*g.rise
	r := 1 / math.Sqrt(3) // from the middle to a corner
	corners := [7][2]float64{{0, -r}, {-0.5, -r / 2}, {-0.5, r / 2}, {0, r}, {0.5, r / 2}, {0.5, -r / 2}, {0, -r}}
	ring := make(orb.Ring, len(corners))
	for i, at := range corners {
		ring[i] = g.place(x+at[0], y+at[1])
	}
	return ring
}

func (g Grid) place(x, y float64) orb.Point {
	return orb.Point{mercator.Lon(x / g.columns), mercator.Lat(min(max(y/g.columns, 0), 1))}
}
