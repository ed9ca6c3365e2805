package geoparse

import (
	"os"
	"sync"
	"testing"

	"incidentmap/geo/gazetteer"
	"incidentmap/geo/geocode"
)

var openOnce = sync.OnceValues(func() (*Parser, error) {
	places, err := os.ReadFile("../../data/places.gaz")
	if err != nil {
		return nil, err
	}
	words, err := os.ReadFile("../../data/places.words")
	if err != nil {
		return nil, err
	}
	g, err := gazetteer.Open(places)
	if err != nil {
		return nil, err
	}
	lexicon, err := ReadLexicon(words)
	if err != nil {
		return nil, err
	}
	return New(g, lexicon, geocode.New(g, nil)), nil
})

// parserOf gives the parser of the embedded data.
func parserOf(t testing.TB) *Parser {
	t.Helper()
	p, err := openOnce()
	if err != nil {
		t.Fatal(err)
	}
	return p
}
