package index

import (
	"cmp"
	"runtime"
	"slices"
	"sync"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/geo/hexgrid"
)

// Hexagon is the incidents at points in a hexagon of a grid.
type Hexagon struct {
	Sums
	Cell hexgrid.Cell
}

// Hexagons gives, in the order of rows and columns, what the incidents at points come to by hexagon of a level of
// package hexgrid, of those that meet the box, or of the world when it is nil; and how many incidents are at no point.
// Only what is counted is: background and what was retracted or merged are in no hexagon. Boxes and dimensions of the query
// itself are not looked at.
func (snap *Snapshot) Hexagons(q Query, level int, box *geo.BBox) (all []Hexagon, elsewhere int) {
	grid := hexgrid.New(level)
	q.BBox, q.Dimensions = box, Points
	sums := snap.byZone(q, func(p *part, row int) uint64 {
		c := grid.At((float64(p.x[row])+0.5)/(1<<maxLevel), (float64(p.y[row])+0.5)/(1<<maxLevel))
		return uint64(c.Row)<<32 | uint64(c.Col)
	})
	for _, z := range sums {
		var kinds []KindCount
		all = append(all, Hexagon{z.sums(snap.kinds, q.MostKinds, &kinds), hexgrid.Cell{Col: uint32(z.zone), Row: uint32(z.zone >> 32)}})
	}
	q.BBox, q.Dimensions = nil, Lines|Areas|Unlocated
	for _, z := range snap.byZone(q, func(*part, int) uint64 { return 0 }) {
		elsewhere += z.n
	}
	return all, elsewhere
}

// Locator tells in which administrative areas places lie. It must give the same for the same place at all times, and is
// asked from many goroutines at once.
type Locator interface {
	// Locate gives the areas of a point, or of a geometry of another shape, whose place is known so exactly. An area
	// that is not known, or of which there are several, is empty.
	Locate(g orb.Geometry, p geo.Precision) geo.Admin
}

// Located is the incidents that lie in one administrative area, and are known to be in no smaller one.
type Located struct {
	Sums
	Admin geo.Admin
}

// ByArea gives what incidents come to by the administrative areas in which they lie, in the order of their codes. Of what
// lies in none, or in several, the Admin is empty. Only what is counted is: neither background nor what was
// retracted or merged. Boxes and dimensions of the query are not looked at. Where places lie is asked once for each part of
// the index and kept, so that all calls must be given the same Locator.
func (snap *Snapshot) ByArea(q Query, l Locator) []Located {
	q.BBox, q.Dimensions = nil, 0
	columns := map[*segment]*areaColumn{}
	for _, p := range snap.parts {
		columns[p.segment] = p.areas.of(p.segment, l)
	}
	byAdmin := map[geo.Admin]*acc{}
	// A zone is an area of a segment, as each numbers its own.
	segments := make([]*segment, 0, len(columns))
	number := map[*segment]uint64{}
	for _, p := range snap.parts {
		if _, known := number[p.segment]; !known {
			number[p.segment] = uint64(len(segments))
			segments = append(segments, p.segment)
		}
	}
	for _, z := range snap.byZone(q, func(p *part, row int) uint64 {
		return number[p.segment]<<32 | uint64(columns[p.segment].area[row])
	}) {
		admin := columns[segments[z.zone>>32]].admins[uint32(z.zone)]
		if sum := byAdmin[admin]; sum != nil {
			sum.merge(&z.acc)
		} else {
			byAdmin[admin] = &z.acc
		}
	}
	all := make([]Located, 0, len(byAdmin))
	for admin, sum := range byAdmin {
		var kinds []KindCount
		all = append(all, Located{sum.sums(snap.kinds, q.MostKinds, &kinds), admin})
	}
	slices.SortFunc(all, func(a, b Located) int {
		return cmp.Or(cmp.Compare(a.Admin.Country, b.Admin.Country), cmp.Compare(a.Admin.Admin1, b.Admin.Admin1), cmp.Compare(a.Admin.Admin2, b.Admin.Admin2))
	})
	return all
}

