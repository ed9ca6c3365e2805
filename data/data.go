// Package data holds the data that come with the program: the gazetteer, the outlines of
// countries and states, and the basemap. README.md says where each file comes from, under
// which licence, and how to make it again.
//
// The accessors give the bytes of the program itself, without copying them. They are in
// read-only memory: a write to them ends the program.
package data

import (
	_ "embed" // for the files below
	"unsafe"
)

//go:embed areas.shapes
var areas string

// Areas is a shapes file of countries by ISO 3166-1 code ("MX") and of their first-order
// divisions by GeoNames code ("MX.14").
func Areas() []byte { return bytesOf(areas) }

//go:embed basemap.shapes
var basemapOutlines string

// Basemap is the shapes file of the outlines that the basemap draws.
func Basemap() []byte { return bytesOf(basemapOutlines) }

//go:embed basemap.labels
var basemapLabels string

// Labels is the file of the names that the basemap shows.
func Labels() []byte { return bytesOf(basemapLabels) }

// Attribution names the makers of the map's data as their licences ask, in HTML.
const Attribution = `<a href="https://www.geonames.org/">GeoNames</a> (CC BY 4.0), ` +
	`<a href="https://www.naturalearthdata.com/">Natural Earth</a>`

//go:embed places.gaz
var places string

// Places is the gazetteer, for geo/gazetteer.
func Places() []byte { return bytesOf(places) }

//go:embed places.words
var words string

// Words is what geo/geoparse knows of words besides the gazetteer: common words, names of
// persons, adjectives of places, and seas, rivers and regions.
func Words() []byte { return bytesOf(words) }

//go:embed seed/jalisco-2026-02-22.json
var seedStory string

// SeedStory is the story that an empty store begins with.
func SeedStory() []byte { return bytesOf(seedStory) }

func bytesOf(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }
