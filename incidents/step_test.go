package incidents

import (
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestValidateSteps(t *testing.T) {
	noon := time.Date(2026, 2, 22, 12, 0, 0, 0, time.UTC)
	at := func(lon, lat, zoom float64) StepViewport {
		return StepViewport{Center: &[2]float64{lon, lat}, Zoom: &zoom}
	}
	for _, tt := range []struct {
		name  string
		spoil func(*Step)
		want  []string
	}{
		{"a step", func(*Step) {}, nil},
		{"a step of a title alone", func(s *Step) { *s = Step{Title: s.Title} }, nil},
		{"no title", func(s *Step) { s.Title = Text{"es": ""} }, []string{"steps[0].title"}},
		{"long words", func(s *Step) { s.Text["es"] = strings.Repeat("x", 2001) }, []string{"steps[0].text.es"}},
		{"a box", func(s *Step) { s.View = StepViewport{BBox: &[4]float64{-104, 20, -103, 21}} }, nil},
		{"a box across the antimeridian", func(s *Step) { s.View = StepViewport{BBox: &[4]float64{170, -20, -170, 0}} }, nil},
		{"a box upside down", func(s *Step) { s.View = StepViewport{BBox: &[4]float64{-104, 21, -103, 20}} }, []string{"steps[0].view.bbox"}},
		{"a box and a centre", func(s *Step) { s.View.BBox = &[4]float64{-104, 20, -103, 21} }, []string{"steps[0].view"}},
		{"a centre without a zoom", func(s *Step) { s.View.Zoom = nil }, []string{"steps[0].view"}},
		{"a zoom without a centre", func(s *Step) { s.View.Center = nil }, []string{"steps[0].view"}},
		{"latitude first", func(s *Step) { s.View = at(20, -103, 9) }, []string{"steps[0].view.center"}},
		{"a centre that is no number", func(s *Step) { s.View = at(math.NaN(), 20, 9) }, []string{"steps[0].view.center"}},
		{"a deep zoom", func(s *Step) { s.View = at(-103, 20, 19) }, []string{"steps[0].view.zoom"}},
		{"a zoom that is no number", func(s *Step) { s.View = at(-103, 20, math.NaN()) }, []string{"steps[0].view.zoom"}},
		{"an incident that is no ULID", func(s *Step) { s.Incident = "seven" }, []string{"steps[0].incident"}},
		{"a layer that is not there", func(s *Step) { s.Filter.Layers = []string{"roads", "rivers"} }, []string{"steps[0].filter.layers[1]"}},
		{"all layers by their word", func(s *Step) { s.Filter.Layers = []string{LayerAll} }, []string{"steps[0].filter.layers[0]"}},
		{"an end before the start", func(s *Step) { s.Filter.From, s.Filter.To = noon, noon.Add(-time.Second) }, []string{"steps[0].filter.to"}},
		{"an open span", func(s *Step) { s.Filter.From = noon }, nil},
	} {
		story := sampleStory()
		step := Step{
			Title: Text{"es": "El valle"}, Text: Text{"es": "Al alba."}, View: at(-103, 20, 9),
			Incident: sample().ID, Filter: StepFilter{Layers: []string{"deaths"}, From: noon, To: noon},
		}
		tt.spoil(&step)
		story.Steps = []Step{step}
		var problems Problems
		errors.As(story.Validate(), &problems)
		var fields []string
		for _, p := range problems {
			fields = append(fields, p.Field)
		}
		if diff := cmp.Diff(tt.want, fields); diff != "" {
			t.Errorf("%s: %s (%v)", tt.name, diff, problems)
		}
	}
	story := sampleStory()
	story.Steps = make([]Step, MaxSteps+1)
	if err := story.Validate(); err == nil || !strings.Contains(err.Error(), "steps: has 41 entries; the limit is 40") {
		t.Errorf("too many: %v", err)
	}
	story.Steps = []Step{{Title: Text{"es": "a\x00b"}}}
	if err := story.ValidateNew(); err == nil || !strings.Contains(err.Error(), "steps[0].title") {
		t.Errorf("a control character: %v", err)
	}
}
