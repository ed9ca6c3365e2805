package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A keyboard's way through a page, stop by stop: WCAG 2.1.1, 2.1.2, 2.4.1, 2.4.7, 2.4.11, 2.5.8.

// stop is where the Tab key stops.
type stop struct {
	What          string  // the element's tag, id and classes
	Is            string  // which of the page's parts it is of; see parts
	X, Y          float64 // its box in the window, in CSS pixels
	Width, Height float64
	Shows         bool // its computed style differs from the unfocused one
	Hidden        bool // something lies over all of it, or it is out of the window
}

// parts are the parts of a story's page that a walk must come through, in this order.
var parts = []struct{ name, selector string }{
	{"the skip link", ".skip"},
	{"the languages", ".languages a"},
	{"the map", "#map.leaflet-container"},
	{"a mark", "#map button.leaflet-marker-icon"},
	{"zoom", ".leaflet-control-zoom button"},
	{"the way home and the pan buttons", ".move-control button"},
	{"the basemap's source", ".leaflet-control-attribution a"},
	{"the timeline", "#time input"},
	{"a layer's switch", "#layers input"},
	{"the list", "#list a.open"},
	{"the end of the page", "footer a"},
}

// atStop describes what has the focus, and remembers that it was reached. Blurring it tells what
// it looks like without.
const atStop = `(parts => {
	const e = document.activeElement;
	if (!e || e === document.body) return null;
	(window.reached ??= new Set()).add(e);
	const box = e.getBoundingClientRect();
	const look = () => {
		const c = getComputedStyle(e);
		return [c.outlineStyle, c.outlineWidth, c.outlineColor, c.boxShadow, c.backgroundColor, c.borderColor, c.clipPath].join();
	};
	const spots = [.5, .1, .9].flatMap(x => [.5, .1, .9].map(y => document.elementFromPoint(box.left + box.width * x, box.top + box.height * y)));
	const over = spots[0] ? ' under ' + spots[0].tagName.toLowerCase() + '.' + [...spots[0].classList].join('.') : ' out of view';
	const hidden = !spots.some(at => at && (e.contains(at) || at.contains(e) || e.closest('label')?.contains(at)));
	const on = look();
	e.blur();
	const off = look();
	e.focus({preventScroll: true});
	return {
		What: [e.tagName.toLowerCase(), e.id && '#' + e.id, ...[...e.classList].map(c => '.' + c), hidden ? ' ' + e.textContent.trim().slice(0, 30) + over : ''].join(''),
		Is: parts.find(([, selector]) => e.matches(selector))?.[0] ?? '',
		X: box.left, Y: box.top, Width: box.width, Height: box.height,
		Shows: on !== off, Hidden: hidden,
	};
})`

// missed tells which controls that can be seen the walk did not come to: whatever the page has,
// a timeline where there is one.
const missed = `[...document.querySelectorAll('a[href], button, input, select, textarea, summary, iframe, [tabindex]')]
	.filter(e => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({visibilityProperty: true}) && !window.reached.has(e))
	.map(e => e.outerHTML.slice(0, 120))`

// tab presses Tab and tells where it stops, or nil where it leaves the page.
func (p *reader) tab(modifiers ...chromedp.Modifier) *stop {
	p.t.Helper()
	p.do("press Tab", chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(modifiers...)))
	return ask[*stop](p, p.probe())
}

func (p *reader) probe() string {
	var list []string
	for _, part := range parts {
		list = append(list, fmt.Sprintf("[%q, %q]", part.name, part.selector))
	}
	return atStop + `([` + strings.Join(list, ", ") + `])`
}

// walk presses Tab until it leaves the page. What opens on the way is opened when it is reached.
func (p *reader) walk(most int) []stop {
	p.t.Helper()
	var way []stop
	for range most {
		at := p.tab()
		if at == nil {
			return way
		}
		way = append(way, *at)
		if ask[bool](p, `document.activeElement.matches('.move-control [aria-expanded=false]')`) {
			p.press(kb.Enter)
			p.wait("the pan buttons", `document.querySelector('#move-pad').checkVisibility()`)
		}
	}
	p.t.Fatalf("Tab has not left the page after %d stops; it is at %s", most, way[len(way)-1].What)
	return nil
}

