package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"incidentmap/incidents/format"
)

// published writes a store's story into a folder and serves it below a path, as any static
// server would. A request for what is not there fails the test.
func published(t *testing.T, store, story string, args ...string) running {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "site")
	var out, errs lockedBuffer
	args = append([]string{"publish", "--store=sqlite:" + store, "--story=" + story, "--pictures=1", dir}, args...)
	if code := run(&program{ctx: t.Context(), stdout: &out, stderr: &errs}, args); code != 0 {
		t.Fatalf("publish: status %d: %s", code, errs.String())
	}
	t.Log(out.String())
	var mu sync.Mutex
	missing := map[string]bool{}
	files := http.StripPrefix("/a/b", http.FileServer(http.Dir(dir)))
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen := &statusWriter{ResponseWriter: w}
		files.ServeHTTP(seen, r)
		if seen.status >= 300 && seen.status != http.StatusNotModified {
			mu.Lock()
			missing[fmt.Sprint(seen.status, " ", r.URL)] = true
			mu.Unlock()
		}
	}))
	t.Cleanup(func() {
		site.Close()
		for address := range missing {
			t.Errorf("asked for %s", address)
		}
	})
	return running{root: site.URL + "/a/b", store: store, stderr: &errs}
}

// statusWriter notes the status of an answer.
type statusWriter struct {
	http.ResponseWriter
	status int
}

// WriteHeader notes the status.
func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// publishedSeed publishes the seed story.
func publishedSeed(t *testing.T) running {
	t.Helper()
	chromium(t)
	return published(t, start(t).store, seedSlug)
}

// What readers of the seed story have from the server they have from files.
func TestBrowserPublished(t *testing.T) {
	t.Parallel()
	r := publishedSeed(t)
	t.Run("map", func(t *testing.T) {
		for _, on := range []screen{desk, phone, {width: 360, height: 800, dark: true}} {
			p := open(t, r, on)
			p.visitMap("/en/")
			p.shot(fmt.Sprint("published-", on.width))
			if n := ask[int](p, `document.querySelectorAll('#map [data-symbol]').length`); n < 8 {
				t.Errorf("%d symbols are drawn, want at least 8", n)
			}
			if n := ask[int](p, `document.querySelectorAll('#map path[data-area="adm1"]').length`); n < 5 {
				t.Errorf("%d state areas are drawn, want at least the five of the US advisory", n)
			}
			if ask[bool](p, `document.documentElement.scrollWidth > innerWidth`) {
				t.Error("the page scrolls sideways")
			}
		}
	})
	t.Run("layers", func(t *testing.T) { publishedLayers(t, r) })
	t.Run("card", func(t *testing.T) { publishedCard(t, r) })
	t.Run("languages", func(t *testing.T) { publishedLanguages(t, r) })
	t.Run("without script", func(t *testing.T) { publishedWithoutScript(t, r) })
	t.Run("downloads", func(t *testing.T) {
		p := open(t, r, desk)
		p.visitMap("/")
		links := ask[[]string](p, `[...document.querySelectorAll('#layers a.download')].map(a => a.href)`)
		if len(links) != 7*len(format.Formats()) {
			t.Errorf("%d links, want one for each of 7 layers and %d formats", len(links), len(format.Formats()))
		}
		ask[bool](p, `(window.came = 0, document.querySelectorAll('#layers a.download').forEach(a => fetch(a.href).then(r => r.arrayBuffer()).then(b => came += b.byteLength > 0)), true)`)
		p.wait("all files", fmt.Sprintf(`window.came === %d`, len(links)))
	})
	t.Run("counts by area", func(t *testing.T) { publishedCounts(t, r) })
	t.Run("locator", func(t *testing.T) {
		p := open(t, r, desk)
		p.visitMap("/en/?center=-103.35,20.67&zoom=10")
		p.wait("the locator", `(c => c !== null && !c.hidden && c.width > 0)(document.querySelector('canvas.locator'))`)
	})
	t.Run("deep and far away", func(t *testing.T) {
		p := open(t, r, desk)
		for _, view := range []string{"center=-103.35,20.67&zoom=14", "center=2.35,48.85&zoom=9", "center=179.9,0&zoom=6", "center=0,0&zoom=2"} {
			p.visitMap("/en/?" + view)
			p.wait("the basemap", `document.querySelector('#map .leaflet-tile-loaded, #map .leaflet-still-pane img') !== null`)
		}
		p.shot("published-far")
	})
}

