package format

import (
	"bytes"

	"incidentmap/incidents"
)

// AppendFeature writes a public incident as a GeoJSON feature (RFC 7946, section 3.2) in
// a language, falling back to one its texts have. It is an incidents.Encoder, which says
// what becomes of the url. Coordinates are WGS 84 degrees, longitude first, with six decimals.
func AppendFeature(dst []byte, p *incidents.Public, lang string) []byte {
	dst = append(dst, `{"type":"Feature",`...)
	if p.ID != "" {
		dst = append(appendString(append(dst, `"id":`...), p.ID), ',')
	}
	dst = appendShared(append(dst, `"geometry":`...), p.Where.Geometry)
	dst = append(dst, `,"properties":`...)
	dst = appendObject(dst, properties, localized{Public: p, lang: lang})
	if len(p.Attributes) > 0 {
		dst = append(appendAttributes(dst[:len(dst)-1], p.Attributes), '}')
	}
	return append(dst, '}')
}

// AppendURL writes an encoded feature with the address of its incident's page as its last
// property: base, "https://maps.example.org", and path, which is incidents.Public.Path. Its
// error, EDamaged, is that the feature does not end as an incidents.Encoder ends it.
func AppendURL(dst, feature []byte, base, path string) ([]byte, error) {
	properties, whole := bytes.CutSuffix(feature, []byte("}}"))
	if !whole {
		return dst, incidents.Errorf(incidents.EDamaged, "", "the stored feature of %s is cut off", path)
	}
	dst = append(append(dst, properties...), `,"url":`...)
	dst = appendString(dst, base+path)
	return append(dst, "}}"...), nil
}

// AppendOpening writes the beginning of a FeatureCollection up to its first feature, with
// the citation as foreign members (RFC 7946, section 6.1). Features are divided by Between
// and followed by AppendClosing.
func AppendOpening(dst []byte, h Heading) []byte {
	dst = append(dst, `{"type":"FeatureCollection"`...)
	member := func(name, value string) { dst = appendMember(dst, name, value) }
	member("story", h.Story.Slug)
	member("layer", h.Layer)
	member("title", in(h.Story.Title, h.Lang))
	if h.Layer != incidents.LayerAll {
		member("layer_title", h.layerTitle())
	}
	member("lang", h.Lang)
	member("filter", h.Filter)
	if l := h.Story.Licence; l != (incidents.Licence{}) {
		dst = append(dst, `,"licence":`...)
		dst = appendObject(dst, licenceColumns, l)
	}
	member("credit", in(h.Story.Credit, h.Lang))
	dst = appendInt(append(dst, `,"seq":`...), int(h.Seq))
	member("as_of", h.asOf())
	dst = append(dst, `,"links":`...)
	dst = appendArray(dst, h.Links(geojsonType), func(dst []byte, l Link) []byte { return appendObject(dst, linkColumns, l) })
	return append(dst, ",\"features\":[\n"...)
}

const geojsonType = "application/geo+json"

// Between divides two features of a FeatureCollection.
const Between = ",\n"

// AppendClosing writes the end of a FeatureCollection of n features.
func AppendClosing(dst []byte, n int) []byte {
	return append(appendInt(append(dst, "\n],\"numberReturned\":"...), n), "}\n"...)
}

// Link is a hyperlink as OGC API Features writes them.
type Link struct{ Rel, Type, Href string }

// Links are the citation's addresses: of the file itself, of the map it shows and of its
// licence. For CSV, whose table holds nothing but incidents, they are all the citation there
// is, in the Link header of the answer (RFC 8288).
func (h *Heading) Links(mediaType string) []Link {
	var links []Link
	if h.Address != "" {
		links = append(links, Link{"self", mediaType, h.Address})
	}
	if page := h.page(); page != "" {
		links = append(links, Link{"alternate", "text/html", page})
	}
	if u := h.Story.Licence.URL; u != "" {
		links = append(links, Link{"license", "text/html", u})
	}
	return links
}

var linkColumns = table(
	column[Link]{name: "rel", getter: text(func(l Link) string { return l.Rel })},
	column[Link]{name: "type", getter: text(func(l Link) string { return l.Type })},
	column[Link]{name: "href", getter: text(func(l Link) string { return l.Href })},
)

var licenceColumns = table(
	column[incidents.Licence]{name: "name", getter: text(func(l incidents.Licence) string { return l.Name })},
	column[incidents.Licence]{name: "url", getter: text(func(l incidents.Licence) string { return l.URL })},
)
