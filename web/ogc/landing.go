package ogc

import (
	"net/http"

	"incidentmap/incidents/cql"
	"incidentmap/web/mapapi"
	"incidentmap/web/respond"
)

// landingDocument is the landing page (OGC API Features Part 1, clause 7.2).
type landingDocument struct {
	Title       string         `json:"title"`
	Description string         `json:"description,omitempty"`
	Attribution string         `json:"attribution,omitempty"`
	Links       []respond.Link `json:"links"`
}

func (r *request) landingPage(w http.ResponseWriter) error {
	return r.replyWith(w, func() any { return r.landing() }, "ogc_landing.gohtml", func() any { return r.newLandingPage() })
}

func (r *request) landing() landingDocument {
	story := r.story.Story
	doc := landingDocument{}
	doc.Title, _ = story.Title.In(r.lang.Lang)
	doc.Description, _ = story.Summary.In(r.lang.Lang)
	doc.Attribution, _ = story.Credit.In(r.lang.Lang)
	doc.Links = append(r.ownLinks(),
		respond.Link{Rel: "service-desc", Type: formOpenAPI.linkType(), Href: r.to("/api")},
		respond.Link{Rel: "service-doc", Type: formHTML.linkType(), Href: r.to("/api", "f", "html")},
		respond.Link{Rel: "conformance", Type: respond.JSONType, Href: r.to("/conformance")},
		respond.Link{Rel: "data", Type: respond.JSONType, Href: r.to("/collections")},
		respond.Link{Rel: mapapi.SchemesRelation, Type: respond.JSONType, Href: r.to("/tileMatrixSets")},
	)
	return doc
}

// conformsTo lists the conformance classes that the API holds to.
func conformsTo() []string {
	var all []string
	for _, part := range []struct {
		spec    string
		classes []string
	}{
		{"ogcapi-features-1", []string{"core", "geojson", "html", "oas30"}},
		{"ogcapi-features-2", []string{"crs"}},
		{"ogcapi-features-3", []string{"queryables", "queryables-query-parameters", "filter", "features-filter"}},
		{"ogcapi-features-5", []string{"schemas", "core-roles-features", "returnables-and-receivables"}},
	} {
		for _, class := range part.classes {
			all = append(all, "http://www.opengis.net/spec/"+part.spec+"/1.0/conf/"+class)
		}
	}
	return append(append(all, cql.Conformance()...), mapapi.Conformance()...)
}

// conformanceDocument is the declaration of conformance (Part 1, clause 7.4).
type conformanceDocument struct {
	Links      []respond.Link `json:"links"`
	ConformsTo []string       `json:"conformsTo"`
}

func (r *request) conformance(w http.ResponseWriter) error {
	return r.replyWith(w,
		func() any { return conformanceDocument{r.ownLinks(), conformsTo()} },
		"ogc_conformance.gohtml", func() any { return r.newConformancePage() })
}
