package main

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

const seedPage = "/stories/jalisco-2026-02-22"

func TestBrowserMap(t *testing.T) {
	r := start(t)
	for _, c := range []struct {
		name string
		on   screen
	}{
		{"desk", desk},
		{"phone", phone},
		{"desk-dark", screen{width: 1280, height: 800, dark: true}},
		{"phone-dark", screen{width: 360, height: 800, dark: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := open(t, r, c.on)
			p.visitMap(seedPage + "?lang=en")
			p.shot(c.name)
			if n := ask[int](p, `document.querySelectorAll('#map [data-symbol]').length`); n < 8 {
				t.Errorf("%d symbols are drawn, want at least 8", n)
			}
			if n := ask[int](p, `document.querySelectorAll('#map path[data-area="adm1"]').length`); n < 5 {
				t.Errorf("%d state areas are drawn, want at least the five of the US advisory", n)
			}
			if ask[bool](p, `document.documentElement.scrollWidth > innerWidth`) {
				t.Error("the page scrolls sideways")
			}
		})
	}
}

func TestBrowserLayerToggle(t *testing.T) {
	p := open(t, start(t), desk)
	p.visitMap(seedPage + "?lang=en")
	areas := `document.querySelectorAll('#map path[data-area="adm1"]').length`
	listed := `[...document.querySelectorAll('#list li.item[data-layers~="advisories"]')].filter(li => li.offsetParent).length`
	before, listedBefore := ask[int](p, areas), ask[int](p, listed)
	if before == 0 || listedBefore == 0 {
		t.Fatalf("%d areas and %d advisories to begin with", before, listedBefore)
	}
	ask[bool](p, `(document.querySelector('input[name=layers][value=advisories]').click(), true)`)
	p.wait("the advisories to go from the map", areas+` < `+`5`)
	if n := ask[int](p, listed); n != 0 {
		t.Errorf("%d advisories are still listed", n)
	}
	if got := ask[string](p, `location.search`); got == "?lang=en" {
		t.Error("the address does not carry the layers")
	}
	if got := ask[string](p, `location.hash`); got != "" {
		t.Errorf("the fragment is used: %q", got)
	}
	address := ask[string](p, `location.pathname + location.search`)
	p.visitMap(address)
	if n := ask[int](p, areas); n >= before {
		t.Errorf("after opening %s again, %d areas are drawn as before", address, n)
	}
}

// A card opens from the list and from the map by keyboard alone, takes the focus, closes
// with Escape and gives the focus back.
func TestBrowserCardByKeyboard(t *testing.T) {
	r := start(t)
	for _, from := range []struct{ name, opener string }{
		{"list", `#list li.item a.open`},
		{"map", `#map [data-symbol]`},
	} {
		t.Run(from.name, func(t *testing.T) {
			p := open(t, r, desk)
			p.visitMap(seedPage + "?lang=en")
			ask[bool](p, `(document.querySelector('`+from.opener+`').focus(), true)`)
			p.press(kb.Enter)
			p.wait("the card", `document.querySelector('#card article.incident h1, #card article.incident h2')?.textContent.length > 0`)
			p.shot("card-from-" + from.name)
			if !ask[bool](p, `document.querySelector('#card').contains(document.activeElement)`) {
				t.Error("the card does not take the focus")
			}
			p.press(kb.Escape)
			p.wait("the card to close", `!document.querySelector('#card article.incident') || document.querySelector('#card').hidden || !document.querySelector('#card').open`)
			if !ask[bool](p, `document.activeElement.matches('`+from.opener+`')`) {
				t.Error("the focus does not go back to what opened the card")
			}
		})
	}
}

func TestBrowserLanguages(t *testing.T) {
	p := open(t, start(t), desk)
	for _, c := range []struct{ lang, title, item string }{
		{"es", "Jalisco, 22 de febrero de 2026", "Un custodio muere en un motín carcelario"},
		{"en", "Jalisco, 22 February 2026", "A guard is killed in a prison riot"},
	} {
		p.visitMap(seedPage + "?lang=" + c.lang)
		if got := ask[string](p, `document.documentElement.lang`); got != c.lang {
			t.Errorf("the page says it is in %q, want %q", got, c.lang)
		}
		if got := ask[string](p, `document.querySelector('h1').textContent.trim()`); got != c.title {
			t.Errorf("title in %s is %q", c.lang, got)
		}
		if !ask[bool](p, `document.querySelector('#list').textContent.includes(`+"`"+c.item+"`"+`)`) {
			t.Errorf("the list in %s does not hold %q", c.lang, c.item)
		}
		p.shot("desk-" + c.lang)
	}
}

// Without JavaScript the page is whole: every incident with its place, time, figures and
// who says so, and links that lead on.
func TestBrowserWithoutScript(t *testing.T) {
	p := open(t, start(t), screen{width: 360, height: 800, noScript: true})
	p.visit(seedPage + "?lang=en")
	p.shot("no-script")
	page := ask[string](p, `document.body.innerText`)
	for _, row := range seedRows {
		if !strings.Contains(page, row.title) {
			t.Errorf("the page does not tell %q", row.title)
		}
	}
	for _, words := range []string{
		"Tapalpa", "February 2026", "4 killed", "6 killed",
		"A Jalisco state official who asked not to be named", "Mexico’s Defense Department", "Unverified",
	} {
		if !strings.Contains(strings.ToLower(page), strings.ToLower(words)) {
			t.Errorf("the page does not say %q", words)
		}
	}
	// The picture fills the place of the map.
	if !ask[bool](p, `(img => img.complete && img.naturalWidth > 0 && img.offsetWidth === 360 && img.offsetHeight === document.querySelector('#map').offsetHeight)(document.querySelector('#map img.still'))`) {
		t.Error("the picture does not fill the place of the map")
	}
	p.visit(ask[string](p, `document.querySelector('#list li.item a.open').getAttribute('href')`))
	p.shot("no-script-incident")
	if !ask[bool](p, `!!document.querySelector('article.incident')`) {
		t.Error("the list's link does not lead to the incident")
	}
}

func TestBrowserNarrow(t *testing.T) {
	p := open(t, start(t), screen{width: 320, height: 640})
	p.visitMap(seedPage + "?lang=es")
	p.shot("narrow")
	if ask[bool](p, `document.documentElement.scrollWidth > innerWidth`) {
		t.Error("the page scrolls sideways at 320 px")
	}
}

// The nine deaths of one source and the seven of another are shown apart, with who gave
// them, and no number on the page adds them up.
func TestBrowserLedger(t *testing.T) {
	p := open(t, start(t), desk)
	p.visit(seedPage + "?lang=en")
	ledger := ask[string](p, `document.querySelector('#ledger').innerText`)
	for _, words := range []string{"9 killed", "4 killed", "3 died later"} {
		if !strings.Contains(strings.Join(strings.Fields(strings.ToLower(ledger)), " "), words) {
			t.Errorf("the ledger does not say %q:\n%s", words, ledger)
		}
	}
	if strings.Contains(ask[string](p, `document.body.innerText`), "16") {
		t.Error("the figures of two sources are added up")
	}
}
