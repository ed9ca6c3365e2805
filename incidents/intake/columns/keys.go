package columns

import (
	"strings"

	"incidentmap/incidents/intake/words"
)

// keysOf gives the names that columns are known by, in the form of words.Key: without the object that
// most of them lie in ("_source.date"), and without the groups of questions before them ("grupo/Fecha").
func keysOf(all []Column) []string {
	keys := make([]string, len(all))
	wrapper := wrapperOf(all)
	for i, c := range all {
		keys[i] = words.Key(lastSegment(strings.TrimPrefix(c.Name, wrapper)))
	}
	return keys
}

// wrapperOf gives the beginning, up to a dot, that more than half of the names have; empty for none. It
// is that of an object around a record, and says nothing of its members.
func wrapperOf(all []Column) string {
	counts := map[string]int{}
	for _, c := range all {
		if at := strings.IndexByte(c.Name, '.'); at > 0 {
			counts[c.Name[:at+1]]++
		}
	}
	for name, n := range counts {
		if n >= 3 && 2*n > len(all) {
			return name
		}
	}
	return ""
}

// areaWords are words for areas that headers join by a stroke: the first is the one that is meant.
var areaWords = wordSet(`country, province, state, region, county, city, territory, pais, estado, provincia, municipio, ciudad, pays, departement`)

// lastSegment is the last part of a name that groups of questions stand before: "group/Fecha". Of two
// names of one thing ("Country/Region") it is the first.
func lastSegment(name string) string {
	at := strings.LastIndexByte(name, '/')
	isGrouped := at >= 0 && at+1 < len(name) && !strings.Contains(name, " /") && !strings.Contains(name, "/ ") && strings.Count(name, "/") < 6 && len(name)-at > 3
	switch {
	case !isGrouped:
		return name
	case areaWords[words.Key(name[:at])] && areaWords[words.Key(name[at+1:])]:
		return name[:at]
	}
	return name[at+1:]
}
