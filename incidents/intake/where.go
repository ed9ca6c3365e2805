package intake

import (
	"math"
	"strings"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"

	"incidentmap/geo"
	"incidentmap/geo/geocode"
	"incidentmap/incidents/intake/columns"
	"incidentmap/incidents/records"
)

// readWhere gives the location of a record: its coordinates if it has any that can be
// used, else what its words name.
func (c *converter) readWhere(rec *records.Record) geo.Location {
	spoken := c.readPlace()
	c.compareCountries()
	isPositioned := c.hasCoordinates()
	named, fields := c.resolve(!isPositioned)
	at, given := c.readPosition(rec, named)
	if isPositioned && at.geometry == nil {
		named, fields = c.resolve(true)
	}
	var loc geo.Location
	switch {
	case at.geometry != nil:
		loc = c.fromSource(at, named)
	case named.found:
		loc = named.location
		if named.words != "" {
			c.note(-1, named.words, named.reason, "the row is placed at "+c.placeOf(loc))
		} else if named.wider != "" {
			c.note(-1, named.query, named.wider, "the row is placed at "+c.placeOf(loc))
		}
	default:
		loc = geo.Location{Precision: geo.Unlocated}
		c.explain(given, fields, named)
	}
	if len(spoken.Place) > 0 {
		loc.Place = spoken.Place
	}
	c.fillAdmin(&loc, spoken.Admin)
	return loc
}

// areaNames say of what precision the area is that a row is placed at.
var areaNames = map[geo.Precision]string{geo.Country: "the country that it names", geo.Admin1: "the state that it names", geo.Admin2: "the municipality that it names"}

// placeOf says at what a row is placed whose own words are not known.
func (c *converter) placeOf(loc geo.Location) string {
	if area, ok := areaNames[loc.Precision]; ok {
		return area
	}
	return "the town that it names"
}

// explain says why a record has no place. Coordinates that cannot be used were told of.
func (c *converter) explain(given bool, f geocode.Fields, named place) {
	words := named.words
	if words == "" {
		words = strings.Join(withoutEmpty([]string{f.Place, f.City, f.County, f.State, f.Country}), ", ")
	}
	switch {
	case words != "" && named.reason != "":
		c.note(-1, words, named.reason, "the row is taken without a place")
	case words != "" && c.Geocoder == nil:
		c.note(-1, words, "the row has no coordinates, and no gazetteer is at hand to find its place", "the row is taken without a place")
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
	if v := c.value(c.where.place); !columns.IsCoordinates(v) {
		add(v)
	}
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
	country := c.countryIn()
	if loc.Admin.Country == "" && isAreaCode(country) && (c.Geocoder == nil || c.lookUp(geocode.Fields{Country: country}).found) {
		loc.Admin.Country = country
	}
	if v := c.value(c.where.country); v != "" && v != loc.Admin.Country {
		c.keep(c.where.country)
	}
}

// fromSource is a location by coordinates that the source gives. They stay where they are:
// what is said of their precision widens the radius around them.
func (c *converter) fromSource(at fix, named place) geo.Location {
	loc := geo.Location{Geometry: at.geometry, Precision: geo.AsGiven, Method: geo.Method{By: geo.BySource}}
	c.setPrecision(&loc, at, named)
	if p, isPoint := at.geometry.(orb.Point); isPoint {
		c.setAreas(&loc, p, named)
		leaveNarrower(&loc)
	}
	return loc
}

// setAreas gives a point the areas that the row names, where they hold it, and of those that
// it does not name the ones that the point lies in. Where the row names another state or
// country, its words stand and the report says so: one of the two is wrong. A town or
// municipality without a state or country is looked for in the state that the point lies in.
func (c *converter) setAreas(loc *geo.Location, p orb.Point, named place) {
	isNamed := named.found && named.holds(p)
	if isNamed && (c.Geocoder == nil || named.location.Admin.Admin2 != "" && named.words == "") {
		loc.Admin = named.location.Admin
		return
	}
	if c.Geocoder == nil {
		return
	}
	lies, ok := c.areasAt(p)
	f := c.placeFields(false)
	if f.State == "" && f.Country == "" && !isNamed {
		named = place{}
		if f.City+f.County != "" && lies.Admin1 != "" {
			f.State, f.Country = lies.Admin1, lies.Country
			named = c.lookUp(f)
		}
	}
	if !named.found {
		loc.Admin = lies
		return
	}
	said := named.location.Admin
	agree := ok && (said.Country == "" || said.Country == lies.Country) && (said.Admin1 == "" || said.Admin1 == lies.Admin1)
	holds := named.holds(p)
	if said.Country != lies.Country && lies.Country != "" && !holds && f.Country == "" && c.places.context.Country == "" && isAreaCode(f.State) {
		// Two letters are of many countries: the row names none, and its coordinates say which.
		f.Country = lies.Country
		if again := c.lookUp(f); again.found && again.words == "" && again.holds(p) {
			loc.Admin = again.location.Admin
			return
		}
		loc.Admin = lies
		c.keepAll(c.where.state)
		c.note(c.where.state, f.State, "the letters name a state of another country than that in which the coordinates lie", "the areas are those of the coordinates")
		return
	}
	switch {
	case !agree, said.Admin2 != "" && (holds || f.County != ""):
		loc.Admin = said
	default:
		loc.Admin = lies
	}
	if named.words != "" && (named.words == f.County || named.words == f.State) {
		// What the row calls it is not known, and not what the point lies in.
		loc.Admin.Admin2, loc.Admin.Admin2Name = "", ""
		c.keepAll(c.where.county, c.where.state)
	}
	// How far areas and towns reach is known roughly.
	if !agree && !holds && !named.within(p, closeM) {
		c.note(-1, degreesText(p), "the coordinates lie outside of the area that the row names", "both are taken as they are")
	}
}

// areas are those that a point lies in, where they are known.
type areas struct {
	geo.Admin
	known bool
}

// areasAt gives the areas that a point lies in. Points come again, and are remembered.
func (c *converter) areasAt(p orb.Point) (geo.Admin, bool) {
	a, ok := c.lies[p]
	if !ok {
		a.Admin, a.known = c.Geocoder.AreasAt(p)
		if len(c.lies) >= maxCache {
			clear(c.lies)
		}
		c.lies[p] = a
	}
	return a.Admin, a.known
}

// suspect tells why a position is probably not the one that was meant: exchanged, or without
// its sign, it would lie where the row's own words or the other rows of the file say. It is
// not mended: the row falls back to its words. A row whose own words agree with it is never
// doubted for where the other rows lie.
func (c *converter) suspect(p orb.Point, named place) string {
	far := named.found && !named.within(p, farM)
	outside := c.hasCore && !named.found && !c.wide.Contains(p)
	if !far && !outside {
		return ""
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
		return m.why + ": it would then lie " + where
	}
	return ""
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