// publishedCounts holds that areas are shaded by the counts that the server has, and that a filter, which files do not
// count by, is told.
func publishedCounts(t *testing.T, r running) {
	live, said := startOn(t, r.store), map[string]string{}
	for _, on := range []running{live, r} {
		path := "/en/"
		if on.root == live.root {
			path = seedPage
		}
		p := open(t, on, desk)
		for _, by := range []string{"adm1", "adm2", "country", "hexagon"} {
			p.visitMap(path + "?lang=en&show=" + by + "&measure=deaths")
			p.wait("areas shaded by "+by, `document.querySelector('svg.density title') !== null`)
			now := ask[string](p, `[...document.querySelectorAll('svg.density title')].map(e => e.textContent).sort().join('|') + '|' + document.querySelector('.map-legend .scale').textContent`)
			if said[by] == "" {
				said[by] = now
			}
			if now != said[by] {
				t.Errorf("by %s the files say %q, the server %q", by, now, said[by])
			}
		}
		p.shot("published-counts")
	}
	p := open(t, r, desk)
	p.visitMap("/en/?show=adm1&kind=roadblock")
	p.wait("why no area is shaded", `document.querySelector('.map-legend .scale').textContent.includes('take the filter away')`)
	if ask[bool](p, `document.querySelector('svg.density') !== null`) || !ask[bool](p, `document.querySelector('#map [data-symbol], #map .mark') !== null`) {
		t.Error("what a filter leaves has no marks, or areas that count all")
	}
}

// follow goes where a link of the page leads.
func (p *reader) follow(link string) {
	p.t.Helper()
	address := ask[string](p, `document.querySelector('`+link+`').href`)
	p.do("follow "+address, chromedp.Navigate(address))
}

func publishedLayers(t *testing.T, r running) {
	p := open(t, r, desk)
	p.visitMap("/en/")
	const areas = `document.querySelectorAll('#map path[data-area="adm1"]').length`
	const listed = `[...document.querySelectorAll('#list li.item[data-layers~="advisories"]')].filter(li => li.offsetParent).length`
	if ask[int](p, areas) == 0 || ask[int](p, listed) == 0 {
		t.Fatal("no advisories to begin with")
	}
	ask[bool](p, `(document.querySelector('input[name=layers][value=advisories]').click(), true)`)
	p.wait("the advisories to go from the map", areas+` < 5`)
	if n := ask[int](p, listed); n != 0 {
		t.Errorf("%d advisories are still listed", n)
	}
	there := ask[string](p, `location.pathname + location.search`)
	if !strings.HasPrefix(there, "/a/b/en/?layers=") {
		t.Errorf("the address is %q", there)
	}
	p.visitMap(strings.TrimPrefix(there, "/a/b"))
	if n := ask[int](p, areas); n >= 5 {
		t.Errorf("after opening %s again, %d areas are drawn", there, n)
	}
}

func publishedCard(t *testing.T, r running) {
	for _, opener := range []string{`#list li.item a.open`, `#map [data-symbol]`} {
		p := open(t, r, desk)
		p.visitMap("/en/")
		ask[bool](p, `(document.querySelector('`+opener+`').focus(), true)`)
		p.press(kb.Enter)
		p.wait("the card", `document.querySelector('#card article.incident') !== null`)
		there := ask[string](p, `location.pathname + location.search`)
		p.press(kb.Escape)
		p.wait("the card to close", `!document.querySelector('#card').open`)
		if !ask[bool](p, `document.activeElement.matches('`+opener+`')`) {
			t.Error("the focus does not go back to what opened the card")
		}
		p.visitMap(strings.TrimPrefix(there, "/a/b"))
		p.wait("the card of the address", `document.querySelector('#card article.incident') !== null`)
		// From its own page back to the map.
		p.visit("/en/" + ask[string](p, `document.querySelector('#list li.item a.open').getAttribute('href')`))
		p.follow(`.onmap a`)
		p.wait("the map with the card", `document.querySelector('#card article.incident') !== null`)
	}
}

