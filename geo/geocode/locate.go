package geocode

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"

	"incidentmap/geo"
	"incidentmap/geo/gazetteer"
)

const (
	// peoplePerKm2 is the density of the circle within which a town lies: at 3,200
	// people a square kilometre, nine in ten of the sections (GeoNames PPLX) of the
	// cities of more than a million lie within their city's circle.
	peoplePerKm2 = 3200
	// leastTownM and mostTownM bound a town's radius.
	leastTownM, mostTownM = 2_000, 40_000
	// airportM is how far from its point an airport's terminals and runways reach.
	airportM = 3_000
	// nearRadiusM is how far "near" reaches: UCDP codes events within about 25 km of a
	// known point as near it (Georeferenced Event Dataset Codebook, where_prec 2).
	nearRadiusM = 25_000
	// pastEdgeM is how far from a town's edge "near" reaches at least.
	pastEdgeM = 10_000
	// countryCorners and stateCorners are how many corners the outline of a location has at
	// most. Canada's has 27,000, which every incident that is somewhere in it would carry into
	// the store and to each reader; it is drawn as a light hatch.
	countryCorners, stateCorners = 1_000, 2_000
	// leastAreaM is the radius of an area of which one town alone is known.
	leastAreaM = 5_000
)

// townRadius is the radius in metres of the circle in which a town of so many people
// lies.
func townRadius(people int64) float64 {
	return min(max(1000*math.Sqrt(float64(people)/(math.Pi*peoplePerKm2)), leastTownM), mostTownM)
}

// candidate makes the answer of a hit.
func (c *Geocoder) candidate(r *reading, h *hit, ctx Context) Candidate {
	e := c.g.Entry(h.ref)
	reasons := c.reasons(r, h, ctx)
	loc := c.locate(e)
	wider := ""
	if r.anchored {
		reason := displace(&loc, r.move)
		reasons = append(reasons, reason)
		if reason == partOfArea {
			wider = reason
		}
	}
	if e.AtParent {
		wider = "none of its towns is known, so the area that holds it stands for it"
		reasons = append(reasons, wider)
	}
	score := math.Round(h.score*1000) / 1000
	loc.RadiusM = math.Ceil(loc.RadiusM/100) * 100
	loc.Place = c.g.Names(h.ref)
	loc.GazetteerID = e.ID
	loc.Admin = c.g.Admin(h.ref)
	loc.Method = geo.Method{By: geo.ByGeocoder, Query: r.query, Score: score, Reasons: reasons}
	return Candidate{Name: c.g.Name(h.ref, ctx.language()), Label: c.label(h.ref, ctx.language()), Kind: h.kind, Score: score, Reasons: reasons, Wider: wider, Location: loc}
}

// locate gives the geometry, precision and radius of an entry.
func (c *Geocoder) locate(e gazetteer.Entry) geo.Location {
	loc := geo.Location{Geometry: e.Point, RadiusM: e.RadiusM}
	switch e.Kind {
	case gazetteer.Airport:
		loc.Precision, loc.RadiusM = geo.Exact, airportM
	case gazetteer.Populated:
		loc.Precision, loc.RadiusM = geo.Locality, townRadius(e.Population)
	case gazetteer.Country:
		c.setOutline(&loc, geo.Country, e.Code)
	case gazetteer.Admin1:
		loc.RadiusM = max(e.RadiusM, leastAreaM, townRadius(e.Population))
		c.setOutline(&loc, geo.Admin1, e.Code)
	case gazetteer.Admin2:
		c.municipality(&loc, e)
	}
	return loc
}

// setOutline makes the location an area's outline, if there is one.
func (c *Geocoder) setOutline(loc *geo.Location, p geo.Precision, code string) {
	loc.Precision = p
	if g := c.outline(code); g != nil {
		loc.Geometry, loc.RadiusM = g, 0
	}
}

func mostCorners(code string) int {
	if strings.Contains(code, ".") {
		return stateCorners
	}
	return countryCorners
}

