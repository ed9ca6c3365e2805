package intake

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/incidents/records"
)

func number(n int) *int { return &n }

// published are incidents with all that an export tells of them, in Spanish.
func published() []incidents.Incident {
	zone, _ := time.LoadLocation(story.Zone)
	day := time.Date(2026, 2, 22, 0, 0, 0, 0, zone)
	full := incidents.Incident{
		ID: "01KJ43K48060MKPA4GS423QX75", Story: story.Slug, Class: incidents.ClassIncident, Kind: "prison_riot",
		Title: incidents.Text{"es": "=Motín, \"con comillas\""}, Summary: incidents.Text{"es": "-12 y algo más"},
		When: incidents.When{Start: day, End: day.Add(24*time.Hour - time.Second), Zone: story.Zone, Precision: incidents.Day, Basis: incidents.EventTime},
		Where: geo.Location{
			Geometry: orb.Point{-105.22983, 20.6407}, Precision: geo.Locality, RadiusM: 4300, Place: map[string]string{"es": "Puerto Vallarta"},
			GazetteerID: "geonames:3991328", Admin: geo.Admin{Country: "MX", Admin1Name: "Jalisco", Admin2Name: "Puerto Vallarta"},
		},
		Casualties: []incidents.Casualty{
			{ID: "c1", Group: "prison_staff", Outcome: incidents.Killed, Best: number(1), Claim: "k1"},
			{ID: "c2", Group: "prison_staff", Outcome: incidents.Killed, Low: number(1), High: number(3), CountedIn: &incidents.CasualtyRef{Incident: "01KJ43MYV06X139AC994F9VQDD", Casualty: "c1"}},
		},
		Claims: []incidents.Claim{{ID: "k1", Field: "casualties", Value: "1", Source: "s1", Passage: "un custodio", Start: 10, End: 21, Paraphrase: incidents.Text{"es": "uno"}, Stance: incidents.Supports}},
		Sources: []incidents.Source{{
			ID: "s1", Publisher: incidents.Text{"es": "Un funcionario"}, Kind: incidents.Official, Attribution: incidents.Anonymous, Reason: incidents.Text{"es": "sin permiso"},
			URL: "https://example.org/a?b=1&c=2", Published: day, Lang: "es",
		}},
		Relations: []incidents.Relation{{Type: incidents.PartOf, Incident: "01KJ43MYV06X139AC994F9VQDD"}},
		Workflow:  incidents.Published, Verification: incidents.SingleSource, Disposition: incidents.Corrected,
	}
	area := incidents.Incident{
		ID: "01KJ43MYV06X139AC994F9VQDD", Story: story.Slug, Class: incidents.ClassAggregate, Kind: "roadblock", Title: incidents.Text{"es": "Bloqueos"},
		When: incidents.When{Precision: incidents.TimeUnknown, Basis: incidents.EventTime},
		Where: geo.Location{
			Geometry: orb.Polygon{{{-104, 20}, {-103, 20}, {-103, 21}, {-104, 20}}}, Precision: geo.Admin1,
		},
		Workflow: incidents.Published, Verification: incidents.Unverified, Disposition: incidents.Active,
	}
	nowhere := area
	nowhere.ID, nowhere.Where = "01KJ43PSE0D97TVA613DNF0KA7", geo.Location{Precision: geo.Unlocated}
	greenwich := nowhere
	greenwich.ID, greenwich.Where = "01KJ43PSE0D97TVA613DNF0KA8", geo.Location{Geometry: orb.Point{0, 51.4779}, Precision: geo.Exact, Place: map[string]string{"es": "51.4779, 0.0"}}
	return []incidents.Incident{full, area, nowhere, greenwich}
}

// What is exported comes back as the same incidents, in every format that is read.
func TestOwnExports(t *testing.T) {
	want := published()
	all := func(yield func(*incidents.Public, error) bool) {
		for i := range want {
			if !yield(story.Public(&want[i], incidents.Stamp{Revision: 1, Seq: 1}), nil) {
				return
			}
		}
	}
	for _, ext := range []string{"geojson", "geojsonl", "geojsons", "csv", "xlsx", "kml", "kmz", "gpkg"} {
		t.Run(ext, func(t *testing.T) {
			f, _ := format.ByExt(ext)
			var b bytes.Buffer
			if err := f.Write(context.Background(), &b, format.Heading{Story: story, Layer: incidents.LayerAll, Lang: "es", Seq: 1, BaseURL: "https://maps.example.org"}, all); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(t.TempDir(), "export."+ext)
			if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			opener := records.NewOpener(records.Options{})
			defer opener.Close()
			files, err := opener.Open(context.Background(), path)
			if err != nil {
				t.Fatal(err)
			}
			var s draftSink
			report, err := Read(context.Background(), files, Options{Story: story}, &s)
			if err != nil {
				t.Fatal(err)
			}
			var got []incidents.Incident
			for _, d := range s.drafts {
				d.Incident.Origin = incidents.Origin{}
				d.Incident.Workflow = incidents.Published
				got = append(got, d.Incident)
			}
			if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" || report.Partial > 0 {
				t.Errorf("%s\n%s\n%v", diff, report.Counts, report.Files[0].Messages)
			}
		})
	}
}

func TestOwnExportsWithMistakes(t *testing.T) {
	header := "id|story|class|kind|time_precision|precision|verification|disposition|revision|seq|title|casualties"
	f, drafts := take(t, tableOf(header,
		"01KJ43K48060MKPA4GS423QX75|x|incident|roadblock|unknown|unlocated|unverified|active|1|1|A|not json",
		"01KJ43MYV06X139AC994F9VQDD|x|incident|roadblock|unknown|unlocated|unverified|active|1|1|B|[{\"id\":\"c1\",\"group\":\"martians\",\"outcome\":\"killed\",\"best\":1}]",
		"nonsense|x|incident|roadblock|unknown|unlocated|unverified|active|1|1|C|",
	), nil)
	if f.Accepted != 2 || f.Refused != 1 || f.Partial != 2 || !says(f, "casualties", "not a list") || !says(f, "row 3", "martians") || !says(f, "nonsense") {
		t.Errorf("%s %v", f.Counts, f.Messages)
	}
	if len(drafts) != 2 || drafts[0].Incident.ID != "01KJ43K48060MKPA4GS423QX75" {
		t.Errorf("drafts: %+v", drafts)
	}
}
