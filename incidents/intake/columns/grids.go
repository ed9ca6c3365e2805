package columns

import (
	"regexp"
	"strings"

	"incidentmap/incidents/intake/coordinates"
)

// gridNames are the names, in the form of words.Key, of columns of positions in other ways of writing them than numbers and
// geometries, and what those are called.
var gridNames = map[string]string{
	"mgrs": "MGRS", "usng": "MGRS", "military grid": "MGRS", "mgrs coordinates": "MGRS", "coordenadas mgrs": "MGRS", "military grid reference": "MGRS", "utm grid": "MGRS",
	"geohash": "geohashes", "geo hash": "geohashes", "plus code": "plus codes", "pluscode": "plus codes", "plus codes": "plus codes", "open location code": "plus codes", "olc": "plus codes",
	"what3words": "what3words", "what 3 words": "what3words", "w3w": "what3words", "3 words": "what3words", "h3": "cells of H3", "h3 index": "cells of H3", "h3 cell": "cells of H3", "hex id": "cells of H3",
	"s2": "cells of S2", "s2 cell": "cells of S2", "s2 cell id": "cells of S2", "quadkey": "quadkeys", "quad key": "quadkeys", "maidenhead": "Maidenhead locators", "grid locator": "Maidenhead locators",
	"grid square": "Maidenhead locators", "qth locator": "Maidenhead locators", "os grid": "a national grid", "os grid ref": "a national grid", "os grid reference": "a national grid", "grid ref": "a national grid",
	"grid reference": "a national grid", "national grid": "a national grid", "gridref": "a national grid", "georef": "GEOREF", "gars": "GARS",
	"utm": "UTM with a zone", "utm coordinates": "UTM with a zone", "coordenadas utm": "UTM with a zone", "utm coords": "UTM with a zone", "geo hash 7": "geohashes", "geohash7": "geohashes", "geohash6": "geohashes",
}

// gridAxes are words of names of columns that hold one axis of a national grid, of which no formula is known here.
var gridAxes = wordSet(`l93, lambert93, lambert, rgf93, osgb, osgb36, bng, lv95, lv03, ch1903, rd, rijksdriehoek, gauss, gk, etrs89laea, laea`)

// isGridAxis tells the name of one axis of a national grid: "x l93", "lambert93 y".
func isGridAxis(key string) bool {
	axis, grid := false, false
	for _, w := range strings.Fields(key) {
		axis = axis || w == "x" || w == "y" || w == "easting" || w == "northing" || w == "coordx" || w == "coordy"
		grid = grid || gridAxes[w]
	}
	return axis && grid
}

// areaCodeNames are the names of columns of numbers for areas of the United States.
var areaCodeNames = wordSet(`fips, fips code, state fips, county fips, fips state, fips county, statefp, countyfp, state fp, county fp, geoid, state fips code, county fips code, fips5, census tract, tract`)

// gridForms are what cells of some of them look like.
var gridForms = []struct {
	form *regexp.Regexp
	of   string
}{
	{regexp.MustCompile(`^[23456789CFGHJMPQRVWX]{2,8}0*\+[23456789CFGHJMPQRVWX]{0,3}(?:[ ,].*)?$`), "plus codes"},
	{regexp.MustCompile(`^///\p{L}+\.\p{L}+\.\p{L}+$`), "what3words"},
	{regexp.MustCompile(`^8[0-9a-f]{14}$`), "cells of H3"},
}

// Grid tells what a column holds that says where something is in a way that is not read here: by its name, or by its
// cells; empty for others.
func Grid(key string, s *Sample) string {
	if s == nil || len(s.cells) == 0 {
		return ""
	}
	if of := gridNames[key]; of != "" && (of != string(coordinates.UTM) || s.share(func(c string) bool { return coordinates.SchemeOf(c) == coordinates.UTM }) > 0.5) {
		return of
	}
	if isGridAxis(key) {
		return "a national grid"
	}
	if areaCodeNames[key] && s.share(isNumber) > 0.5 {
		return "codes of areas of the United States (FIPS)"
	}
	for _, of := range codeNames {
		if (of.whole[key] || of.state[key] || of.county[key]) && s.share(isNumber) > 0.5 {
			return "codes of areas (" + of.scheme + ")"
		}
	}
	for _, of := range []coordinates.Scheme{coordinates.MGRS, coordinates.UTM, coordinates.PlusCode} {
		if s.share(func(c string) bool { return coordinates.SchemeOf(c) == of }) > 0.8 {
			return string(of)
		}
	}
	for _, g := range gridForms {
		if s.share(func(c string) bool { return g.form.MatchString(strings.TrimSpace(c)) }) > 0.8 {
			return g.of
		}
	}
	return ""
}
