package storetest

import (
	"fmt"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// Small gives n writes of incidents such as a row of a spreadsheet makes, the first of them the
// row from.
func Small(from, n int) []incidents.Write {
	zone := time.FixedZone("", -6*3600)
	writes := make([]incidents.Write, n)
	for i := range writes {
		row := from + i
		day := time.Date(2026, 1, 1+row%300, 0, 0, 0, 0, zone)
		writes[i] = incidents.Write{Kind: incidents.Create, Author: "import", Incident: incidents.Incident{
			ID: incidents.NewID(time.Now()), Story: "a", Class: incidents.ClassIncident, Kind: "roadblock",
			Title: incidents.Text{"es": fmt.Sprintf("Bloqueo %d en la carretera a %d", row, row%977)},
			When: incidents.When{
				Start: day, End: day.Add(24*time.Hour - time.Second), Zone: "America/Mexico_City",
				Precision: incidents.Day, Basis: incidents.EventTime,
			},
			Where: geo.Location{
				Geometry: orb.Point{-103 + float64(row%8191)/4000, 20 + float64(row%7919)/4000}, Precision: geo.AsGiven,
				Method: geo.Method{By: geo.BySource},
			},
			Sources: []incidents.Source{{
				ID: "s1", Publisher: incidents.Text{"es": "example.org"}, URL: fmt.Sprintf("https://example.org/%d", row),
				Kind: incidents.Wire, Attribution: incidents.Institution,
			}},
			Origin: incidents.Origin{
				Key: fmt.Sprintf("id:%d", row), Hash: fmt.Sprintf("sha256:%064x", row*7919), File: "rows.csv", Row: row,
			},
			Workflow: incidents.Published, Verification: incidents.Unverified, Disposition: incidents.Active,
		}}
	}
	return writes
}
