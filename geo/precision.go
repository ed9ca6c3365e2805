package geo

import "fmt"

// Precision tells how exactly a location is known. It limits what may be drawn: only
// exact, as_given, near and locality are ever a symbol at a point.
type Precision string

// The precisions, from the most exact to none.
const (
	Exact     Precision = "exact"      // this very spot: a building, an airport, a crossing
	AsGiven   Precision = "as_given"   // coordinates that came without a word on how exact they are
	Near      Precision = "near"       // beside a named spot
	Locality  Precision = "locality"   // somewhere in a town or city
	Admin2    Precision = "adm2"       // somewhere in a municipality or county
	Admin1    Precision = "adm1"       // somewhere in a state or province
	Country   Precision = "country"    // somewhere in a country
	InTransit Precision = "in_transit" // between two places
	Unlocated Precision = "unlocated"  // the source does not say where
)

// precisions holds, in order of decreasing exactness, each precision with its value in
// two coding schemes of event data. Zero means the scheme has no such value.
var precisions = []struct {
	precision Precision
	acled     int // ACLED codebook, "Geo-precision": 1 exact, 2 part of a region, 3 larger region
	ucdp      int // UCDP GED codebook 24.1, where_prec: 1 exact, 2 near, 3 second-order area, 4 first-order area, 5 line or fuzzy area, 6 country
}{
	{Exact, 1, 1},
	{AsGiven, 0, 0}, // nobody knows; what is known to be beside a place is less exact
	{Near, 2, 2},
	{Locality, 1, 1},
	{Admin2, 2, 3},
	{Admin1, 3, 4},
	{Country, 3, 6},
	{InTransit, 3, 5},
	{Unlocated, 0, 0},
}

// Precisions lists all precisions, the most exact first.
func Precisions() []Precision {
	all := make([]Precision, len(precisions))
	for i, p := range precisions {
		all[i] = p.precision
	}
	return all
}

// ParsePrecision reads one of the precision words.
func ParsePrecision(s string) (Precision, error) {
	for _, p := range precisions {
		if string(p.precision) == s {
			return p.precision, nil
		}
	}
	return "", fmt.Errorf("precision %.40q is not known; use one of %v", s, Precisions())
}

// rank is the precision's place in the order of decreasing exactness, or -1.
func (p Precision) rank() int {
	for i, q := range precisions {
		if q.precision == p {
			return i
		}
	}
	return -1
}

// Valid reports whether p is one of the listed precisions.
func (p Precision) Valid() bool { return p.rank() >= 0 }

// CoarserThan reports whether p says less about the place than q does.
func (p Precision) CoarserThan(q Precision) bool { return p.rank() > q.rank() }

// IsArea reports whether the words name an area, so that drawing a pin would claim
// more than they say.
func (p Precision) IsArea() bool { return p == Admin2 || p == Admin1 || p == Country }

// ACLED gives the event's Geo-precision code, 1 to 3, and false where the scheme has
// none. Source: ACLED Codebook, section "Geo-precision".
func (p Precision) ACLED() (int, bool) { return p.code(func(i int) int { return precisions[i].acled }) }

// UCDP gives where_prec, 1 to 7, and false where the scheme has none. Source: UCDP
// Georeferenced Event Dataset Codebook, where_prec.
func (p Precision) UCDP() (int, bool) { return p.code(func(i int) int { return precisions[i].ucdp }) }

func (p Precision) code(of func(int) int) (int, bool) {
	i := p.rank()
	if i < 0 || of(i) == 0 {
		return 0, false
	}
	return of(i), true
}
