package ogc

import (
	"io"
	"net/http"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/incidents/cql"
	"incidentmap/incidents/format"
	"incidentmap/web/i18n"
	"incidentmap/web/respond"
)

// propertySchema is the schema of a property (OGC API Features Part 5, clause 6).
type propertySchema struct {
	Type        string          `json:"type,omitempty"`
	Format      string          `json:"format,omitempty"`
	Items       *propertySchema `json:"items,omitempty"`
	Title       string          `json:"title,omitempty"`
	Description string          `json:"description,omitempty"`
	Enum        []string        `json:"enum,omitempty"`
	Role        string          `json:"x-ogc-role,omitempty"`
}

// queryableSchema gives the schema of a property that filters may use.
func queryableSchema(p cql.Queryable, m i18n.Language, geometry string, story *incidents.Story) propertySchema {
	var schema propertySchema
	switch p.Type {
	case cql.Integer:
		schema.Type = "integer"
	case cql.Number:
		schema.Type = "number"
	case cql.Boolean:
		schema.Type = "boolean"
	case cql.Timestamp:
		schema.Type, schema.Format = "string", "date-time"
	case cql.Date:
		schema.Type, schema.Format = "string", "date"
	case cql.Strings:
		schema.Type, schema.Items = "array", &propertySchema{Type: "string"}
	case cql.Geometry:
		return propertySchema{Format: geometry, Role: "primary-geometry", Title: m.Text("ogc.geometry")}
	default:
		schema.Type = "string"
	}
	for _, entry := range format.Dictionary(story) {
		if entry.Name == p.Name {
			schema.Title, _ = entry.Title.In(m.Lang)
			schema.Description, _ = entry.About.In(m.Lang)
			schema.Enum = entry.Values
		}
	}
	return schema
}

// queryables answers with the properties that filters may use (OGC API Features Part 3,
// clause 6.2).
func (r *request) queryables(w http.ResponseWriter) error {
	c, err := r.story.find(mux.Vars(r.Request)["collectionId"])
	if err != nil {
		return err
	}
	if r.form == formHTML {
		return r.replyWith(w, nil, "ogc_schema.gohtml", func() any { return r.newQueryablesPage(c) })
	}
	return r.reply(w, func(w io.Writer) error {
		head, err := respond.Marshal(struct {
			Schema     string `json:"$schema"`
			ID         string `json:"$id"`
			Title      string `json:"title"`
			Type       string `json:"type"`
			Additional bool   `json:"additionalProperties"`
		}{"https://json-schema.org/draft/2020-12/schema", r.to(collectionPath(c.id) + "/queryables"), r.titleOf(c), "object", false})
		if err != nil {
			return err
		}
		// The properties keep the order of the table, which a Go map would lose.
		body := append(head[:len(head)-1], `,"properties":{`...)
		for i, p := range cql.Queryables(r.story.Story.Columns...) {
			schema, err := respond.Marshal(queryableSchema(p, r.pages.Say(r.lang.Lang), c.geometry(), &r.story.Story))
			if err != nil {
				return err
			}
			if i > 0 {
				body = append(body, ',')
			}
			body = append(append(append(body, '"'), p.Name...), `":`...)
			body = append(body, schema...)
		}
		return respond.WriteAll(w, body, []byte("}}\n"))
	})
}

// schema answers with the schema of the collection's features (OGC API Features Part 5,
// clause 6.3).
func (r *request) schema(w http.ResponseWriter) error {
	c, err := r.story.find(mux.Vars(r.Request)["collectionId"])
	if err != nil {
		return err
	}
	if r.form == formHTML {
		return r.replyWith(w, nil, "ogc_schema.gohtml", func() any { return r.newSchemaPage(c) })
	}
	return r.reply(w, func(w io.Writer) error {
		_, err := w.Write(format.FeatureSchema(r.to(collectionPath(c.id)+"/schema"), c.geometry(), r.lang.Lang, &r.story.Story))
		return err
	})
}
