package extract

import (
	"slices"

	"incidentmap/incidents"
)

// Kinds of one family may be told of one event: an armed clash with people killed and arrested.
type family string

// kindTraits is what is asked of the kinds of incidents when statements are joined.
type kindTraits struct {
	kind     incidents.Kind
	family   family // the kind itself where it is empty
	deadly   bool   // deaths may be told of it: of violence, and of what else people die of
	accident bool   // a disaster or an accident, which nobody meant
}

// kindTable has a row for each kind of incidents. Those of a family stand in the order of how much they tell, the most
// informative first: of an explosion in which people were killed, the kind is the explosion.
var kindTable = []kindTraits{
	{kind: "robbery", deadly: true}, // also with explosives
	{kind: "prison_riot", family: "violence", deadly: true},
	{kind: "femicide", family: "violence", deadly: true},
	{kind: "drone_attack", family: "violence", deadly: true},
	{kind: "airstrike", family: "violence", deadly: true},
	{kind: "explosion", family: "violence", deadly: true},
	{kind: "armed_clash", family: "violence", deadly: true},
	{kind: "killing", family: "violence", deadly: true},
	{kind: "attack", family: "violence", deadly: true},
	{kind: "police_shooting", family: "violence", deadly: true},
	{kind: "security_operation", family: "violence", deadly: true},
	{kind: "seizure", family: "violence", deadly: true},
	{kind: "arrest", family: "violence", deadly: true},
	{kind: "deaths", family: "violence", deadly: true},
	{kind: "abduction", family: "abduction", deadly: true},
	{kind: "missing_person", family: "abduction", deadly: true},
	{kind: "roadblock", family: "blockade", deadly: true},
	{kind: "vehicle_arson", family: "blockade", deadly: true},
	{kind: "riot", family: "unrest", deadly: true},
	{kind: "protest", family: "unrest", deadly: true},
	{kind: "vandalism", family: "unrest", deadly: true},
	{kind: "wildfire", family: "fire", deadly: true, accident: true},
	{kind: "fire_or_smoke", family: "fire", deadly: true, accident: true},
	{kind: "earthquake", family: "collapse", deadly: true, accident: true},
	{kind: "landslide", family: "collapse", deadly: true, accident: true},
	{kind: "building_collapse", family: "collapse", deadly: true, accident: true},
	{kind: "storm", family: "weather", deadly: true, accident: true},
	{kind: "flood", family: "weather", deadly: true, accident: true},
	{kind: "traffic_collision", deadly: true, accident: true},
	{kind: "rail_accident", deadly: true, accident: true},
	{kind: "air_accident", deadly: true, accident: true},
	{kind: "shipwreck", deadly: true, accident: true},
	{kind: "industrial_accident", deadly: true, accident: true},
	{kind: "volcanic_eruption", deadly: true, accident: true},
	{kind: "extreme_temperature", deadly: true, accident: true},
	{kind: "epidemic", deadly: true},
	{kind: "panic", deadly: true},
	{kind: "property_attack", deadly: true},
	{kind: "other_incident", deadly: true},
	{kind: "burglary"},
	{kind: "theft"},
	{kind: "extortion"},
	{kind: "drug_offence"},
	{kind: "sexual_violence"},
	{kind: "drought"},
}

// traitsOf gives the row of a kind; of one that is no incident, one that has nothing.
func traitsOf(k incidents.Kind) kindTraits {
	if i := rankOf(k); i >= 0 {
		return kindTable[i]
	}
	return kindTraits{kind: k}
}

func rankOf(k incidents.Kind) int {
	return slices.IndexFunc(kindTable, func(t kindTraits) bool { return t.kind == k })
}

func familyOf(k incidents.Kind) family {
	if t := traitsOf(k); t.family != "" {
		return t.family
	}
	return family(k)
}

// tellsMore reports whether kind a tells more than b of the same family.
func tellsMore(a, b incidents.Kind) bool { return rankOf(a) < rankOf(b) }

func takesFigures(k incidents.Kind) bool { return traitsOf(k).deadly }

func isAccident(k incidents.Kind) bool { return traitsOf(k).accident }
