package incidentform

import (
	"errors"
	"fmt"
	"maps"

	"incidentmap/incidents"
	"incidentmap/web/edit/jsonform"
)

// maxBatch is how many incidents one request may write.
const maxBatch = 1000

// FormsOf gives the forms of new incidents that a body holds, and whether it is a batch: an
// object of the fields, a GeoJSON feature, or a batch of one of the two.
func FormsOf(tree map[string]any) (forms []map[string]any, batch bool, err error) {
	f := jsonform.New(tree)
	_, several := tree["incidents"]
	switch {
	case tree["type"] == "FeatureCollection":
		f.Take("type")
		f.Take("bbox") // follows from the features
		forms, batch = formsIn(f, "features", FeatureForm), true
	case tree["type"] == "Feature":
		return []map[string]any{FeatureForm(f)}, false, f.Err()
	case several:
		forms, batch = formsIn(f, "incidents", func(f *jsonform.Fields) map[string]any { return f.Members }), true
	default:
		return []map[string]any{tree}, false, nil
	}
	f.Done()
	return forms, batch, f.Err()
}

// formsIn reads the list of a batch.
func formsIn(f *jsonform.Fields, name string, form func(*jsonform.Fields) map[string]any) []map[string]any {
	list := f.List(name)
	switch {
	case len(list) == 0:
		f.Wrong(name, "is empty")
	case len(list) > maxBatch:
		f.Only(incidents.Errorf(incidents.ETooLarge, name, "has %d entries; the limit is %d", len(list), maxBatch))
		return nil
	}
	forms := make([]map[string]any, 0, len(list))
	for i, v := range list {
		members, isObject := v.(map[string]any)
		if !isObject {
			f.Wrong(fmt.Sprintf("[%d]", i), "is %s and not an object", jsonform.TypeName(v))
			continue
		}
		forms = append(forms, form(f.Below(fmt.Sprintf("[%d]", i), members)))
	}
	return forms
}

// FeatureForm gives the form that a GeoJSON feature holds: its properties are the fields, its
// geometry is the geometry.
func FeatureForm(f *jsonform.Fields) map[string]any {
	if kind := jsonform.Word[string](f, "type"); kind != "Feature" {
		f.Wrong("type", "%q is not Feature", kind)
	}
	form := map[string]any{}
	if p := f.Object("properties"); p != nil {
		form = maps.Clone(p.Members)
		if _, twice := form["geometry"]; twice {
			p.Wrong("geometry", "stands beside the geometry of the feature")
		}
	} else {
		f.Wrong("properties", "is missing; it holds the incident's fields")
	}
	f.Take("bbox") // follows from the geometry
	if g := f.Take("geometry"); g != nil {
		form["geometry"] = g
	}
	if id := f.Take("id"); id != nil {
		if own := form["id"]; own != nil && own != id {
			f.Wrong("id", "is another than the one in properties")
		}
		form["id"] = id
	}
	f.Done()
	return form
}

// CreateAll makes writes of the forms. Errors name the forms of a batch "[i].".
func (d *Decoder) CreateAll(forms []map[string]any, batch bool) ([]incidents.Write, error) {
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
