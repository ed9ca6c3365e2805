package intake

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

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
	"zip code": geo.Locality, "place": geo.Locality, "low": geo.Locality, "baja": geo.Locality, "geometric center": geo.Locality, "centroid": geo.Locality, "not available": geo.Locality, "unknown": geo.Locality, "desconocida": geo.Locality,
	"adm2": geo.Admin2, "admin2": geo.Admin2, "county": geo.Admin2, "municipality": geo.Admin2, "municipio": geo.Admin2, "district": geo.Admin2, "condado": geo.Admin2,
	"adm1": geo.Admin1, "admin1": geo.Admin1, "state": geo.Admin1, "estado": geo.Admin1, "province": geo.Admin1, "provincia": geo.Admin1, "region": geo.Admin1, "departamento": geo.Admin1,
	"country": geo.Country, "pais": geo.Country, "national": geo.Country, "nacional": geo.Country, "in transit": geo.InTransit,
}

// areaRadiusM is how far a position that stands for an area is taken to be from the
// place itself, in metres, where no outline of the area is known.
var areaRadiusM = map[geo.Precision]float64{geo.Admin2: 30_000, geo.Admin1: 300_000, geo.Country: 1_000_000}

// withPrecision lets the column of precision say how far the coordinates may be trusted.
func (c *converter) withPrecision(loc geo.Location, named place) geo.Location {
	v := c.value(c.where.precis)
	if v == "" {
		return loc
	}
	p, ok := c.precisionOf(v)
	if !ok {
		c.note(c.where.precis, v, "is no precision that is known", "the coordinates are taken as exact, and the word is kept")
		c.keep(c.where.precis)
		return loc
	}
	if v != string(p) {
		c.keep(c.where.precis)
	}
	loc.Precision = p
	if _, isPoint := loc.Geometry.(orb.Point); !isPoint || !p.IsArea() {
		return loc
	}
	// An area is drawn as an area: a point would claim a spot that nobody gave.
	if area, ok := c.area(p, named); ok {
		area.Method = geo.Method{By: geo.BySource, Query: area.Method.Query, Reasons: append([]string{
			fmt.Sprintf("the source gives coordinates, %s, and says that they stand for a %s", degreesText(loc.Geometry.(orb.Point)), p),
		}, area.Method.Reasons...)}
		c.keepAll(c.where.lat, c.where.lon, c.where.pair)
		return area
	}
	loc.RadiusM = areaRadiusM[p]
	loc.Method.Reasons = []string{fmt.Sprintf("the source says that its coordinates stand for a %s; the radius is a usual one", p)}
	return loc
}

// precisionOf reads a word, or a code of ACLED (geo_precision) or UCDP (where_prec).
func (c *converter) precisionOf(v string) (geo.Precision, bool) {
	if p := geo.Precision(v); p.Valid() && p != geo.Unlocated {
		return p, true
	}
	if n, err := strconv.Atoi(v); err == nil {
		name := words.Key(c.names[c.where.precis])
		switch {
		case strings.Contains(name, "where prec"):
			return code(n, geo.Exact, geo.Near, geo.Admin2, geo.Admin1, geo.InTransit, geo.Country)
		case strings.Contains(name, "geo prec"), strings.Contains(name, "geoprec"):
			return code(n, geo.Locality, geo.Admin2, geo.Admin1)
		}
		return "", false
	}
	p, ok := precisionWords[v]
	if !ok {
		p, ok = precisionWords[words.Key(v)]
	}
	return p, ok
}

func code(n int, of ...geo.Precision) (geo.Precision, bool) {
	if n < 1 || n > len(of) {
		return "", false
	}
	return of[n-1], true
}

func degreesText(p orb.Point) string {
	f := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	return "latitude " + f(p[1]) + ", longitude " + f(p[0])
}
