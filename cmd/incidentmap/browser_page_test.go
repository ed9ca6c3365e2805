package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"incidentmap/data"
	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/incidents/sqlite"
)

// seedWithSteps makes a store whose seed story is told in two scenes.
func seedWithSteps(t *testing.T) string {
	t.Helper()
	file := t.TempDir() + "/steps.db"
	store, err := sqlite.Open(t.Context(), file, format.AppendFeature)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := seed(t.Context(), store, data.SeedStory()); err != nil {
		t.Fatal(err)
	}
	story, err := store.Story(t.Context(), strings.TrimPrefix(seedPage, "/stories/"))
	if err != nil {
		t.Fatal(err)
	}
	zoom := 9.0
	story.Steps = []incidents.Step{
		{Title: incidents.Text{"en": "The valley", "es": "El valle"}, View: incidents.StepViewport{BBox: &[4]float64{-104, 20, -103, 21}}},
		{Title: incidents.Text{"en": "The coast", "es": "La costa"}, View: incidents.StepViewport{Center: &[2]float64{-105.2, 20.6}, Zoom: &zoom}, Filter: incidents.StepFilter{Layers: []string{story.Layers[0].ID}}},
	}
	if _, err := store.PutStory(t.Context(), story); err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	return file
}

// What the page tells comes before its controls; figures follow the filter; steps lead on; links carry the state.
func TestBrowserPage(t *testing.T) {
	t.Parallel()
	r, b := startOn(t, seedWithSteps(t)), startBrowser(t)
	t.Run("a phone has the map, the figures, the newest, and then the controls", func(t *testing.T) {
		p := b.open(t, r, screen{width: 360, height: 800, touch: true})
		p.visitMap(seedPage + "?lang=es")
		tops := ask[[]float64](p, `['#map', '#ledger', '#newest', '#filters', '#list'].map(part => document.querySelector(part).getBoundingClientRect().top)`)
		if !slices.IsSorted(tops) || tops[1] > 800 || tops[3] > 2400 {
			t.Errorf("the parts stand at %v", tops)
		}
		counts := ask[[]string](p, `[...document.querySelectorAll('#layers .count, #list .count, #found span')].map(e => e.textContent)`)
		for _, text := range counts {
			if !strings.Contains(text, "entrada") {
				t.Errorf("a count says %q, which may be one of people", text)
			}
		}
	})
	p := b.open(t, r, desk)
	p.visitMap(seedPage + "?lang=en")
	t.Run("figures follow the filter", func(t *testing.T) {
		all := ask[string](p, `document.getElementById('ledger').textContent`)
		ask[bool](p, `(document.querySelector('input[name=kind][value=shelter_advisory]').click(), true)`)
		p.wait("the figures of advisories, of which there are none", `document.getElementById('ledger').hidden`)
		ask[bool](p, `(document.querySelector('#found a').click(), true)`)
		p.wait("all figures", `!document.getElementById('ledger').hidden`)
		if now := ask[string](p, `document.getElementById('ledger').textContent`); now != all {
			t.Errorf("without the filter the figures are %q, were %q", now, all)
		}
	})
	t.Run("links carry the state", func(t *testing.T) {
		ask[bool](p, `(document.querySelector('input[name=kind][value=roadblock]').click(), true)`)
		p.wait("the address", `location.search.includes('kind=roadblock')`)
		for _, c := range []struct{ link, has string }{
			{".languages a[lang=es]", "kind=roadblock"}, {"#layers a.download", "kind=roadblock"}, {"footer a[href*=share]", "kind=roadblock"},
		} {
			href := ask[string](p, `(a => { a.dispatchEvent(new PointerEvent('pointerdown', {bubbles: true})); return a.href })(document.querySelector('`+c.link+`'))`)
			if !strings.Contains(href, c.has) {
				t.Errorf("%s leads to %s", c.link, href)
			}
		}
		ask[bool](p, `(document.querySelector('#found a').click(), true)`)
	})
	t.Run("steps show their views in place", func(t *testing.T) {
		const center = `location.search.match(/center=([^&]*)/)?.[1] ?? ''`
		ask[bool](p, `(document.querySelector('#steps .next').click(), true)`)
		p.wait("the first view", `(`+center+`).startsWith('-103.5,')`)
		ask[bool](p, `(document.querySelector('#steps .next').click(), true)`)
		p.wait("the second view", `(`+center+`).startsWith('-105.2,20.6') && location.search.includes('layers=')`)
		if !ask[bool](p, `document.querySelectorAll('#steps a.step')[1].getAttribute('aria-current') === 'step' && document.querySelector('#steps .next').disabled`) {
			t.Error("the last step is not told as such")
		}
		p.shot("steps")
	})
}

