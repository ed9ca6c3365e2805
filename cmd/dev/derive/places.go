package derive

import (
	"encoding/json"
	"fmt"
	"io"
	"os"

	"incidentmap/geo/gazetteer"
)

// places derives the gazetteer from GeoNames' cities500 and admin codes, the state names
// of Natural Earth and iso3166-2-db, the country names of i18n-iso-countries and
// iso3166-2-db, and OurAirports.
func places(src Sources, w io.Writer, logf func(string, ...any)) error {
	cities, err := readCities(src)
	if err != nil {
		return err
	}
	airports, err := readAirports(src)
	if err != nil {
		return err
	}
	areas, err := readAreas(src)
	if err != nil {
		return err
	}
	if err := nameCities(cities, airports); err != nil {
		return err
	}
	towns := groupTowns(cities, areas)
	areas.locate(towns)
	placeAirports(airports, cities, areas)

	logf("gazetteer: %d places, %d areas, %d airports", len(cities), len(areas), len(airports))
	var b gazetteer.Builder
	for _, c := range cities {
		b.Add(c.Record)
	}
	for _, a := range areas.all() {
		b.Add(a.Record)
	}
	for _, a := range airports {
		b.Add(a.Record)
	}
	return b.Write(w)
}

// readPackage reads a JSON file of an npm package.
func readPackage(src Sources, into any, pkg, file string) error {
	name := src.Path(pkg, file)
	b, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
