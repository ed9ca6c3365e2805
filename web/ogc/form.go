package ogc

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"incidentmap/incidents"
	"incidentmap/web/respond"
)

// form is a form in which a resource is given.
type form struct {
	f         string // the value of the parameter f
	mediaType string
	also      string // a media type that it is, too, and is asked for by; may be empty
}

// The forms of resources.
var (
	formJSON    = form{f: "json", mediaType: respond.JSONType}
	formGeoJSON = form{f: "json", mediaType: respond.GeoJSONType, also: respond.JSONType}
	formSchema  = form{f: "json", mediaType: respond.SchemaType, also: respond.JSONType}
	formOpenAPI = form{f: "json", mediaType: "application/vnd.oai.openapi+json;version=3.0", also: respond.JSONType}
	formHTML    = form{f: "html", mediaType: respond.HTMLType}
)

const codeNotAcceptable incidents.Code = "not_acceptable"

var errNotAcceptable = errors.New("this is given as JSON and as HTML, and the header Accept wants neither; leave it out, or ask with f=json or f=html")

// linkType is the media type as links have it.
func (f form) linkType() string {
	if f == formHTML {
		return "text/html"
	}
	return f.mediaType
}

// chooseForm gives the form that the parameter f names, else the one that the header
// Accept (RFC 9110, section 12.5.1) likes best, the earliest among equals. byAccept tells which of
// the two it was.
func chooseForm(h http.Header, query url.Values, forms []form) (chosen form, byAccept bool, err error) {
	if query.Has("f") {
		for _, form := range forms {
			if form.f == query.Get("f") {
				return form, false, nil
			}
		}
		return form{}, false, incidents.Errorf(incidents.EInvalid, "f", "%q is not one of json and html", query.Get("f"))
	}
	accept := strings.Join(h.Values("Accept"), ",")
	best := 0.0
	for _, form := range forms {
		if q := form.weight(accept); q > best {
			chosen, best = form, q
		}
	}
	if best == 0 {
		return form{}, true, errNotAcceptable
	}
	return chosen, true, nil
}

// weight gives how much the header Accept likes the form: the weight of the most specific
// range that holds it.
func (f form) weight(accept string) float64 {
	if strings.TrimSpace(accept) == "" {
		return 1
	}
	best, weight := 0, 0.0
	for _, part := range strings.Split(accept, ",") {
		name, q := respond.Weighted(part)
		if s := f.specificity(name); s > best || s == best && s > 0 && q > weight {
			best, weight = s, q
		}
	}
	return weight
}

// specificity tells how closely a media range names the form; zero if it does not.
func (f form) specificity(mediaRange string) int {
	own, _, _ := strings.Cut(f.mediaType, ";")
	group, _, _ := strings.Cut(own, "/")
	switch mediaRange {
	case own:
		return 4
	case f.also:
		if f.also != "" {
			return 3
		}
	case group + "/*":
		return 2
	case "*/*":
		return 1
	}
	return 0
}

// PrefersPage reports whether the client of the API wants a page rather than JSON.
func PrefersPage(r *http.Request) bool {
	forms := []form{formJSON, formHTML}
	form, _, err := chooseForm(r.Header, r.URL.Query(), forms)
	return err == nil && form == formHTML
}
