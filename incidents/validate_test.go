package incidents

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"incidentmap/geo"
)

func TestValidateIncident(t *testing.T) {
	year := func(y int) time.Time { return time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC) }
	for _, tt := range []struct {
		name  string
		spoil func(*Incident)
		want  []string // the fields at fault
	}{
		{"the sample", func(*Incident) {}, nil},
		{"no id", func(i *Incident) { i.ID = "" }, []string{"id"}},
		{"an id that is no ULID", func(i *Incident) { i.ID = "seven" }, []string{"id"}},
		{"a story that is no slug", func(i *Incident) { i.Story = "../a" }, []string{"story"}},
		{"an unknown class and kind", func(i *Incident) { i.Class, i.Kind = "x", "y" }, []string{"class", "kind"}},
		{"no title", func(i *Incident) { i.Title = Text{"en": ""} }, []string{"title"}},
		{"a title in no language", func(i *Incident) { i.Title["English!"] = "x" }, []string{"title"}},
		{"a long title", func(i *Incident) { i.Title["en"] = strings.Repeat("x", 501) }, []string{"title.en"}},
		{"a long summary", func(i *Incident) { i.Summary["es"] = strings.Repeat("x", 20_001) }, []string{"summary.es"}},
		{"an unknown disclosure", func(i *Incident) { i.Disclosure = "some" }, []string{"disclosure"}},
		{"unknown stages", func(i *Incident) { i.Workflow, i.Verification, i.Disposition = "x", "y", "z" }, []string{"workflow", "verification", "disposition"}},

		{"unknown words of time", func(i *Incident) { i.When.Precision, i.When.Basis = "x", "y" }, []string{"when.precision", "when.basis"}},
		{"a zone that is not there", func(i *Incident) { i.When.Zone = "Mars/Olympus" }, []string{"when.zone"}},
		{"this machine's zone", func(i *Incident) { i.When.Zone = "Local" }, []string{"when.zone"}},
		{"no time", func(i *Incident) { i.When.Start, i.When.End = time.Time{}, time.Time{} }, []string{"when"}},
		{"no time, and unknown", func(i *Incident) { i.When = When{Precision: TimeUnknown, Basis: EventTime} }, nil},
		{"a time, and unknown", func(i *Incident) { i.When.Precision = TimeUnknown }, []string{"when.precision"}},
		{"half a time", func(i *Incident) { i.When.End = time.Time{} }, []string{"when"}},
		{"an end before the start", func(i *Incident) { i.When.Start, i.When.End = i.When.End, i.When.Start }, []string{"when.end"}},
		{"a far year", func(i *Incident) { i.When.Start, i.When.End = year(9999), year(10_000) }, []string{"when"}},

		{"an unknown precision", func(i *Incident) { i.Where.Precision = "there" }, []string{"where.precision"}},
		{"no geometry", func(i *Incident) { i.Where.Geometry = nil }, []string{"where.geometry"}},
		{"unlocated", func(i *Incident) { i.Where = geo.Location{Precision: geo.Unlocated} }, nil},
		{"unlocated, with a pin", func(i *Incident) { i.Where.Precision = geo.Unlocated }, []string{"where.geometry"}},
		{"latitude first", func(i *Incident) { i.Where.Geometry = orb.Point{20, -103} }, []string{"where.geometry"}},
		{"a polygon of nothing", func(i *Incident) { i.Where.Geometry = orb.Polygon(nil) }, []string{"where.geometry"}},
		{"a pin for a state", func(i *Incident) { i.Where.Precision, i.Where.RadiusM = geo.Admin1, 0 }, []string{"where.radius_m"}},
		{"a negative radius", func(i *Incident) { i.Where.RadiusM = -1 }, []string{"where.radius_m"}},
		{"a radius that is no number", func(i *Incident) { i.Where.RadiusM = math.NaN() }, []string{"where.radius_m"}},
		{"a radius beyond the Earth", func(i *Incident) { i.Where.RadiusM = 3e7 }, []string{"where.radius_m"}},
		{"a long place", func(i *Incident) { i.Where.Place["es"] = strings.Repeat("x", 501) }, []string{"where.place.es"}},

		{"a source without an id", func(i *Incident) { i.Sources = append(i.Sources, i.Sources[0]); i.Sources[2].ID = "" }, []string{"sources[2].id"}},
		{"a source twice", func(i *Incident) { i.Sources = append(i.Sources, i.Sources[0]) }, []string{"sources[2].id"}},
		{"a source without a name", func(i *Incident) { i.Sources[0].Publisher = nil }, []string{"sources[0].publisher"}},
		{"a script for an address", func(i *Incident) { i.Sources[0].URL = "javascript:alert(1)" }, []string{"sources[0].url"}},
		{"a data address", func(i *Incident) { i.Sources[0].Archive = "data:text/html,x" }, []string{"sources[0].archive"}},
		{"an address without a host", func(i *Incident) { i.Sources[0].URL = "https:///x" }, []string{"sources[0].url"}},
		{"a relative address", func(i *Incident) { i.Sources[0].URL = "/x" }, []string{"sources[0].url"}},
		{"via a source that is not there", func(i *Incident) { i.Sources[1].Via = "nobody" }, []string{"sources[1].via"}},
		{"via itself", func(i *Incident) { i.Sources[1].Via = "official" }, []string{"sources[1].via"}},
		{"unknown words of a source", func(i *Incident) { i.Sources[0].Kind, i.Sources[0].Attribution = "x", "y" }, []string{"sources[0].kind", "sources[0].attribution"}},

		{"a claim of nobody", func(i *Incident) { i.Claims[0].Source = "nobody" }, []string{"claims[0].source"}},
		{"a claim of nothing", func(i *Incident) { i.Claims[0].Field = "" }, []string{"claims[0].field"}},
		{"a passage that ends before it begins", func(i *Incident) { i.Claims[0].Start = 9 }, []string{"claims[0].start"}},
		{"an unknown stance", func(i *Incident) { i.Claims[1].Stance = "x" }, []string{"claims[1].stance"}},
		{"a long passage", func(i *Incident) { i.Claims[1].Passage = strings.Repeat("x", 20_001) }, []string{"claims[1].passage"}},

		{"an unknown group and outcome", func(i *Incident) { i.Casualties[0].Group, i.Casualties[0].Outcome = "x", "y" }, []string{"casualties[0].group", "casualties[0].outcome"}},
		{"no figure", func(i *Incident) { i.Casualties[0].Best = nil }, []string{"casualties[0]"}},
		{"a negative figure", func(i *Incident) { i.Casualties[0].Best = ptr(-1) }, []string{"casualties[0].best"}},
		{"low above best", func(i *Incident) { i.Casualties[0].Low = ptr(2) }, []string{"casualties[0].best"}},
		{"high below low", func(i *Incident) {
			i.Casualties[0] = Casualty{ID: "c1", Group: "police", Outcome: Killed, Low: ptr(5), High: ptr(4)}
		}, []string{"casualties[0].high"}},
		{"a figure that rests on no claim of this incident", func(i *Incident) { i.Casualties[0].Claim = "k9" }, []string{"casualties[0].claim"}},
		{"counted nowhere", func(i *Incident) { i.Casualties[0].CountedIn = &CasualtyRef{Incident: otherID} }, []string{"casualties[0].counted_in"}},

		{"an unknown relation", func(i *Incident) { i.Relations[0].Type = "x" }, []string{"relations[0].type"}},
		{"a relation to itself", func(i *Incident) { i.Relations[0].Incident = i.ID }, []string{"relations[0].incident"}},
		{"too many relations", func(i *Incident) {
			for range 200 {
				i.Relations = append(i.Relations, i.Relations[0])
			}
		}, []string{"relations"}},
	} {
		inc := sample()
		tt.spoil(inc)
		err := inc.Validate()
		if diff := cmp.Diff(tt.want, fields(err)); diff != "" {
			t.Errorf("%s: %v: %s", tt.name, err, diff)
		}
		if err != nil && CodeOf(err) != EInvalid {
			t.Errorf("%s: class %s", tt.name, CodeOf(err))
		}
	}
}

