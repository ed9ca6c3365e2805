package main

import (
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

const (
	shownItems = `document.querySelectorAll('#list li.item:not([hidden])').length`
	shownMarks = `document.querySelectorAll('#map [data-symbol]').length`
	foundText  = `document.querySelector('#found span').textContent`
)

// A word narrows list, map and counts alike, is in the address, and back undoes it.
func TestBrowserFilterByWord(t *testing.T) {
	t.Parallel()
	p := open(t, start(t), desk)
	p.visitMap(seedPage + "?lang=en")
	all := ask[int](p, shownItems)
	ask[bool](p, `(document.querySelector('#words').value = 'riot', document.querySelector('#words').dispatchEvent(new Event('input', {bubbles: true})), true)`)
	p.wait("the riot alone", shownItems+` === 1 && `+shownMarks+` === 1`)
	if got := ask[string](p, foundText); got != "1 of 22 entries" {
		t.Errorf("found %q", got)
	}
	p.wait("the address", `location.search.includes('q=riot')`)
	ask[bool](p, `(history.back(), true)`)
	p.wait("all again", shownItems+` === `+strconv.Itoa(all)+` && document.querySelector('#words').value === ''`)
	ask[bool](p, `(history.forward(), true)`)
	p.wait("the riot again", shownItems+` === 1`)
	address := ask[string](p, `location.pathname + location.search`)
	p.visitMap(address)
	if n := ask[int](p, shownItems); n != 1 {
		t.Errorf("%s shows %d", address, n)
	}
	ask[bool](p, `(document.querySelector('#found a').click(), true)`)
	p.wait("all after the filter was cleared", shownItems+` === `+strconv.Itoa(all))
}

// The list has what the map has, in the same order, whatever is asked for.
func TestBrowserListIsTheMap(t *testing.T) {
	t.Parallel()
	r := start(t)
	for _, words := range []string{"", "&kind=killing,roadblock", "&layers=disruptions", "&within=-104,20,-102,21.5", "&verification=unverified"} {
		p := open(t, r, desk)
		p.visitMap(seedPage + "?lang=en" + words)
		missing := ask[string](p, `(() => {
			const listed = [...document.querySelectorAll('#list li.item:not([hidden])')].map((li) => li.dataset.id);
			const drawn = [...document.querySelectorAll('#map [data-symbol]')].flatMap((m) => m.dataset.symbol.split(' '));
			return drawn.filter((id) => !listed.includes(id)).join(' ');
		})()`)
		if missing != "" {
			t.Errorf("%s: drawn and not listed: %s", words, missing)
		}
		if ask[int](p, shownItems) == 0 {
			t.Errorf("%s: nothing is listed", words)
		}
	}
}

// The timeline's handles work by keyboard, and a reader can let the time go on.
func TestBrowserTimeline(t *testing.T) {
	t.Parallel()
	p := open(t, start(t), desk)
	p.visitMap(seedPage + "?lang=en")
	ask[bool](p, `(document.querySelector('#time-from').focus(), true)`)
	p.press(kb.ArrowRight)
	p.wait("the second day", shownItems+` === 1`)
	if got := ask[string](p, `document.querySelector('#time-from').getAttribute('aria-valuetext')`); !strings.Contains(got, "23") {
		t.Errorf("the handle says %q", got)
	}
	p.wait("the address", `location.search.includes('datetime=2026-02-23T06:00:00Z/')`)
	p.press(kb.ArrowLeft)
	p.wait("both days", shownItems+` === 22`)
	ask[bool](p, `(document.querySelector('#play').click(), true)`)
	p.wait("the first day alone", shownItems+` === 21`)
	p.wait("the end", shownItems+` === 22 && document.querySelector('#play').getAttribute('aria-pressed') === 'false'`)
}

// After a move the reader may keep to what the map shows.
func TestBrowserSearchThisArea(t *testing.T) {
	t.Parallel()
	p := open(t, start(t), desk)
	p.visitMap(seedPage + "?lang=en")
	for range 3 {
		zoom := ask[string](p, `location.search`)
		ask[bool](p, `(document.querySelector('.leaflet-control-zoom-in').click(), true)`)
		p.wait("the map to be nearer", `location.search !== '`+zoom+`'`)
	}
	p.wait("the offer", `!document.querySelector('.search-area').hidden`)
	ask[bool](p, `(document.querySelector('.search-area').click(), true)`)
	p.wait("the area in the address", `location.search.includes('within=')`)
	p.wait("its outline", `document.querySelector('.kept-area') !== null`)
	p.wait("fewer incidents", shownItems+` < 22`)
}
