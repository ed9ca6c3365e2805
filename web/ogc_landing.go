package web

import (
	"net/http"

	"incidentmap/incidents/cql"
)

// ogcLanding is the landing page (OGC API Features Part 1, clause 7.2).
type ogcLanding struct {
	Title       string      `json:"title"`
	Description string      `json:"description,omitempty"`
	Attribution string      `json:"attribution,omitempty"`
	Links       []hyperlink `json:"links"`
}

func (r *ogcRequest) landingPage(w http.ResponseWriter) error {
	return r.replyWith(w, func() any { return r.landing() }, "ogc_landing.gohtml", func() any { return r.landingView() })
}

func (r *ogcRequest) landing() ogcLanding {
	story := r.story.story
	doc := ogcLanding{}
	doc.Title, _ = story.Title.In(r.lang.lang)
	doc.Description, _ = story.Summary.In(r.lang.lang)
	doc.Attribution, _ = story.Credit.In(r.lang.lang)
	doc.Links = append(r.ownLinks(),
		hyperlink{"service-desc", ogcOpenAPI.linkType(), r.to("/api")},
		hyperlink{"service-doc", ogcHTML.linkType(), r.to("/api", "f", "html")},
		hyperlink{"conformance", jsonType, r.to("/conformance")},
		hyperlink{"data", jsonType, r.to("/collections")},
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
	return append(all, cql.Conformance()...)
}

// ogcConformance is the declaration of conformance (Part 1, clause 7.4).
type ogcConformance struct {
	Links      []hyperlink `json:"links"`
	ConformsTo []string    `json:"conformsTo"`
}

func (r *ogcRequest) conformance(w http.ResponseWriter) error {
	return r.replyWith(w,
		func() any { return ogcConformance{r.ownLinks(), conformsTo()} },
		"ogc_conformance.gohtml", func() any { return r.conformanceView() })
}
