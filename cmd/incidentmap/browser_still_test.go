package main

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"incidentmap/incidents"
)

// The map's first paint is taken over in place: nothing moves, and no tile is asked for before the reader moves the map.
func TestBrowserFirstPaint(t *testing.T) {
	t.Parallel()
	r := start(t)
	for _, on := range []screen{desk, phone, {width: 1300, height: 700}} {
		p := open(t, r, on)
		p.visit(seedPage + "?lang=en")
		p.wait("the map to be drawn", `document.documentElement.dataset.map === 'ready'`)
		p.shot(fmt.Sprintf("taken-over-%d", on.width))
		const tiles = `performance.getEntriesByType('resource').filter(r => r.name.includes('/basemap/')).length`
		if n := ask[int](p, tiles); n != 0 {
			t.Errorf("%+v: %d tiles are asked for before the map is moved", on, n)
		}
		if ask[bool](p, `document.querySelector('img.still') !== null`) {
			t.Errorf("%v: the first paint stays over the map's own", on)
		}
		box := ask[[]float64](p, `(i => { const b = i.getBoundingClientRect(), m = document.querySelector('#map').getBoundingClientRect(); return [b.left - m.left + b.width / 2, b.top - m.top + b.height / 2, m.width / 2, m.height / 2]; })(document.querySelector('.leaflet-still-pane img'))`)
		if math.Abs(box[0]-box[2]) > 1 || math.Abs(box[1]-box[3]) > 1 {
			t.Errorf("%v: the middle of the basemap is at %v, %v of a map whose middle is %v, %v", on, box[0], box[1], box[2], box[3])
		}
		// The first move keeps the zoom.
		ask[bool](p, `(window.marks = () => new Map([...document.querySelectorAll('#map [data-symbol]')].map(m => [m.dataset.symbol, m.getBoundingClientRect().x])), window.before = marks(), true)`)
		ask[bool](p, `(document.querySelector('#map').focus(), true)`)
		p.press(kb.ArrowRight)
		p.wait("the map to move by one step", `[...marks()].some(([symbol, x]) => Math.abs(x - before.get(symbol) + 80) < 1.5)`)
		ask[bool](p, `(document.querySelector('.leaflet-control-zoom-in').click(), true)`)
		p.wait("tiles after the map was moved", tiles+` > 0`)
		p.wait("the first paint to go once tiles are there", `document.querySelector('.leaflet-still-pane img') === null`)
	}
}

// What takes the first paint over is no larger, so that the largest paint that browsers count is the first one, whatever share
// of a pixel the heights of the screen and of what stands above the map leave.
func TestBrowserLargestPaintIsTheFirst(t *testing.T) {
	t.Parallel()
	s := startOn(t, seededWith(t, func(store incidents.Store) { putReports(t, store, "thousand", 1000) }))
	const paints = `new Promise(requestAnimationFrame).then(() => new Promise((done) => new PerformanceObserver((list) => done(list.getEntries().map(({element, size}) => (element?.className ?? '') + ' ' + size))).observe({type: 'largest-contentful-paint', buffered: true})))`
	for _, story := range []string{seedPage, "/stories/thousand"} {
		for _, height := range []int64{800, 823, 851} {
			p := open(t, s, screen{width: 412, height: height, density: 3, touch: true})
			p.far()
			p.visitMap(story + "?lang=en")
			p.wait("the map to be taken over", `document.querySelector('.leaflet-still-pane img') && !document.querySelector('img.still')`)
			painted, err := chromedp.Run(p.ctx, chromedp.Evaluate[[]string](paints, chromedp.EvalAwaitPromise))
			if err != nil {
				t.Fatal(err)
			}
			// The first paint is gone, and so has no name.
			if len(painted) == 0 || strings.HasPrefix(painted[len(painted)-1], "leaflet") {
				t.Errorf("%s at a height of %d: the largest paints are %q", story, height, painted)
			}
		}
	}
}

// far puts the reader so far away that a page is painted before its scripts have come.
func (p *reader) far() {
	p.t.Helper()
	p.do("put the server far away", func(ctx context.Context, tab *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, tab, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
			MatchedNetworkConditions: []*network.Conditions{{Latency: 1500, DownloadThroughput: -1, UploadThroughput: -1}},
		})
		return chromedp.Void{}, err
	})
}

// The picture in the page is an image that browsers draw: its names are in it, and it is of the page's own.
func TestBrowserFirstPaintOfAView(t *testing.T) {
	t.Parallel()
	p := open(t, start(t), desk)
	p.visit(seedPage + "?lang=en&bbox=-104,20,-103,21")
	p.wait("the map to be drawn", `document.documentElement.dataset.map === 'ready'`)
	if got := ask[string](p, `location.search`); strings.Contains(got, "center=") {
		t.Errorf("the address has moved by itself: %s", got)
	}
	if got := ask[string](p, `document.querySelector('#map [data-symbol]') ? 'drawn' : 'nothing'`); got != "drawn" {
		t.Error("nothing is drawn of a view around Guadalajara")
	}
}

// The basemap of the first paint is as large across as it is down, as Leaflet's is, also where the picture reaches
// beyond the ends of the world.
func TestBrowserFirstPaintKeepsItsShape(t *testing.T) {
	t.Parallel()
	r := start(t)
	for _, on := range []screen{desk, phone} {
		for _, view := range []string{"", "&bbox=-180,-80,180,80", "&bbox=-60,40,60,84"} {
			p := open(t, r, on)
			p.visit(seedPage + "?lang=en" + view)
			p.wait("the map to be drawn", `document.documentElement.dataset.map === 'ready'`)
			if !ask[bool](p, `document.querySelector('.leaflet-still-pane img') !== null`) {
				if view == "" {
					t.Errorf("%+v: the story's own view has no basemap of the first paint", on)
				}
				continue // the picture does not hold all of this view, and tiles are there
			}
			scale := ask[[]float64](p, `(i => { const [, , w, h] = / viewBox='([^']*)'/.exec(decodeURIComponent(i.src))[1].split(' '); return [i.offsetWidth / w, i.offsetHeight / h]; })(document.querySelector('.leaflet-still-pane img'))`)
			if math.Abs(scale[0]/scale[1]-1) > 0.01 {
				t.Errorf("%+v%s: a step of the basemap is %g pixels across and %g down", on, view, scale[0], scale[1])
			}
		}
	}
}

// An address that says its middle and zoom, as those of moved maps do, has its own first paint, of the same scale as the map.
func TestBrowserFirstPaintOfAnAddress(t *testing.T) {
	t.Parallel()
	p := open(t, start(t), desk)
	p.visit(seedPage + "?lang=en&center=-103.35,20.67&zoom=9")
	p.wait("the map to be drawn", `document.documentElement.dataset.map === 'ready'`)
	p.shot("first-paint-of-an-address")
	if n := ask[int](p, `performance.getEntriesByType('resource').filter(r => r.name.includes('/basemap/')).length`); n != 0 {
		t.Errorf("%d tiles are asked for", n)
	}
	scale := ask[float64](p, `(i => i.offsetWidth / / viewBox='0 0 ([0-9.]+) /.exec(decodeURIComponent(i.src))[1])(document.querySelector('.leaflet-still-pane img'))`)
	if math.Abs(scale-0.5) > 0.001 { // two steps of the picture are a pixel of the zoom
		t.Errorf("a step of the picture is %g pixels", scale)
	}
}
