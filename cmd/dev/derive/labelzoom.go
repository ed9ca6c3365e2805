package derive

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"

	"incidentmap/tiles/basemap"
)

// candidate is a town whose label looks for the zoom at which it first finds room.
type candidate struct {
	town    town
	class   basemap.Class
	weight  float64
	minZoom uint8
}

// A label may first appear at a zoom if its town weighs enough for the zoom and no
// weightier label is near. From lastZoom on every town has its label.
const (
	firstZoom = 3
	lastZoom  = 12
	// The room that a label claims at its first zoom, in pixels of a 256 pixel tile.
	roomX = 56
	roomY = 24
)

// leastWeight is what a town must weigh to appear at a zoom, from firstZoom on.
var leastWeight = []float64{3e6, 5e5, 8e4, 2e4, 6000, 2000, 600, 300, 0}

// weight is the population, more for seats of government: a reader looks for these.
func weight(t town, population int) float64 {
	w := math.Max(float64(population), 300)
	switch t.class {
	case "PPLC":
		return w*4 + 3e5
	case "PPLA":
		return w*2.5 + 5e4
	case "PPLA2":
		return w * 2
	}
	return w
}

// chooseZooms sets the least zoom of each candidate.
func chooseZooms(all []candidate) {
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
		all[i].minZoom = lastZoom
	}
	slices.SortStableFunc(order, func(i, k int) int { return cmp.Compare(all[k].weight, all[i].weight) })
	for zoom := maptile.Zoom(firstZoom); zoom < lastZoom; zoom++ {
		g := grid{zoom: zoom, cells: map[[2]int][]orb.Point{}}
		for _, i := range order {
			c := &all[i]
			shown := c.minZoom < uint8(zoom)
			if !shown && (c.weight < leastWeight[zoom-firstZoom] || !g.free(c.town.point)) {
				continue
			}
			g.add(c.town.point)
			if !shown {
				c.minZoom = uint8(zoom)
			}
		}
	}
}

// grid remembers where labels are at a zoom, in cells as large as their room.
type grid struct {
	zoom  maptile.Zoom
	cells map[[2]int][]orb.Point
}

// at gives the position in units of the room.
func (g grid) at(p orb.Point) orb.Point {
	f := maptile.Fraction(p, g.zoom)
	return orb.Point{f[0] * 256 / roomX, f[1] * 256 / roomY}
}

func (g grid) add(p orb.Point) {
	q := g.at(p)
	c := [2]int{int(q[0]), int(q[1])}
	g.cells[c] = append(g.cells[c], q)
}

func (g grid) free(p orb.Point) bool {
	q := g.at(p)
	for dx := -1; dx <= 1; dx++ {
		for dy := -1; dy <= 1; dy++ {
			for _, o := range g.cells[[2]int{int(q[0]) + dx, int(q[1]) + dy}] {
				if math.Abs(o[0]-q[0]) < 1 && math.Abs(o[1]-q[1]) < 1 {
					return false
				}
			}
		}
	}
	return true
}
