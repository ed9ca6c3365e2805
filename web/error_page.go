package web

import (
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"incidentmap/web/address"
	"incidentmap/web/i18n"
	"incidentmap/web/ogc"
	"incidentmap/web/page"
	"incidentmap/web/respond"
)

// errorPage says what went wrong, for error.gohtml.
type errorPage struct {
	page.Page
	Status  int
	Heading string
	Detail  string
}

// errorPages makes the pages of errors, once it has the pages of the server.
type errorPages struct{ pages *page.Maker }

// page makes the page of an error.
func (e *errorPages) page(r *http.Request, p respond.Problem) ([]byte, error) {
	lang := i18n.ChooseInterface(r).Lang
	r = withShortAddress(r)
	v := errorPage{Page: e.pages.Page(r, lang), Status: p.Status, Detail: p.Detail}
	v.Heading = v.Say.Optional("error." + strconv.Itoa(p.Status))
	if v.Heading == "" {
		v.Heading = v.T("error.500")
		if p.Status < http.StatusInternalServerError {
			v.Heading = v.T("error.refused") // it is not this server's fault
		}
	}
	v.Title = v.Heading
	switch {
	case p.Status == http.StatusNotFound:
		v.Detail = v.T("error.404.detail")
	case p.Status >= http.StatusInternalServerError:
		v.Detail = v.T("error.other.detail")
	}
	v.Description = page.Excerpt(v.Detail)
	return e.pages.Render("error.gohtml", v)
}

// mostLinked is how long an address may be, in bytes, that the page of an error links to in
// other languages.
const mostLinked = 1 << 10

// withShortAddress gives a request that has a long address as one for the start: the page of
// an error must not grow with what was asked for.
func withShortAddress(r *http.Request) *http.Request {
	if len(r.URL.Path)+len(r.URL.RawQuery) <= mostLinked {
		return r
	}
	short := r.Clone(r.Context())
	short.URL = &url.URL{Path: "/"}
	return short
}

// forPeople reports whether an error is read by a person: at an address of a page, or of
// nothing, unless the client asks for JSON and not for HTML; at an address of both, if the
// client likes HTML best.
func forPeople(r *http.Request) bool {
	if address.IsData(r.URL.Path) || address.IsAPI(r.URL.Path) {
		return false
	}
	if address.IsOGC(r.URL.Path) {
		return ogc.PrefersPage(r)
	}
	html, json := false, false
	for _, part := range strings.Split(strings.Join(r.Header.Values("Accept"), ","), ",") {
		switch t, _, _ := mime.ParseMediaType(part); {
		case t == "text/html" || t == "application/xhtml+xml":
			html = true
		case strings.HasSuffix(t, "json"):
			json = true
		}
	}
	return html || !json
}

// readAnywhere reports whether pages of any origin may read an address.
func readAnywhere(path string) bool { return address.IsData(path) || address.IsOGC(path) }
