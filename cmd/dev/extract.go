package main

import (
	"context"
	"fmt"

	"github.com/paulmach/orb"

	"incidentmap/cmd/dev/extraction"
	"incidentmap/data"
	"incidentmap/geo/gazetteer"
	"incidentmap/geo/geocode"
	"incidentmap/geo/geoparse"
	"incidentmap/geo/shapes"
	"incidentmap/incidents/extract"
	"incidentmap/incidents/extract/offer"
)

// ownStories are the folders of stories of our own: those that the rules were made by, those that were
// kept aside, and those in the forms in which editors have them: pages, pasted text, a telex, an update.
var ownStories = []struct{ dir, name string }{
	{"incidents/extract/testdata/stories", "own "},
	{"incidents/extract/testdata/aside", "own, aside "},
	{"incidents/extract/testdata/desk", "own, as they come to the desk "},
}

// measureExtract measures how well stories are read, our own and those of a folder, and
// writes the table into README.
func measureExtract(ctx context.Context, c checkout, dir string) error {
	reader, err := storyReader()
	if err != nil {
		return err
	}
	var sets []extraction.Set
	for _, own := range ownStories {
		more, err := extraction.Load(c.path(own.dir), own.name)
		if err != nil {
			return err
		}
		sets = append(sets, more...)
	}
	if dir != "" {
		more, err := extraction.Load(dir, "")
		if err != nil {
			return err
		}
		sets = append(sets, more...)
	}
	results := make([]extraction.Result, len(sets))
	for i := range sets {
		if results[i], err = extraction.Run(ctx, reader, &sets[i]); err != nil {
			return err
		}
	}
	table := extraction.Table(results)
	fmt.Fprint(c.stdout, table)
	return writeReadmePart(c.path("README.md"), "extract", table)
}

// areaOutlines gives the outlines of states and countries to the geocoder.
type areaOutlines struct{ *shapes.File }

// storyReader opens what reads stories, as the program does.
func storyReader() (*offer.Reader, error) {
	names, err := gazetteer.Open(data.Places())
	if err != nil {
		return nil, fmt.Errorf("open the gazetteer: %w", err)
	}
	lexicon, err := geoparse.ReadLexicon(data.Words())
	if err != nil {
		return nil, err
	}
	outlines, err := shapes.Open(data.Areas())
	if err != nil {
		return nil, fmt.Errorf("open the outlines: %w", err)
	}
	coder := geocode.New(names, areaOutlines{outlines})
	return &offer.Reader{Extractor: extract.New(geoparse.New(names, lexicon, coder), coder)}, nil
}

// Area gives the outline of a state or country by its code; one that is not there is false.
func (a areaOutlines) Area(code string) (orb.Geometry, bool) {
	shape, found, err := a.Get(code)
	if err != nil || !found {
		return nil, false
	}
	return shape.Geometry, true
}