// walkLeadsThroughThePage holds 2.1.1, 2.1.2, 2.4.7, 2.4.11 and 2.5.8 on a desk and on a phone, and
// with a card open, which lies over part of the page.
func walkLeadsThroughThePage(t *testing.T, g public) {
	for _, c := range []struct {
		name string
		on   screen
		card bool
	}{
		{"desk", desk, false},
		{"dark phone", screen{width: 360, height: 800, dark: true}, false},
		{"desk at 400 %", screen{width: 320, height: 256, density: 4}, false},
		{"desk with a card", desk, true},
		{"phone with a card", phone, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := g.open(t, g.running, c.on)
			p.visitMap(seedPage + "?lang=en")
			if c.card {
				ask[bool](p, `(document.querySelectorAll('#list a.open')[2].click(), true)`)
				p.wait("the card", `document.querySelector('#card article.incident') !== null`)
				ask[bool](p, `(document.activeElement.blur(), scrollTo(0, 0), true)`)
			}
			way := p.walk(200)
			for _, at := range way {
				if !at.Shows {
					t.Errorf("2.4.7: %s looks the same with the focus and without", at.What)
				}
				if at.Hidden {
					t.Errorf("2.4.11: %s has the focus and is hidden", at.What)
				}
			}
			if c.card {
				return // the walk begins where the card was
			}
			checkParts(t, way)
			if left := ask[[]string](p, missed); len(left) > 0 {
				t.Errorf("2.1.1: Tab does not come to %d controls: %s", len(left), strings.Join(left, "\n"))
			}
			back := p.tab(chromedp.ModifierShift)
			if last := way[len(way)-1]; back == nil || back.What != last.What {
				t.Errorf("2.1.2: from beyond the page the way back is to %+v, not to %s", back, last.What)
			}
		})
	}
}

// checkParts checks that the parts of the page come, each, and in their order.
func checkParts(t *testing.T, way []stop) {
	t.Helper()
	before := -1
	for _, part := range parts {
		first := slices.IndexFunc(way, func(at stop) bool { return at.Is == part.name })
		if first < 0 {
			t.Errorf("2.1.1: Tab does not come to %s", part.name)
			continue
		}
		if first < before {
			t.Errorf("2.4.3: Tab comes to %s before what stands before it", part.name)
		}
		before = first
	}
}

// firstStopIsTheSkipLink holds 2.4.1.
func firstStopIsTheSkipLink(t *testing.T, g public) {
	for _, page := range []struct{ address, ready, to string }{
		{seedPage, mapDrawn, "list"},
		{"/stories/many", mapDrawn, "list"},
		{g.incident, `document.readyState === 'complete'`, "incident"},
	} {
		p := g.open(t, g.running, desk)
		p.visit(page.address + "?lang=en")
		p.wait("the page", page.ready)
		at := p.tab()
		if at == nil || at.Is != "the skip link" {
			t.Fatalf("%s: the first stop is %+v", page.address, at)
		}
		if at.Hidden || at.Width < 24 || at.Height < 24 {
			t.Errorf("%s: the skip link has the focus and cannot be seen: %+v", page.address, at)
		}
		p.press(kb.Enter)
		if !ask[bool](p, `document.querySelector('#`+page.to+`').contains(document.activeElement) || location.hash === '#`+page.to+`'`) {
			t.Errorf("%s: the skip link does not lead to #%s", page.address, page.to)
		}
		next := p.tab()
		if next == nil || !ask[bool](p, `document.querySelector('#`+page.to+`').contains(document.activeElement) || !(document.querySelector('#`+page.to+`').compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_PRECEDING)`) {
			t.Errorf("%s: the stop after the skip link is %+v, before #%s", page.address, next, page.to)
		}
	}
}

// noMoreMarkStops holds that the map takes no more than thirty stops of a view.
func noMoreMarkStops(t *testing.T, g public) {
	const stops = `[...document.querySelectorAll('#map button.leaflet-marker-icon')].filter(e => e.tabIndex >= 0).length`
	const marks = `document.querySelectorAll('#map button.leaflet-marker-icon').length`
	for _, address := range []string{seedPage, "/stories/thousand", "/stories/many"} {
		p := g.open(t, g.running, desk)
		p.visitMap(address + "?lang=en")
		views := []string{"at first", "one step nearer"}
		if address == "/stories/thousand" {
			views = views[:1] // its marks take long to arrange anew
		}
		for i, when := range views {
			if i > 0 {
				zoomBy(p, ".leaflet-control-zoom-in")
			}
			all, n := ask[int](p, marks), ask[int](p, stops)
			if n > 30 || (all > 30) != (n == 0) || (i == 0 && address == seedPage && n == 0) {
				t.Errorf("%s, %s: %d of %d marks are stops", address, when, n, all)
			}
		}
	}
}

// zoomBy presses a button that zooms and waits until the map has.
func zoomBy(p *reader, button string) {
	p.t.Helper()
	before := ask[string](p, `location.search`)
	ask[bool](p, `(document.querySelector('`+button+`').click(), true)`)
	p.wait("the map to have zoomed", fmt.Sprintf(`location.search !== %q && !document.querySelector('.leaflet-zoom-anim')`, before))
}
