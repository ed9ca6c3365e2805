package main

import (
	"fmt"
	"sync"

	"github.com/paulmach/orb"

	"incidentmap/data"
	"incidentmap/geo"
	"incidentmap/geo/gazetteer"
	"incidentmap/geo/geocode"
	"incidentmap/geo/geoparse"
	"incidentmap/geo/shapes"
	"incidentmap/incidents"
	"incidentmap/incidents/extract"
)

// openGeocoder opens the embedded gazetteer and the outlines of states and countries.
func openGeocoder() (*geocode.Geocoder, error) {
	names, err := gazetteer.Open(data.Places())
	if err != nil {
		return nil, fmt.Errorf("the embedded gazetteer cannot be opened: %w", err)
	}
	known, err := openAreas()
	if err != nil {
		return nil, err
	}
	return geocode.New(names, known), nil
}

// openAreas opens what is known of states and countries: their outlines and their codes.
func openAreas() (areas, error) {
	names, err := gazetteer.Open(data.Places())
	if err != nil {
		return areas{}, fmt.Errorf("the embedded gazetteer cannot be opened: %w", err)
	}
	outlines, err := openOutlines()
	if err != nil {
		return areas{}, err
	}
	known := areas{outlines: outlines, names: names}
	known.locator = gazetteer.NewLocator(names, known)
	known.codes = sync.OnceValue(known.codesOfOutlines)
	return known, nil
}

// openOutlines opens the outlines of states and countries.
func openOutlines() (*shapes.File, error) {
	outlines, err := shapes.Open(data.Areas())
	if err != nil {
		return nil, fmt.Errorf("the embedded outlines cannot be opened: %w", err)
	}
	return outlines, nil
}

// areas gives outlines to the geocoder, and outlines, codes and places to counts by area.
type areas struct {
	outlines *shapes.File
	names    *gazetteer.Gazetteer
	locator  *gazetteer.Locator
	codes    func() map[incidents.ShapeID]string // of the outlines
}

// JoinCodes gives what other tables call an area by.
func (a areas) JoinCodes(code string) geo.Codes { return a.names.JoinCodes(code) }

// Area gives the outline of a state or country by its code, such as "MX.14" or "MX". One
// that is not there, or cannot be read, is false: the geocoder then says so by a radius.
func (a areas) Area(id string) (orb.Geometry, bool) {
	shape, found, err := a.outlines.Get(id)
	if err != nil || !found {
		return nil, false
	}
	return shape.Geometry, true
}

// openGeoparser opens the embedded gazetteer and what is known of words besides.
func openGeoparser() (*geoparse.Parser, error) {
	names, err := gazetteer.Open(data.Places())
	if err != nil {
		return nil, fmt.Errorf("the embedded gazetteer cannot be opened: %w", err)
	}
	lexicon, err := geoparse.ReadLexicon(data.Words())
	if err != nil {
		return nil, fmt.Errorf("the embedded words cannot be read: %w", err)
	}
	return geoparse.New(names, lexicon, geocode.New(names, nil)), nil
}

// openExtractor opens what reads stories: the gazetteer, the words and the outlines of states.
func openExtractor() (*extract.Extractor, error) {
	coder, err := openGeocoder()
	if err != nil {
		return nil, err
	}
	names, err := gazetteer.Open(data.Places())
	if err != nil {
		return nil, fmt.Errorf("the embedded gazetteer cannot be opened: %w", err)
	}
	lexicon, err := geoparse.ReadLexicon(data.Words())
	if err != nil {
		return nil, fmt.Errorf("the embedded words cannot be read: %w", err)
	}
	return extract.New(geoparse.New(names, lexicon, coder), coder), nil
}

// lazyGeoparser opens a geoparser when it is first asked.
type lazyGeoparser func() (*geoparse.Parser, error)

// Parse gives the places of a text.
func (open lazyGeoparser) Parse(text string, options geoparse.Options) ([]geoparse.Toponym, error) {
	parser, err := open()
	if err != nil {
		return nil, err
	}
	return parser.Parse(text, options), nil
}
