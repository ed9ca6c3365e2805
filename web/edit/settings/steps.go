package settings

import (
	"incidentmap/incidents"
	"incidentmap/web/edit/jsonform"
)

// steps reads the scenes in which a story is told.
func steps(f *jsonform.Fields, lang string) []incidents.Step {
	var all []incidents.Step
	for _, o := range f.Objects("steps") {
		step := incidents.Step{Title: o.Text("title", lang), Text: o.Text("text", lang), Incident: jsonform.Word[string](o, "incident")}
		if v := o.Object("view"); v != nil {
			step.View = stepView(v)
			v.Done()
		}
		if w := o.Object("filter"); w != nil {
			step.Filter = incidents.StepFilter{Layers: jsonform.Words[string](w, "layers"), From: w.Instant("from"), To: w.Instant("to")}
			w.Done()
		}
		o.Done()
		all = append(all, step)
	}
	return all
}

// stepView reads a box, or a centre and a zoom.
func stepView(v *jsonform.Fields) (view incidents.StepViewport) {
	var box [4]float64
	if v.Has("bbox") && v.Degrees("bbox", box[:], "[west, south, east, north]") {
		view.BBox = &box
	}
	var center [2]float64
	if v.Has("center") && v.Degrees("center", center[:], "[lon, lat]") {
		view.Center = &center
	}
	if zoom, given := v.Number("zoom"); given {
		view.Zoom = &zoom
	}
	v.Take("bbox")
	v.Take("center")
	return view
}
