package format

import (
	"strings"

	"incidentmap/incidents"
)

// Property is an entry of the data dictionary.
type Property struct {
	Name   string
	Type   ValueType
	Title  incidents.Text // the head of its column, in English and Spanish; empty inside lists
	About  incidents.Text // what it says, in English and Spanish
	Values []string       // all the values there are, where the list is closed
	Items  []Property     // what the objects of a list, or the object, have; a list without is of text
	Always bool           // every feature has it
	// Derived tells that no source says it: it follows from other properties.
	Derived bool
}

// Dictionary describes the properties of a feature, in the order in which every format
// has them, with the kinds of its story and its columns behind them; a nil story has none of its own.
func Dictionary(story *incidents.Story) []Property {
	list := withKinds(describe(flat), story)
	if story != nil {
		list = append(list, describe(storyColumns(story.Columns))...)
	}
	return list
}

// withKinds gives a description of columns with the kinds of a story.
func withKinds(list []Property, story *incidents.Story) []Property {
	for i := range list {
		if list[i].Name == "kind" {
			list[i].Values = kindWords(story)
		}
	}
	return list
}

func describe[T any](columns []column[T]) []Property {
	list := make([]Property, len(columns))
	for i, c := range columns {
		list[i] = Property{c.name, c.valueType, c.title, c.about, c.values, c.items, c.always, c.derived}
	}
	return list
}

// Schema gives the JSON Schema (draft 2020-12) of the properties of a GeoJSON feature, with
// titles and descriptions in a language, English where it is neither English nor Spanish. id
// is the schema's own address.
func Schema(id, lang string, story *incidents.Story) []byte {
	dst := appendSchemaHead(id, schemaTitle(), lang)
	return append(appendSchemas(dst, Dictionary(story), schemaLang(lang), true), "}\n"...)
}

// TableSchema gives the JSON Schema of the objects that any table describes, under a title,
// as Schema gives that of a feature's properties.
func TableSchema(id string, title incidents.Text, table []Property, lang string) []byte {
	dst := appendSchemaHead(id, title, lang)
	return append(appendSchemas(dst, table, schemaLang(lang), false), "}\n"...)
}

// FeatureSchema gives the schema of a feature as OGC API Features Part 5 wants it: the
// properties, and the geometry among them, whose format is such as "geometry-any", with the part each plays.
func FeatureSchema(id, geometry, lang string, story *incidents.Story) []byte {
	dst := appendSchemaHead(id, schemaTitle(), lang)
	dst = append(dst, `"geometry":{"x-ogc-role":"primary-geometry"`...)
	dst = append(appendMember(dst, "format", geometry), "},"...)
	return append(appendSchemas(dst, Dictionary(story), schemaLang(lang), true), "}\n"...)
}

func schemaTitle() incidents.Text { return say("An incident", "Un incidente") }

// appendSchemaHead begins a schema, up to the first of its properties.
func appendSchemaHead(id string, title incidents.Text, lang string) []byte {
	dst := []byte(`{"$schema":"https://json-schema.org/draft/2020-12/schema"`)
	dst = appendMember(dst, "$id", id)
	dst = appendMember(dst, "title", in(title, schemaLang(lang)))
	return append(dst, `,"type":"object","properties":{`...)
}

func schemaLang(lang string) string {
	if lang == "es" {
		return lang
	}
	return "en"
}

// appendMember writes a member of text that is not the first of its object.
func appendMember(dst []byte, name, value string) []byte {
	if value == "" {
		return dst
	}
	dst = append(appendString(append(dst, ','), name), ':')
	return appendString(dst, value)
}

// appendSchemas writes the schemas of the members of an object up to the object's own
// closing brace, which it leaves to the caller: `"a":{…},"b":{…}},"required":[…]`.
func appendSchemas(dst []byte, list []Property, lang string, roles bool) []byte {
	var required []string
	for i, p := range list {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(appendString(dst, p.Name), ':')
		dst = appendPropertySchema(dst, &p, lang)
		if roles {
			dst = append(dst, `,"x-ogc-propertySeq":`...)
			dst = appendInt(dst, i+1)
			dst = appendMember(dst, "x-ogc-role", schemaRoles[p.Name])
		}
		dst = append(dst, '}')
		if p.Always {
			required = append(required, p.Name)
		}
	}
	dst = append(dst, '}')
	if len(required) > 0 {
		dst = appendArray(append(dst, `,"required":`...), required, appendString)
	}
	return dst
}

// schemaRoles are the parts that properties play (OGC API Features Part 5, clause 6.5).
var schemaRoles = map[string]string{
	"id": "id", "kind": "type", "start": "primary-interval-start", "end": "primary-interval-end",
}

// appendPropertySchema writes a schema without its closing brace.
func appendPropertySchema(dst []byte, p *Property, lang string) []byte {
	switch p.Type {
	case Text:
		dst = append(dst, `{"type":"string"`...)
	case Integer:
		dst = append(dst, `{"type":"integer"`...)
		if !strings.HasPrefix(p.Name, "x_") {
			dst = append(dst, `,"minimum":0`...)
		}
	case Number:
		dst = append(dst, `{"type":"number"`...)
	case Boolean:
		dst = append(dst, `{"type":"boolean"`...)
	case Day:
		dst = append(dst, `{"type":"string","format":"date"`...)
	case Moment:
		dst = append(dst, `{"type":"string","format":"date-time"`...)
	case List:
		dst = append(dst, `{"type":"array","items":{"type":`...)
		if p.Items == nil {
			dst = append(dst, `"string"}`...)
			break
		}
		dst = append(dst, `"object","properties":{`...)
		dst = append(appendSchemas(dst, p.Items, lang, false), '}')
	case Object:
		dst = append(dst, `{"type":"object","properties":{`...)
		dst = appendSchemas(dst, p.Items, lang, false)
	}
	dst = appendMember(dst, "title", in(p.Title, lang))
	dst = appendMember(dst, "description", in(p.About, lang))
	if p.Derived {
		dst = append(dst, `,"x-derived":true`...)
	}
	if p.Values != nil {
		dst = appendArray(append(dst, `,"enum":`...), p.Values, appendString)
	}
	return dst
}
