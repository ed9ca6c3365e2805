package incidents

import (
	"fmt"
	"maps"
	"slices"
)

// MapSettings is what editors choose of a story's map. Readers may choose otherwise but for leads and labels.
type MapSettings struct {
	// Leads are the ids of the incidents that are told in words on the map, the first first. Without any, those are of which
	// the most died.
	Leads []string `json:"leads,omitempty"`
	// Captions are the words of a lead by its id, in place of the incident's title.
	Captions map[string]Text `json:"captions,omitempty"`
	// Labels pins or hides names of places, as they are written on the map.
	Labels map[string]LabelRule `json:"labels,omitempty"`
	// Show is how counts are drawn; symbols and circles when empty.
	Show MapShow `json:"show,omitempty"`
	// Measure is what areas are shaded by; entries when empty.
	Measure MapMeasure `json:"measure,omitempty"`
	// Size is what symbols are as large as; their gravity when empty.
	Size MapSize `json:"size,omitempty"`
}

// IsZero reports whether nothing is chosen.
func (m MapSettings) IsZero() bool {
	return len(m.Leads) == 0 && len(m.Captions) == 0 && len(m.Labels) == 0 && m.Show == "" && m.Measure == "" && m.Size == ""
}

// LabelRule is what becomes of a name on the map.
type LabelRule string

// The rules.
const (
	PinLabel  LabelRule = "pin"  // it is written before others
	HideLabel LabelRule = "hide" // it is not written
)

// MapShow is how counts are drawn.
type MapShow string

// MapShows lists the ways: symbols and circles; areas by state, municipality or country; hexagons.
func MapShows() []MapShow { return []MapShow{"marks", "adm1", "adm2", "country", "hexagon"} }

// MapMeasure is what areas are shaded by.
type MapMeasure string

// MapMeasures lists what areas may be shaded by; rates are per 100,000 people.
func MapMeasures() []MapMeasure {
	return []MapMeasure{"entries", "deaths", "entries_rate", "deaths_rate"}
}

// MapSize is what symbols are as large as.
type MapSize string

// MapSizes lists what symbols may be as large as.
func MapSizes() []MapSize { return []MapSize{"deaths"} }

// Bounds of the settings.
const (
	MaxLeads  = 20
	MaxLabels = 200
	// MaxCaption is how many bytes a caption has in one language: more than the three lines that a map writes.
	MaxCaption = 120
)

func (m *MapSettings) validate(p *Problems) {
	if len(m.Leads) > MaxLeads {
		p.Add("map.leads", "has %d entries; the limit is %d", len(m.Leads), MaxLeads)
	}
	known := map[string]bool{}
	for i, id := range m.Leads[:min(len(m.Leads), MaxLeads)] {
		if _, err := ParseULID(id); err != nil || known[id] {
			p.Add(fmt.Sprintf("map.leads[%d]", i), "%s is not the id of another incident", Quote(id))
		}
		known[id] = true
	}
	for _, id := range slices.Sorted(maps.Keys(m.Captions)) {
		at := "map.captions." + id
		if !known[id] {
			p.Add("map.captions", "%s is none of map.leads; put it there too, or leave its caption out", Quote(id))
			continue
		}
		if m.Captions[id].isBlank() {
			p.Add(at, "is empty; leave it out for the incident's title")
		}
		m.Captions[id].validate(p, at, MaxCaption)
	}
	if len(m.Labels) > MaxLabels {
		p.Add("map.labels", "has %d entries; the limit is %d", len(m.Labels), MaxLabels)
	}
	for name, rule := range m.Labels {
		if name == "" || len(name) > maxTitle {
			p.Add("map.labels", "a name has 1 to %d bytes, and not %d", maxTitle, len(name))
		}
		if rule != PinLabel && rule != HideLabel {
			p.Add("map.labels", "%s is to be %s; use pin or hide", Quote(name), Quote(string(rule)))
		}
	}
	m.validateDrawing(p)
}

// validateDrawing checks how counts are drawn.
func (m *MapSettings) validateDrawing(p *Problems) {
	if m.Show != "" {
		oneOf(p, "map.show", m.Show, MapShows())
	}
	if m.Measure != "" {
		oneOf(p, "map.measure", m.Measure, MapMeasures())
	}
	if m.Size != "" {
		oneOf(p, "map.size", m.Size, MapSizes())
	}
}
