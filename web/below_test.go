package web_test

import (
	"html"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"incidentmap/web"
	"incidentmap/web/webtest"
)

const below = "https://maps.example.net/map"

func liveBelow(c *web.Config) { c.PublicURL = below + "/" }

var (
	// rootedText is any quoted text that begins as an address of this host does.
	rootedText = regexp.MustCompile(`["'](/[a-z.][^"']*)["']`)
	// absoluteText is an address of this host; what ends it may be escaped.
	absoluteText = regexp.MustCompile(`https://maps\.example\.net[^"'<>\s\\&?]*`)
	// link is an attribute that leads somewhere.
	link = regexp.MustCompile(` (?:href|src|action)="([^"#][^"]*)"`)
)

// everyPage are addresses that between them have all sorts of links.
func everyPage() []string {
	return []string{
		"/?lang=en", webtest.StoryEN, webtest.StoryES, webtest.StoryEN + "&lite=1", webtest.StoryEN + "&kind=killing&q=tapalpa", "/stories/jalisco/list?lang=en",
		"/stories/jalisco/embed?lang=en", "/stories/jalisco/embed?lang=en" + "&kind=killing", "/stories/jalisco/share?lang=en", "/stories/jalisco/corrections?lang=en", "/stories/jalisco/dictionary?lang=en",
		webtest.IncidentEN(webtest.OperationID), webtest.IncidentEN(webtest.RetractedID), "/nothing?lang=en", "/stories/none",
		"/stories/jalisco/ogc?f=html", "/stories/jalisco/ogc/collections?f=html", "/stories/jalisco/ogc/collections/all?f=html", "/stories/jalisco/ogc/collections/all/items?f=html&limit=2",
		"/stories/jalisco/ogc/collections/all/items/" + webtest.OperationID + "?f=html", "/stories/jalisco/ogc/api?f=html", "/stories/jalisco/ogc/conformance?f=html",
		"/stories/jalisco/ogc/collections/all/schema?f=html",
	}
}

// everyDocument are addresses of what programs read.
func everyDocument() []string {
	return []string{
		"/stories/jalisco/layers", webtest.AllJSON, webtest.LayerFile("csv"), webtest.LayerFile("kml"), "/stories/jalisco/tiles/all.json", "/stories/jalisco/feed.atom", "/stories/jalisco/feed.json",
		"/stories/jalisco/changes?since=0", "/stories/jalisco/clusters?zoom=3&bbox=-180,-90,180,90", "/stories/jalisco/histogram", "/stories/jalisco/dictionary.json",
		"/oembed?url=https%3A%2F%2Fmaps.example.net%2Fmap%2Fstories%2Fjalisco", "/oembed?format=xml&url=https%3A%2F%2Fmaps.example.net%2Fmap%2Fstories%2Fjalisco%2Fincidents%2F" + webtest.OperationID,
		"/stories/jalisco/ogc", "/stories/jalisco/ogc/collections", "/stories/jalisco/ogc/collections/all/items?limit=2", "/stories/jalisco/ogc/collections/all/tiles",
		"/stories/jalisco/ogc/tileMatrixSets", "/stories/jalisco/ogc/api", "/stories/none/layers", "/robots.txt",
	}
}

// Below a path every link, of pages and of documents, leads below it, whether a proxy passes the
// path on or takes it off, and what links lead to is there.
func TestBelowAPath(t *testing.T) {
	s := webtest.NewSite(t, liveBelow)
	followed := map[string]bool{}
	for _, path := range append(everyPage(), everyDocument()...) {
		whole, taken := s.Get(t, "/map"+path, "Accept", "*/*"), s.Get(t, path, "Accept", "*/*")
		body := whole.Body.String()
		if whole.Code != taken.Code || body != taken.Body.String() || whole.Header().Get("ETag") != taken.Header().Get("ETag") {
			t.Errorf("%s: %d with the path, %d without, or another body or tag", path, whole.Code, taken.Code)
		}
		head := strings.Join(append(slices.Clone(whole.Header()["Link"]), whole.Header()["Location"]...), "\n")
		for _, found := range rootedText.FindAllStringSubmatch(body, -1) {
			if !strings.HasPrefix(found[1], "/map/") && !notAnAddress(path, found[1]) {
				t.Errorf("%s: %s leads out of the path", path, found[1])
			}
		}
		for _, found := range absoluteText.FindAllString(body+head, -1) {
			if rest := strings.TrimPrefix(found, below); rest == found || rest != "" && rest[0] != '/' || strings.HasPrefix(rest, "/map/") {
				t.Errorf("%s: %s is not below the path once", path, found)
			}
		}
		for _, found := range link.FindAllStringSubmatch(body, -1) {
			to := strings.TrimPrefix(html.UnescapeString(found[1]), "https://maps.example.net")
			if strings.HasPrefix(to, "/") && !followed[to] {
				followed[to] = true
				if got := s.Get(t, to); got.Code != http.StatusOK && to != "/map/" && whole.Code == http.StatusOK {
					t.Errorf("%s leads to %s: %d", path, to, got.Code)
				}
			}
		}
	}
	if len(followed) < 100 {
		t.Errorf("only %d links were followed", len(followed))
	}
}

