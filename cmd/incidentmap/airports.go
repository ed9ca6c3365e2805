package main

import (
	"bytes"
	"fmt"

	"incidentmap/data"
	"incidentmap/geo/gazetteer"
	"incidentmap/tiles/basemap"
)

// Airports are named from these zooms of tiles on: large ones, others with scheduled flights, and all.
const (
	largeAirports     = 8
	scheduledAirports = 10
	allAirports       = 11
)

// airportRank gives an airport the importance of a middling town that is shown from the same zoom on, by the ranks of the
// embedded labels: 64 for a zoom, 8 for a class.
func airportRank(minZoom uint8) int { return int(minZoom)*64 + 5*8 + 4 }

// airportLabels makes a file of the airports that the gazetteer has, for the basemap: their names in its languages.
func airportLabels() ([]byte, error) {
	names, err := gazetteer.Open(data.Places())
	if err != nil {
		return nil, fmt.Errorf("the embedded gazetteer cannot be opened: %w", err)
	}
	var labels []basemap.Label
	for i := range names.Len() {
		ref := gazetteer.Ref(i)
		if names.Kind(ref) != gazetteer.Airport {
			continue
		}
		airport := names.Entry(ref)
		l := basemap.Label{Point: airport.Point, Class: basemap.Airport, MinZoom: allAirports, Name: airport.Name}
		switch {
		case airport.Feature == "large_airport":
			l.MinZoom = largeAirports
		case airport.Scheduled:
			l.MinZoom = scheduledAirports
		}
		l.Rank = airportRank(l.MinZoom)
		if es := names.Name(ref, "es"); es != airport.Name {
			l.NameES = es
		}
		if en := names.Name(ref, "en"); en != airport.Name {
			l.NameEN = en
		}
		labels = append(labels, l)
	}
	var out bytes.Buffer
	err = basemap.WriteLabels(&out, labels)
	return out.Bytes(), err
}