func TestValidateWrite(t *testing.T) {
	write := Write{Incident: *sample(), Kind: Create, Author: "ana"}
	if err := write.Validate(); err != nil {
		t.Errorf("a good write: %v", err)
	}
	write.Incident.Title, write.Base, write.Kind = nil, -1, "whim"
	write.Author, write.Note = strings.Repeat("x", 501), Text{"en": strings.Repeat("x", 20_001)}
	want := []string{"title", "base", "revision.kind", "revision.author", "revision.note.en"}
	if diff := cmp.Diff(want, fields(write.Validate())); diff != "" {
		t.Error(diff)
	}
}

func TestValidateStory(t *testing.T) {
	for _, tt := range []struct {
		name  string
		spoil func(*Story)
		want  []string
	}{
		{"the sample", func(*Story) {}, nil},
		{"no slug", func(s *Story) { s.Slug = "" }, []string{"slug"}},
		{"a slug in capitals", func(s *Story) { s.Slug = "Jalisco" }, []string{"slug"}},
		{"no title", func(s *Story) { s.Title = nil }, []string{"title"}},
		{"no languages", func(s *Story) { s.Languages = nil }, []string{"languages"}},
		{"a language twice", func(s *Story) { s.Languages = []string{"es", "es"} }, []string{"languages[1]"}},
		{"no zone", func(s *Story) { s.Zone = "" }, []string{"zone"}},
		{"an unknown zone", func(s *Story) { s.Zone = "Jalisco" }, []string{"zone"}},
		{"a view upside down", func(s *Story) { s.View.BBox = [4]float64{0, 5, 1, 4} }, []string{"view.bbox"}},
		{"a view that is no number", func(s *Story) { s.View.BBox[0] = math.NaN() }, []string{"view.bbox"}},
		{"a licence that is a script", func(s *Story) { s.Licence.URL = "javascript:x" }, []string{"licence.url"}},
		{"an unknown policy", func(s *Story) { s.Policy.Disclosure = "x" }, []string{"policy.disclosure"}},
		{"a negative grid", func(s *Story) { s.Policy.GridM = -1 }, []string{"policy.grid_m"}},
		{"a grid that is no number", func(s *Story) { s.Policy.GridM = math.NaN() }, []string{"policy.grid_m"}},
		{"a layer called all", func(s *Story) { s.Layers[0].ID = "all" }, []string{"layers[0].id"}},
		{"a layer twice", func(s *Story) { s.Layers[1].ID = "deaths" }, []string{"layers[1].id"}},
		{"a layer with a comma", func(s *Story) { s.Layers[0].ID = "a,b" }, []string{"layers[0].id"}},
		{"a layer without a title", func(s *Story) { s.Layers[0].Title = nil }, []string{"layers[0].title"}},
		{"a layer's looks", func(s *Story) { s.Layers[0].Symbol = Symbol{"blob", "red"} }, []string{"layers[0].symbol.shape", "layers[0].symbol.color"}},
		{"a layer's filter", func(s *Story) {
			s.Layers[0].Filter = LayerFilter{Classes: []Class{"x"}, Kinds: []Kind{"y"}, Outcomes: []Outcome{"z"}}
		}, []string{"layers[0].filter.classes", "layers[0].filter.kinds", "layers[0].filter.outcomes"}},
	} {
		story := sampleStory()
		tt.spoil(story)
		err := story.Validate()
		if diff := cmp.Diff(tt.want, fields(err)); diff != "" {
			t.Errorf("%s: %v: %s", tt.name, err, diff)
		}
	}
}
