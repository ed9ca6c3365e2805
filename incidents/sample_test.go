package incidents

import (
	"time"

	"github.com/paulmach/orb"

	"incidentmap/geo"
)

const (
	sampleID = "01KHZZZZZZ0000000000000001"
	otherID  = "01KHZZZZZZ0000000000000002"
)

func ptr(n int) *int { return &n }

// sample gives a valid, published incident with something in every list.
func sample() *Incident {
	day := time.Date(2026, 2, 22, 0, 0, 0, 0, time.FixedZone("", -6*3600))
	return &Incident{
		ID: sampleID, Story: "jalisco", Class: ClassIncident, Kind: "killing",
		Title:   Text{"es": "Una muerte", "en": "A death"},
		Summary: Text{"es": "Lo dijo la oficina."},
		When: When{
			Start: day, End: day.Add(24*time.Hour - time.Second), Zone: "America/Mexico_City",
			Precision: Day, Basis: EventTime,
		},
		Where: geo.Location{
			Geometry: orb.Point{-103.123456, 20.654321}, Precision: geo.Exact, RadiusM: 50,
			Place: map[string]string{"es": "Callejón Escondido 7"}, GazetteerID: "osm:4711",
			Admin:  geo.Admin{Country: "MX", Admin1: "MX.14", Admin1Name: "Jalisco"},
			Method: geo.Method{By: geo.ByEditor, Query: "Callejón Escondido 7, Tapalpa", Reasons: []string{"20.654321 in the file"}},
		},
		Sources: []Source{
			{ID: "wire", Publisher: Text{"en": "A wire service"}, Kind: Wire, Attribution: Institution, URL: "https://example.org/1"},
			{ID: "official", Publisher: Text{"en": "A state official"}, Kind: Official, Attribution: Anonymous, Via: "wire"},
		},
		Claims: []Claim{
			{ID: "k1", Field: "casualties", Value: "1", Source: "official", Stance: Supports},
			{ID: "k2", Field: "where", Value: "Callejón Escondido 7", Source: "wire", Stance: Supports, Passage: "at 20.654321"},
		},
		Casualties: []Casualty{{ID: "c1", Group: "police", Outcome: Killed, Best: ptr(1), Claim: "k1"}},
		Relations:  []Relation{{Type: PartOf, Incident: otherID}},
		Workflow:   Published, Verification: SingleSource, Disposition: Active,
	}
}

// sampleStory gives a valid story.
func sampleStory() *Story {
	return &Story{
		Slug: "jalisco", Title: Text{"es": "Jalisco", "en": "Jalisco"}, Languages: []string{"es", "en"},
		Zone: "America/Mexico_City", View: Viewport{BBox: [4]float64{-107, 18, -101, 23}},
		Layers: []Layer{
			{ID: "deaths", Title: Text{"en": "Deaths"}, Symbol: Symbol{Cross, "#b2182b"}, Filter: LayerFilter{Outcomes: []Outcome{Killed, DiedLater}}},
			{ID: "advice", Title: Text{"en": "Advice"}, Symbol: Symbol{Wedge, "#2166ac"}, Filter: LayerFilter{Classes: []Class{ClassAdvisory}}},
			{ID: "roads", Title: Text{"en": "Roads"}, Symbol: Symbol{Square, "#1b7837"}, Filter: LayerFilter{
				Classes: []Class{ClassIncident, ClassAggregate}, Kinds: []Kind{"roadblock", "vehicle_arson"},
			}},
		},
	}
}
