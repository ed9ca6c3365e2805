package intake

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"

	"incidentmap/geo"
	"incidentmap/incidents/intake/words"
)

// precisionWords are what files call the precision of their coordinates.
var precisionWords = map[string]geo.Precision{
	"exact": geo.Exact, "exacta": geo.Exact, "exacto": geo.Exact, "address": geo.Exact, "direccion": geo.Exact, "domicilio": geo.Exact, "rooftop": geo.Exact, "gps": geo.Exact, "precise": geo.Exact,
	"poi": geo.Exact, "poi small": geo.Exact, "intersection": geo.Exact, "cruce": geo.Exact, "interseccion": geo.Exact, "building": geo.Exact, "point": geo.Exact, "punto": geo.Exact, "high": geo.Exact, "alta": geo.Exact, "parcel": geo.Exact,
	"near": geo.Near, "cerca": geo.Near, "block": geo.Near, "cuadra": geo.Near, "street": geo.Near, "calle": geo.Near, "road": geo.Near, "carretera": geo.Near, "poi large": geo.Near, "approximate": geo.Near,
	"aproximada": geo.Near, "aproximado": geo.Near, "medium": geo.Near, "media": geo.Near, "range interpolated": geo.Near, "highway": geo.Near, "route": geo.Near, "neighborhood": geo.Locality, "neighbourhood": geo.Locality,
	"locality": geo.Locality, "localidad": geo.Locality, "city": geo.Locality, "ciudad": geo.Locality, "town": geo.Locality, "village": geo.Locality, "colonia": geo.Locality, "barrio": geo.Locality, "zip": geo.Locality, "postcode": geo.Locality,
	"zip code": geo.Locality, "place": geo.Locality, "low": geo.Locality, "baja": geo.Locality, "geometric center": geo.Locality, "centroid": geo.Locality,
	"adm2": geo.Admin2, "admin2": geo.Admin2, "county": geo.Admin2, "municipality": geo.Admin2, "municipio": geo.Admin2, "district": geo.Admin2, "condado": geo.Admin2,
	"adm1": geo.Admin1, "admin1": geo.Admin1, "state": geo.Admin1, "estado": geo.Admin1, "province": geo.Admin1, "provincia": geo.Admin1, "region": geo.Admin1, "departamento": geo.Admin1,
	"country": geo.Country, "pais": geo.Country, "national": geo.Country, "nacional": geo.Country, "in transit": geo.InTransit,
}

// areaRadiusM is how far a position that stands for an area is taken to be from the place
// itself, in metres, where the extent of the area is not known, and mostRadiusM how far at
// most where it is: countries have islands an ocean away.
var (
	areaRadiusM = map[geo.Precision]float64{geo.Locality: 5_000, geo.Admin2: 30_000, geo.Admin1: 300_000, geo.Country: 1_000_000, geo.InTransit: 50_000}
	mostRadiusM = map[geo.Precision]float64{geo.Locality: 50_000, geo.Admin2: 150_000, geo.Admin1: 1_000_000, geo.Country: 2_500_000}
)

const (
	// exactM is the accuracy in metres up to which a position is the very spot.
	exactM = 100
	// nearM is how far "near" reaches: UCDP codes events within about 25 km of a known point
	// as near it (Georeferenced Event Dataset Codebook, where_prec 2).
	nearM = 25_000
	// vagueM is how far from a position a place is taken to be that is not specified, or at sea
	// off a coast.
	vagueM = 50_000
	// coarseStep is the size in degrees of the last digit from which on it matters: two decimals
	// are 800 metres, three are 80.
	coarseStep = 0.01
)

// setPrecision says how far the coordinates may be trusted: as the column of precision says,
// or else no more exactly than the words for the place and the digits of the numbers allow.
// Without any word it is not known.
func (c *converter) setPrecision(loc *geo.Location, at fix, named place) {
	p, isPoint := loc.Geometry.(orb.Point)
	if v := c.value(c.where.precis); v != "" {
		if words.Missing(words.Key(v)) {
			c.keep(c.where.precis)
		} else if !c.readPrecision(v, loc) {
			c.note(c.where.precis, v, "is no precision that is known", "nothing is said of how exact the coordinates are, and the word is kept")
			c.keep(c.where.precis)
		}
	}
	if isPoint {
		c.ofMiddle(loc, at)
	}
	switch {
	case !isPoint:
		loc.RadiusM = 0
	case loc.Precision == geo.AsGiven:
		c.coarsen(loc, at.step, p)
	case loc.RadiusM == 0 && areaRadiusM[loc.Precision] > 0:
		loc.RadiusM = widened(p, loc.Precision, named)
		loc.Method.Reasons = append(loc.Method.Reasons, fmt.Sprintf("the source says that its coordinates stand for a place of precision %s; the radius holds it", loc.Precision))
	}
	if isPoint {
		ofCell(loc, at.cellM)
	}
}

