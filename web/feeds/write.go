package feeds

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"incidentmap/web/georss"
)

// atomFeed is Atom 1.0 (RFC 4287) with GeoRSS-Simple (OGC 17-002r1).
type atomFeed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	GeoRSS   string      `xml:"xmlns:georss,attr"`
	Lang     string      `xml:"xml:lang,attr"`
	ID       string      `xml:"id"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle,omitempty"`
	Updated  string      `xml:"updated"`
	Author   string      `xml:"author>name"`
	Rights   string      `xml:"rights,omitempty"`
	Links    []atomLink  `xml:"link"`
	Entries  []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel   string `xml:"rel,attr"`
	Type  string `xml:"type,attr"`
	Href  string `xml:"href,attr"`
	Title string `xml:"title,attr,omitempty"`
}

type atomCategory struct {
	Term  string `xml:"term,attr"`
	Label string `xml:"label,attr"`
}

type atomText struct {
	Lang string `xml:"xml:lang,attr,omitempty"`
	Text string `xml:",chardata"`
}

type atomEntry struct {
	ID         string         `xml:"id"`
	Title      atomText       `xml:"title"`
	Published  string         `xml:"published"`
	Updated    string         `xml:"updated"`
	Links      []atomLink     `xml:"link"`
	Categories []atomCategory `xml:"category"`
	Summary    string         `xml:"summary"`
	Point      string         `xml:"georss:point,omitempty"`
	Line       string         `xml:"georss:line,omitempty"`
	Polygon    string         `xml:"georss:polygon,omitempty"`
}

// writeAtom writes a feed as Atom. Characters that XML cannot hold become U+FFFD.
func writeAtom(w io.Writer, f *feed) error {
	doc := atomFeed{
		GeoRSS: "http://www.georss.org/georss", Lang: f.lang, ID: f.id, Title: f.title, Subtitle: f.summary,
		Updated: stamp(f.updated), Author: f.author, Rights: f.rights,
		Links: []atomLink{{"self", "application/atom+xml", f.self, ""}, {"alternate", "text/html", f.home, ""}},
	}
	for _, e := range f.entries {
		entry := atomEntry{
			ID: e.id, Title: atomText{e.lang, e.title}, Published: stamp(e.of.Published), Updated: stamp(e.of.Updated),
			Links:      []atomLink{{"alternate", "text/html", e.url, ""}},
			Categories: []atomCategory{{e.kind.ID, e.kind.Text}, {e.revision.ID, e.revision.Text}},
			Summary:    e.summary,
		}
		for _, a := range e.attached {
			entry.Links = append(entry.Links, atomLink{Rel: "enclosure", Type: a.Type, Href: a.URL, Title: a.Title})
		}
		switch g := georss.Of(e.of.Where).(type) {
		case orb.Point:
			entry.Point = georss.LatLon([]orb.Point{g})
		case orb.LineString:
			entry.Line = georss.LatLon(g)
		case orb.Polygon:
			entry.Polygon = georss.LatLon(g[0])
		}
		doc.Entries = append(doc.Entries, entry)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	return xml.NewEncoder(w).Encode(doc)
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// jsonFeed is a JSON Feed 1.1.
type jsonFeed struct {
	Version     string         `json:"version"`
	Title       string         `json:"title"`
	Home        string         `json:"home_page_url"`
	Self        string         `json:"feed_url"`
	Description string         `json:"description,omitempty"`
	Lang        string         `json:"language"`
	Authors     []feedAuthor   `json:"authors"`
	Items       []jsonFeedItem `json:"items"`
}

type feedAuthor struct {
	Name string `json:"name"`
}

type jsonFeedItem struct {
	ID        string       `json:"id"`
	URL       string       `json:"url"`
	Title     string       `json:"title"`
	Text      string       `json:"content_text"`
	Published string       `json:"date_published"`
	Modified  string       `json:"date_modified"`
	Tags      []string     `json:"tags"`
	Lang      string       `json:"language,omitempty"`
	Attached  []attachment `json:"attachments,omitempty"`
	Extension jsonFeedMore `json:"_incidentmap"`
}

// attachment is a picture of an entry.
type attachment struct {
	URL   string `json:"url"`
	Type  string `json:"mime_type"`
	Title string `json:"title"` // what is to be seen, and who made it
}

// jsonFeedMore is what the format has no members for.
type jsonFeedMore struct {
	About        string            `json:"about"`
	Kind         string            `json:"kind"`
	Revision     int               `json:"revision"`
	RevisionKind string            `json:"revision_kind"`
	Disposition  string            `json:"disposition"`
	Geometry     *geojson.Geometry `json:"geometry"` // null when it is nowhere
}

// writeJSONFeed writes a feed as JSON.
func writeJSONFeed(w io.Writer, f *feed) error {
	doc := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: f.title, Home: f.home, Self: f.self, Description: f.summary,
		Lang: f.lang, Authors: []feedAuthor{{f.author}}, Items: []jsonFeedItem{},
	}
	for _, e := range f.entries {
		item := jsonFeedItem{
			ID: e.id, URL: e.url, Title: e.title, Text: e.summary, Published: stamp(e.of.Published), Modified: stamp(e.of.Updated),
			Tags: []string{e.kind.Text, e.revision.Text}, Lang: e.lang, Attached: e.attached,
			Extension: jsonFeedMore{
				About: f.about, Kind: e.kind.ID, Revision: e.number, RevisionKind: e.revision.ID, Disposition: string(e.of.Disposition),
			},
		}
		if g := georss.Of(e.of.Where); g != nil {
			item.Extension.Geometry = geojson.NewGeometry(g)
		}
		doc.Items = append(doc.Items, item)
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(doc)
}
