// Package openapi writes what an HTTP API takes and answers as a document of OpenAPI 3.1
// (https://spec.openapis.org/oas/v3.1.0), whose schemas are made of the Go types that are written as JSON.
//
// Goals: nothing is said twice: fields are those of the types, words those of the lists that validate.
//
// Non-goals: to check requests, which the handlers do.
package openapi

import (
	"encoding/json"
	"maps"
	"regexp"
	"strconv"
	"strings"

	"github.com/google/jsonschema-go/jsonschema"
)

// Operation is what an address does with a method.
type Operation struct {
	Method, Path string // the path with {parameters}
	Name         string // operationId
	Summary      string
	Action       string      // the right that it takes, empty for none
	Query        []Parameter // of the address
	Body         []Body      // none for no body
	Status       int         // of success
	Answer       string      // name of a schema; empty for no body
	Media        string      // of the answer; JSON when empty
	IfMatch      bool        // it asks for the entity tag of what was seen
	Keyed        bool        // it takes an Idempotency-Key
	Open         bool        // it is for those who are not signed in
}

// Part is a part of an API: operations and the schemas that they name.
type Part struct {
	Operations []Operation
	Schemas    Schemas
}

// Parameter is a parameter of the query.
type Parameter struct {
	Name, Description string
	Required          bool
	Schema            *jsonschema.Schema
}

// Body is a form in which a request may come.
type Body struct{ Media, Schema string }

// JSON is the body of a request that comes as JSON alone.
func JSON(schema string) []Body { return []Body{{Media: "application/json", Schema: schema}} }

// Integer is the schema of a whole number between two, both included.
func Integer(least, most float64) *jsonschema.Schema {
	return &jsonschema.Schema{Type: "integer", Minimum: &least, Maximum: &most}
}

// Schemas are the named schemas of a document.
type Schemas map[string]*jsonschema.Schema

// Ref points to a named schema.
func Ref(name string) *jsonschema.Schema {
	return &jsonschema.Schema{Ref: "#/components/schemas/" + name}
}

// Document writes the operations. The address of the document is two folders below the server's root.
func Document(title, version string, operations []Operation, schemas Schemas) ([]byte, error) {
	paths := map[string]map[string]any{}
	for i := range operations {
		o := &operations[i]
		if paths[o.Path] == nil {
			paths[o.Path] = map[string]any{}
		}
		paths[o.Path][strings.ToLower(o.Method)] = o.document()
	}
	return json.MarshalIndent(map[string]any{
		"openapi": "3.1.0",
		"info":    map[string]any{"title": title, "version": version},
		"servers": []any{map[string]any{"url": "../.."}},
		"paths":   paths,
		"security": []any{
			map[string]any{"token": []string{}}, map[string]any{"session": []string{}},
		},
		"components": map[string]any{
			"schemas": schemas,
			"securitySchemes": map[string]any{
				"token":   map[string]any{"type": "http", "scheme": "bearer", "description": "a token of a program"},
				"session": map[string]any{"type": "apiKey", "in": "cookie", "name": "incidentmap_session", "description": "a person who is signed in; all but GET and HEAD take the header X-CSRF-Token as well"},
			},
		},
	}, "", " ")
}

var inPath = regexp.MustCompile(`\{(\w+)\}`)

func (o *Operation) document() map[string]any {
	text := &jsonschema.Schema{Type: "string"}
	parameters := []any{}
	add := func(where, name, description string, required bool, s *jsonschema.Schema) {
		parameters = append(parameters, map[string]any{"in": where, "name": name, "description": description, "required": required, "schema": s})
	}
	for _, m := range inPath.FindAllStringSubmatch(o.Path, -1) {
		add("path", m[1], "", true, text)
	}
	for _, p := range o.Query {
		s := p.Schema
		if s == nil {
			s = text
		}
		add("query", p.Name, p.Description, p.Required, s)
	}
	if o.IfMatch {
		add("header", "If-Match", "the ETag of what was seen", true, text)
	}
	if o.Keyed {
		add("header", "Idempotency-Key", "makes it safe to send the request again", false, text)
	}
	doc := map[string]any{"operationId": o.Name, "summary": o.Summary, "parameters": parameters, "responses": o.responses()}
	if o.Open {
		doc["security"] = []any{}
	}
	if o.Action != "" {
		doc["x-right"] = o.Action
	}
	if len(o.Body) > 0 {
		content := map[string]any{}
		for _, b := range o.Body {
			if b.Schema == "" { // any bytes
				content[b.Media] = map[string]any{}
				continue
			}
			content[b.Media] = map[string]any{"schema": Ref(b.Schema)}
		}
		doc["requestBody"] = map[string]any{"required": true, "content": content}
	}
	return doc
}

func (o *Operation) responses() map[string]any {
	good := map[string]any{"description": "done"}
	if o.Answer != "" {
		media := o.Media
		if media == "" {
			media = "application/json"
		}
		content := map[string]any{"schema": Ref(o.Answer)}
		good["content"] = map[string]any{media: content}
	}
	return map[string]any{
		strconv.Itoa(o.Status): good,
		"default": map[string]any{
			"description": "what is at fault",
			"content":     map[string]any{"application/problem+json": map[string]any{"schema": Ref("Problem")}},
		},
	}
}

// Nullable gives a schema that takes null as well.
func Nullable(s *jsonschema.Schema) *jsonschema.Schema {
	return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{s, {Type: "null"}}}
}

// OneOf gives a schema of words.
func OneOf[T ~string](words []T) *jsonschema.Schema {
	all := make([]any, len(words))
	for i, w := range words {
		all[i] = string(w)
	}
	return &jsonschema.Schema{Type: "string", Enum: all}
}

// Form makes a schema of what is sent from that of what is answered: nothing is required, each field that is told by the
// server alone is marked so, and what others say of a field goes before.
func Form(answered *jsonschema.Schema, told []string, own map[string]*jsonschema.Schema) *jsonschema.Schema {
	form := answered.CloneSchemas()
	form.Required, form.PropertyOrder = nil, nil
	for _, name := range told {
		if s := form.Properties[name]; s != nil {
			s.ReadOnly = true
		}
	}
	maps.Copy(form.Properties, own)
	return form
}
