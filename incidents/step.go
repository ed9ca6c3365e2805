package incidents

import (
	"fmt"
	"math"
	"slices"
	"time"

	"incidentmap/geo"
)

// Limits of a story's steps: more than a reader follows.
const (
	MaxSteps    = 40
	maxStepText = 2_000 // bytes, in one language
	maxStepZoom = 18
)

// Step is one scene of a story that is told in an order: what the map shows, and the words beside it.
type Step struct {
	Title Text `json:"title"`
	Text  Text `json:"text,omitempty"`
	// View is what the map shows; without one it shows the incident, else the story's own view.
	View StepViewport `json:"view,omitzero"`
	// Incident is the one that the step tells of; readers are led to it only while it is public.
	Incident string     `json:"incident,omitempty"`
	Filter   StepFilter `json:"filter,omitzero"`
}

// StepViewport is a box, or a centre and a zoom; neither is for the incident's place or the story's view.
type StepViewport struct {
	BBox   *[4]float64 `json:"bbox,omitempty"`   // degrees west, south, east, north
	Center *[2]float64 `json:"center,omitempty"` // degrees lon, lat
	Zoom   *float64    `json:"zoom,omitempty"`   // Web Mercator's, 0 to 18; with Center
}

// StepFilter narrows the map down while a step is shown. The zero StepFilter shows all.
type StepFilter struct {
	Layers []string  `json:"layers,omitempty"` // ids of the story's layers
	From   time.Time `json:"from,omitzero"`    // the ends of a span of time, both included; a zero one is open
	To     time.Time `json:"to,omitzero"`
}

func (s *Story) validateSteps(p *Problems) {
	if len(s.Steps) > MaxSteps {
		p.Add("steps", "has %d entries; the limit is %d", len(s.Steps), MaxSteps)
		return
	}
	for i := range s.Steps {
		s.validateStep(p, fmt.Sprintf("steps[%d]", i), &s.Steps[i])
	}
}

func (s *Story) validateStep(p *Problems, at string, step *Step) {
	if len(step.Title.Langs()) == 0 {
		p.Add(at+".title", "is empty; give it in one language at least")
	}
	step.Title.validate(p, at+".title", maxTitle)
	step.Text.validate(p, at+".text", maxStepText)
	step.View.validate(p, at+".view")
	if step.Incident != "" && !ValidID(step.Incident) {
		p.Add(at+".incident", "%s is not the id of an incident", Quote(step.Incident))
	}
	if len(step.Filter.Layers) > MaxLayers {
		p.Add(at+".filter.layers", "has %d entries; the limit is %d", len(step.Filter.Layers), MaxLayers)
		return
	}
	for i, id := range step.Filter.Layers {
		if !slices.ContainsFunc(s.Layers, func(l Layer) bool { return l.ID == id }) {
			p.Add(fmt.Sprintf("%s.filter.layers[%d]", at, i), "%s is not the id of a layer of this story", Quote(id))
		}
	}
	checkInstant(p, at+".filter.from", step.Filter.From)
	checkInstant(p, at+".filter.to", step.Filter.To)
	if f := step.Filter; !f.From.IsZero() && !f.To.IsZero() && f.To.Before(f.From) {
		p.Add(at+".filter.to", "is before filter.from")
	}
}

func (v *StepViewport) validate(p *Problems, at string) {
	if v.BBox != nil {
		if v.Center != nil || v.Zoom != nil {
			p.Add(at, "has a bbox and a center; give one of them")
		}
		b := *v.BBox
		if _, err := geo.ParseBBox(fmt.Sprintf("%g,%g,%g,%g", b[0], b[1], b[2], b[3])); err != nil {
			p.Add(at+".bbox", "%v", err)
		}
		return
	}
	if (v.Center == nil) != (v.Zoom == nil) {
		p.Add(at, "has a center without a zoom, or a zoom without a center; give both")
	}
	// What is not a number is not within bounds.
	if c := v.Center; c != nil && !(math.Abs(c[0]) <= 180 && math.Abs(c[1]) <= 90) {
		p.Add(at+".center", "[%g, %g] is not [lon, lat] in degrees", c[0], c[1])
	}
	if z := v.Zoom; z != nil && !(*z >= 0 && *z <= maxStepZoom) {
		p.Add(at+".zoom", "%g is not between 0 and %d", *z, maxStepZoom)
	}
}