// readPrecision reads the cell of the precision.
func (c *converter) readPrecision(v string, loc *geo.Location) bool {
	p, radius, ok := c.precisionOf(v)
	if !ok {
		return false
	}
	if v != string(p) {
		c.keep(c.where.precis)
	}
	loc.Precision, loc.RadiusM = p, radius
	return true
}

// widened is the radius in metres around a position within which all of the area lies that it
// stands for.
func widened(p orb.Point, precision geo.Precision, named place) float64 {
	usual := areaRadiusM[precision]
	if !named.found || named.location.Precision != precision {
		return usual
	}
	far := 0.0
	if centre, isPoint := named.location.Geometry.(orb.Point); isPoint {
		far = orbgeo.DistanceHaversine(p, centre) + named.location.RadiusM
	} else {
		b := named.bound
		for _, corner := range []orb.Point{b.Min, b.Max, {b.Min[0], b.Max[1]}, {b.Max[0], b.Min[1]}} {
			far = max(far, orbgeo.DistanceHaversine(p, corner))
		}
	}
	return min(math.Ceil(far/100)*100, mostRadiusM[precision])
}

// coarsen makes a position that nothing is said of less exact, where the words for the place
// or the digits of its numbers say that it is.
func (c *converter) coarsen(loc *geo.Location, step float64, p orb.Point) {
	metres, why := c.vagueness()
	if step >= coarseStep {
		digits := step * metresPerDegree * math.Hypot(1, math.Cos(p[1]*math.Pi/180)) / 2
		if digits = math.Ceil(digits/100) * 100; digits > metres {
			metres, why = digits, fmt.Sprintf("the last digit of its coordinates is %g degrees", step)
		}
	}
	if metres > 0 {
		loc.Precision, loc.RadiusM = geo.Near, metres
		loc.Method.Reasons = append(loc.Method.Reasons, why)
	}
}

// vagueWords in the words for a place say that it is not the very spot, and how far it may be
// from it, in metres. A hyphen stands for any ending.
var vagueWords = []struct {
	words  string
	metres float64
}{
	{"unspecified", vagueM},
	{"unknown location", vagueM},
	{"somewhere", vagueM},
	{"off the coast", vagueM},
	{"off coast", vagueM},
	{"offshore", vagueM},
	{"costas de", vagueM},
	{"no especificad-", vagueM},
	{"sin especificar", vagueM},
	{"en algun punto", vagueM},
	{"algun lugar", vagueM},
	{"large des cotes", vagueM},
	{"au large de", vagueM},
	{"ao largo", vagueM},
	{"nao especificad-", vagueM},
	{"non specifie", vagueM},
	{"undisclosed", vagueM},
	{"between", vagueM},
	{"entre", vagueM},
	{"halfway", vagueM},
	{"in transit", vagueM},
	{"near", nearM},
	{"nearby", nearM},
	{"close to", nearM},
	{"around", nearM},
	{"vicinity", nearM},
	{"outskirts", nearM},
	{"outside", nearM},
	{"cerca de", nearM},
	{"cercanias", nearM},
	{"junto a", nearM},
	{"alrededores", nearM},
	{"afueras", nearM},
	{"inmediaciones", nearM},
	{"proximo a", nearM},
	{"approximate", nearM},
	{"approximately", nearM},
	{"approx", nearM},
	{"aproximad-", nearM},
	{"perto de", nearM},
	{"proximo de", nearM},
	{"pres de", nearM},
	{"proche de", nearM},
	{"environs de", nearM},
	{"km from", nearM},
	{"km de", nearM},
	{"miles from", nearM},
	{"km north", nearM},
	{"km south", nearM},
	{"km east", nearM},
	{"km west", nearM},
	{"km al norte", nearM},
	{"km al sur", nearM},
	{"km al este", nearM},
	{"km al oeste", nearM},
}

// vague is what the words for a place say of how exact it is.
type vague struct {
	metres float64
	why    string
}

// vagueness gives how far the row's words for its place allow it to be from the position; 0
// where they say nothing of it. Words come again, and are remembered.
func (c *converter) vagueness() (float64, string) {
	v := c.value(c.where.place)
	if v == "" {
		v = c.value(c.where.city)
	}
	if v == "" {
		return 0, ""
	}
	known, ok := c.vague[v]
	if !ok {
		key := " " + words.Key(v) + " "
		for _, w := range vagueWords {
			stem, isStem := strings.CutSuffix(w.words, "-")
			if w.metres > known.metres && (strings.Contains(key, " "+stem+" ") || isStem && strings.Contains(key, " "+stem)) {
				known = vague{w.metres, fmt.Sprintf("the words for the place say %q", stem)}
			}
		}
		if c.vague == nil || len(c.vague) >= maxCache {
			c.vague = map[string]vague{}
		}
		c.vague[strings.Clone(v)] = known
	}
	return known.metres, known.why
}

