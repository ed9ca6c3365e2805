package web

import (
	"net/http"
	"strconv"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/i18n"
	"incidentmap/web/page"
	"incidentmap/web/staticmap"
	"incidentmap/web/stories"
)

// linked is an object of schema.org in JSON-LD; names in it are sorted, so that the same page
// has the same bytes.
type linked map[string]any

// listedInCard is how many incidents a story tells search engines of.
const listedInCard = 8

// storyCard says what a story's page is. shown are incidents of it, in reading order.
func (s *Server) storyCard(r *http.Request, v *storyPage, view *stories.View, shown []*incidents.Public, updated time.Time, lang string) {
	slug, base := view.Story.Slug, s.answers.BaseURL(r)
	version := s.answers.Version(view.Changed())
	v.Still = address.WithQuery(address.Still(slug), "lang", lang, "v", version)
	v.StillAlt = v.T("still.alt", "title", v.Heading.Text)
	v.Share = address.WithQuery(address.Share(slug), "lang", lang)
	v.Corrections = address.WithQuery(address.Corrections(slug), "lang", lang)
	description := v.Summary.Text
	if description == "" {
		description = v.Heading.Text
	}
	card := page.Card{Description: description, Image: base + v.Still, Width: staticmap.Width, Height: staticmap.Height, Feeds: s.feedLinks(v.Page, &view.Story, lang)}
	data := s.article(r, &view.Story, v.Page, lang)
	data["headline"], data["description"], data["image"] = v.Heading.Text, page.Excerpt(description), card.Image
	data["url"] = base + address.WithQuery(address.Story(slug), "lang", lang)
	if !updated.IsZero() {
		data["dateModified"] = stamp(updated)
	}
	var items []linked
	for _, pub := range shown {
		if counted(pub) && len(items) < listedInCard {
			items = append(items, linked{"@type": "ListItem", "position": len(items) + 1, "item": event(v.Say, pub, lang, base)})
		}
	}
	data["mainEntity"] = linked{"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items}
	card.Data = data
	s.pages.Carded(&v.Page, r, lang, card)
}

// incidentCard says what an incident's page is.
func (s *Server) incidentCard(r *http.Request, v *incidentPage, t *stories.IncidentSet, pub *incidents.Public, lang string) {
	base := s.answers.BaseURL(r)
	description := v.Item.Summary.Text
	if v.Item.Retracted {
		description = v.T("retracted") + " " + v.Note.Text
	}
	if description == "" {
		description = v.Item.Title.Text + ". " + v.Item.Place.Text + ". " + v.Item.When.Text
	}
	words := []string{"lang", lang, "v", s.answers.Version(t.Changed())}
	if box, placed := around(pub.Where.Geometry); placed {
		words = append(words, "bbox", box.String())
	}
	card := page.Card{
		Description: description, Image: base + address.WithQuery(address.Still(t.Story.Slug), words...),
		Width: staticmap.Width, Height: staticmap.Height, Feeds: s.feedLinks(v.Page, &t.Story, lang),
	}
	data := s.article(r, &t.Story, v.Page, lang)
	data["headline"], data["description"], data["image"] = v.Item.Title.Text, page.Excerpt(description), card.Image
	data["url"] = base + address.WithQuery(pub.Path(), "lang", lang)
	data["datePublished"], data["dateModified"] = stamp(pub.Published), stamp(pub.Updated)
	if counted(pub) {
		data["about"] = event(v.Say, pub, lang, base)
	}
	card.Data = data
	s.pages.Carded(&v.Page, r, lang, card)
}

// article is what the articles of a story say alike.
func (s *Server) article(r *http.Request, story *incidents.Story, p page.Page, lang string) linked {
	a := linked{"@context": "https://schema.org", "@type": "NewsArticle", "inLanguage": lang}
	maker := linked{
		"@type": "NewsMediaOrganization", "name": p.Say.Words(story.Title, lang).Text,
		"correctionsPolicy": s.answers.BaseURL(r) + address.WithQuery(address.Corrections(story.Slug), "lang", lang),
	}
	if credit := p.Say.Words(story.Credit, lang).Text; credit != "" {
		maker["name"] = credit
	}
	a["author"], a["publisher"] = maker, maker
	if licence := i18n.WebAddress(story.Licence.URL); licence != "" {
		a["license"] = licence
	}
	return a
}

// event is an incident as schema.org's Event, with no more than its own page says of it.
func event(in i18n.Language, pub *incidents.Public, lang, base string) linked {
	e := linked{
		"@type": "Event", "name": in.Words(pub.Title, lang).Text,
		"url": base + address.WithQuery(pub.Path(), "lang", lang),
	}
	if when := in.When(pub.When, time.UTC).Machine; when != "" {
		e["startDate"] = when
	}
	where := linked{"@type": "Place"}
	if name := in.Place(pub, lang).Name.Text; name != "" {
		where["name"] = name
	}
	switch g := outlineOf(pub.Where).(type) {
	case orb.Point:
		where["geo"] = linked{"@type": "GeoCoordinates", "latitude": g[1], "longitude": g[0]}
	case orb.Polygon:
		b := g.Bound() // GeoShape's box is south, west, north, east
		where["geo"] = linked{"@type": "GeoShape", "box": latLon([]orb.Point{b.Min, b.Max})}
	}
	if len(where) > 1 {
		e["location"] = where
	}
	return e
}

// feedLinks leads to a story's feeds.
func (s *Server) feedLinks(p page.Page, story *incidents.Story, lang string) []page.FeedLink {
	title := p.T("feed") + ": " + p.Say.Words(story.Title, lang).Text
	return []page.FeedLink{
		{Type: "application/atom+xml", Title: title, URL: address.WithQuery(address.Atom(story.Slug), "lang", lang)},
		{Type: jsonFeedType, Title: title, URL: address.WithQuery(address.JSONFeed(story.Slug), "lang", lang)},
	}
}

// roomAround is how far, in degrees, the picture of an incident reaches beyond it at least.
const roomAround = 0.4

// around gives the box of a geometry with some room, for its picture; false when there is none.
func around(g orb.Geometry) (geo.BBox, bool) {
	if g == nil || g.Bound().IsEmpty() {
		return geo.BBox{}, false
	}
	b := g.Bound()
	room := max(roomAround, (b.Max[0]-b.Min[0])/4, (b.Max[1]-b.Min[1])/4)
	round := func(v float64) float64 { // to a metre: addresses need no more
		short, err := strconv.ParseFloat(strconv.FormatFloat(v, 'f', 5, 64), 64)
		if err != nil {
			return v
		}
		return short
	}
	return geo.BBox{
		West: round(max(-180, b.Min[0]-room)), South: round(max(-90, b.Min[1]-room)),
		East: round(min(180, b.Max[0]+room)), North: round(min(90, b.Max[1]+room)),
	}, true
}
