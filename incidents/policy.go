package incidents

import (
	"cmp"
	"maps"
	"math"

	"github.com/paulmach/orb"

	"incidentmap/geo"
)

// Disclosure says how much of a location the public may see.
type Disclosure string

// The disclosures, from the most open to the most closed.
const (
	Open      Disclosure = "open"      // as it is located
	Coarsened Disclosure = "coarsened" // points are moved to the middle of a grid cell
	Withheld  Disclosure = "withheld"  // no place at all
)

// Policy is what a story lets out.
type Policy struct {
	// Disclosure is the rule for every incident that does not set its own; empty means open.
	Disclosure Disclosure `json:"disclosure,omitempty"`
	// GridM is the side in metres of the grid that Coarsened moves points to; zero means
	// DefaultGridM.
	GridM float64 `json:"grid_m,omitempty"`
	// Kinds are rules for the places of some kinds of incidents, in place of the above.
	Kinds map[Kind]KindPolicy `json:"kinds,omitempty"`

	Publishing
}

// DefaultGridM is the coarsening grid's side in metres where a policy names none.
const DefaultGridM = 5000

// metresPerDegree is the length of a degree of latitude on a sphere of radius 6371.0088 km
// (IUGG mean radius).
const metresPerDegree = 111195.08

// KindPolicy is what a policy lets out of the places of a kind; what is empty is the story's.
type KindPolicy struct {
	Disclosure Disclosure `json:"disclosure,omitempty"`
	GridM      float64    `json:"grid_m,omitempty"`
}

// of gives the policy for the places of a kind, without those of kinds.
func (p Policy) of(kind Kind) Policy {
	own := p.Kinds[kind]
	return Policy{Disclosure: cmp.Or(own.Disclosure, p.Disclosure), GridM: cmp.Or(own.GridM, p.GridM)}
}

// showsAs reports whether the other policy lets out the same of every incident.
func (p *Policy) showsAs(other *Policy) bool {
	return p.Disclosure == other.Disclosure && p.GridM == other.GridM && maps.Equal(p.Kinds, other.Kinds)
}

func (p *Policy) validate(problems *Problems, s *Story) {
	rule := func(at string, d Disclosure, grid float64) {
		if d != "" {
			oneOf(problems, at+"disclosure", d, []Disclosure{Open, Coarsened, Withheld})
		}
		if grid < 0 || grid > 1e6 || math.IsNaN(grid) {
			problems.Add(at+"grid_m", "%g is not between 0 and 1,000,000 metres", grid)
		}
	}
	rule("policy.", p.Disclosure, p.GridM)
	for kind, own := range p.Kinds {
		s.checkKind(problems, "policy.kinds", kind)
		rule("policy.kinds."+string(kind)+".", own.Disclosure, own.GridM)
	}
	p.Publishing.validate(problems, s)
}

// disclose gives what the policy lets out of a location. Coarsening is deterministic:
// repeating it over revisions gives no more than asking once, which random noise would.
func (p Policy) disclose(own Disclosure, l geo.Location) geo.Location {
	switch p.rule(own) {
	case Open:
		return l
	case Coarsened:
		return p.coarsen(l)
	}
	// An unknown rule is treated as the most closed one.
	return geo.Location{Precision: geo.Unlocated}
}

// rule gives the disclosure of an incident that sets own, or nothing, for itself.
func (p Policy) rule(own Disclosure) Disclosure {
	return cmp.Or(own, p.Disclosure, Open)
}

// grid gives the side in metres of the cells that points are moved to: the least of DefaultGridM doubled or
// halved some times that is not finer than the policy asks for. Cells of one such grid lie in those of
// any coarser one, so that the answers of two of them together say no more than the finer alone.
func (p Policy) grid() float64 {
	if p.GridM <= 0 || math.IsNaN(p.GridM) {
		return DefaultGridM
	}
	return math.Ldexp(DefaultGridM, doublings(p.GridM/DefaultGridM))
}

// doublings gives the least whole n for which 2^n is at least v, which is positive.
func doublings(v float64) int {
	frac, exp := math.Frexp(v) // v = frac * 2^exp, and frac is from 0.5 to 1
	if frac == 0.5 {
		return exp - 1
	}
	return exp
}