// areaColumn is the areas of a segment's rows, as places in a list.
type areaColumn struct {
	area   []uint32
	admins []geo.Admin
}

// areaColumns keeps the areas of a segment's rows once they were asked for.
type areaColumns struct {
	sync.Mutex
	*areaColumn
}

func (c *areaColumns) of(s *segment, l Locator) *areaColumn {
	c.Lock()
	defer c.Unlock()
	if c.areaColumn == nil {
		c.areaColumn = locate(s, l)
	}
	return c.areaColumn
}

// locate asks for the areas of all rows of a segment, on all cores.
func locate(s *segment, l Locator) *areaColumn {
	c := &areaColumn{area: make([]uint32, s.size())}
	var mu sync.Mutex
	numbers := dict[geo.Admin]{}
	var work sync.WaitGroup
	step := max(1<<12, (s.size()+runtime.GOMAXPROCS(0)-1)/runtime.GOMAXPROCS(0))
	for lo := 0; lo < s.size(); lo += step {
		work.Go(func() {
			known := map[geo.Admin]uint32{} // so that the others are seldom waited for
			for i := lo; i < min(s.size(), lo+step); i++ {
				admin := s.locate(i, l)
				n, is := known[admin]
				if !is {
					mu.Lock()
					n = numbers.add(admin)
					mu.Unlock()
					known[admin] = n
				}
				c.area[i] = n
			}
		})
	}
	work.Wait()
	c.admins = numbers.list
	return c
}

// locate asks for the areas of a row.
func (s *segment) locate(i int, l Locator) geo.Admin {
	precision := s.traits[s.trait.at(i)].Precision()
	var admin geo.Admin
	switch {
	case i >= s.shaped:
		return admin
	case i >= s.points:
		if shape := s.shapes[s.shapeOf(i)]; shape != nil {
			admin = l.Locate(shape.geometry, precision)
		}
	default:
		admin = l.Locate(s.point(i), precision)
	}
	admin.Derived = false
	return admin
}

// zoned is what the rows of a zone come to.
type zoned struct {
	zone uint64
	acc
}

// zoning is zones under way.
type zoning struct {
	zones map[uint64]*zoned
	room  scanBuffer
}

// byZone gives what the counted rows that a query finds come to by the zones that a function gives them, in the order of
// the zones.
func (snap *Snapshot) byZone(q Query, of func(p *part, row int) uint64) []*zoned {
	found := each(snap.compile(q), true, func(z *zoning, p piece) { z.take(&p, of) })
	merged := map[uint64]*zoned{}
	for _, z := range found {
		for zone, sum := range z.zones {
			if before := merged[zone]; before != nil {
				before.merge(&sum.acc)
			} else {
				merged[zone] = sum
			}
		}
	}
	all := make([]*zoned, 0, len(merged))
	for _, z := range merged {
		all = append(all, z)
	}
	slices.SortFunc(all, func(a, b *zoned) int { return cmp.Compare(a.zone, b.zone) })
	return all
}

func (z *zoning) take(p *piece, of func(p *part, row int) uint64) {
	if z.zones == nil {
		z.zones = map[uint64]*zoned{}
	}
	for lo := p.lo; lo < p.hi; lo += scanRows {
		rows := keep(p.rows(lo, min(p.hi, lo+scanRows), p.sure, &z.room), func(i int) bool {
			return p.segment.traits[p.trait.at(i)].Counted()
		})
		// Neighbours are mostly of one zone.
		for from := 0; from < len(rows); {
			zone, to := of(p.part, int(rows[from])), from+1
			for to < len(rows) && of(p.part, int(rows[to])) == zone {
				to++
			}
			sum := z.zones[zone]
			if sum == nil {
				sum = &zoned{zone: zone}
				z.zones[zone] = sum
			}
			sum.add(p.part, rows[from:to])
			from = to
		}
	}
}
