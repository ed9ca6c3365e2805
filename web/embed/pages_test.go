package embed_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"incidentmap/incidents"
	"incidentmap/web"
	"incidentmap/web/webtest"
)

const embedEN = "/stories/jalisco/embed?lang=en"

func TestEmbed(t *testing.T) {
	s := webtest.NewSite(t)
	for _, tt := range []struct {
		name, address string
		status        int
		have, lack    []string
	}{
		{"plain", embedEN, 200, []string{
			`<html lang="en" data-map="loading">`, "A day in Jalisco", `<base target="_blank">`, `href="/stories/jalisco?lang=en" rel="noopener"`,
			"Operation in Tapalpa", "The desk", `name="layers" value="operation" checked`, "<details class=\"entries\">",
			"The caller took it back.", "/stories/jalisco/corrections?lang=en", `<img class="still" src="data:image/svg+xml,`, `"embed":{"view":{}}`,
			"/stories/jalisco/layers/all.geojson?lang=en\\u0026v=", `"events":"/stories/jalisco/events?lang=en"`,
		}, []string{"UNPUBLISHED", `class="skip"`, "<nav", `<script>alert`, "onerror=alert(2)>\"", "hreflang"}},
		{"Spanish", "/stories/jalisco/embed?lang=es", 200, []string{`<html lang="es"`, "Abrir el mapa completo", "Un día en Jalisco"}, nil},
		{"a theme", embedEN + "&theme=dark", 200, []string{`data-theme="dark"`, `<meta name="color-scheme" content="dark">`}, nil},
		{"no list", embedEN + "&list=0", 200, nil, []string{`class="entries"`}},
		{"layers without scripts", embedEN + "&layers=advisories", 200, []string{
			`value="advisories" checked`, `value="operation">`, `data-id="` + webtest.OperationID + `" data-seq="2" hidden data-layers="operation"`, `"layers":["advisories"]`, "/stories/jalisco?lang=en&amp;layers=advisories",
		}, nil},
		{"a view", embedEN + "&center=-103,20&zoom=8&bbox=-104,19,-102,21", 200, []string{`"center":{"lon":-103,"lat":20},"zoom":8`, `"bbox":[-104,19,-102,21]`}, nil},
		{"a filter", embedEN + "&kind=fire_or_smoke&time=2026-02-22", 200, []string{"Smoke", `"filtered":true`, "kind=fire_or_smoke", "This page shows the map with scripts"}, []string{"Operation in Tapalpa", "<picture>"}},
		{"a text", embedEN + "&q=smoke", 200, []string{"Smoke", "q=smoke"}, []string{"Operation in Tapalpa"}},
		{"what a content system adds", embedEN + "&utm_source=x&childId=pym-0&initialWidth=360&parentUrl=http%3A%2F%2Fh%2F&fbclid=%zz", 200, []string{"Operation in Tapalpa"}, []string{"utm_source", "pym-0"}},
		{"bad values", embedEN + "&layers=none&bbox=1,2&center=x&zoom=y&datetime=soon&kind=x&verification=x&q=%ff&theme=x&as_of=-1&list=x", 200, []string{
			"Operation in Tapalpa", `"embed":{"view":{}}`, `"events":`,
		}, []string{"kept as it stood"}},
		{"a state that is not there yet", embedEN + "&as_of=9999", 200, []string{`"events":`, "“9999” names no state"}, []string{"kept as it stood"}},
		{"unknown story", "/stories/nowhere/embed", 404, nil, nil},
		{"a story that cannot be written to", "/stories/jalisco/embed?lang=zz", 200, nil, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := s.Get(t, tt.address)
			body := got.Body.String()
			if got.Code != tt.status {
				t.Fatalf("status %d, want %d: %s", got.Code, tt.status, body)
			}
			for _, text := range tt.have {
				if !strings.Contains(body, text) {
					t.Errorf("no %q in %s", text, body)
				}
			}
			for _, text := range tt.lack {
				if strings.Contains(body, text) {
					t.Errorf("%q in %s", text, body)
				}
			}
		})
	}
}