// notAnAddress tells what only looks like one: paths of the API's description are below its
// "servers" (OpenAPI 3.0, section 4.8.8).
func notAnAddress(page, text string) bool {
	return strings.HasSuffix(page, "/ogc/api") && !strings.HasPrefix(text, "/stories") && !strings.HasPrefix(text, "/map")
}

func TestConfigBelowAPath(t *testing.T) {
	for name, site := range map[string]*webtest.Site{
		"whole": webtest.NewSite(t, liveBelow),
		"large": webtest.ServeStore(t, webtest.NewInvented(2501), liveBelow),
	} {
		for _, path := range []string{webtest.StoryEN, "/stories/jalisco/embed?lang=en"} {
			_, config, found := strings.Cut(site.Get(t, "/map"+path).Body.String(), `id="config">`)
			config, _, _ = strings.Cut(config, "</script>")
			if !found || !strings.Contains(config, `"url":"/map/basemap/{z}/{x}/{y}.mvt?v=`) || strings.Contains(config, `"/stories`) || !strings.Contains(config, `"/map/stories/jalisco/`) {
				t.Errorf("%s story, %s: %.300s", name, path, config)
			}
		}
	}
}

func TestRedirectBelowAPath(t *testing.T) {
	s := webtest.NewSite(t, liveBelow)
	for _, path := range []string{"/map", "/map/", "/"} {
		got := s.Get(t, path)
		if to := got.Header().Get("Location"); got.Code != http.StatusFound || to != "/map/stories/jalisco" {
			t.Errorf("%s: %d to %q", path, got.Code, to)
		}
	}
	s.Check(t, webtest.Request{Address: "/mapx/", Status: 404})
	s.Check(t, webtest.Request{Address: "/map/map/", Status: 404})
	s.Check(t, webtest.Request{Address: "/map/robots.txt", Status: 200, MustHave: []string{"Disallow: /map/api/"}})
	s.Check(t, webtest.Request{Address: "/map/stories/none/layers", Status: 404, MustHave: []string{`"instance":"/map/stories/none/layers"`}})
	if got := s.Get(t, "/oembed?url=https%3A%2F%2Fmaps.example.net%2Fstories%2Fjalisco"); got.Code != http.StatusNotFound {
		t.Errorf("oEmbed of an address outside the path: %d", got.Code)
	}
}

// What is made for one name of the server is never given to who asks by another, whatever is kept.
func TestEachNameHasItsOwnLinks(t *testing.T) {
	s := webtest.NewSite(t, func(c *web.Config) { c.PublicURL = "" })
	for _, path := range append(everyPage(), everyDocument()...) {
		if strings.HasPrefix(path, "/oembed") {
			continue // asks for an address of the one name
		}
		first := s.Get(t, "http://one.example:8080"+path)
		other := s.Get(t, "http://two.example"+path, "If-None-Match", first.Header().Get("ETag"))
		again := s.Get(t, "http://one.example:8080"+path)
		if strings.Contains(first.Body.String(), "two.example") || strings.Contains(other.Body.String(), "one.example") || again.Body.String() != first.Body.String() {
			t.Errorf("%s: links lead to another name than the one that was asked for", path)
		}
		if other.Code == http.StatusNotModified && strings.Contains(first.Body.String(), "one.example") {
			t.Errorf("%s: what has links to one name is confirmed for another", path)
		}
	}
}
