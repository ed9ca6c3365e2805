package web

import (
	"strconv"

	"incidentmap/incidents/cql"
	"incidentmap/incidents/format"
	"incidentmap/web/address"
)

// ogcSchemaView is for ogc_schema.gohtml.
type ogcSchemaView struct {
	ogcPage
	About      string
	Properties []ogcSchemaRow
}

// ogcSchemaRow is a property that features have.
type ogcSchemaRow struct {
	Name, Type, Title, About string
	Values                   []string
}

func (r *ogcRequest) queryablesView(c *ogcCollection) ogcSchemaView {
	v := ogcSchemaView{ogcPage: r.ogcPage(r.message("ogc.queryables"), r.crumbs(c)...), About: r.message("ogc.queryables.about")}
	for _, p := range cql.Queryables() {
		s := queryableSchema(p, v.Say)
		kind := s.Format
		if kind == "" {
			kind = s.Type
		}
		v.Properties = append(v.Properties, ogcSchemaRow{p.Name, kind, s.Title, s.Description, s.Enum})
	}
	return v
}

func (r *ogcRequest) schemaView(c *ogcCollection) ogcSchemaView {
	v := ogcSchemaView{ogcPage: r.ogcPage(r.message("ogc.schema"), r.crumbs(c)...), About: r.message("ogc.schema.about")}
	for _, p := range format.Dictionary() {
		row := ogcSchemaRow{Name: p.Name, Type: string(p.Kind), Values: p.Values}
		row.Title, _ = p.Title.In(v.Lang)
		row.About, _ = p.About.In(v.Lang)
		v.Properties = append(v.Properties, row)
	}
	return v
}

// ogcAPIView is for ogc_api.gohtml.
type ogcAPIView struct {
	ogcPage
	Operations []ogcOperationView
}

// ogcOperationView is a resource and its parameters.
type ogcOperationView struct {
	Path, Summary string
	Parameters    []ogcParameterView
}

// ogcParameterView is a parameter as the page tells it.
type ogcParameterView struct {
	Name, About string
	Values      []string
	Default     string
}

func (r *ogcRequest) apiView() ogcAPIView {
	v := ogcAPIView{ogcPage: r.ogcPage(r.message("ogc.definition"), r.crumbs(nil)...)}
	for _, op := range ogcOperations() {
		view := ogcOperationView{Path: address.OGC(r.story.Story.Slug) + op.path, Summary: r.summary(op)}
		for _, p := range r.parameters(op) {
			schema := p.schema
			if items, ok := schema["items"].(jsonObject); ok {
				schema = items
			}
			row := ogcParameterView{Name: p.name, About: p.about}
			row.Values, _ = schema["enum"].([]string)
			switch d := schema["default"].(type) {
			case string:
				row.Default = d
			case int:
				row.Default = strconv.Itoa(d)
			}
			view.Parameters = append(view.Parameters, row)
		}
		v.Operations = append(v.Operations, view)
	}
	return v
}
