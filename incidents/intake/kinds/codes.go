package kinds

import (
	"incidentmap/incidents"
)

// violence are the kinds of UCDP's type_of_violence: between states or groups, and against civilians.
var violence = map[string]incidents.Kind{"1": "armed_clash", "2": "armed_clash", "3": "attack"}

// cameo are the kinds of CAMEO event codes (Schrodt 2012, chapter 2) by the code or what it begins with.
// What is said, agreed, given or demanded has none.
var cameo = map[string]incidents.Kind{
	"14": "protest", "145": "riot", "144": "roadblock", "171": "seizure", "1712": "property_attack", "1723": "curfew", "173": "arrest", "175": "attack",
	"18": "attack", "181": "abduction", "1821": "sexual_violence", "183": "explosion", "186": "killing", "19": "armed_clash", "190": "security_operation", "194": "explosion", "195": "airstrike",
	"20": "attack", "201": "abduction", "202": "killing", "203": "killing", "204": "explosion",
}

// Coded tells the names of columns, in the form of words.Key, whose cells are codes for kinds.
func Coded(key string) bool {
	return key == "event code" || key == "cameo code" || key == "type of violence"
}

// Code gives the kind of a code in a column of that name, and false when it stands for none.
func Code(key, code string) (incidents.Kind, bool) {
	if key == "type of violence" {
		k, ok := violence[code]
		return k, ok
	}
	for n := min(len(code), 4); n >= 2; n-- {
		if k, ok := cameo[code[:n]]; ok {
			return k, true
		}
	}
	return "", false
}
