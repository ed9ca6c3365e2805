package page

import (
	"net/http"
	"strings"
	"unicode/utf8"

	"incidentmap/web/address"
)

// Card is what a page says of itself to those that show its link: search engines, messengers,
// readers of feeds. All addresses are absolute, for such readers ask for.
type Card struct {
	Description string
	Image       string
	Width       int // of the image, in pixels
	Height      int
	Alternates  []LanguageLink // the page in every language, this one as well
	XDefault    string         // the page for those who read none of them, in the story's own
	Feeds       []FeedLink
	OEmbedJSON  string // addresses of the page's oEmbed documents
	OEmbedXML   string
	Data        any // of schema.org, for <script type="application/ld+json">
}

// FeedLink leads to a feed.
type FeedLink struct{ Type, Title, URL string }

// Carded gives a page its card: the page is then known by its address in its language, and
// each language names the others.
func (s *Maker) Carded(p *Page, r *http.Request, lang string, card Card) {
	base := s.baseURL(r)
	card.Description = Excerpt(card.Description)
	if len(p.Languages) > 0 { // the first is the story's own
		card.XDefault = base + address.WithQuery(r.URL.Path, "lang", p.Languages[0].Lang)
	}
	for _, l := range p.Languages {
		l.URL = base + address.WithQuery(r.URL.Path, "lang", l.Lang)
		card.Alternates = append(card.Alternates, l)
	}
	p.Canonical = base + address.WithQuery(r.URL.Path, "lang", lang)
	to := func(format string) string {
		return base + address.WithQuery(address.OEmbed, "url", p.Canonical, "format", format)
	}
	card.OEmbedJSON, card.OEmbedXML = to("json"), to("xml")
	p.Card = &card
}

// longest is how many characters of a description are shown anywhere.
const longest = 300

// Excerpt gives the beginning of a text, in one line, and no more of it than is shown.
func Excerpt(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) <= longest {
		return text
	}
	cut := string([]rune(text)[:longest-1])
	if space := strings.LastIndexByte(cut, ' '); space > 0 {
		cut = cut[:space]
	}
	return strings.TrimRight(cut, " ,;:.") + "…"
}