// stricter gives the one that lets out less; one that is not known lets out nothing.
func stricter(a, b Disclosure) Disclosure {
	for _, d := range []Disclosure{Open, Coarsened} {
		switch d {
		case a:
			return b
		case b:
			return a
		}
	}
	return Withheld
}

// coarsen moves a point to the middle of its grid cell. The outline of a state or a country that is no smaller
// than a cell says no more than its name does and stays; any other geometry is replaced by its centre's cell.
// The radius grows by as far as what is drawn was moved, so that it still holds the place. A name, and an id or
// code of a place, stays only where the place is known to be no smaller than the cell.
func (p Policy) coarsen(l geo.Location) geo.Location {
	if l.Geometry == nil || l.Precision == geo.Unlocated {
		return geo.Location{Precision: geo.Unlocated, Admin: wide(l.Admin, p.grid())}
	}
	side := p.grid()
	across := 2 * (l.RadiusM + reach(l.Geometry.Bound()))
	if isOutline(l.Geometry) && (l.Precision == geo.Admin1 || l.Precision == geo.Country) && across >= side {
		l.Method = geo.Method{} // the words that were looked up may say more than was found
		l.Admin = wide(l.Admin, 0)
		return l
	}
	cell := cellOf(l.Geometry.Bound().Center(), side)
	out := geo.Location{
		Geometry:  cell.middle(),
		Precision: l.Precision,
		RadiusM:   math.Ceil(l.RadiusM + reach(l.Geometry.Bound()) + reach(cell.Bound)),
		Admin:     wide(l.Admin, side),
	}
	if geo.Near.CoarserThan(out.Precision) {
		out.Precision = geo.Near
	}
	if (l.Precision == geo.Locality || l.Precision == geo.Admin2) && across >= reach(cell.Bound)*2 {
		out.Place, out.GazetteerID, out.Admin = l.Place, l.GazetteerID, l.Admin
	}
	return out
}

// Cells wider than these, in metres, are taken to be larger than a state and than a country.
const (
	stateM   = 100_000
	countryM = 1_000_000
)

// wide gives what is no smaller than a state of the areas that a place is in, and no smaller than a cell as high as side.
func wide(a geo.Admin, side float64) geo.Admin {
	a.Admin2, a.Admin2Name = "", ""
	if side > stateM {
		a.Admin1, a.Admin1Name = "", ""
	}
	if side > countryM {
		a.Country = ""
	}
	return a
}

func isOutline(g orb.Geometry) bool {
	switch g.(type) {
	case orb.Polygon, orb.MultiPolygon:
		return true
	}
	return false
}

// reach is how far, in metres and at most, the points of a bound are from its middle.
func reach(b orb.Bound) float64 {
	nearest := 0.0 // the latitude where a degree of longitude is widest
	if b.Min[1] > 0 || b.Max[1] < 0 {
		nearest = math.Min(math.Abs(b.Min[1]), math.Abs(b.Max[1]))
	}
	high := (b.Max[1] - b.Min[1]) / 2
	wide := (b.Max[0] - b.Min[0]) / 2 * math.Cos(nearest*math.Pi/180)
	return math.Hypot(wide, high) * metresPerDegree
}

// cell is a cell of a grid, in degrees.
type cell struct{ orb.Bound }

// cellOf gives the cell that holds a point: side metres high, counted from the equator, and at least as wide, counted
// from longitude zero. Its width is its height doubled some times, by its edge that is nearer to a pole, so that
// cells nest in both directions.
func cellOf(p orb.Point, side float64) cell {
	step := side / metresPerDegree
	south := math.Floor(p[1]/step) * step
	poleward := math.Min(math.Max(math.Abs(south), math.Abs(south+step)), 90)
	width := math.Ldexp(step, max(0, doublings(1/math.Max(math.Cos(poleward*math.Pi/180), 1e-3))))
	west := math.Floor(p[0]/width) * width
	return cell{orb.Bound{
		Min: orb.Point{math.Max(-180, west), math.Max(-90, south)},
		Max: orb.Point{math.Min(180, west+width), math.Min(90, south+step)},
	}}
}

// middle gives the point that stands for all that are in the cell.
func (c cell) middle() orb.Point {
	m := c.Center()
	return orb.Point{round6(m[0]), round6(m[1])}
}

func round6(v float64) float64 { return math.Round(v*1e6) / 1e6 }
