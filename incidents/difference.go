package incidents

import (
	"maps"
	"reflect"
	"slices"
	"time"

	"github.com/paulmach/orb/geojson"

	"incidentmap/geo"
)

// Difference is a field that readers see otherwise than before. The names are those of public features.
type Difference struct {
	Field string `json:"field"`
	// Old and New are both of the same type, or nil where there is nothing: a string for kind, class, verification,
	// disposition and precision; a Text for title, summary and place; a Figure for an outcome; a Period for time; a
	// *geojson.Geometry for geometry; a []Text for sources, their publishers, and for media, what they show; a string for a column of the story.
	Old any `json:"old"`
	New any `json:"new"`
}

// Period is when something happened, as readers see it.
type Period struct {
	Start     time.Time     `json:"start,omitzero"`
	End       time.Time     `json:"end,omitzero"`
	Precision TimePrecision `json:"time_precision"`
}

// Figure is a Count as programs read it.
type Figure struct {
	Low  *int `json:"low,omitempty"`
	Best *int `json:"best,omitempty"`
	High *int `json:"high,omitempty"`
}

// Differences lists what readers see otherwise of an incident in one state than in the state before; both may be nil
// for nothing.
func Differences(before, now *Public) []Difference {
	a, b := publicFields(before), publicFields(now)
	var all []Difference
	for _, name := range fieldOrder(a, b) {
		if !reflect.DeepEqual(a[name], b[name]) {
			all = append(all, Difference{name, a[name], b[name]})
		}
	}
	return all
}

// publicFields gives what readers are told of an incident, by field; nothing for what is empty.
func publicFields(p *Public) map[string]any {
	f := map[string]any{}
	if p == nil {
		return f
	}
	text := func(name string, t Text) {
		if len(t.Langs()) > 0 {
			f[name] = maps.Clone(t)
		}
	}
	f["kind"], f["class"] = string(p.Kind), string(p.Class)
	f["verification"], f["disposition"] = string(p.Verification), string(p.Disposition)
	text("title", p.Title)
	text("summary", p.Summary)
	f["time"] = Period{p.When.Start.UTC(), p.When.End.UTC(), p.When.Precision}
	if p.Where.Precision != geo.Unlocated {
		f["precision"] = string(p.Where.Precision)
	}
	text("place", Text(p.Where.Place))
	if p.Where.Geometry != nil {
		f["geometry"] = geojson.NewGeometry(p.Where.Geometry)
	}
	for outcome, n := range p.Counts {
		f[string(outcome)] = Figure(n)
	}
	var sources []Text
	for i := range p.Sources {
		sources = append(sources, p.Sources[i].Publisher)
	}
	if sources != nil {
		f["sources"] = sources
	}
	if len(p.Media) > 0 {
		var shown []Text
		for i := range p.Media {
			shown = append(shown, p.Media[i].Alt)
		}
		f["media"] = shown
	}
	for _, a := range p.Attributes {
		f[a.Name] = a.Value
	}
	return f
}

// fieldOrder lists fields of either, in the order in which they are told.
func fieldOrder(a, b map[string]any) []string {
	names := []string{"disposition"}
	for _, o := range Outcomes() {
		names = append(names, string(o))
	}
	names = append(names, "title", "summary", "kind", "class", "time", "place", "precision", "geometry", "verification", "sources", "media")
	var own []string
	for _, fields := range []map[string]any{a, b} {
		for name := range fields {
			if !slices.Contains(names, name) && !slices.Contains(own, name) {
				own = append(own, name)
			}
		}
	}
	slices.Sort(own)
	return append(names, own...)
}
