package edit

import (
	"errors"
	"fmt"
	"maps"

	"incidentmap/incidents"
)

// formsOf gives the forms of new incidents that a body holds, and whether it is a batch: an
// object of the fields, a GeoJSON feature, or a batch of one of the two.
func formsOf(tree map[string]any) (forms []map[string]any, batch bool, err error) {
	f := newFields(tree)
	_, several := tree["incidents"]
	switch {
	case tree["type"] == "FeatureCollection":
		f.take("type")
		f.take("bbox") // follows from the features
		forms, batch = formsIn(f, "features", featureForm), true
	case tree["type"] == "Feature":
		return []map[string]any{featureForm(f)}, false, f.err()
	case several:
		forms, batch = formsIn(f, "incidents", func(f *fields) map[string]any { return f.members }), true
	default:
		return []map[string]any{tree}, false, nil
	}
	f.done()
	return forms, batch, f.err()
}

// formsIn reads the list of a batch.
func formsIn(f *fields, name string, form func(*fields) map[string]any) []map[string]any {
	list := f.list(name)
	switch {
	case len(list) == 0:
		f.wrong(name, "is empty")
	case len(list) > maxBatch:
		f.only(incidents.Errorf(incidents.ETooLarge, name, "has %d entries; the limit is %d", len(list), maxBatch))
		return nil
	}
	forms := make([]map[string]any, 0, len(list))
	for i, v := range list {
		members, isObject := v.(map[string]any)
		if !isObject {
			f.wrong(fmt.Sprintf("[%d]", i), "is %s and not an object", typeName(v))
			continue
		}
		forms = append(forms, form(f.below(fmt.Sprintf("[%d]", i), members)))
	}
	return forms
}

// featureForm gives the form that a GeoJSON feature holds: its properties are the fields, its
// geometry is the geometry.
func featureForm(f *fields) map[string]any {
	if kind := word[string](f, "type"); kind != "Feature" {
		f.wrong("type", "%q is not Feature", kind)
	}
	form := map[string]any{}
	if p := f.object("properties"); p != nil {
		form = maps.Clone(p.members)
		if _, twice := form["geometry"]; twice {
			p.wrong("geometry", "stands beside the geometry of the feature")
		}
	} else {
		f.wrong("properties", "is missing; it holds the incident's fields")
	}
	f.take("bbox") // follows from the geometry
	if g := f.take("geometry"); g != nil {
		form["geometry"] = g
	}
	if id := f.take("id"); id != nil {
		if own := form["id"]; own != nil && own != id {
			f.wrong("id", "is another than the one in properties")
		}
		form["id"] = id
	}
	f.done()
	return form
}

// createAll makes writes of the forms. Errors name the forms of a batch "[i].".
func (d *decoder) createAll(forms []map[string]any, batch bool) ([]incidents.Write, error) {
	writes := make([]incidents.Write, len(forms))
	var all incidents.Problems
	seen := map[string]int{}
	for i, form := range forms {
		w, err := d.create(form)
		writes[i] = w
		var several incidents.Problems
		switch {
		case err != nil && !errors.As(err, &several):
			return nil, err
		case err != nil && !batch:
			return nil, err
		}
		for _, p := range several {
			all.Add(fmt.Sprintf("[%d].%s", i, p.Field), "%s", p.Message) // which is short already
		}
		if j, twice := seen[w.Incident.ID]; twice {
			all.Add(fmt.Sprintf("[%d].id", i), "is that of [%d], too", j)
		}
		seen[w.Incident.ID] = i
		if all.Full() {
			break
		}
	}
	return writes, all.Err()
}
