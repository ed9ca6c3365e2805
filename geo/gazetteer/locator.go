package gazetteer

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"github.com/paulmach/orb"

	"incidentmap/geo"
)

// Locator tells of many points in which administrative areas they lie. It remembers what is
// around each cell of a fine grid, so that a point takes a microsecond where its
// surroundings are known. It is safe for concurrent use.
type Locator struct {
	g        *Gazetteer
	outlines Outlines
	prepared sync.Map // code: *geo.Prepared, nil for an area without an outline

	sync.RWMutex
	cells map[[2]int32]*surroundings
}

// NewLocator makes a Locator. Without outlines (nil) the nearest places alone decide, and
// nothing is known of what lies far from all of them or off a coast.
func NewLocator(g *Gazetteer, outlines Outlines) *Locator {
	return &Locator{g: g, outlines: outlines, cells: map[[2]int32]*surroundings{}}
}

// Outlines gives the outline of an area by its code ("MX", "MX.14"), and false where it
// has none.
type Outlines interface {
	Area(code string) (orb.Geometry, bool)
}

const (
	// voters is how many of the nearest places are asked which area a point is in.
	voters = 5
	// votingRangeM is how far a place may be to speak for a point.
	votingRangeM = 50_000

	cellsPerDegree = 20
	maxCells       = 1 << 16 // cells that are remembered; then all are forgotten
	// shoreM is how far outside of the simplified outline of its country a point may be and
	// still be of the place beside it.
	shoreM = 3_000
	// remoteM is how far the nearest place may be from a point of which only outlines tell
	// where it lies.
	remoteM = 400_000
)

// surroundings are the places that may be among the nearest to a point of a cell.
type surroundings struct {
	places []candidate
	shrink float64 // of degrees of longitude, at the cell's latitude
	// settled is the area of all points of the cell, where they have one.
	settled *geo.Admin
	remote  bool // no place is within the range of voting
	same    bool // all places are of one state
	land    bool // all points of the cell lie inside of the outline of the one state or country of all places
}

type candidate struct {
	at    orb.Point
	admin *geo.Admin
}

// At gives the administrative areas that p (longitude, latitude) lies in, and false where
// they are not known. Where the five nearest places within 50 km agree on the state, it is
// theirs. Where they do not, it is the one of theirs whose outline holds p, and without such
// an outline that of the nearest. Places come first because simplified outlines are wrong
// near borders: of Mexico's places, one in 35 falls into another state's outline. The second
// level area is that of the nearest place in the state. A point that lies outside of the
// outline of its country, off a coast, lies in no area, unless it is close to a place; one
// that is far from all places lies in the state or country whose outline holds it.
func (l *Locator) At(p orb.Point) (geo.Admin, bool) {
	if !(math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 90) {
		return geo.Admin{}, false
	}
	s := l.around(p)
	if s.settled != nil {
		return *s.settled, true
	}
	near := s.nearest(p)
	if len(near) == 0 {
		return geo.Admin{}, false
	}
	if s.remote {
		return l.byOutline(p, near)
	}
	a, inside := l.vote(p, near)
	if inside || s.land || near[0].metres <= shoreM || l.onLand(p, a) {
		return *a, true
	}
	return geo.Admin{}, false
}

// around gives what is around the cell of a point.
func (l *Locator) around(p orb.Point) *surroundings {
	cell := [2]int32{int32(math.Floor(p[0] * cellsPerDegree)), int32(math.Floor(p[1] * cellsPerDegree))}
	l.RLock()
	s := l.cells[cell]
	l.RUnlock()
	if s != nil {
		return s
	}
	s = l.look(cell)
	l.Lock()
	defer l.Unlock()
	if len(l.cells) >= maxCells {
		clear(l.cells)
	}
	l.cells[cell] = s
	return s
}

// look collects the places around a cell: the nearest to its middle, and all that are no
// farther from it than those and the cell's diagonal.
func (l *Locator) look(cell [2]int32) *surroundings {
	const side = 1.0 / cellsPerDegree
	west, south := float64(cell[0])*side, float64(cell[1])*side
	middle := orb.Point{west + side/2, south + side/2}
	diagonal := side * math.Sqrt2 * metresPerDegree
	s := &surroundings{shrink: math.Cos(middle[1] * math.Pi / 180)}
	near := l.near(middle, diagonal, s)
	admins, states := map[geo.Admin]*geo.Admin{}, map[string]bool{}
	for _, n := range near {
		a := l.g.Admin(n.Ref)
		if admins[a] == nil {
			admins[a] = &a
		}
		states[a.Admin1] = true
		s.places = append(s.places, candidate{l.g.Point(n.Ref), admins[a]})
	}
	s.same = len(states) == 1
	if !s.same || s.remote {
		return s
	}
	box := geo.BBox{West: max(west, -180), South: max(south, -90), East: min(west+side, 180), North: min(south+side, 90)}
	s.land = l.outlines == nil || l.covers(s.places[0].admin, box)
	if s.land && len(admins) == 1 && near[0].Metres+diagonal <= votingRangeM {
		s.settled = s.places[0].admin
	}
	return s
}