func publishedLanguages(t *testing.T, r running) {
	p := open(t, r, desk)
	p.visitMap("/")
	if got := ask[string](p, `document.documentElement.lang`); got != "es" {
		t.Errorf("the first page is in %q", got)
	}
	p.follow(`.languages a[lang=en]`)
	p.wait("the page in English", `document.documentElement.lang === 'en' && document.documentElement.dataset.map === 'ready'`)
	if got := ask[string](p, `document.querySelector('h1').textContent.trim()`); got != "Jalisco, 22 February 2026" {
		t.Errorf("its title is %q", got)
	}
	p.follow(`.languages a[lang=es]`)
	p.wait("the page in Spanish", `document.documentElement.lang === 'es'`)
}

func publishedWithoutScript(t *testing.T, r running) {
	p := open(t, r, screen{width: 360, height: 800, noScript: true})
	p.visit("/en/")
	page := ask[string](p, `document.body.innerText`)
	for _, row := range seedRows {
		if !strings.Contains(page, row.title) {
			t.Errorf("the page does not tell %q", row.title)
		}
	}
	if !ask[bool](p, `(img => img.complete && img.naturalWidth > 0 && img.offsetWidth === 360)(document.querySelector('#map img.still'))`) {
		t.Error("there is no picture of the map")
	}
	for _, name := range []string{"dictionary/", "corrections/"} {
		p.visit("/en/" + name)
		if got := ask[string](p, `document.querySelector('.home a').getAttribute('href')`); got != "../" {
			t.Errorf("%s leads home by %q", name, got)
		}
	}
}

// The map of a large story comes apart without a server: bubbles down to single incidents with
// their cards, and the list leads from part to part. Incidents without a page have their line.
func TestBrowserPublishedLarge(t *testing.T) {
	t.Parallel()
	chromium(t)
	r := published(t, largeStore(t, 3000), "large", "--pages=150", "--formats=csv")
	p := open(t, r, desk)
	p.visitMap("/")
	p.shot("published-large")
	const bubbles = `document.querySelectorAll('#map .bubble').length`
	if n := ask[int](p, bubbles); n < 10 {
		t.Errorf("%d bubbles are drawn", n)
	}
	const sum = `[...document.querySelectorAll('#map .bubble')].length + document.querySelectorAll('#map [data-symbol]').length`
	for range 2 {
		before := ask[string](p, `location.search`)
		ask[bool](p, `(document.querySelector('#map .bubble').click(), true)`)
		p.wait("the address of the nearer view", fmt.Sprintf("location.search !== %q", before))
		p.wait("the nearer view", sum+` > 0`)
	}
	p.visitMap("/?center=-103,20.5&zoom=13")
	p.visitMap("/?center=-103.1,20.4&zoom=10")
	p.wait("single incidents", `document.querySelectorAll('#map [data-symbol]').length > 3`)
	p.shot("published-large-near")
	for i := range 4 { // one of them at least is beyond the first 150
		ask[bool](p, fmt.Sprintf(`(document.querySelectorAll('#map [data-symbol]')[%d].focus(), true)`, i))
		p.press(kb.Enter)
		p.wait("the card", `document.querySelector('#card article.incident, #card li.item, #card .chooser') !== null`)
		p.press(kb.Escape)
		p.wait("the card to close", `!document.querySelector('#card').open`)
	}
	p.visit("/")
	for part, first := range []string{"1–50", "51–100", "101–150"} {
		if got := ask[string](p, `document.querySelector('#list .range').textContent`); !strings.HasPrefix(got, first) {
			t.Errorf("part %d is %q", part, got)
		}
		p.follow(`#list a[rel=next]`)
	}
}
