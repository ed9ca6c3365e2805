package storetest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// Encode is an incidents.Encoder of the few properties that the tests look at.
func Encode(dst []byte, p *incidents.Public, lang string) []byte {
	title, written := p.Title.In(lang)
	feature := struct {
		Type       string            `json:"type"`
		ID         string            `json:"id"`
		Geometry   *geojson.Geometry `json:"geometry"`
		Properties any               `json:"properties"`
	}{Type: "Feature", ID: p.ID, Properties: struct {
		Title    string        `json:"title"`
		Lang     string        `json:"lang"`
		Layers   []string      `json:"layers"`
		Revision int           `json:"revision"`
		Seq      incidents.Seq `json:"seq"`
		Others   []string      `json:"others,omitempty"`
	}{title, written, p.Layers, p.Revision, p.Seq, others(p)}}
	if p.Where.Geometry != nil {
		feature.Geometry = geojson.NewGeometry(p.Where.Geometry)
	}
	b, err := json.Marshal(feature)
	if err != nil {
		// The geometry of a public incident has been validated, so only a fault of
		// this package leads here, and no store may take its error for a feature.
		return append(dst, strconv.Quote(err.Error())...)
	}
	return append(dst, b...)
}

// others lists the incidents that the incident names.
func others(p *incidents.Public) []string {
	inc := incidents.Incident{Relations: p.Relations, Casualties: p.Casualties}
	return inc.Pointers()
}

// Story gives a valid story in Spanish and English with the layers "roads" and "deaths".
func Story(slug string) incidents.Story {
	return incidents.Story{
		Slug:      slug,
		Title:     incidents.Text{"es": "Historia " + slug, "en": "Story " + slug},
		Languages: []string{"es", "en"},
		Zone:      "America/Mexico_City",
		View:      incidents.Viewport{BBox: [4]float64{-107, 18, -101, 23}},
		Layers: []incidents.Layer{
			layer("roads", incidents.LayerFilter{Kinds: []incidents.Kind{"roadblock"}}),
			layer("deaths", incidents.LayerFilter{Outcomes: []incidents.Outcome{incidents.Killed}}),
		},
	}
}

func layer(id string, f incidents.LayerFilter) incidents.Layer {
	return incidents.Layer{
		ID: id, Title: incidents.Text{"en": id},
		Symbol: incidents.Symbol{Shape: incidents.Square, Color: "#b2182b"}, Filter: f,
	}
}

// Incident gives a valid, published roadblock at a point, told in Spanish and English.
func Incident(story, title string) incidents.Incident {
	day := time.Date(2026, 2, 22, 0, 0, 0, 0, time.FixedZone("", -6*3600))
	return incidents.Incident{
		ID: incidents.NewID(day), Story: story, Class: incidents.ClassIncident, Kind: "roadblock",
		Title: incidents.Text{"es": title + " (es)", "en": title},
		When: incidents.When{
			Start: day, End: day.Add(24*time.Hour - time.Second), Zone: "America/Mexico_City",
			Precision: incidents.Day, Basis: incidents.EventTime,
		},
		Where: geo.Location{
			Geometry: orb.Point{-103.35, 20.67}, Precision: geo.Locality, RadiusM: 9000,
			Place: map[string]string{"es": "Guadalajara"},
			Admin: geo.Admin{Country: "MX", Admin1: "MX.14", Admin1Name: "Jalisco"},
		},
		Sources: []incidents.Source{{
			ID: "wire", Publisher: incidents.Text{"en": "A wire service"},
			Kind: incidents.Wire, Attribution: incidents.Institution,
		}},
		Workflow: incidents.Published, Verification: incidents.SingleSource, Disposition: incidents.Active,
	}
}

func draft(story, title string) incidents.Incident {
	inc := Incident(story, title)
	inc.Workflow = incidents.DraftStage
	return inc
}

// create is the write of a new incident.
func create(inc incidents.Incident) incidents.Write {
	return incidents.Write{Incident: inc, Kind: incidents.Create, Author: "ana"}
}

func update(inc incidents.Incident, base int) incidents.Write {
	return incidents.Write{Incident: inc, Base: base, Kind: incidents.Update, Author: "ana"}
}

// put writes a story and makes some writes, or the test ends.
func put(t *testing.T, s incidents.Store, story incidents.Story) incidents.Seq {
	t.Helper()
	seq, err := s.PutStory(t.Context(), story)
	if err != nil {
		t.Fatalf("PutStory: %v", err)
	}
	return seq
}

