package intake

import (
	"errors"
	"math"
	"strings"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"

	"incidentmap/geo"
	"incidentmap/incidents/intake/coordinates"
	"incidentmap/incidents/intake/numbers"
	"incidentmap/incidents/intake/words"
	"incidentmap/incidents/records"
)

// readWhere gives the location of a record: its coordinates if it has any that can be
// used, else what its words name.
func (c *converter) readWhere(rec *records.Record) geo.Location {
	spoken := c.readPlace()
	g, given := c.readGeometry(rec)
	named, query := c.resolve()
	if p, isPoint := g.(orb.Point); isPoint && given && c.suspect(p, named) {
		g = nil
	}
	var loc geo.Location
	switch {
	case g != nil:
		loc = c.fromSource(g, named)
	case named.found:
		loc = named.location
	default:
		loc = geo.Location{Precision: geo.Unlocated}
		c.explain(given, query, named)
	}
	if len(spoken.Place) > 0 {
		loc.Place = spoken.Place
	}
	c.fillAdmin(&loc, spoken.Admin)
	return loc
}

// explain says why a record has no place. Coordinates that cannot be used were told of.
func (c *converter) explain(given bool, query string, named place) {
	switch {
	case query != "" && named.reason != "":
		c.note(-1, query, named.reason, "the row is taken without a place")
	case query != "" && c.Geocoder == nil:
		c.note(-1, query, "the row has no coordinates, and no gazetteer is at hand to find its place", "the row is taken without a place")
	case !given && !c.own:
		c.note(-1, "", "the row has neither coordinates nor words for a place", "the row is taken without a place")
	}
}

// readPlace gives the words of the record for its place.
func (c *converter) readPlace() geo.Location {
	var l geo.Location
	var room [6]string
	parts := room[:0]
	add := func(s string) {
		if s == "" || c.isMissing(s) {
			return
		}
		for _, p := range parts {
			if strings.Contains(p, s) {
				return
			}
		}
		parts = append(parts, s)
	}
	add(c.value(c.where.place))
	for _, i := range c.addresses {
		add(c.value(i))
	}
	add(c.value(c.where.city))
	l.Admin.Admin1Name, l.Admin.Admin2Name = c.value(c.where.state), c.value(c.where.county)
	if len(parts) == 0 {
		add(l.Admin.Admin2Name)
	}
	if len(parts) == 0 {
		add(l.Admin.Admin1Name)
	}
	if text := strings.Join(parts, ", "); text != "" {
		column := c.where.place
		if column < 0 {
			column = max(c.where.city, c.where.county, c.where.state)
		}
		if len(text) > maxTitle {
			c.keepAll(c.addresses...)
			c.keepAll(c.where.place, c.where.city)
		}
		l.Place = c.text(c.fit(column, text, maxTitle))
	}
	return l
}

// fillAdmin completes the areas with the words of the record. They are not put over what
// the gazetteer says.
func (c *converter) fillAdmin(loc *geo.Location, said geo.Admin) {
	if loc.Admin.Admin1Name == "" {
		loc.Admin.Admin1Name = said.Admin1Name
	}
	if loc.Admin.Admin2Name == "" {
		loc.Admin.Admin2Name = said.Admin2Name
	}
	country := c.value(c.where.country)
	if loc.Admin.Country == "" && len(country) == 2 && country == strings.ToUpper(country) {
		loc.Admin.Country = country
	}
	if country != "" && country != loc.Admin.Country {
		c.keep(c.where.country)
	}
}

// readGeometry gives the geometry of the record in degrees, or nil; given tells that there
// was something for one, which was told of if it could not be used.
func (c *converter) readGeometry(rec *records.Record) (g orb.Geometry, given bool) {
	w := &c.where
	switch {
	case rec.Geometry != nil:
		c.keepAll(w.lat, w.lon, w.pair, w.x, w.y, w.geometry)
		if p, isPoint := rec.Geometry.(orb.Point); isPoint {
			return c.checked(p, -1, -1)
		}
		return rec.Geometry, true
	case c.value(w.geometry) != "":
		c.noGeometry(w.geometry)
		c.keepAll(w.lat, w.lon, w.pair, w.x, w.y)
		return c.fromText(c.value(w.geometry))
	case w.lat >= 0 && w.lon >= 0 && (c.value(w.lat) != "" || c.value(w.lon) != ""):
		c.noGeometry(w.lat)
		c.keepAll(w.pair)
		return c.fromColumns()
	case c.value(w.pair) != "":
		c.noGeometry(w.pair)
		return c.fromPair(c.value(w.pair))
	case w.x >= 0 && w.y >= 0 && (c.value(w.x) != "" || c.value(w.y) != ""):
		return c.fromProjected()
	}
	return nil, false
}

// noGeometry tells that a column stands in for a geometry that other records have.
func (c *converter) noGeometry(column int) {
	if c.geometries {
		c.note(column, c.value(column), "the record has no geometry of its own", "its coordinates are read from this column")
	}
}

