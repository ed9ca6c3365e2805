package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// weight is what a page makes a reader's browser load, as it comes over the wire.
type weight struct {
	total    float64 // KiB, heads of answers and all
	script   float64 // KiB of it
	requests int     // begun before the map is drawn, the page's own among them
}

// budget is what a page may weigh.
type budget struct {
	name, address string
	most          weight
	// now is what it weighs where that is more: a debt. Such figures may be made smaller, never
	// larger; a row that keeps to most has none.
	now weight
}

// embedsWeight is what a story's map in a frame may weigh.
var embedsWeight = weight{total: 80, script: 52, requests: 4}

// readersWeight is what a story's page may weigh.
var readersWeight = weight{total: 90, script: 55, requests: 4}

// budgets are of a phone; a new page is one line. Nothing is ever asked of another host, and
// nothing is stored in the browser.
var budgets = []budget{
	{name: "the seed story", address: seedPage, most: readersWeight},
	{name: "a story of 1,000 incidents", address: "/stories/thousand", most: readersWeight},
	{name: "an embedded story of 1,000 incidents", address: "/stories/thousand/embed", most: embedsWeight},
	{name: "the embedded seed story", address: seedPage + "/embed", most: embedsWeight, now: weight{total: 86}},
}

// pagesKeepToTheirBudgets counts bytes and requests of pages that are loaded for the first time.
func pagesKeepToTheirBudgets(t *testing.T, g public) {
	for _, b := range budgets {
		t.Run(b.name, func(t *testing.T) {
			g.weigh(t, b.address) // so that the server has made its answers, as for any but its first reader
			got, names := g.weigh(t, b.address)
			t.Logf("%.1f KiB, of which script %.1f KiB, in %d requests until the map is drawn:\n%s", got.total, got.script, got.requests, strings.Join(names, "\n"))
			for _, c := range []struct {
				what           string
				got, most, now float64
			}{
				{"KiB", got.total, b.most.total, b.now.total},
				{"KiB of script", got.script, b.most.script, b.now.script},
				{"requests", float64(got.requests), float64(b.most.requests), float64(b.now.requests)},
			} {
				if c.now > 0 && c.got <= c.most {
					t.Logf("the debt of %s is paid: take %g out of the row's now", c.what, c.now)
				}
				if c.got > max(c.most, c.now) {
					t.Errorf("%.1f %s, at most %g", c.got, c.what, max(c.most, c.now))
				}
			}
		})
	}
}

// asked is what came of a request.
type asked struct {
	address string
	kind    network.ResourceType
	begun   float64 // seconds since 1970
	bytes   float64
	whole   bool // bytes are all that came, heads too
}

