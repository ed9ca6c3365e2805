package edit

import "incidentmap/incidents"

// steps reads the scenes in which a story is told.
func steps(f *fields, lang string) []incidents.Step {
	var all []incidents.Step
	for _, o := range f.objects("steps") {
		step := incidents.Step{Title: o.text("title", lang), Text: o.text("text", lang), Incident: word[string](o, "incident")}
		if v := o.object("view"); v != nil {
			step.View = stepView(v)
			v.done()
		}
		if w := o.object("filter"); w != nil {
			step.Filter = incidents.StepFilter{Layers: words[string](w, "layers"), From: w.instant("from"), To: w.instant("to")}
			w.done()
		}
		o.done()
		all = append(all, step)
	}
	return all
}

// stepView reads a box, or a centre and a zoom.
func stepView(v *fields) (view incidents.StepViewport) {
	var box [4]float64
	if v.has("bbox") && v.degrees("bbox", box[:], "[west, south, east, north]") {
		view.BBox = &box
	}
	var center [2]float64
	if v.has("center") && v.degrees("center", center[:], "[lon, lat]") {
		view.Center = &center
	}
	if zoom, given := v.number("zoom"); given {
		view.Zoom = &zoom
	}
	v.take("bbox")
	v.take("center")
	return view
}