// keepAll keeps cells that say the same as others, or may.
func (c *converter) keepAll(all ...int) {
	for _, i := range all {
		c.keep(i)
	}
}

func (c *converter) fromText(v string) (orb.Geometry, bool) {
	g, repairs, err := coordinates.ParseGeometry(v, c.EPSG)
	for _, r := range repairs {
		if r.Lost {
			c.lose(c.where.geometry, v, r.Text, mendedGeometry)
		} else {
			c.note(c.where.geometry, v, r.Text, mendedGeometry)
		}
	}
	switch {
	case err != nil && len(v) > keptGeometry:
		c.lose(c.where.geometry, v, err.Error(), "the coordinates are not used, and are left out")
		return nil, true
	case err != nil:
		c.lose(c.where.geometry, v, err.Error(), notUsed)
		c.keep(c.where.geometry)
		return nil, true
	case g == nil:
		return nil, false
	}
	if p, isPoint := g.(orb.Point); isPoint {
		return c.checked(p, c.where.geometry, -1)
	}
	return g, true
}

// keptGeometry is how many bytes of a geometry that cannot be used are kept as they are: beyond
// them they would be a burden to every reader of the incident.
const keptGeometry = 10_000

const mendedGeometry = "the geometry is taken as it was mended"

const notUsed = "the coordinates are not used, and are kept as they are"

// refuse tells of a pair of coordinates that is not used.
func (c *converter) refuse(first, second int, value, reason string) (orb.Geometry, bool) {
	c.lose(first, value, reason, notUsed)
	c.keepAll(first, second)
	return nil, true
}

// fromColumns reads latitude and longitude of two columns.
func (c *converter) fromColumns() (orb.Geometry, bool) {
	latAt, lonAt := c.where.lat, c.where.lon
	if c.where.exchanged {
		latAt, lonAt = lonAt, latAt
	}
	lat, errLat := coordinate(c.value(latAt))
	lon, errLon := coordinate(c.value(lonAt))
	missLat, missLon := errors.Is(errLat, errMissing), errors.Is(errLon, errMissing)
	switch {
	case missLat && missLon:
		return nil, false
	case missLat || missLon:
		return c.refuse(latAt, lonAt, c.value(latAt)+", "+c.value(lonAt), "only one of the two coordinates is given")
	case errLat != nil:
		return c.refuse(latAt, lonAt, c.value(latAt), "the latitude "+errLat.Error())
	case errLon != nil:
		return c.refuse(lonAt, latAt, c.value(lonAt), "the longitude "+errLon.Error())
	case lat.Axis == coordinates.Lon || lon.Axis == coordinates.Lat:
		return c.refuse(latAt, lonAt, c.value(latAt)+", "+c.value(lonAt), "the letters say that latitude and longitude are exchanged")
	}
	return c.checked(orb.Point{lon.Degrees, lat.Degrees}, latAt, lonAt)
}

// errMissing says that a cell holds no coordinate.
var errMissing = errors.New("is missing")

func coordinate(v string) (coordinates.Angle, error) {
	if v == "" {
		return coordinates.Angle{}, errMissing
	}
	a, err := coordinates.ParseAngle(v)
	if err != nil && words.Missing(words.Plain(v)) {
		return a, errMissing
	}
	return a, err
}

// fromPair reads both coordinates of one cell.
func (c *converter) fromPair(v string) (orb.Geometry, bool) {
	p, err := coordinates.ParsePair(v)
	if err != nil {
		if words.Missing(words.Plain(v)) {
			return nil, false
		}
		return c.refuse(c.where.pair, -1, v, err.Error())
	}
	lat, lon := p.First, p.Second
	if lat.Axis == coordinates.Lon || lon.Axis == coordinates.Lat ||
		c.where.pairExchanged && lat.Axis == coordinates.Unsaid && lon.Axis == coordinates.Unsaid {
		lat, lon = lon, lat
	}
	return c.checked(orb.Point{lon.Degrees, lat.Degrees}, c.where.pair, -1)
}

