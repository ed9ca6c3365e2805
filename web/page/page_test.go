package page_test

import (
	"bytes"
	"html/template"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/web/i18n"
	"incidentmap/web/page"
)

// maker makes pages of templates for a server at an address.
func maker(t *testing.T, base, templates string) *page.Maker {
	t.Helper()
	all, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	return page.New(template.Must(template.New("").Parse(templates)), all, func(name string) string { return "/assets/" + name }, func(*http.Request) string { return base })
}

func request(t *testing.T, address string) *http.Request {
	t.Helper()
	return httptest.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
}

func TestExcerpt(t *testing.T) {
	long := strings.Repeat("palabra, ", 50)
	for _, tt := range []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"a line", "One  two\n\tthree ", "One two three"},
		{"as long as is shown", strings.Repeat("é", 300), strings.Repeat("é", 300)},
		{"one word that is longer", strings.Repeat("é", 301), strings.Repeat("é", 299) + "…"},
		{"between words", long, strings.TrimSuffix(strings.Repeat("palabra, ", 33), ", ") + "…"},
	} {
		got := page.Excerpt(tt.text)
		if got != tt.want || utf8.RuneCountInString(got) > 300 {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestNumber(t *testing.T) {
	for query, want := range map[string]int{"": 1, "page=1": 1, "page=42": 42, "page=42949672": 42949672, "page=42949673": 0, "page=0": 0, "page=-1": 0, "page=": 0, "page=x": 0, "page=1.5": 0, "page=99999999999999999999": 0} {
		words, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		got, err := page.Number(words)
		if (want == 0) != (incidents.CodeOf(err) == incidents.EInvalid) || err == nil && got != want {
			t.Errorf("%s: %d, %v", query, got, err)
		}
	}
}

// Links within the site get the path below which the server lives, and nothing else does.
func TestRenderedBelowAPath(t *testing.T) {
	const text = `{{define "a"}}<a href="/x?a=1">/x</a> <a class="b" href="//other/x">y</a> <img src="/i"><form action="/f" data-x="/k"></form><a href="{{.Title}}">z</a><a href="https://h/x">{{.Title}}</a>{{end}}`
	m := maker(t, "https://example.org/map", text)
	for _, tt := range []struct{ base, prefix string }{{"https://example.org", ""}, {"https://example.org/map", "/map"}} {
		m = maker(t, tt.base, text)
		p := m.Page(request(t, "/s"), "en")
		p.Title = `" href="/stolen`
		var b bytes.Buffer
		if err := m.Write(&b, "a", p); err != nil {
			t.Fatal(err)
		}
		got := b.String()
		for _, want := range []string{`<a href="` + tt.prefix + `/x?a=1">/x</a>`, `src="` + tt.prefix + `/i"`, `action="` + tt.prefix + `/f" data-x="/k"`, `href="https://h/x"`} {
			if !strings.Contains(got, want) {
				t.Errorf("%q: no %s in %s", tt.prefix, want, got)
			}
		}
		if strings.Contains(got, ` href="/stolen`) {
			t.Errorf("a text is taken for a link: %s", got)
		}
		if p.Canonical != tt.base+"/s" || p.Absolute("/a") != tt.base+"/a" || p.Absolute("https://h/a") != "https://h/a" {
			t.Errorf("%q: canonical %s, absolute %s", tt.prefix, p.Canonical, p.Absolute("/a"))
		}
	}
	if err := m.Write(&bytes.Buffer{}, "b", nil); err == nil {
		t.Error("a page of a template that is not there")
	}
}

// What the reader asked for goes along to another language; what was added by others does not.
func TestLanguageLinks(t *testing.T) {
	m := maker(t, "https://example.org", "")
	links := m.LanguageLinks(request(t, "/stories/a?lang=en&kind=attack&kind=panic&utm_source=x&page=2"), []string{"es", "en", "xx"}, "en")
	want := []page.LanguageLink{
		{Lang: "es", Name: "Español", URL: "/stories/a?kind=attack&kind=panic&lang=es&page=2"},
		{Lang: "en", Name: "English", URL: "/stories/a?kind=attack&kind=panic&lang=en&page=2", Current: true},
		{Lang: "xx", Name: "xx", URL: "/stories/a?kind=attack&kind=panic&lang=xx&page=2"},
	}
	for i, l := range links {
		if l != want[i] {
			t.Errorf("%+v, want %+v", l, want[i])
		}
	}
}

func TestCarded(t *testing.T) {
	m := maker(t, "https://example.org/map", "")
	r := request(t, "/stories/a?kind=attack&lang=en")
	p := m.Page(r, "en")
	p.Languages = m.LanguageLinks(r, []string{"es", "en"}, "en")
	m.Carded(&p, r, "en", page.Card{Description: " a\nb "})
	c := p.Card
	if p.Canonical != "https://example.org/map/stories/a?lang=en" || c.Description != "a b" || c.XDefault != "https://example.org/map/stories/a?lang=es" {
		t.Errorf("canonical %s, card %+v", p.Canonical, c)
	}
	if len(c.Alternates) != 2 || c.Alternates[1].URL != p.Canonical || !c.Alternates[1].Current {
		t.Errorf("alternates %+v", c.Alternates)
	}
	if want := "https://example.org/map/oembed?format=json&url=" + url.QueryEscape(p.Canonical); c.OEmbedJSON != want {
		t.Errorf("oEmbed at %s, want %s", c.OEmbedJSON, want)
	}
	if p.Languages[0].URL == c.Alternates[0].URL {
		t.Error("the page's own links are changed with the card's")
	}
}

// shown is incidents by their ids.
type shown map[string]*incidents.Public

func (s shown) ByID(id string) (*incidents.Public, bool) {
	p, ok := s[id]
	return p, ok
}

// An item has the colour of the first of the story's layers that it is in, and names where its figures are counted only
// where readers may see that.
func TestListItem(t *testing.T) {
	story := &incidents.Story{Slug: "a", Layers: []incidents.Layer{
		{ID: "one", Symbol: incidents.Symbol{Color: "#111111"}}, {ID: "two", Symbol: incidents.Symbol{Color: "#222222"}}, {ID: "three", Symbol: incidents.Symbol{Color: "#333333"}},
	}}
	four := 4
	pub := &incidents.Public{
		ID: "01KJ0000000000000000000001", Story: "a", Class: incidents.ClassIncident, Kind: "attack", Layers: []string{"three", "two"},
		Title: incidents.Text{"en": "An attack"}, Where: geo.Location{Precision: geo.Unlocated}, Disposition: incidents.Retracted,
		Verification: incidents.Confirmed, Stamp: incidents.Stamp{Seq: 7},
		Casualties: []incidents.Casualty{{
			ID: "c1", Group: "civilian", Outcome: incidents.Killed, Best: &four, CountedIn: &incidents.CasualtyRef{Incident: "other", Casualty: "c1"},
		}},
	}
	other := &incidents.Public{ID: "01KJ0000000000000000000002", Story: "a", Title: incidents.Text{"en": "The whole day"}}
	p := maker(t, "https://example.org", "").Page(request(t, "/"), "en")
	in := i18n.Texts{Lang: "en", Zone: time.UTC}
	item := p.ListItem(story, shown{"other": other}, pub, in)
	if item.Color != "#222222" || item.Shape == "" || !item.Retracted || item.Seq != 7 || item.URL != "/stories/a/incidents/01KJ0000000000000000000001?lang=en" {
		t.Errorf("%+v", item)
	}
	figure := item.Figures[0]
	if figure.CountedIn == nil || figure.CountedIn.URL != other.Path()+"?lang=en" || !strings.Contains(figure.Text, "The whole day") {
		t.Errorf("%+v", figure)
	}
	unseen := p.ListItem(story, shown{}, pub, in).Figures[0]
	if unseen.CountedIn == nil || unseen.CountedIn.URL != "" || strings.Contains(unseen.Text, "The whole day") {
		t.Errorf("%+v", unseen)
	}
}

func TestFileLinks(t *testing.T) {
	all, others := page.FileLinks("a", "all", "es"), page.OtherFiles("a", "all", "es")
	if len(all) != len(others)+1 || all[0].Ext != "geojson" || all[0].URL != "/stories/a/layers/all.geojson?lang=es" {
		t.Errorf("%+v", all)
	}
	p := maker(t, "https://example.org", "").Page(request(t, "/"), "es")
	feeds := p.FeedLinks(&incidents.Story{Slug: "a", Title: incidents.Text{"es": "Un día"}}, "es")
	if len(feeds) != 2 || feeds[0].URL != "/stories/a/feed.atom?lang=es" || feeds[1].URL != "/stories/a/feed.json?lang=es" || !strings.HasSuffix(feeds[0].Title, ": Un día") {
		t.Errorf("%+v", feeds)
	}
}
