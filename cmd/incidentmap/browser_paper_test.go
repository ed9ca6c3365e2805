package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Paper, and screens whose colours are the reader's own.

// printsWhole holds that a printed story says what the page says, and has none of its controls.
func printsWhole(t *testing.T, g public) {
	for _, c := range []struct {
		name string
		on   screen
	}{
		{"desk", desk},
		{"dark phone", screen{width: 360, height: 800, dark: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := g.open(t, g.running, c.on)
			p.visitMap(seedPage + "?lang=en")
			p.paper(seedPage, c.on)
			for _, part := range []string{"h1", ".asof", ".lede", "#layers .symbol", "#ledger", "#list li.item", ".figures b", "#list .verification", "#background li.item", "footer"} {
				if !ask[bool](p, `[...document.querySelectorAll('`+part+`')].every(e => e.checkVisibility()) && document.querySelector('`+part+`') !== null`) {
					t.Errorf("%s is not printed", part)
				}
			}
			if !ask[bool](p, `(e => e !== null && e.checkVisibility() && e.naturalWidth === 1200)(document.querySelector('.on-paper'))`) {
				t.Error("the map is not printed")
			}
			const controls = `[...document.querySelectorAll('.skip, .languages, button, input, summary, .download, .leaflet-container, dialog, .live')].filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 90))`
			if left := ask[[]string](p, controls); len(left) > 0 {
				t.Errorf("controls are printed: %s", strings.Join(left, "\n"))
			}
			ground := ask[[]string](p, `[getComputedStyle(document.documentElement).backgroundColor, getComputedStyle(document.body).color]`)
			if light, ink := parseColour(t, ground[0]), parseColour(t, ground[1]); luminance(light) < 0.99 || contrast(light, ink) < 10 {
				t.Errorf("it is printed in %v on %v", ink, light)
			}
			if ask[bool](p, `document.documentElement.scrollWidth > innerWidth`) {
				t.Error("it is wider than the paper")
			}
		})
	}
	p := g.open(t, g.running, desk)
	p.visit("/stories/thousand/list?lang=en")
	p.visit(ask[string](p, `document.querySelector('#list a.open').getAttribute('href')`))
	p.paper("incident", desk)
	if !ask[bool](p, `(all => all.length > 0 && all.every(a => getComputedStyle(a, '::after').content.includes(a.href)))([...document.querySelectorAll('.sources a[href^=http]')])`) {
		t.Error("the addresses of an incident's sources are not printed")
	}
}

// paper turns the window into a sheet of A4, prints it, and keeps the print.
func (p *reader) paper(name string, from screen) {
	p.t.Helper()
	margin := 0.5
	sheet, err := chromedp.Call(p.ctx, page.PrintToPDF, page.PrintToPDFParams{
		PaperWidth: 8.27, PaperHeight: 11.69, MarginTop: &margin, MarginBottom: &margin, MarginLeft: &margin, MarginRight: &margin,
	})
	if err != nil || !bytes.HasPrefix(sheet.Data, []byte("%PDF-")) {
		p.t.Fatalf("print: %v", err)
	}
	if name == seedPage && !bytes.Contains(sheet.Data, []byte("/Width 1200")) {
		p.t.Error("the map's picture is not in the print")
	}
	name = strings.ReplaceAll(p.t.Name()[strings.IndexByte(p.t.Name(), '/')+1:], "/", "-") + "-" + name[strings.LastIndexByte(name, '/')+1:]
	p.keep(name+".pdf", sheet.Data)
	p.set(screen{width: 698, height: 1000, dark: from.dark, paper: true}) // A4 less its margins, at 96 px an inch
	whole, err := chromedp.Run(p.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		p.t.Fatalf("screenshot: %v", err)
	}
	p.keep(name+".png", whole)
}

// otherColoursServe holds the page together where the reader's system has colours of its own
// (forced colours) or wants more contrast: controls have edges, symbols their colours and shapes,
// the focus is seen, and axe finds nothing.
func otherColoursServe(t *testing.T, g public) {
	source := axeSource(t)
	for _, c := range []struct {
		name string
		on   screen
	}{
		{"forced", screen{width: 1280, height: 800, forced: true}},
		{"forced dark", screen{width: 1280, height: 800, forced: true, dark: true}},
		{"contrast", screen{width: 1280, height: 800, contrast: true}},
		{"contrast dark", screen{width: 1280, height: 800, contrast: true, dark: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := g.open(t, g.running, c.on)
			p.visitMap(seedPage + "?lang=en")
			ask[bool](p, `(document.querySelector('#list a.open').click(), true)`)
			p.wait("the card", `document.querySelector('#card article.incident') !== null`)
			p.shot("colours-" + strings.ReplaceAll(c.name, " ", "-"))
			for _, found := range p.axe(source) {
				t.Error(found)
			}
			if c.on.forced {
				edges := ask[[]string](p, `['#card', '.leaflet-bar', '.move-control', '#ledger'].filter(s => getComputedStyle(document.querySelector(s)).borderTopStyle === 'none')`)
				if len(edges) > 0 {
					t.Errorf("no edge is drawn around %v", edges)
				}
				colours := ask[[]string](p, `[...document.querySelectorAll('#layers .symbol')].map(e => getComputedStyle(e).fill)`)
				if slices.Sort(colours); len(slices.Compact(colours)) < 6 {
					t.Errorf("the layers' colours are gone: %v", colours)
				}
			}
			ask[bool](p, `(document.activeElement.blur(), true)`)
			for range 6 {
				if at := p.tab(); at != nil && at.Is != "the map" {
					p.checkFocus(at)
				}
			}
		})
	}
}
