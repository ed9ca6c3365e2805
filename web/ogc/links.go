package ogc

import (
	"net/url"
	"strings"

	"incidentmap/web/address"
	"incidentmap/web/i18n"
	"incidentmap/web/respond"
)

// Relations of links that are not registered with IANA (OGC API Features Part 3, clause
// 6.2, and Part 5, clause 6.3).
const (
	relQueryables = "http://www.opengis.net/def/rel/ogc/1.0/queryables"
	relSchema     = "http://www.opengis.net/def/rel/ogc/1.0/schema"
)

// to gives the absolute address of a resource by its path below the landing page, in the
// language that was asked for. pairs are further parameters.
func (r *request) to(path string, pairs ...string) string {
	query := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		query.Set(pairs[i], pairs[i+1])
	}
	if r.query.Has("lang") {
		query.Set("lang", r.query.Get("lang"))
	}
	return r.answers.BaseURL(r.Request) + withQueryOf(address.OGC(r.story.Story.Slug)+path, query)
}

// here gives the absolute address of this request with other values for some of its
// parameters, given in pairs; an empty value takes a parameter away.
func (r *request) here(pairs ...string) string {
	query := r.URL.Query()
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			query.Del(pairs[i])
		} else {
			query.Set(pairs[i], pairs[i+1])
		}
	}
	return r.answers.BaseURL(r.Request) + withQueryOf(r.URL.EscapedPath(), query)
}

func withQueryOf(path string, query url.Values) string {
	return strings.TrimSuffix(path+"?"+query.Encode(), "?")
}

// ownLinks are the links of every document to itself and to its other forms.
func (r *request) ownLinks() []respond.Link {
	links := []respond.Link{{Rel: "self", Type: r.form.linkType(), Href: r.here()}}
	for _, form := range r.operation.forms {
		if form != r.form {
			links = append(links, respond.Link{Rel: "alternate", Type: form.linkType(), Href: r.here("f", form.f)})
		}
	}
	return links
}

// licenceLink leads to the licence of the story, where it names one.
func (r *request) licenceLink() []respond.Link {
	if address := i18n.WebAddress(r.story.Story.Licence.URL); address != "" {
		return []respond.Link{{Rel: "license", Type: "text/html", Href: address}}
	}
	return nil
}

func collectionPath(id string) string { return "/collections/" + url.PathEscape(id) }

func itemPath(collection, id string) string {
	return collectionPath(collection) + "/items/" + url.PathEscape(id)
}
