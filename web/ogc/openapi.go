package ogc

import (
	"net/http"
	"strconv"
	"strings"

	"incidentmap/incidents/cql"
	"incidentmap/web/address"
	"incidentmap/web/i18n"
	"incidentmap/web/respond"
)

// jsonObject is a part of the API definition.
type jsonObject map[string]any

// apiDefinition answers with the definition of the API in OpenAPI 3.0. It is made of the
// same table by which requests are read.
func (r *request) apiDefinition(w http.ResponseWriter) error {
	return r.replyWith(w, func() any { return r.openAPI() }, "ogc_api.gohtml", func() any { return r.newDefinitionPage() })
}

func (r *request) openAPI() jsonObject {
	title, _ := r.story.Story.Title.In(r.lang.Lang)
	description, _ := r.story.Story.Summary.In(r.lang.Lang)
	info := jsonObject{"title": title, "version": "1.0.0"}
	if description != "" {
		info["description"] = description
	}
	if licence := r.story.Story.Licence; licence.Name != "" {
		info["license"] = jsonObject{"name": licence.Name}
		if address := i18n.WebAddress(licence.URL); address != "" {
			info["license"] = jsonObject{"name": licence.Name, "url": address}
		}
	}
	paths, parameters := jsonObject{}, jsonObject{}
	for _, op := range operations() {
		var refs []jsonObject
		for _, p := range r.parameters(op) {
			key := parameterKey(op, p.name)
			parameters[key] = p.definition()
			refs = append(refs, reference("parameters", key))
		}
		paths[op.path] = jsonObject{"get": r.operationObject(op, refs)}
	}
	return jsonObject{
		"openapi": "3.0.3",
		"info":    info,
		"servers": []jsonObject{{"url": r.answers.BaseURL(r.Request) + address.OGC(r.story.Story.Slug)}},
		"paths":   paths,
		"components": jsonObject{
			"parameters": parameters, "schemas": schemas(), "responses": problemResponses(),
		},
	}
}

func (r *request) operationObject(op operation, parameters []jsonObject) jsonObject {
	content := jsonObject{}
	for _, form := range op.forms {
		content[form.linkType()] = jsonObject{"schema": reference("schemas", schemaOf(op, form))}
	}
	ok := jsonObject{"description": r.summary(op), "content": content}
	if op.id == "getFeatures" || op.id == "getFeature" {
		ok["headers"] = jsonObject{"Content-Crs": jsonObject{
			"description": r.message("ogc.header.content-crs"), "schema": jsonObject{"type": "string"},
		}}
	}
	responses := jsonObject{"200": ok}
	for _, status := range []string{"400", "404", "406", "503"} {
		responses[status] = reference("responses", status)
	}
	return jsonObject{"operationId": op.id, "summary": r.summary(op), "parameters": parameters, "responses": responses}
}

func (r *request) message(key string) string { return r.pages.Say(r.lang.Lang).Text(key) }

func (r *request) summary(op operation) string { return r.message("ogc.operation." + op.id) }

func reference(kind, name string) jsonObject {
	return jsonObject{"$ref": "#/components/" + kind + "/" + name}
}

// schemaOf names the schema of a form.
func schemaOf(op operation, form form) string {
	switch form {
	case formHTML:
		return "page"
	case formSchema:
		return "schema"
	}
	return map[string]string{
		"getLandingPage": "landingPage", "getAPI": "object", "getConformance": "conformance",
		"getCollections": "collections", "getCollection": "collection",
		"getFeatures": "featureCollection", "getFeature": "feature",
	}[op.id]
}

// parameter is a parameter as the API definition and its page tell it.
type parameter struct {
	name, about string
	inPath      bool
	schema      jsonObject
}

// parameterKey names a parameter among the components: f is not the same everywhere.
func parameterKey(op operation, name string) string {
	if name == "f" {
		return "f." + op.id
	}
	return name
}