// An embed fits its frame: the map has most of a small one, and a list scrolls by itself.
func TestBrowserEmbedFits(t *testing.T) {
	t.Parallel()
	r, b := start(t), startBrowser(t)
	p := b.open(t, r, phone)
	const share = `document.getElementById('map').offsetHeight / innerHeight`
	const overlaid = `(all => all.some((a, i) => all.slice(i + 1).some(b => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)))(
		[...document.querySelectorAll('#map .leaflet-control')].map(e => e.getBoundingClientRect()).filter(b => b.width > 0))`
	const inside = `document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth`
	for _, c := range []struct {
		width, height int64
		query         string
		least         float64 // of the frame's height, which the map has
	}{
		{360, 400, "", 0.6},
		{480, 320, "", 0.6},
		{280, 200, "", 0.6},
		{360, 560, "", 0.6},
		{360, 400, "&ui=map", 0.7},
		{360, 400, "&ui=none", 1},
		{500, 300, "", 0.6},
		{500, 400, "", 0.6},
		{600, 400, "", 0.6},
		{720, 450, "", 0.6},
		{760, 480, "", 0.5},
	} {
		for _, lang := range []string{"es", "en"} {
			t.Run(fmt.Sprintf("%dx%d%s %s", c.width, c.height, c.query, lang), func(t *testing.T) {
				p.t = t
				p.set(screen{width: c.width, height: c.height, touch: c.width < 700})
				p.visitMap(seedPage + "/embed?lang=" + lang + c.query)
				p.shot(strings.ReplaceAll(t.Name(), "/", "-"))
				if got := ask[float64](p, share); got < c.least-0.001 || !ask[bool](p, inside) {
					t.Errorf("the map has %.2f of the height, want %.2f; all is inside: %t", got, c.least, ask[bool](p, inside))
				}
				if c.height >= 300 && ask[bool](p, overlaid) {
					t.Error("a control lies over another")
				}
				if !ask[bool](p, `(b => b.bottom <= innerHeight + 1 && b.right <= innerWidth + 1)(document.querySelector('a.whole').getBoundingClientRect())`) {
					t.Error("the link to the whole map is out of sight")
				}
			})
		}
	}
	p.t = t
	p.set(screen{width: 360, height: 560, touch: true})
	p.visitMap(seedPage + "/embed?lang=es")
	ask[bool](p, `(document.querySelector('.entries summary').click(), true)`)
	p.wait("the list", `document.querySelector('.entries').scrollHeight > document.querySelector('.entries').clientHeight + 100`)
	if ask[bool](p, `document.documentElement.scrollHeight > innerHeight + 1`) || ask[float64](p, share) < 0.25 {
		t.Errorf("a list that is open leaves the map %.2f of the height, and the page is %g px high", ask[float64](p, share), ask[float64](p, `document.documentElement.scrollHeight`))
	}
}

// A frame that starts hidden asks for no tile until it is seen, and then for none that is not there.
func TestBrowserEmbedHidden(t *testing.T) {
	t.Parallel()
	r := start(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, `<!doctype html><title>host</title><link rel="icon" href="data:,"><iframe id="box" src="%s" width="600" height="400" style="display:none"></iframe>`, r.root+seedPage+"/embed?lang=en")
	}))
	t.Cleanup(server.Close)
	p := open(t, running{root: server.URL, framed: r.root}, desk)
	var mu sync.Mutex
	var tiles []string
	err := chromedp.Listen(p.ctx, func(ev any) {
		if ev, ok := ev.(*network.EventRequestWillBeSent); ok && strings.Contains(ev.Request.URL, "/basemap/") {
			mu.Lock()
			defer mu.Unlock()
			tiles = append(tiles, ev.Request.URL)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	p.visit("/")
	eventually(t, "the hidden frame", func() bool { return within[bool](p, `document.querySelector('.leaflet-container') !== null`) })
	ask[bool](p, `(document.getElementById('box').style.display = 'block', true)`)
	eventually(t, "the map", func() bool {
		return within[bool](p, `document.documentElement.dataset.map === 'ready' && document.getElementById('map').offsetWidth > 500`)
	})
	within[bool](p, `(document.querySelector('.leaflet-control-zoom-in').click(), true)`)
	eventually(t, "tiles", func() bool { mu.Lock(); defer mu.Unlock(); return len(tiles) > 0 })
	mu.Lock()
	defer mu.Unlock()
	for _, address := range tiles {
		if strings.Contains(address, "/-") || strings.Contains(address, "/basemap/0/") {
			t.Errorf("a tile of no view is asked for: %s", address)
		}
	}
}
