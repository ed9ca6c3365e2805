package incidents

import (
	"cmp"
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
}

// DefaultGridM is the coarsening grid's side in metres where a policy names none.
const DefaultGridM = 5000

// metresPerDegree is the length of a degree of latitude on a sphere of radius 6371.0088 km
// (IUGG mean radius).
const metresPerDegree = 111195.08

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

// grid gives the side in metres of the grid that points are moved to.
func (p Policy) grid() float64 {
	if p.GridM <= 0 {
		return DefaultGridM
	}
	return p.GridM
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

// coarsen moves a point to the middle of its grid cell. States and countries say no more
// than their name does and stay; other geometries are replaced by their centre's cell.
// The radius grows by as far as what is drawn was moved, so that it still holds the place.
func (p Policy) coarsen(l geo.Location) geo.Location {
	if l.Geometry == nil || l.Precision == geo.Unlocated {
		return geo.Location{Precision: geo.Unlocated, Admin: l.Admin}
	}
	if isOutline(l.Geometry) && (l.Precision == geo.Admin1 || l.Precision == geo.Country) {
		l.Method = geo.Method{} // the words that were looked up may say more than was found
		return l
	}
	side := p.grid()
	out := geo.Location{
		Geometry:  gridCell(l.Geometry.Bound().Center(), side),
		Precision: l.Precision,
		RadiusM:   math.Ceil(l.RadiusM + reach(l.Geometry.Bound()) + side*math.Sqrt2/2),
		Admin:     l.Admin,
	}
	if geo.Near.CoarserThan(out.Precision) {
		out.Precision = geo.Near
	}
	// A place's name is let out only where it says no more than the cell does.
	if l.Precision == geo.Locality || l.Precision == geo.Admin2 {
		out.Place, out.GazetteerID = l.Place, l.GazetteerID
	}
	return out
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

// gridCell gives the middle of the cell, side metres wide and high, that holds the point.
// Cells are counted from the equator and, in the cell's own parallel, from longitude zero.
func gridCell(p orb.Point, side float64) orb.Point {
	step := side / metresPerDegree
	lat := (math.Floor(p[1]/step) + 0.5) * step
	lat = math.Max(-90, math.Min(90, lat))
	wide := step / math.Max(math.Cos(lat*math.Pi/180), 0.01)
	lon := (math.Floor(p[0]/wide) + 0.5) * wide
	return orb.Point{round6(math.Max(-180, math.Min(180, lon))), round6(lat)}
}

func round6(v float64) float64 { return math.Round(v*1e6) / 1e6 }
