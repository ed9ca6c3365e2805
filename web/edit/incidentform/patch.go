package incidentform

import (
	"maps"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// merge applies a JSON Merge Patch (RFC 7396, section 2) to an object and gives the result;
// neither of the two is changed.
func merge(target, patch map[string]any) map[string]any {
	out := maps.Clone(target)
	if out == nil {
		out = map[string]any{}
	}
	for name, v := range patch {
		change, isObject := v.(map[string]any)
		switch {
		case v == nil:
			delete(out, name)
		case isObject:
			inner, _ := out[name].(map[string]any)
			out[name] = merge(inner, change)
		default:
			out[name] = v
		}
	}
	return out
}

// Patched gives the form of an incident with a patch in it. What goes together is replaced
// together: the end and the precision of an old start say nothing of a new one, and how an
// old place was found nothing of a new one. What the patch gives itself always stays.
func Patched(story *incidents.Story, shown, patch map[string]any) map[string]any {
	target := maps.Clone(shown)
	without := func(names ...string) {
		for _, name := range names {
			delete(target, name)
		}
	}
	if _, given := patch["start"]; given {
		without("end", "time_precision")
	} else if patch["end"] != nil {
		without("time_precision")
	}
	_, spoken := patch["place"].(string)
	geometry, drawn := patch["geometry"]
	switch {
	case spoken && !drawn:
		without("geometry", "place", "precision", "radius_m", "gazetteer_id", "admin", "method")
	case drawn:
		without("gazetteer_id", "admin", "method")
		if geometry == nil || shown["precision"] == string(geo.Unlocated) {
			without("precision", "radius_m")
		}
	}
	if _, given := patch["kind"]; given {
		old, _ := shown["kind"].(string)
		if info, known := story.LookupKind(incidents.Kind(old)); known && shown["class"] == string(info.Class) {
			without("class")
		}
	}
	return merge(target, patch)
}