func write(t *testing.T, s incidents.Store, writes ...incidents.Write) []incidents.Revision {
	t.Helper()
	revisions, err := s.Write(t.Context(), writes...)
	if err != nil {
		t.Fatalf("Write: %v", err)
	}
	if len(revisions) != len(writes) {
		t.Fatalf("Write gave %d revisions for %d writes", len(revisions), len(writes))
	}
	return revisions
}

// same compares two values by their JSON.
func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if g, w := asJSON(got), asJSON(want); g != w {
		t.Errorf("%s:\n got %s\nwant %s", what, g, w)
	}
}

func asJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprintf("%#v", v)
	}
	return string(b)
}

// isCode errs the test unless the error has the class.
func isCode(t *testing.T, what string, err error, want incidents.Code) {
	t.Helper()
	if err == nil || incidents.CodeOf(err) != want {
		t.Errorf("%s: got error %v of class %q, want class %q", what, err, incidents.CodeOf(err), want)
	}
}

// changes collects the changes after a number, each with an entry of its own.
func changes(t *testing.T, s incidents.Store, after incidents.Seq) []incidents.Change {
	t.Helper()
	var all []incidents.Change
	for c, err := range s.Changes(t.Context(), after) {
		if err != nil {
			t.Fatalf("Changes: %v", err)
		}
		if c.Entry != nil {
			e := *c.Entry
			c.Entry = &e
		}
		all = append(all, c)
	}
	// What is gone comes first, in no promised order.
	gone := slices.IndexFunc(all, func(c incidents.Change) bool { return !c.Gone })
	if gone < 0 {
		gone = len(all)
	}
	slices.SortFunc(all[:gone], func(a, b incidents.Change) int { return int(a.Seq - b.Seq) })
	return all
}

// tell writes a change as a line.
func tell(c incidents.Change) string {
	switch {
	case c.Gone:
		return fmt.Sprint(c.Seq, " gone")
	case c.Story == "":
		return fmt.Sprint(c.Seq)
	case c.OfStory():
		return fmt.Sprint(c.Seq, " ", c.Story)
	case c.Entry == nil:
		return fmt.Sprint(c.Seq, " ", c.Story, " hidden")
	}
	return fmt.Sprint(c.Seq, " ", c.Story, " public")
}

// tale tells changes, a line each.
func tale(all []incidents.Change) []string {
	lines := []string{}
	for _, c := range all {
		lines = append(lines, tell(c))
	}
	return lines
}

// entries gives the entries in force by their incidents' ids.
func entries(t *testing.T, s incidents.Store) map[string]incidents.Entry {
	t.Helper()
	all := map[string]incidents.Entry{}
	for _, c := range changes(t, s, 0) {
		if c.Entry != nil {
			all[c.Incident.String()] = *c.Entry
		}
	}
	return all
}

// shown gives the public incidents in force, by sequence number.
func shown(t *testing.T, s incidents.Store) []*incidents.Public {
	t.Helper()
	var seqs []incidents.Seq
	for _, c := range changes(t, s, 0) {
		if c.Entry != nil {
			seqs = append(seqs, c.Seq)
		}
	}
	return publics(t, s, seqs...)
}

// shapeID names a geometry as entries do.
func shapeID(g orb.Geometry) incidents.ShapeID {
	p := incidents.Public{ID: incidents.NewID(time.Now()), Where: geo.Location{Geometry: g}}
	e, _, err := (&incidents.Story{}).Entry(&p)
	if err != nil {
		panic(err) // the id has just been made, and tests name no geometry that has no WKB
	}
	return e.Shape
}

// features collects the features of the numbers.
func features(t *testing.T, s incidents.Store, lang string, seqs ...incidents.Seq) []string {
	t.Helper()
	var all []string
	for f, err := range s.Features(t.Context(), seqs, lang) {
		if err != nil {
			t.Fatalf("Features: %v", err)
		}
		all = append(all, string(f.JSON))
	}
	return all
}

func newest(t *testing.T, s incidents.Store) incidents.Seq {
	t.Helper()
	seq, err := s.Seq(t.Context())
	if err != nil {
		t.Fatalf("Seq: %v", err)
	}
	return seq
}

func public(t *testing.T, s incidents.Store, inc incidents.Incident) *incidents.Public {
	t.Helper()
	p, err := s.Public(t.Context(), inc.Story, inc.ID)
	if err != nil {
		t.Fatalf("Public: %v", err)
	}
	return p
}
