// Package schemaorg says what pages are in the words of schema.org, for search engines: a story
// is an article that lists events, an incident's page an article about one.
package schemaorg

import (
	"time"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/georss"
	"incidentmap/web/i18n"
)

// Object is an object of schema.org in JSON-LD; names in it are sorted, so that the same page
// has the same bytes.
type Object map[string]any

// Stamp writes an instant by RFC 3339 in UTC.
func Stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// Article is what the articles of a story say alike, in a language of its texts; base is the server's own address.
func Article(story *incidents.Story, say i18n.Language, lang, base string) Object {
	a := Object{"@context": "https://schema.org", "@type": "NewsArticle", "inLanguage": lang}
	maker := Object{
		"@type": "NewsMediaOrganization", "name": say.Words(story.Title, lang).Text,
		"correctionsPolicy": base + address.WithQuery(address.Corrections(story.Slug), "lang", lang),
	}
	if credit := say.Words(story.Credit, lang).Text; credit != "" {
		maker["name"] = credit
	}
	a["author"], a["publisher"] = maker, maker
	if licence := i18n.WebAddress(story.Licence.URL); licence != "" {
		a["license"] = licence
	}
	return a
}

// Event is an incident as schema.org's Event, with no more than its own page says of it.
func Event(say i18n.Language, pub *incidents.Public, lang, base string) Object {
	e := Object{
		"@type": "Event", "name": say.Words(pub.Title, lang).Text,
		"url": base + address.WithQuery(pub.Path(), "lang", lang),
	}
	if when := say.When(pub.When, time.UTC).Machine; when != "" {
		e["startDate"] = when
	}
	where := Object{"@type": "Place"}
	if name := say.Place(pub, lang).Name.Text; name != "" {
		where["name"] = name
	}
	switch g := georss.Of(pub.Where).(type) {
	case orb.Point:
		where["geo"] = Object{"@type": "GeoCoordinates", "latitude": g[1], "longitude": g[0]}
	case orb.Polygon:
		b := g.Bound() // GeoShape's box is south, west, north, east
		where["geo"] = Object{"@type": "GeoShape", "box": georss.LatLon([]orb.Point{b.Min, b.Max})}
	}
	if len(where) > 1 {
		e["location"] = where
	}
	return e
}