// near gives the places that may be among the nearest to a point of a cell.
func (l *Locator) near(middle orb.Point, diagonal float64, s *surroundings) []Neighbour {
	for _, reach := range []float64{20_000, votingRangeM + diagonal} {
		near := l.g.Within(middle, reach, Populated)
		if len(near) < voters {
			continue
		}
		if far := near[voters-1].Metres + diagonal; far <= reach {
			return upTo(near, far)
		}
		return l.g.Within(middle, near[voters-1].Metres+diagonal, Populated)
	}
	if near := l.g.Within(middle, votingRangeM+diagonal, Populated); len(near) > 0 {
		return near
	}
	s.remote = true
	near := l.g.Nearest(middle, voters, remoteM, Populated)
	if len(near) == voters {
		return l.g.Within(middle, near[voters-1].Metres+diagonal, Populated)
	}
	return near
}

// upTo gives those of the neighbours, in order of distance, that are not farther.
func upTo(near []Neighbour, metres float64) []Neighbour {
	n := len(near)
	for n > 0 && near[n-1].Metres > metres {
		n--
	}
	return near[:n]
}

// neighbour is a candidate and its distance in metres.
type neighbour struct {
	candidate
	metres float64
}

// nearest gives up to five of the places, the nearest first. Over so short a way the Earth
// is flat.
func (s *surroundings) nearest(p orb.Point) []neighbour {
	limit := float64(votingRangeM)
	if s.remote {
		limit = remoteM
	}
	if s.same {
		return s.first(p, limit) // nobody else has to be asked
	}
	var room [32]neighbour
	near := room[:0]
	for _, c := range s.places {
		if m := math.Sqrt(s.squared(c.at, p)) * metresPerDegree; m <= limit {
			near = append(near, neighbour{c, m})
		}
	}
	slices.SortFunc(near, func(a, b neighbour) int { return cmp.Compare(a.metres, b.metres) })
	return slices.Clone(near[:min(len(near), voters)])
}

// first gives the nearest of the places alone, or none within the limit in metres.
func (s *surroundings) first(p orb.Point, limit float64) []neighbour {
	best, least := -1, math.Inf(1)
	for i := range s.places {
		if d := s.squared(s.places[i].at, p); d < least {
			best, least = i, d
		}
	}
	metres := math.Sqrt(least) * metresPerDegree
	if best < 0 || metres > limit {
		return nil
	}
	return []neighbour{{s.places[best], metres}}
}

// squared is the square of the distance between two points in degrees of latitude.
func (s *surroundings) squared(a, b orb.Point) float64 {
	dx := a[0] - b[0]
	if math.Abs(dx) > 180 {
		dx = math.Remainder(dx, 360)
	}
	dx *= s.shrink
	dy := a[1] - b[1]
	return dx*dx + dy*dy
}

// vote decides between the nearest places: the state that all agree on, or else that of the outline, or
// else that of the nearest; and of it the municipality of its nearest place.
// inside tells that the outline of the state is known to hold the point.
func (l *Locator) vote(p orb.Point, near []neighbour) (a *geo.Admin, inside bool) {
	agree := true
	for _, n := range near {
		agree = agree && n.admin.Admin1 == near[0].admin.Admin1
	}
	if agree || l.outlines == nil {
		return near[0].admin, false
	}
	for _, n := range near {
		if l.holds(n.admin.Admin1, p) {
			return n.admin, true
		}
	}
	return near[0].admin, false
}

// byOutline gives the state, or else the country, whose outline holds a point far from all
// places. Of the municipality nothing is known.
func (l *Locator) byOutline(p orb.Point, near []neighbour) (geo.Admin, bool) {
	for _, n := range near {
		if l.holds(n.admin.Admin1, p) {
			return geo.Admin{Country: n.admin.Country, Admin1: n.admin.Admin1, Admin1Name: n.admin.Admin1Name}, true
		}
	}
	for _, n := range near {
		if l.holds(n.admin.Country, p) {
			return geo.Admin{Country: n.admin.Country}, true
		}
	}
	return geo.Admin{}, false
}

// onLand reports whether the outline of the state or the country holds p. Where there is no
// outline, as of small islands, the places decide.
func (l *Locator) onLand(p orb.Point, a *geo.Admin) bool {
	if l.outlines == nil || l.outline(a.Admin1) == nil && l.outline(a.Country) == nil {
		return true
	}
	return l.holds(a.Admin1, p) || l.holds(a.Country, p)
}

func (l *Locator) holds(code string, p orb.Point) bool {
	o := l.outline(code)
	return o != nil && o.Contains(p)
}

func (l *Locator) covers(a *geo.Admin, box geo.BBox) bool {
	for _, code := range []string{a.Admin1, a.Country} {
		if o := l.outline(code); o != nil && o.Covers(box) {
			return true
		}
	}
	return false
}

// outline gives an area's outline, or nil.
func (l *Locator) outline(code string) *geo.Prepared {
	if l.outlines == nil || code == "" {
		return nil
	}
	if known, ok := l.prepared.Load(code); ok {
		return known.(*geo.Prepared)
	}
	var made *geo.Prepared
	if g, ok := l.outlines.Area(code); ok {
		made = geo.Prepare(g)
	}
	l.prepared.Store(code, made)
	return made
}