func TestEmbedHeaders(t *testing.T) {
	s := webtest.NewSite(t)
	policy := func(s *webtest.Site, address string) (http.Header, string) {
		h := s.Get(t, address).Header()
		_, ancestors, _ := strings.Cut(h.Get("Content-Security-Policy"), "frame-ancestors ")
		return h, ancestors
	}
	for _, address := range []string{embedEN, "/stories/nowhere/embed"} {
		h, ancestors := policy(s, address)
		if ancestors != "*" || h.Get("Cross-Origin-Resource-Policy") != "cross-origin" || h.Get("X-Frame-Options") != "" || h.Get("Cross-Origin-Opener-Policy") != "" {
			t.Errorf("%s: frame-ancestors %q, %v", address, ancestors, h)
		}
	}
	for _, address := range []string{webtest.StoryEN, "/stories/jalisco/share?lang=en", webtest.IncidentEN(webtest.LeaderID), "/stories/jalisco/corrections", "/nothing"} {
		h, ancestors := policy(s, address)
		if ancestors != "'none'" || h.Get("X-Frame-Options") != "" {
			t.Errorf("%s: frame-ancestors %q", address, ancestors)
		}
		webtest.CheckEvery(t, h)
	}
	// What a sandboxed embed asks for, it asks from an origin of its own.
	for _, address := range []string{webtest.IncidentEN(webtest.LeaderID), "/stories/jalisco/list?lang=en", webtest.AllJSON, "/assets/map.js", "/assets/embed.js"} {
		if h, _ := policy(s, address); h.Get("Access-Control-Allow-Origin") != "*" {
			t.Errorf("%s may not be read from any origin", address)
		}
	}
	for setting, want := range map[string]string{
		"": "*", "*": "*", "https://paper.example https://*.paper.example": "'self' https://paper.example https://*.paper.example", "'none'": "'self'",
	} {
		if _, got := policy(webtest.NewSite(t, func(c *web.Config) { c.FrameAncestors = setting }), embedEN); got != want {
			t.Errorf("%q: frame-ancestors %q, want %q", setting, got, want)
		}
	}
	for _, bad := range []string{"https://a; script-src *", "a,b", "https://a/\r\nX: y", "javascript:alert(1)//", "*  https://ä"} {
		if _, err := web.New(web.Config{FrameAncestors: bad}); err == nil || !strings.Contains(err.Error(), "frame-ancestors") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// A state that is pinned gives the same bytes whatever changes later, but for the line that
// says that something did, and for what was corrected.
func TestEmbedPinned(t *testing.T) {
	s := webtest.NewSite(t)
	change := func(title string, kind incidents.RevisionKind) {
		inc := webtest.Incidents()[0]
		inc.Title = incidents.Text{"en": title, "es": title}
		s.Store.Write(inc, kind, incidents.Text{"en": "why"})
		if err := s.Index.Sync(t.Context(), s.Store); err != nil {
			t.Fatal(err)
		}
	}
	pinned := embedEN + "&as_of=13"
	first := s.Get(t, pinned).Body.String()
	if !strings.Contains(first, "The map is kept as it stood then.") || strings.Contains(first, `"events":`) || !strings.Contains(first, "as_of=13") {
		t.Errorf("a state that is the newest: %s", first)
	}
	change("It was changed", incidents.Update)
	second := s.Get(t, pinned).Body.String()
	newer := strings.Replace(first, "The map is kept as it stood then.", "The map is kept as it stood then; a newer version exists.", 1)
	if diff := cmp.Diff(newer, second); diff != "" {
		t.Errorf("after a change: %s", diff)
	}
	change("It was changed again", incidents.Update)
	if third := s.Get(t, pinned).Body.String(); third != second {
		t.Errorf("after another change: %s", cmp.Diff(second, third))
	}
	before, after := s.Get(t, webtest.IncidentEN(webtest.OperationID)+"&as_of=13").Body.String(), s.Get(t, webtest.IncidentEN(webtest.OperationID)).Body.String()
	if !strings.Contains(before, "Operation in Tapalpa") || strings.Contains(before, "It was changed") || !strings.Contains(after, "It was changed again") {
		t.Error("the card of a pinned embed does not show the incident as it stood")
	}
	change("It was corrected", incidents.Correction)
	if got := s.Get(t, pinned).Body.String(); !strings.Contains(got, "it has been corrected since") || strings.Contains(got, "It was corrected") {
		t.Errorf("after a correction: %s", got)
	}
	if got := s.Get(t, embedEN).Body.String(); !strings.Contains(got, "why") || !strings.Contains(got, "It was corrected") {
		t.Errorf("the newest does not tell of its correction: %s", got)
	}
}

// A story of too many incidents is gathered by the server here as well, and filtered.
func TestEmbedOfALargeStory(t *testing.T) {
	s := webtest.ServeStore(t, webtest.NewInvented(2500))
	page := s.Get(t, embedEN+"&kind=security_operation&layers=operation").Body.String()
	for _, text := range []string{
		`"views":{"url":"/stories/jalisco/clusters?kind=security_operation\u0026lang=en\u0026v=`, "of 2,499", `/stories/jalisco/list?after=incident.`, `&amp;kind=security_operation&amp;lang=en&amp;layer=operation&amp;page=2" rel="next"`,
	} {
		if !strings.Contains(page, text) {
			t.Errorf("no %q in %s", text, page[:min(len(page), 6000)])
		}
	}
	if page := s.Get(t, embedEN+"&as_of=2400").Body.String(); !strings.Contains(page, "too many entries to be kept") {
		t.Error("a pin that cannot be kept is not told")
	}
	if page := s.Get(t, embedEN+"&as_of=150").Body.String(); strings.Contains(page, `"views"`) || !strings.Contains(page, "a newer version exists") {
		t.Error("a pin of few incidents is not kept when the story grows")
	}
}

func TestShare(t *testing.T) {
	s := webtest.NewSite(t)
	page := s.Get(t, "/stories/jalisco/share?lang=en&embed_lang=es&theme=dark&layers=operation&height=9999&list=0&as_of=13&bbox=-104,19,-102,21&utm=x").Body.String()
	for _, text := range []string{
		`&lt;iframe src=&#34;https://maps.example.org/stories/jalisco/embed?as_of=13&amp;amp;bbox=-104,19,-102,21&amp;amp;lang=es&amp;amp;layers=operation&amp;amp;list=0&amp;amp;theme=dark&#34; title=&#34;Un día en Jalisco&#34; width=&#34;100%&#34; height=&#34;1200&#34; loading=&#34;lazy&#34;`,
		`&lt;script async src=&#34;https://maps.example.org/assets/embed.js&#34;`, `src="/stories/jalisco/embed?as_of=13&amp;bbox=`, `value="13" selected`,
		`<input id="bbox" name="bbox" value="-104,19,-102,21"`, "https://maps.example.org/oembed?format=json&amp;url=",
	} {
		if !strings.Contains(page, text) {
			t.Errorf("no %s in %s", text, page)
		}
	}
	got := s.Get(t, "/stories/jalisco/share?lang=es&script=0")
	if strings.Contains(got.Body.String(), "embed.js&#34;") || !strings.Contains(got.Body.String(), "Insertar en un artículo") || !strings.Contains(got.Header().Get("Content-Security-Policy"), "frame-src 'self'") {
		t.Error("without a script, in Spanish, with a preview")
	}
	if !strings.Contains(s.Get(t, webtest.StoryEN).Body.String(), `href="/stories/jalisco/share?lang=en"`) {
		t.Error("the story's page does not lead to it")
	}
	if code := s.Get(t, "/stories/nowhere/share").Code; code != http.StatusNotFound {
		t.Errorf("of no story: status %d", code)
	}
}

func oembed(page string, more ...string) string {
	words := url.Values{"url": {page}}
	for i := 0; i+1 < len(more); i += 2 {
		words.Set(more[i], more[i+1])
	}
	return "/oembed?" + words.Encode()
}

func TestOEmbedGolden(t *testing.T) {
	s := webtest.NewSite(t)
	const home = "https://maps.example.org"
	for name, address := range map[string]string{
		"oembed-story.json":    oembed(home+"/stories/jalisco?lang=en&layers=operation&kind=attack&utm_source=x", "maxwidth", "640", "maxheight", "400"),
		"oembed-story.xml":     oembed(home+"/stories/jalisco?lang=es", "format", "xml"),
		"oembed-incident.json": oembed(home + webtest.IncidentEN(webtest.OperationID)),
		"oembed-hostile.xml":   oembed(home+webtest.IncidentEN(webtest.AttackID), "format", "xml", "maxwidth", "50"),
	} {
		webtest.Golden(t, name, s.Get(t, address).Body.String())
	}
}

func TestOEmbed(t *testing.T) {
	s := webtest.NewSite(t)
	const home = "https://maps.example.org"
	for _, tt := range []webtest.Request{
		{Name: "a story", Address: oembed(home + "/stories/jalisco"), Status: 200, Header: map[string]string{"Content-Type": "application/json", "Access-Control-Allow-Origin": "*"}},
		{Name: "XML", Address: oembed(home+"/stories/jalisco", "format", "xml"), Status: 200, Header: map[string]string{"Content-Type": "text/xml; charset=utf-8"}},
		{Name: "over http", Address: oembed("http://MAPS.example.org/stories/jalisco/"), Status: 200},
		{Name: "an embed", Address: oembed(home + "/stories/jalisco/embed?theme=dark"), Status: 200, MustHave: []string{"theme=dark"}},
		{Name: "words of the consumer", Address: oembed(home+"/stories/jalisco", "callback", "x", "dnt", "1"), Status: 200},
		{Name: "another format", Address: oembed(home+"/stories/jalisco", "format", "yaml"), Status: 501, MustHave: []string{`"format"`}},
		{Name: "no address", Address: "/oembed", Status: 400, MustHave: []string{`"url"`}},
		{Name: "bad width", Address: oembed(home+"/stories/jalisco", "maxwidth", "0", "maxheight", "x"), Status: 400, MustHave: []string{`"maxwidth"`, `"maxheight"`}},
		{Name: "another host", Address: oembed("https://evil.example/stories/jalisco"), Status: 404},
		{Name: "our host as a user", Address: oembed("https://maps.example.org@evil.example/stories/jalisco"), Status: 404},
		{Name: "no address at all", Address: oembed("::"), Status: 404},
		{Name: "another page of ours", Address: oembed(home + "/stories/jalisco/corrections"), Status: 404},
		{Name: "no page", Address: oembed(home + "/"), Status: 404},
		{Name: "unknown story", Address: oembed(home + "/stories/nowhere"), Status: 404},
		{Name: "unpublished incident", Address: oembed(home + webtest.IncidentEN(webtest.DraftID)), Status: 404, MustLack: []string{"rumour"}},
	} {
		t.Run(tt.Name, func(t *testing.T) { s.Check(t, tt) })
	}
	for _, page := range []string{webtest.StoryEN, webtest.IncidentEN(webtest.OperationID)} {
		body := s.Get(t, page).Body.String()
		if !strings.Contains(body, `type="application/json+oembed"`) || !strings.Contains(body, `type="text/xml+oembed"`) {
			t.Errorf("%s cannot be discovered", page)
		}
	}
}

// Whatever bounds are asked for hold for the snippet and the picture.
func TestOEmbedMaxima(t *testing.T) {
	s := webtest.NewSite(t)
	for _, most := range [][2]int{{1, 1}, {99, 5000}, {320, 200}, {5000, 120}, {5000, 5000}} {
		var got struct {
			Type, Version, HTML, Thumbnail_URL               string //nolint:revive // the names are oEmbed's
			Width, Height, Thumbnail_Width, Thumbnail_Height int    //nolint:revive // the names are oEmbed's
		}
		answer := s.Get(t, oembed("https://maps.example.org/stories/jalisco", "maxwidth", strconv.Itoa(most[0]), "maxheight", strconv.Itoa(most[1])))
		if err := json.Unmarshal(answer.Body.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		if got.Type != "rich" || got.Version != "1.0" || got.Width > most[0] || got.Height > most[1] || got.Thumbnail_Width > most[0] || got.Thumbnail_Height > most[1] {
			t.Errorf("%v: %+v", most, got)
		}
		if !strings.Contains(got.HTML, `width="`+strconv.Itoa(got.Width)+`" height="`+strconv.Itoa(got.Height)+`"`) {
			t.Errorf("%v: %s", most, got.HTML)
		}
		if trio := got.Thumbnail_URL != ""; trio != (got.Thumbnail_Width > 0) || trio != (got.Thumbnail_Height > 0) {
			t.Errorf("%v: a picture without its size: %+v", most, got)
		}
		if u := strings.TrimPrefix(got.Thumbnail_URL, "https://maps.example.org"); u != "" {
			if code := s.Get(t, u).Code; code != http.StatusOK {
				t.Errorf("%s: status %d", u, code)
			}
		}
	}
}