// fromProjected reads x and y of two columns.
func (c *converter) fromProjected() (orb.Geometry, bool) {
	xAt, yAt := c.where.x, c.where.y
	vx, vy := c.value(xAt), c.value(yAt)
	value := vx + ", " + vy
	x, errX := numbers.Decimal(vx, false)
	y, errY := numbers.Decimal(vy, false)
	noX, noY := words.Missing(words.Plain(vx)), words.Missing(words.Plain(vy))
	switch {
	case noX && noY:
		return nil, false
	case noX || noY:
		return c.refuse(xAt, yAt, value, "only one of the two coordinates is given")
	case errX != nil:
		return c.refuse(xAt, yAt, vx, errX.Error())
	case errY != nil:
		return c.refuse(yAt, xAt, vy, errY.Error())
	case x == 0 && y == 0:
		return c.refuse(xAt, yAt, value, nullIsland)
	case c.where.system.Name == "":
		reason := c.where.noSystem
		if reason == "" {
			reason = "the coordinates are projected, and nothing says in which system"
		}
		return c.refuse(xAt, yAt, value, reason)
	}
	lon, lat, err := c.where.system.ToWGS84(x, y)
	if err != nil {
		return c.refuse(xAt, yAt, value, err.Error())
	}
	if !c.where.system.Geographic {
		c.keepAll(xAt, yAt)
		lon, lat = math.Round(lon*1e8)/1e8, math.Round(lat*1e8)/1e8
	}
	return c.checked(orb.Point{lon, lat}, xAt, yAt)
}

const nullIsland = "0, 0 lies in the Gulf of Guinea, and stands for no coordinates"

// checked refuses what cannot be a position. at is longitude, latitude.
func (c *converter) checked(at orb.Point, first, second int) (orb.Geometry, bool) {
	switch lon, lat := math.Abs(at[0]), math.Abs(at[1]); {
	case at == orb.Point{}:
		return c.refuse(first, second, degreesText(at), nullIsland)
	case lat > 90 && lat <= 180 && lon <= 90:
		return c.refuse(first, second, degreesText(at), "the latitude is beyond 90 degrees; the two seem to be exchanged")
	case lat > 90:
		return c.refuse(first, second, degreesText(at), "the latitude is not between -90 and 90 degrees")
	case lon > 180:
		return c.refuse(first, second, degreesText(at), "the longitude is not between -180 and 180 degrees")
	}
	return at, true
}

// fromSource is a location by coordinates that the source gives.
func (c *converter) fromSource(g orb.Geometry, named place) geo.Location {
	loc := geo.Location{Geometry: g, Precision: geo.Exact, Method: geo.Method{By: geo.BySource}}
	if c.where.precis >= 0 {
		loc = c.withPrecision(loc, named)
	}
	if p, isPoint := g.(orb.Point); isPoint && named.found && loc.Admin == (geo.Admin{}) && named.holds(p) {
		loc.Admin = named.location.Admin
	}
	return loc
}

// suspect tells that a position is probably not the one that was meant: exchanged, or
// without its sign, it would lie where the row's own words or the other rows of the file
// say. It is not mended: the row falls back to its words.
func (c *converter) suspect(p orb.Point, named place) bool {
	far := named.found && !named.within(p, farM)
	outside := c.hasCore && !c.wide.Contains(p)
	if !far && !outside {
		return false
	}
	for i, m := range mistakes {
		other, where := m.mend(p), ""
		switch {
		case math.Abs(other[1]) > 90:
			continue
		case far && named.distance(other) < closeM:
			where = "near the place that the row names"
		case outside && c.explains[i] && c.core.Contains(other):
			where = "among the other rows of the file"
		default:
			continue
		}
		w := &c.where
		first, second := w.lat, w.lon
		if first < 0 {
			first, second = max(w.pair, w.geometry), -1
		}
		c.lose(first, degreesText(p), m.why+": it would then lie "+where, notUsed+"; mend them in the file")
		c.keepAll(first, second)
		return true
	}
	return false
}

const (
	// farM and closeM are how far, in metres, a position is from the row's own place to be
	// doubted, and to be believed.
	farM   = 500_000
	closeM = 100_000
)

// metresPerDegree is the length of a degree of latitude on a sphere of radius 6371.0088 km
// (IUGG mean radius).
const metresPerDegree = 111195.08

// distance in metres from the edge of the place.
func (p place) distance(at orb.Point) float64 {
	b := p.bound
	if b.Contains(at) {
		return 0
	}
	nearest := orb.Point{min(max(at[0], b.Min[0]), b.Max[0]), min(max(at[1], b.Min[1]), b.Max[1])}
	// Degrees of latitude alone often tell, and take less.
	if north := math.Abs(at[1]-nearest[1]) * metresPerDegree; north > p.location.RadiusM+farM {
		return north - p.location.RadiusM
	}
	return max(0, orbgeo.DistanceHaversine(at, nearest)-p.location.RadiusM)
}

// holds tells that a position may well be in the place.
func (p place) holds(at orb.Point) bool { return p.within(at, closeM/4) }

// within tells that a position is no farther from the place, in metres. No way is longer
// than the one along the meridian and then the parallel at the equator's length, which
// mostly tells.
func (p place) within(at orb.Point, metres float64) bool {
	const longestDegree = 111_500 // metres
	b := p.bound
	lon := max(b.Min[0]-at[0], at[0]-b.Max[0], 0)
	lat := max(b.Min[1]-at[1], at[1]-b.Max[1], 0)
	return (lon+lat)*longestDegree < p.location.RadiusM+metres || p.distance(at) <= metres
}