// weigh opens a page in an empty browser and tells what it loaded.
func (g public) weigh(t *testing.T, address string) (weight, []string) {
	t.Helper()
	p := g.open(t, g.running, screen{width: phone.width, height: phone.height, density: 3, touch: true})
	var mu sync.Mutex
	var requests []*asked
	byID := map[network.RequestID]*asked{}
	err := chromedp.Listen(p.ctx, func(ev any) {
		mu.Lock()
		defer mu.Unlock()
		switch ev := ev.(type) {
		case *network.EventRequestWillBeSent:
			if strings.HasPrefix(ev.Request.URL, "http") {
				r := &asked{address: ev.Request.URL, kind: ev.Type, begun: ev.WallTime.Float64()}
				requests, byID[ev.RequestID] = append(requests, r), r
			}
		case *network.EventDataReceived:
			if r := byID[ev.RequestID]; r != nil && !r.whole {
				r.bytes += float64(ev.EncodedDataLength)
			}
		case *network.EventLoadingFinished:
			if r := byID[ev.RequestID]; r != nil {
				r.bytes, r.whole = ev.EncodedDataLength, true
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	const noteReady = `new MutationObserver((_, self) => { if (document.documentElement?.dataset.map === 'ready') { window.readyAt = performance.timeOrigin + performance.now(); self.disconnect() } }).observe(document, {subtree: true, attributes: true})`
	p.do("count", func(ctx context.Context, tab *chromedp.Target) (chromedp.Void, error) {
		if _, err := cdp.Call(ctx, tab, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true}); err != nil {
			return chromedp.Void{}, err
		}
		_, err := cdp.Call(ctx, tab, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: noteReady})
		return chromedp.Void{}, err
	})
	p.visitMap(address + "?lang=en")
	time.Sleep(time.Second) // for what comes after
	ready := ask[float64](p, `window.readyAt / 1000`)
	p.storesNothing()
	mu.Lock()
	defer mu.Unlock()
	return sum(t, g.root, requests, ready)
}

func sum(t *testing.T, root string, requests []*asked, ready float64) (weight, []string) {
	t.Helper()
	var w weight
	var names []string
	for _, r := range requests {
		u, err := url.Parse(r.address)
		if err != nil || u.Scheme+"://"+u.Host != root {
			t.Errorf("another host is asked: %s", r.address)
			continue
		}
		w.total += r.bytes / 1024
		if r.kind == network.ResourceTypeScript {
			w.script += r.bytes / 1024
		}
		before := r.begun < ready
		if before {
			w.requests++
		}
		names = append(names, fmt.Sprintf("%8.1f KiB %-10s before the map %-5t %s", r.bytes/1024, r.kind, before, u.RequestURI()))
	}
	if w.total < 5 {
		t.Fatalf("only %.1f KiB were counted: %v", w.total, names)
	}
	return w, names
}

// storesNothing checks that the page leaves nothing in the browser.
func (p *reader) storesNothing() {
	p.t.Helper()
	const stored = `Promise.all([indexedDB.databases(), caches.keys(), navigator.serviceWorker?.getRegistrations() ?? []]).then(([databases, kept, workers]) =>
		[document.cookie, ...Object.keys(localStorage), ...Object.keys(sessionStorage), ...databases.map(d => d.name), ...kept, ...workers.map(w => w.scope)].filter(Boolean))`
	left, err := chromedp.Run(p.ctx, chromedp.Evaluate[[]string](stored, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatalf("what the page stores: %v", err)
	}
	cookies, err := chromedp.Call(p.ctx, network.GetCookies, network.GetCookiesParams{})
	if err != nil {
		p.t.Fatalf("cookies: %v", err)
	}
	for _, c := range cookies.Cookies {
		left = append(left, c.Name)
	}
	if len(left) > 0 {
		p.t.Errorf("the page stores %q", left)
	}
}

// putReports writes a story of n incidents all over Mexico that are told as newsrooms do: in two
// languages, with a place, sources, and figures in one of five.
func putReports(t *testing.T, store incidents.Store, slug string, n int) {
	t.Helper()
	box := [4]float64{-115, 15, -88, 31}
	layer := func(id, title string, shape incidents.Shape, colour string, kinds ...incidents.Kind) incidents.Layer {
		return incidents.Layer{ID: id, Title: incidents.Text{"en": title, "es": title}, Symbol: incidents.Symbol{Shape: shape, Color: colour}, Filter: incidents.LayerFilter{Kinds: kinds}}
	}
	story := incidents.Story{
		Slug: slug, Title: incidents.Text{"en": "A day of blockades", "es": "Un día de bloqueos"}, Languages: []string{"es", "en"},
		Summary: incidents.Text{"en": "What was reported that day, and by whom.", "es": "Lo que se informó ese día, y quién lo dijo."},
		Zone:    "America/Mexico_City", View: incidents.Viewport{BBox: box},
		Layers: []incidents.Layer{
			layer("roadblocks", "Bloqueos", incidents.Square, "#b84a00", "roadblock", "vehicle_arson"),
			layer("clashes", "Choques", incidents.Star, "#a50026", "armed_clash", "attack"),
			layer("protests", "Protestas", incidents.Diamond, "#0571b0", "protest"),
		},
	}
	if _, err := store.PutStory(t.Context(), story); err != nil {
		t.Fatal(err)
	}
	chance := rand.New(rand.NewPCG(7, 11))
	kinds := []incidents.Kind{"roadblock", "vehicle_arson", "armed_clash", "attack", "protest"}
	towns := []string{"Guadalajara", "Zapopan", "Tepic", "Colima", "Morelia", "Uruapan", "Celaya", "Zacatecas", "Mazatlán", "Torreón"}
	writes := make([]incidents.Write, n)
	for i := range writes {
		at := time.Date(2026, 2, 22, 6, 0, 0, 0, time.UTC).Add(time.Duration(i) * time.Minute)
		town := towns[chance.IntN(len(towns))]
		inc := incidents.Incident{
			ID: incidents.NewID(at), Story: slug, Class: incidents.ClassIncident, Kind: kinds[i%len(kinds)],
			Title:   incidents.Text{"es": fmt.Sprintf("Vehículos atravesados en la salida %d de %s", i+1, town), "en": fmt.Sprintf("Vehicles across exit road %d of %s", i+1, town)},
			Summary: incidents.Text{"es": "Los bomberos llegaron una hora después.", "en": "Firefighters came an hour later."},
			When:    incidents.When{Start: at, End: at, Zone: story.Zone, Precision: incidents.Minute, Basis: incidents.EventTime},
			Where: geo.Location{
				Geometry:  orb.Point{box[0] + chance.Float64()*(box[2]-box[0]), box[1] + chance.Float64()*(box[3]-box[1])},
				Precision: geo.Exact, Place: map[string]string{"es": town},
			},
			Sources:  []incidents.Source{{ID: fmt.Sprint("s", i%7), Publisher: incidents.Text{"es": fmt.Sprintf("Diario %d de %s", i%7, "la región")}, URL: fmt.Sprintf("https://example.org/%d", i), Kind: incidents.Wire, Attribution: incidents.Named}},
			Workflow: incidents.Published, Verification: incidents.SingleSource, Disposition: incidents.Active,
		}
		if i%5 == 0 {
			killed := 1 + i%3
			inc.Casualties = []incidents.Casualty{{ID: "c1", Group: "civilian", Outcome: incidents.Killed, Best: &killed}}
		}
		writes[i] = incidents.Write{Kind: incidents.Create, Author: "desk", Incident: inc}
	}
	for part := range slices.Chunk(writes, 500) {
		if _, err := store.Write(t.Context(), part...); err != nil {
			t.Fatal(err)
		}
	}
}
