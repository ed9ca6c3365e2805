package ogc

import (
	"strconv"

	"incidentmap/incidents/cql"
	"incidentmap/incidents/format"
	"incidentmap/web/address"
)

// schemaPage is for ogc_schema.gohtml.
type schemaPage struct {
	apiPage
	About      string
	Properties []schemaRow
}

// schemaRow is a property that features have.
type schemaRow struct {
	Name, Type, Title, About string
	Values                   []string
}

func (r *request) newQueryablesPage(c *collection) schemaPage {
	v := schemaPage{apiPage: r.apiPage(r.message("ogc.queryables"), r.crumbs(c)...), About: r.message("ogc.queryables.about")}
	for _, p := range cql.Queryables(r.story.Story.Columns...) {
		s := queryableSchema(p, v.Say, c.geometry(), &r.story.Story)
		kind := s.Format
		if kind == "" {
			kind = s.Type
		}
		v.Properties = append(v.Properties, schemaRow{p.Name, kind, s.Title, s.Description, s.Enum})
	}
	return v
}

func (r *request) newSchemaPage(c *collection) schemaPage {
	v := schemaPage{apiPage: r.apiPage(r.message("ogc.schema"), r.crumbs(c)...), About: r.message("ogc.schema.about")}
	for _, p := range format.Dictionary(&r.story.Story) {
		row := schemaRow{Name: p.Name, Type: string(p.Type), Values: p.Values}
		row.Title, _ = p.Title.In(v.Lang)
		row.About, _ = p.About.In(v.Lang)
		v.Properties = append(v.Properties, row)
	}
	return v
}

// definitionPage is for ogc_api.gohtml.
type definitionPage struct {
	apiPage
	Operations []operationRow
}

// operationRow is a resource and its parameters.
type operationRow struct {
	Path, Summary string
	Parameters    []parameterRow
}

// parameterRow is a parameter as the page tells it.
type parameterRow struct {
	Name, About string
	Values      []string
	Default     string
}

func (r *request) newDefinitionPage() definitionPage {
	v := definitionPage{apiPage: r.apiPage(r.message("ogc.definition"), r.crumbs(nil)...)}
	for _, op := range operations() {
		resource := operationRow{Path: address.OGC(r.story.Story.Slug) + op.path, Summary: r.summary(op)}
		for _, p := range r.parameters(op) {
			schema := p.schema
			if items, ok := schema["items"].(jsonObject); ok {
				schema = items
			}
			row := parameterRow{Name: p.name, About: p.about}
			row.Values, _ = schema["enum"].([]string)
			switch d := schema["default"].(type) {
			case string:
				row.Default = d
			case int:
				row.Default = strconv.Itoa(d)
			}
			resource.Parameters = append(resource.Parameters, row)
		}
		v.Operations = append(v.Operations, resource)
	}
	return v
}