// outline gives an area's outline, or nil.
func (c *Geocoder) outline(code string) orb.Geometry {
	if c.areas == nil {
		return nil
	}
	if known, ok := c.outlines.Load(code); ok {
		g, _ := known.(orb.Geometry)
		return g
	}
	g, ok := c.areas.Area(code)
	if !ok {
		g = nil
	} else {
		g = geo.Thin(g, 0, mostCorners(code))
	}
	c.outlines.Store(code, g)
	return g
}

// municipality: without an outline it is the circle around its seat in which its towns
// lie; if nothing is known about it, it is its state.
func (c *Geocoder) municipality(loc *geo.Location, e gazetteer.Entry) {
	if e.AtParent {
		state, _ := c.g.Area(e.Code[:max(0, strings.LastIndexByte(e.Code, '.'))])
		*loc = c.locate(state)
		return
	}
	loc.RadiusM = max(e.RadiusM, leastAreaM, townRadius(e.Population))
	c.setOutline(loc, geo.Admin2, e.Code)
}

// partOfArea says of an area that it stands for a part of it, or for what is beside it.
const partOfArea = "it is near or in a part of this area; the area stands for it"

// displace makes the location of an anchor that of a place near it, and says how. A
// direction of eight is 22.5° wrong at most, which is 0.41 of the distance, and the
// distance may be counted from anywhere in the anchor. Without a distance the place is
// taken to be within nearRadiusM.
func displace(loc *geo.Location, m move) string {
	p, isPoint := loc.Geometry.(orb.Point)
	switch {
	case !isPoint || loc.Precision.IsArea():
		return partOfArea
	case m.far && !m.towards:
		loc.RadiusM += m.metres
	case m.towards:
		metres, spread := m.metres, m.metres*math.Tan(math.Pi/8)
		if !m.far {
			metres, spread = nearRadiusM/2, nearRadiusM/2
		}
		loc.Geometry = wrap(orbgeo.PointAtBearingAndDistance(p, m.bearing, metres))
		loc.RadiusM += spread
	default:
		loc.RadiusM = max(nearRadiusM, loc.RadiusM+pastEdgeM)
	}
	loc.Precision = geo.Near
	return fmt.Sprintf("the words say near it, not in it: within %.0f km of the point", math.Ceil(loc.RadiusM/1000))
}

// wrap brings a longitude past the antimeridian back into range, and rounds to
// millionths of a degree, which is as fine as the gazetteer is.
func wrap(p orb.Point) orb.Point {
	round := func(v float64) float64 { return math.Round(v*1e6) / 1e6 }
	return orb.Point{round(math.Mod(p[0]+540, 360) - 180), round(p[1])}
}

// language is the one that names are given in.
func (ctx Context) language() string {
	if ctx.Lang == "" {
		return "en"
	}
	return ctx.Lang
}

// areaKinds tell areas from towns of their name, in English and in Spanish.
var areaKinds = map[gazetteer.Kind][2]string{gazetteer.Admin2: {"municipality", "municipio"}, gazetteer.Admin1: {"state", "estado"}}

// label is a place's name and the state and country it lies in, of equal names one.
func (c *Geocoder) label(ref gazetteer.Ref, lang string) string {
	last := c.g.Name(ref, lang)
	label := last
	if said := areaKinds[c.g.Kind(ref)]; said != [2]string{} {
		word := said[0]
		if strings.HasPrefix(lang, "es") {
			word = said[1]
		}
		label += " (" + word + ")"
	}
	for holder, ok := c.g.Holder(ref); ok; holder, ok = c.g.Holder(holder) {
		if n := c.g.Name(holder, lang); n != last && c.g.Kind(holder) != gazetteer.Admin2 {
			label += ", " + n
			last = n
		}
	}
	return label
}

// labels gives the labels of two places, with their municipalities where they are else the same.
func (c *Geocoder) labels(a, b gazetteer.Ref, lang string) (string, string) {
	one, other := c.label(a, lang), c.label(b, lang)
	if one == other {
		one += " (" + c.g.Admin(a).Admin2Name + ")"
		other += " (" + c.g.Admin(b).Admin2Name + ")"
	}
	return one, other
}

// thousands writes a number with commas.
func thousands(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
