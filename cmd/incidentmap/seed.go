package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/geo/geocode"
	"incidentmap/incidents"
)

// seedAuthor is the author of the seed story's revisions.
const seedAuthor = "seed"

// seedStory is a story as the data folder tells it: places in words, and each source
// written once.
type seedStory struct {
	Story     incidents.Story             `json:"story"`
	Sources   map[string]incidents.Source `json:"sources"`
	Incidents []seedIncident              `json:"incidents"`
}

// seedIncident is an incident whose place is still in words. Its own fields stand in
// for those of the same name in the incident.
type seedIncident struct {
	incidents.Incident
	Where   seedPlace `json:"where"`
	Sources []string  `json:"sources"`
}

// seedPlace is a place in words: one to look up, two that a journey joins, or none that
// can be looked up.
type seedPlace struct {
	Locate string            `json:"locate,omitempty"`
	From   string            `json:"from,omitempty"`
	To     string            `json:"to,omitempty"`
	Place  map[string]string `json:"place,omitempty"` // how to call it, where not as the gazetteer does
}

// seed writes a story into an empty store and reports whether it did. A store in which
// anything was ever written is left as it is.
func seed(ctx context.Context, store incidents.Store, raw []byte) (bool, error) {
	seq, err := store.Seq(ctx)
	if err != nil || seq > 0 {
		return false, err
	}
	geocoder, err := openGeocoder()
	if err != nil {
		return false, err
	}
	story, writes, err := readSeed(raw, geocoder)
	if err != nil {
		return false, fmt.Errorf("the seed story cannot be read: %w", err)
	}
	if _, err := store.PutStory(ctx, story); err != nil {
		return false, fmt.Errorf("cannot write the seed story: %w", err)
	}
	if _, err := store.Write(ctx, writes...); err != nil {
		return false, fmt.Errorf("cannot write the seed story's incidents: %w", err)
	}
	return true, nil
}

// readSeed decodes a seed story and finds its places.
func readSeed(raw []byte, geocoder *geocode.Geocoder) (incidents.Story, []incidents.Write, error) {
	var s seedStory
	in := json.NewDecoder(bytes.NewReader(raw))
	in.DisallowUnknownFields()
	if err := in.Decode(&s); err != nil {
		return incidents.Story{}, nil, err
	}
	writes := make([]incidents.Write, len(s.Incidents))
	for i, told := range s.Incidents {
		inc := told.Incident
		inc.Story = s.Story.Slug
		inc.Workflow, inc.Disposition = incidents.Published, incidents.Active
		for _, id := range told.Sources {
			source, found := s.Sources[id]
			if !found {
				return s.Story, nil, fmt.Errorf("incident %s names the source %q, which is not there", inc.ID, id)
			}
			source.ID = id
			inc.Sources = append(inc.Sources, source)
		}
		var err error
		if inc.Where, err = told.Where.find(geocoder); err != nil {
			return s.Story, nil, fmt.Errorf("incident %s: %w", inc.ID, err)
		}
		writes[i] = incidents.Write{Incident: inc, Kind: incidents.Create, Author: seedAuthor}
	}
	return s.Story, writes, nil
}

// find turns the words into a location, no more exact than they are.
func (w seedPlace) find(geocoder *geocode.Geocoder) (geo.Location, error) {
	location := geo.Location{Precision: geo.Unlocated}
	var err error
	switch {
	case w.Locate != "":
		location, err = lookUp(geocoder, w.Locate)
	case w.From != "" && w.To != "":
		location, err = journey(geocoder, w.From, w.To)
	}
	if w.Place != nil {
		location.Place = w.Place
	}
	return location, err
}

// lookUp wants one place: words that may mean several are an error here.
func lookUp(geocoder *geocode.Geocoder, words string) (geo.Location, error) {
	found := geocoder.Geocode(words, geocode.Context{})
	switch {
	case len(found.Candidates) == 0:
		return geo.Location{}, fmt.Errorf("no place is known as %q", words)
	case found.Ambiguous:
		return geo.Location{}, fmt.Errorf("%q may mean several places; say which state or country", words)
	}
	return found.Candidates[0].Location, nil
}

// journey joins two places by a line, which stands for the way between them and is not
// the route taken.
func journey(geocoder *geocode.Geocoder, from, to string) (geo.Location, error) {
	ends := orb.LineString{}
	for _, words := range []string{from, to} {
		place, err := lookUp(geocoder, words)
		if err != nil {
			return geo.Location{}, err
		}
		if place.Geometry == nil {
			return geo.Location{}, errors.New("a journey's end has no position: " + words)
		}
		ends = append(ends, place.Geometry.Bound().Center())
	}
	return geo.Location{
		Geometry: ends, Precision: geo.InTransit,
		Method: geo.Method{By: geo.ByGeocoder, Query: from + " → " + to},
	}, nil
}
