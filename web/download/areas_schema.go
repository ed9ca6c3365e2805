package download

import (
	"incidentmap/incidents"
	"incidentmap/incidents/format"
)

// AreaSchema is the JSON Schema (draft 2020-12) of an area's properties.
func AreaSchema(id, lang string, story *incidents.Story) []byte {
	return format.TableSchema(id, bilingual("Counts of an area", "Cuentas de una zona"), AreaProperties(story), lang)
}

// AreaProperties describes an area's properties, in the order in which it is written.
func AreaProperties(story *incidents.Story) []format.Property {
	var table []format.Property
	for _, c := range areaColumns(story) {
		table = append(table, c.Property)
	}
	return table
}
