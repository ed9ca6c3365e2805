package derive

import (
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/paulmach/orb"

	"incidentmap/geo/shapes"
)

// Tolerances in degrees by which outlines of areas are simplified: small enough to look
// right under a state filled with a colour, large enough for a phone to fetch many.
const (
	stateTolerance   = 0.005
	countryTolerance = 0.015
)

// areas writes the outlines of countries ("MX") and of their first-order divisions by
// GeoNames code ("MX.14").
func areas(src Sources, out io.Writer, logf func(string, ...any)) error {
	w, err := src.world()
	if err != nil {
		return err
	}
	names, err := namesOfCountries(src, "en")
	if err != nil {
		return err
	}
	states := w.topology.Simplified(stateTolerance)
	var all []shapes.Shape
	byCode := w.members(func(d division) string { return d.code })
	for _, code := range slices.Sorted(maps.Keys(byCode)) {
		outline := states.Dissolve(byCode[code]...)
		if !states.Valid(outline) {
			logf("areas: %s %s is left out: its outline crosses itself", code, w.codes[code])
			continue
		}
		if len(outline) > 0 {
			all = append(all, shapes.Shape{ID: code, Class: "admin1", Name: w.codes[code], Geometry: simplest(outline)})
		}
	}
	logf("areas: %d of %d GeoNames divisions have an outline", len(all), len(w.codes))
	countries := w.topology.Simplified(countryTolerance)
	byCountry := w.members(func(d division) string { return d.country })
	for _, code := range slices.Sorted(maps.Keys(byCountry)) {
		name, ok := names[code]
		if !ok {
			return fmt.Errorf("country %q has no English name in i18n-iso-countries", code)
		}
		s := shapes.Shape{ID: code, Class: "country", Name: name, Geometry: simplest(countries.Dissolve(byCountry[code]...))}
		if s.Geometry == nil { // a country smaller than the tolerance
			s.Geometry = simplest(w.topology.Dissolve(byCountry[code]...))
		}
		all = append(all, s)
	}
	return shapes.Write(out, all, decimals)
}

// simplest makes a lone polygon a Polygon, and nothing nil.
func simplest(mp orb.MultiPolygon) orb.Geometry {
	switch len(mp) {
	case 0:
		return nil
	case 1:
		return mp[0]
	}
	return mp
}

// namesOfCountries gives the names of countries by ISO 3166-1 alpha-2 code in a language.
// Where the source has several names for one country the first is its usual one.
func namesOfCountries(src Sources, lang string) (map[string]string, error) {
	var file struct{ Countries map[string]any }
	if err := src.readJSON("i18n-iso-countries", "langs/"+lang+".json", &file); err != nil {
		return nil, err
	}
	names := map[string]string{}
	for code, v := range file.Countries {
		switch v := v.(type) {
		case string:
			names[code] = v
		case []any:
			if s, ok := v[0].(string); ok {
				names[code] = s
			}
		}
	}
	return names, nil
}
