package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// What the map's parts are called, and that they work without a mouse and without a drag.

// control is a thing that can have the focus, as the browser tells it to assistive technology.
type control struct{ role, name string }

// controls lists them.
func (p *reader) controls() []control {
	p.t.Helper()
	tree, err := chromedp.Call(p.ctx, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	if err != nil {
		p.t.Fatalf("accessibility tree: %v", err)
	}
	text := func(v *accessibility.Value) string {
		if v == nil {
			return ""
		}
		s, err := strconv.Unquote(string(v.Value))
		if err != nil {
			return string(v.Value)
		}
		return s
	}
	var all []control
	for _, node := range tree.Nodes {
		for _, property := range node.Properties {
			if property.Name == accessibility.PropertyNameFocusable && !node.Ignored {
				all = append(all, control{text(node.Role), text(node.Name)})
			}
		}
	}
	if len(all) == 0 {
		p.t.Fatal("nothing in the page can have the focus")
	}
	return all
}

// everyStopHasAName holds 4.1.2: by what the browser makes of the page.
func everyStopHasAName(t *testing.T, g public) {
	for _, page := range g.pages {
		if page.long {
			continue // as the story
		}
		t.Run(page.name, func(t *testing.T) {
			t.Parallel() // no timing is looked at
			p := g.open(t, g.running, desk)
			p.look(page, "es")
			for _, c := range p.controls() {
				if strings.TrimSpace(c.name) == "" {
					t.Errorf("a %s has no name", c.role)
				}
			}
		})
	}
}

// marksSayWhatTheyAre holds 4.1.2: marks and bubbles are buttons, named by what they stand for.
func marksSayWhatTheyAre(t *testing.T, g public) {
	p := g.open(t, g.running, desk)
	p.visitMap(seedPage + "?lang=en")
	const told = `[...document.querySelectorAll('#map [data-symbol]')].map(mark => mark.dataset.symbol.split(' ')).map(ids => {
		const line = document.querySelector('li.item[data-id="' + ids[0] + '"]');
		const text = part => line.querySelector(part).textContent.trim();
		const [words] = text('.where').split(/,| —/);
		const place = words === 'at this place' ? '' : words;
		if (ids.length > 1) return [ids.length + ' entries', place];
		return [text('h3'), text('.kind'), place, text('.when')];
	})`
	for _, parts := range ask[[][]string](p, told) {
		p.wantButton(parts)
	}
	p.visitMap("/stories/many?lang=en")
	bubbles := 0
	for _, c := range p.controls() {
		if strings.HasSuffix(c.name, "incidents, zoom in") && c.role == "button" {
			bubbles++
		}
	}
	if all := ask[int](p, `document.querySelectorAll('#map .bubble').length`); bubbles != all || all == 0 {
		t.Errorf("%d of %d bubbles are buttons that say how many incidents and that they zoom in", bubbles, all)
	}
}

// wantButton checks that the page has a button whose name has these parts, in this order.
func (p *reader) wantButton(parts []string) {
	p.t.Helper()
	for _, c := range p.controls() {
		rest, all := c.name, c.role == "button"
		for _, part := range parts {
			_, after, found := strings.Cut(rest, part)
			rest, all = after, all && found
		}
		if all {
			return
		}
	}
	p.t.Errorf("no button says %q", parts)
}

// marksArePressed holds 2.1.1: Enter and Space are what a click is, on marks and on bubbles.
func marksArePressed(t *testing.T, g public) {
	for _, key := range []struct{ name, key string }{{"Enter", kb.Enter}, {"Space", " "}} {
		p := g.open(t, g.running, desk)
		p.visitMap(seedPage + "?lang=en")
		ask[bool](p, `(document.querySelector('#map [data-symbol]').focus(), true)`)
		p.press(key.key)
		p.wait("the card after "+key.name, `document.querySelector('#card').open && document.querySelector('#card article.incident') !== null`)
		p.visitMap("/stories/many?lang=en")
		ask[bool](p, `(window.pressed = document.querySelector('#map .bubble'), pressed.focus(), true)`)
		for range 6 {
			before := ask[string](p, `location.search`)
			p.press(key.key)
			p.wait("the map to be nearer after "+key.name, fmt.Sprintf(`location.search !== %q`, before))
			time.Sleep(400 * time.Millisecond) // the finer grid is drawn when it comes
			if !ask[bool](p, `window.pressed.isConnected`) {
				break
			}
		}
		p.wait("the bubble to have come apart", `!window.pressed.isConnected`)
		if !ask[bool](p, `document.querySelector('#map').contains(document.activeElement)`) {
			t.Errorf("after %s on a bubble the focus is on %s", key.name, ask[string](p, `document.activeElement.tagName`))
		}
	}
}

// cardGivesTheFocusBack holds 2.4.3: the focus goes into the card and returns to what opened it,
// also when the map was drawn anew in between.
func cardGivesTheFocusBack(t *testing.T, g public) {
	redraws := []struct{ name, act string }{
		{"nothing", `true`},
		{"all layers switched off and on", `([1, 2].forEach(() => document.querySelectorAll('#layers input').forEach(box => box.click())), true)`},
		{"another step of zoom", `(document.querySelector('.leaflet-control-zoom-in').click(), true)`},
	}
	for _, opener := range []struct{ name, first, same string }{
		{"list", `#list li.item a.open`, `document.activeElement.matches('#list a.open[data-id="' + window.opened + '"]')`},
		{"mark", `#map [data-symbol]`, `document.activeElement.matches('#map [data-symbol~="' + window.opened + '"]')`},
	} {
		for _, redraw := range redraws {
			t.Run(opener.name+" and "+redraw.name, func(t *testing.T) {
				p := g.open(t, g.running, desk)
				p.visitMap(seedPage + "?lang=en")
				ask[bool](p, `(e => { window.opened = e.dataset.id ?? e.dataset.symbol; e.focus(); return true })(document.querySelector('`+opener.first+`'))`)
				p.press(kb.Enter)
				p.wait("the card", `document.querySelector('#card article.incident') !== null`)
				if !ask[bool](p, `document.querySelector('#card').contains(document.activeElement)`) {
					t.Error("the card does not take the focus")
				}
				ask[bool](p, redraw.act)
				p.wait("the map to stand", `!document.querySelector('.leaflet-zoom-anim')`)
				time.Sleep(400 * time.Millisecond) // longer than a step of zoom
				p.press(kb.Escape)
				p.wait("the card to close", `!document.querySelector('#card').open`)
				if !ask[bool](p, opener.same) {
					t.Errorf("the focus is on %s", ask[string](p, `document.activeElement.outerHTML.slice(0, 120)`))
				}
			})
		}
	}
}

// place is where a map is: its middle in degrees, and its zoom.
type place struct{ lon, lat, zoom float64 }

// moved waits until the address tells another place than the one before.
func (p *reader) moved(before place) place {
	p.t.Helper()
	old := fmt.Sprintf(`%v %v %v`, before.lon, before.lat, before.zoom)
	const now = `(q => [...(q.get('center') ?? '0,0').split(','), q.get('zoom') ?? 0].map(Number).join(' '))(new URLSearchParams(location.search))`
	p.wait("the map to have moved", fmt.Sprintf(`%s !== %q`, now, old))
	time.Sleep(350 * time.Millisecond) // the address is written at rest
	var at place
	if _, err := fmt.Sscan(ask[string](p, now), &at.lon, &at.lat, &at.zoom); err != nil {
		p.t.Fatal(err)
	}
	return at
}

// buttonsDoWhatADragDoes holds 2.5.7 and 2.5.1: with one finger, tap by tap, on a phone.
func buttonsDoWhatADragDoes(t *testing.T, g public) {
	p := g.open(t, g.running, screen{width: 360, height: 800, touch: true})
	p.visitMap(seedPage + "?lang=en&center=-103,20.5&zoom=8")
	tap := func(selector string) {
		t.Helper()
		at := ask[[]float64](p, `(b => [b.left + b.width / 2, b.top + b.height / 2])(document.querySelector('`+selector+`').getBoundingClientRect())`)
		p.do("tap "+selector, chromedp.TapXY(at[0], at[1]))
	}
	tap(".move-control [aria-expanded]")
	p.wait("the pan buttons", `document.querySelector('#move-pad').checkVisibility()`)
	at := place{-103, 20.5, 8}
	for i, want := range []struct {
		name, selector string
		lon, lat, zoom float64
	}{
		{"up", "#move-pad button:nth-child(1)", 0, 1, 0},
		{"left", "#move-pad button:nth-child(2)", -1, 0, 0},
		{"right", "#move-pad button:nth-child(3)", 1, 0, 0},
		{"down", "#move-pad button:nth-child(4)", 0, -1, 0},
		{"nearer", ".leaflet-control-zoom-in", 0, 0, 1},
		{"farther", ".leaflet-control-zoom-out", 0, 0, -1},
	} {
		before := at
		tap(want.selector)
		at = p.moved(before)
		sign := func(v float64) float64 {
			if math.Abs(v) < 0.01 {
				return 0
			}
			return math.Copysign(1, v)
		}
		if sign(at.lon-before.lon) != want.lon || sign(at.lat-before.lat) != want.lat || sign(at.zoom-before.zoom) != want.zoom {
			t.Errorf("step %d, %s: from %v to %v", i+1, want.name, before, at)
		}
	}
}

// keysAreTheMapsAlone holds 2.1.4: arrows pan and + and - zoom while the map has the focus, and
// only then.
func keysAreTheMapsAlone(t *testing.T, g public) {
	p := g.open(t, g.running, desk)
	p.visitMap(seedPage + "?lang=en&center=-103,20.5&zoom=7")
	at := place{-103, 20.5, 7}
	ask[bool](p, `(document.querySelector('#map').focus({preventScroll: true}), true)`)
	for _, step := range []struct {
		name, key string
		right     func(before, after place) bool
	}{
		{"right", kb.ArrowRight, func(b, a place) bool { return a.lon > b.lon && a.zoom == b.zoom }},
		{"left", kb.ArrowLeft, func(b, a place) bool { return a.lon < b.lon }},
		{"up", kb.ArrowUp, func(b, a place) bool { return a.lat > b.lat }},
		{"down", kb.ArrowDown, func(b, a place) bool { return a.lat < b.lat }},
		{"+", "+", func(b, a place) bool { return a.zoom > b.zoom }},
		{"-", "-", func(b, a place) bool { return a.zoom < b.zoom }},
	} {
		before := at
		p.press(step.key)
		if at = p.moved(before); !step.right(before, at) {
			t.Errorf("%s: from %v to %v", step.name, before, at)
		}
	}
	address := ask[string](p, `location.search`)
	for _, elsewhere := range []string{"#list a.open", "#layers input", ".languages a"} {
		ask[bool](p, `(document.querySelector('`+elsewhere+`').focus(), true)`)
		for _, key := range []string{kb.ArrowRight, kb.ArrowDown, "+", "-", "=", "l", "s"} {
			p.press(key)
		}
		time.Sleep(600 * time.Millisecond) // longer than a step takes, and the address
		if now := ask[string](p, `location.search`); now != address {
			t.Fatalf("keys pressed at %s take the page from %s to %s", elsewhere, address, now)
		}
	}
}
