package edittest

import (
	"math"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/geo/geocode"
	"incidentmap/incidents"
)

// Jalisco is a story in two languages.
func Jalisco() incidents.Story {
	return incidents.Story{
		Slug: "jalisco", Title: incidents.Text{"es": "Jalisco", "en": "Jalisco"}, Languages: []string{"es", "en"},
		Zone: "America/Mexico_City", View: incidents.Viewport{BBox: [4]float64{-107, 18, -101, 23}}, Layers: []incidents.Layer{},
	}
}

// Shortest is the shortest write that says all that a map needs.
const Shortest = `{"kind":"roadblock","title":"Bloqueo","start":"2026-02-22","geometry":{"type":"Point","coordinates":[-103.35,20.67]},"publish":true}`

// FreeULID is the id of no incident.
const FreeULID = "01KHZZZZZZ0000000000000007"

// Atlas is a geocoder that knows a few words.
type Atlas map[string]geocode.Result

// Geocode gives what is known by the words.
func (a Atlas) Geocode(query string, ctx geocode.Context) geocode.Result {
	r := a[query]
	r.Query = query
	return r
}

// Holding gives the town for a point that is close, and nothing elsewhere.
func (a Atlas) Holding(at orb.Point, _ geocode.Context) []geocode.Candidate {
	if math.Abs(at[0]+103.76) > 1 || math.Abs(at[1]-19.88) > 1 {
		return nil
	}
	return a["Tapalpa, Jalisco"].Candidates
}

// Places knows one town, two of one name, and one that is misspelt.
func Places() Atlas {
	candidate := func(label string, score float64, l geo.Location) geocode.Candidate {
		return geocode.Candidate{Name: label, Label: label, Score: score, Location: l}
	}
	town := geo.Location{
		Geometry: orb.Point{-103.76, 19.88}, Precision: geo.Locality, RadiusM: 2000, Place: map[string]string{"es": "Tapalpa", "en": "Tapalpa"},
		GazetteerID: "geonames:3981941", Admin: geo.Admin{Country: "MX", Admin1: "MX.14", Admin1Name: "Jalisco"},
		Method: geo.Method{By: geo.ByGeocoder, Query: "Tapalpa, Jalisco", Score: 0.93, Reasons: []string{"it lies in Jalisco, as the words say"}},
	}
	return Atlas{
		"Tapalpa, Jalisco": {Candidates: []geocode.Candidate{candidate("Tapalpa, Jalisco, Mexico", 0.93, town)}},
		"Guadalupe": {Ambiguous: true, Ambiguity: "two are as likely", Candidates: []geocode.Candidate{
			candidate("Guadalupe, Nuevo León, Mexico", 0.6, town), candidate("Guadalupe, Zacatecas, Mexico", 0.6, town),
		}},
		"Tapalpo": {Candidates: []geocode.Candidate{candidate("Tapalpa, Jalisco, Mexico", 0.2, town)}},
	}
}