func (p parameter) definition() jsonObject {
	if p.inPath {
		return jsonObject{"name": p.name, "in": "path", "required": true, "description": p.about, "schema": p.schema}
	}
	return jsonObject{
		"name": p.name, "in": "query", "required": false, "description": p.about,
		"style": "form", "explode": false, "schema": p.schema,
	}
}

// parameters lists the parameters of a resource.
func (r *request) parameters(op operation) []parameter {
	var list []parameter
	for _, name := range []string{"collectionId", "featureId"} {
		if strings.Contains(op.path, "{"+name+"}") {
			list = append(list, parameter{name, r.message("ogc.parameter." + name), true, r.parameterSchema(op, name)})
		}
	}
	for _, name := range append(append([]string{}, op.words...), "f", "lang") {
		list = append(list, parameter{name, r.aboutParameter(name), false, r.parameterSchema(op, name)})
	}
	return list
}

func (r *request) aboutParameter(name string) string {
	for _, p := range propertyWords {
		if p.Name == name {
			schema := queryableSchema(p, r.pages.Say(r.lang.Lang), anyGeometry, &r.story.Story)
			return r.pages.Say(r.lang.Lang).Text("ogc.parameter.property", "about", schema.Description)
		}
	}
	return r.message("ogc.parameter." + name)
}

// parameterSchema gives the schema of a parameter's value.
func (r *request) parameterSchema(op operation, name string) jsonObject {
	switch name {
	case "collectionId":
		var ids []string
		for _, c := range r.story.all() {
			ids = append(ids, c.id)
		}
		return jsonObject{"type": "string", "enum": ids}
	case "f":
		var values []string
		for _, form := range op.forms {
			values = append(values, form.f)
		}
		return jsonObject{"type": "string", "enum": values}
	case "limit":
		return jsonObject{"type": "integer", "minimum": 1, "maximum": maxLimit, "default": defaultLimit}
	case "offset":
		return jsonObject{"type": "integer", "minimum": 0, "default": 0}
	case "after":
		return jsonObject{"type": "string", "pattern": "^[0-9A-Z]{26}$"}
	case "bbox":
		return jsonObject{"type": "array", "minItems": 4, "maxItems": 6, "items": jsonObject{"type": "number"}}
	case "q":
		return jsonObject{"type": "string", "maxLength": respond.MaxQuery}
	case "crs", "bbox-crs", "filter-crs":
		// The collections have them all or fewer, as each of them says.
		return jsonObject{"type": "string", "format": "uri", "default": crs84URI, "enum": crsURIs(systemsFor(r.story.Story.View.BBox))}
	case "filter":
		return jsonObject{"type": "string", "maxLength": cql.MaxLength}
	case "filter-lang":
		return jsonObject{"type": "string", "enum": filterLanguages, "default": cqlText}
	}
	for _, p := range propertyWords {
		if p.Name == name {
			return propertyParameter(queryableSchema(p, r.pages.Say(r.lang.Lang), anyGeometry, &r.story.Story), isListWord(name))
		}
	}
	return jsonObject{"type": "string"} // lang, datetime, featureId
}

// propertyParameter is the schema of the value that a property is to have.
func propertyParameter(p propertySchema, isList bool) jsonObject {
	schema := jsonObject{"type": p.Type}
	if p.Items != nil {
		schema["type"] = p.Items.Type // one of the list
	}
	if p.Format != "" {
		schema["format"] = p.Format
	}
	if p.Enum != nil {
		schema["enum"] = p.Enum
	}
	if isList {
		return jsonObject{"type": "array", "minItems": 1, "items": schema}
	}
	return schema
}

// problemResponses are the answers to what cannot be answered.
func problemResponses() jsonObject {
	answers := jsonObject{}
	for _, status := range []int{http.StatusBadRequest, http.StatusNotFound, http.StatusNotAcceptable, http.StatusServiceUnavailable} {
		answers[strconv.Itoa(status)] = jsonObject{
			"description": http.StatusText(status),
			"content":     jsonObject{"application/problem+json": jsonObject{"schema": reference("schemas", "problem")}},
		}
	}
	return answers
}
