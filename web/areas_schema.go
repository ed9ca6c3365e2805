package web

import (
	"encoding/json"

	"incidentmap/incidents/format"
)

// areaSchema is the JSON Schema (draft 2020-12) of what is told of an area.
func areaSchema(id, lang string) []byte {
	schema := tableSchema(areaProperties(), lang)
	schema.add("$schema", "https://json-schema.org/draft/2020-12/schema")
	schema.add("$id", id)
	schema.add("title", in(bilingual("Counts of an area", "Cuentas de una zona"), lang))
	return append(schema.bytes(), '\n')
}

func tableSchema(table []format.Property, lang string) *object {
	properties := newObject()
	required := []string{}
	for _, p := range table {
		one := newObject()
		switch p.Kind {
		case format.Integer:
			one.add("type", "integer")
			one.add("minimum", 0)
		case format.List:
			one.add("type", "array")
			one.add("items", json.RawMessage(tableSchema(p.Items, lang).bytes()))
		default:
			one.add("type", "string")
		}
		if title := in(p.Title, lang); title != "" {
			one.add("title", title)
		}
		one.add("description", in(p.About, lang))
		if p.Values != nil {
			one.add("enum", p.Values)
		}
		properties.add(p.Name, json.RawMessage(one.bytes()))
		if p.Always {
			required = append(required, p.Name)
		}
	}
	schema := newObject()
	schema.add("type", "object")
	schema.add("properties", json.RawMessage(properties.bytes()))
	schema.add("required", required)
	return schema
}

// areaProperties describes what is told of an area, in the order in which it is written.
func areaProperties() []format.Property {
	var table []format.Property
	for _, c := range areaColumns() {
		table = append(table, c.Property)
	}
	return table
}