// coded is the meaning of a code: a precision and, where it says so, a radius in metres.
type coded struct {
	precision geo.Precision
	metres    float64
}

// codes are the schemes in which tables code precision, by a part of the column's name: UCDP's
// where_prec, GTD's specificity, ACLED's geo_precision, each from 1 on.
var codes = []struct {
	name string
	of   []coded
}{
	{"where prec", []coded{{geo.Exact, 0}, {geo.Near, nearM}, {geo.Admin2, 0}, {geo.Admin1, 0}, {geo.InTransit, 0}, {geo.Country, 0}, {geo.Near, 2 * vagueM}}},
	{"specificity", []coded{{geo.Locality, 0}, {geo.Admin2, 0}, {geo.Admin2, 0}, {geo.Admin1, 0}, {geo.Country, 0}}},
	{"geo prec", []coded{{geo.Locality, 0}, {geo.Admin2, 0}, {geo.Admin1, 0}}},
	// GDELT's ActionGeo_Type (codebook 2.0): a country, a state of the United States, a city there, one elsewhere, a state elsewhere.
	{"geo type", []coded{{geo.Country, 0}, {geo.Admin1, 0}, {geo.Locality, 0}, {geo.Locality, 0}, {geo.Admin1, 0}}},
	{"geoprec", []coded{{geo.Locality, 0}, {geo.Admin2, 0}, {geo.Admin1, 0}}},
}

// precisionOf reads a word, a code, or a distance within which the coordinates are right.
func (c *converter) precisionOf(v string) (geo.Precision, float64, bool) {
	if p := geo.Precision(v); p.Valid() && p != geo.Unlocated {
		return p, 0, true
	}
	if c.metres {
		return inMetres(v)
	}
	name := words.Key(c.names[c.where.precis])
	if n, err := strconv.Atoi(strings.TrimSuffix(v, ".0")); err == nil {
		for _, scheme := range codes {
			if strings.Contains(name, scheme.name) {
				if n < 1 || n > len(scheme.of) {
					return "", 0, false
				}
				return scheme.of[n-1].precision, scheme.of[n-1].metres, true
			}
		}
	}
	if metres, ok := accuracy(v, name); ok {
		if metres <= exactM {
			return geo.Exact, metres, true
		}
		return geo.Near, metres, true
	}
	p, ok := precisionWords[v]
	if !ok {
		p, ok = precisionWords[words.Key(v)]
	}
	return p, 0, ok
}

// lengths are units of an accuracy, in metres.
var lengths = map[string]float64{
	"km": 1000, "kms": 1000, "kilometers": 1000, "kilometres": 1000, "kilometros": 1000, "kilometer": 1000, "kilometre": 1000, "kilometro": 1000, "m": 1, "mt": 1, "mts": 1, "meters": 1, "metres": 1, "metros": 1, "meter": 1, "metre": 1, "metro": 1,
	"mi": 1609.344, "mile": 1609.344, "miles": 1609.344, "millas": 1609.344, "ft": 0.3048, "feet": 0.3048,
}

// accuracy reads a distance, in metres: "25km", "± 30 m", "within 5 km", "10-25 km", of which
// the larger counts. A number alone has the unit that the column's name says, and is metres
// where it is called accuracy or error and cannot be a code.
func accuracy(v, name string) (float64, bool) {
	number, unit := "", ""
	text := strings.ToLower(strings.TrimSpace(v))
	for i := 0; i < len(text); i++ {
		switch ch := text[i]; {
		case ch >= '0' && ch <= '9' || (ch == '.' || ch == ',') && number != "" && unit == "":
			if unit != "" {
				number, unit = "", ""
			}
			number += string(ch)
		case ch >= 'a' && ch <= 'z' && number != "":
			unit += string(ch)
		case ch == '-' && number != "" && unit == "":
			number = ""
		}
	}
	n, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimRight(number, ".,"), ",", "."), 64)
	if err != nil || !(n >= 0) {
		return 0, false
	}
	size := lengths[unit]
	if unit == "" {
		size = unitOf(name, number, n)
	}
	return n * size, size > 0 && n*size <= 2e7
}

// unitOf gives the unit of numbers alone that a column's name says, in metres.
func unitOf(name, number string, n float64) float64 {
	for _, word := range strings.Fields(name) {
		if size := lengths[word]; size > 0 {
			return size
		}
	}
	isAccuracy := strings.Contains(name, "accuracy") || strings.Contains(name, "exactitud") || strings.Contains(name, "uncertainty") || strings.Contains(name, "error") || strings.Contains(name, "precision")
	if isAccuracy && (n > 10 || strings.ContainsAny(number, ".,")) {
		return 1
	}
	return 0
}

func degreesText(p orb.Point) string {
	f := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	return "latitude " + f(p[1]) + ", longitude " + f(p[0])
}
