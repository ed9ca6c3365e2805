package index

import (
	"math"
	"math/bits"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/geo/mercator"
)

// maxLevel is the level of the finest cells, which places are held as: 2^32 a side, 9 mm at
// the equator.
const maxLevel = 32

// cellOf gives the finest cell that holds p, in Web Mercator (EPSG:3857), x from the west and y
// from the north. What lies beyond its latitudes is in the outermost cells.
func cellOf(p orb.Point) (x, y uint32) { return cellX(p[0]), cellY(p[1]) }

func cellX(lon float64) uint32 { return clampCell(mercator.X(lon)) }

func cellY(lat float64) uint32 { return clampCell(mercator.Y(lat)) }

func clampCell(share float64) uint32 {
	f := share * (1 << maxLevel)
	switch {
	case !(f > 0): // also what is not a number
		return 0
	case f >= 1<<maxLevel:
		return math.MaxUint32
	}
	return uint32(f)
}

// pointAt gives the place of a position on the grid of the finest cells, in degrees.
func pointAt(x, y float64) orb.Point {
	return mercator.Unproject(orb.Point{x, y}, 1<<maxLevel)
}

// A number of degrees with up to seven decimals is known by its finest cell: the cell is
// narrower than the step between two of them, and so the one nearest to its middle is it. Only
// for other places the index keeps the degrees, so that a box can be asked exactly.
const decimals = 1e7

func nearestDecimal(degrees float64) float64 { return math.Round(degrees*decimals) / decimals }

func knownByCell(p orb.Point) bool {
	const lastLat = 85.05 // a little inside of where Web Mercator ends
	return math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= lastLat &&
		nearestDecimal(p[0]) == p[0] && nearestDecimal(p[1]) == p[1]
}

// interleave gives the place of a finest cell in Z-order.
func interleave(x, y uint32) uint64 { return spread(y)<<1 | spread(x) }

// spread puts a zero before each bit (Warren, Hacker's Delight, 7-2).
func spread(v uint32) uint64 {
	w := uint64(v)
	w = (w | w<<16) & 0x0000ffff0000ffff
	w = (w | w<<8) & 0x00ff00ff00ff00ff
	w = (w | w<<4) & 0x0f0f0f0f0f0f0f0f
	w = (w | w<<2) & 0x3333333333333333
	return (w | w<<1) & 0x5555555555555555
}

// splitLevel gives the first level at which cells that differ in these bits are two, 0 if never.
func splitLevel(differing uint32) uint32 {
	if differing == 0 {
		return 0
	}
	return uint32(bits.LeadingZeros32(differing)) + 1
}

// rect is a rectangle of finest cells, its edges included; it may be empty.
type rect struct{ x0, y0, x1, y1 int64 }

func (r rect) holds(s rect) bool { return r.x0 <= s.x0 && s.x1 <= r.x1 && r.y0 <= s.y0 && s.y1 <= r.y1 }

func (r rect) meets(s rect) bool { return r.x0 <= s.x1 && s.x0 <= r.x1 && r.y0 <= s.y1 && s.y0 <= r.y1 }

func (r rect) has(x, y uint32) bool {
	return r.x0 <= int64(x) && int64(x) <= r.x1 && r.y0 <= int64(y) && int64(y) <= r.y1
}

func (r rect) grown(n int64) rect { return rect{r.x0 - n, r.y0 - n, r.x1 + n, r.y1 + n} }

// zone is where on the grid to look: in any of the rectangles. Cells in sure are in it as a
// whole; those that are only in near have to be asked.
type zone struct{ sure, near []rect }

// boxZone gives the zone of a box. The projection rounds, so that up to a cell from an edge
// only the degrees tell.
func boxZone(b *geo.BBox) zone {
	var z zone
	for _, b := range b.Bounds() {
		r := boundRect(b)
		z.near = append(z.near, r.grown(1))
		z.sure = append(z.sure, r.grown(-2))
	}
	return z
}

func boundRect(b orb.Bound) rect {
	x0, y0 := cellOf(orb.Point{b.Min[0], b.Max[1]})
	x1, y1 := cellOf(orb.Point{b.Max[0], b.Min[1]})
	return rect{int64(x0), int64(y0), int64(x1), int64(y1)}
}

func (z *zone) surely(r rect) bool {
	for _, s := range z.sure {
		if s.holds(r) {
			return true
		}
	}
	return false
}

func (z *zone) maybe(r rect) bool {
	for _, n := range z.near {
		if n.meets(r) {
			return true
		}
	}
	return false
}
