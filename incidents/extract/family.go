package extract

import (
	"slices"

	"incidentmap/incidents"
)

// Kinds of one family may be told of one event: an armed clash with people killed and arrested.
type family string

// families gives the family of a kind; a kind that is not listed is one by itself.
var families = familyTable(map[family][]incidents.Kind{
	"violence": {
		"security_operation", "armed_clash", "attack", "killing", "deaths", "prison_riot", "explosion", "arrest", "seizure", "femicide", "police_shooting", "airstrike", "drone_attack",
	},
	"abduction": {"abduction", "missing_person"},
	"blockade":  {"roadblock", "vehicle_arson"},
	"unrest":    {"protest", "riot", "vandalism"},
	"fire":      {"fire_or_smoke", "wildfire"},
	"collapse":  {"building_collapse", "earthquake", "landslide"},
	"weather":   {"storm", "flood"},
})

func familyTable(rows map[family][]incidents.Kind) map[incidents.Kind]family {
	m := map[incidents.Kind]family{}
	for f, kinds := range rows {
		for _, k := range kinds {
			m[k] = f
		}
	}
	return m
}

func familyOf(k incidents.Kind) family {
	if f, ok := families[k]; ok {
		return f
	}
	return family(k)
}

// informative orders the kinds of violence by how much they tell, the most informative first: of an
// explosion in which people were killed, the kind is the explosion.
var informative = []incidents.Kind{
	"prison_riot", "femicide", "drone_attack", "airstrike", "explosion", "armed_clash", "killing", "attack", "police_shooting", "security_operation", "seizure", "arrest", "deaths",
	"abduction", "missing_person", "roadblock", "vehicle_arson", "riot", "protest", "vandalism", "wildfire", "fire_or_smoke", "earthquake", "landslide", "building_collapse", "storm", "flood",
}

// tellsMore reports whether kind a tells more than b of the same family.
func tellsMore(a, b incidents.Kind) bool {
	return slices.Index(informative, a) < slices.Index(informative, b)
}

// takesFigures tells whether deaths may be told of a kind: of violence, and of what else people die of.
func takesFigures(k incidents.Kind) bool {
	switch familyOf(k) {
	case "violence", "unrest", "collapse", "weather", "fire", "blockade", "abduction":
		return true
	}
	switch k {
	case "traffic_collision", "rail_accident", "air_accident", "shipwreck", "industrial_accident", "robbery", "property_attack", "epidemic", "panic", "volcanic_eruption", "other_incident":
		return true
	}
	return false
}
