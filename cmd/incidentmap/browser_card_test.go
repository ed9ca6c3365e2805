package main

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"incidentmap/data"
	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/incidents/sqlite"
)

// besideCard tells, one a line, what an open card does wrong: it leaves less than 40 % of the map, or its incident's mark
// is not seen whole and at the top of what lies there.
const besideCard = `(() => {
	const box = (selector) => document.querySelector(selector).getBoundingClientRect();
	const common = (a, b) => ({left: Math.max(a.left, b.left), right: Math.min(a.right, b.right), top: Math.max(a.top, b.top), bottom: Math.min(a.bottom, b.bottom)});
	const area = (a) => Math.max(0, a.right - a.left) * Math.max(0, a.bottom - a.top);
	const map = box('#map'), card = box('#card');
	const seen = common(map, {left: 0, top: 0, right: innerWidth, bottom: innerHeight});
	const share = (area(seen) - area(common(seen, card))) / area(map);
	const out = [];
	if (share < 0.4) out.push('the card leaves ' + Math.round(100 * share) + ' % of the map');
	const mark = document.querySelector('#map .mark-current');
	if (!mark) return [...out, 'no mark is the open card\'s'].join('\n');
	const b = mark.getBoundingClientRect();
	if (area(common(b, seen)) < area(b) - 1 || area(common(b, card)) > 0) out.push('its mark is at ' + [b.left, b.top, b.right, b.bottom].map(Math.round) + ', the card at ' + [card.left, card.top, card.right, card.bottom].map(Math.round));
	else if (!mark.contains(document.elementFromPoint((b.left + b.right) / 2, (b.top + b.bottom) / 2))) out.push('over its mark lies ' + document.elementFromPoint((b.left + b.right) / 2, (b.top + b.bottom) / 2).outerHTML.slice(0, 90));
	return out.join('\n');
})()`

const cardLoaded = `document.querySelector('#card').open && document.querySelector('#card article.incident') !== null && !document.querySelector('#card .card-body').hasAttribute('aria-busy')`

// TestBrowserCardBesideTheMap holds that an open card leaves the mark of its incident and most of the map to be seen, on
// phones, on desks and in frames, whatever it was opened from.
func TestBrowserCardBesideTheMap(t *testing.T) {
	t.Parallel()
	r, b := start(t), startBrowser(t)
	for i, c := range []struct {
		width, height int64
		embed         bool
	}{
		{360, 640, false},
		{390, 844, false},
		{412, 915, false},
		{800, 360, false},
		{768, 1024, false},
		{960, 700, false},
		{1280, 800, false},
		{1920, 1000, false},
		{360, 400, true},
		{480, 320, true},
		{280, 200, true},
		{760, 480, true},
	} {
		address, lang := seedPage, []string{"es", "en"}[i%2]
		if c.embed {
			address += "/embed"
		}
		t.Run(fmt.Sprintf("%s at %d by %d in %s", address, c.width, c.height, lang), func(t *testing.T) {
			p := b.open(t, r, screen{width: c.width, height: c.height, touch: c.width < 700, still: true})
			p.visitMap(address + "?lang=" + lang)
			// The outermost marks of each side, and one of those between.
			marks := ask[[]string](p, `(() => {
				const single = [...document.querySelectorAll('#map .mark[data-symbol]')].filter(({dataset}) => !dataset.symbol.includes(' '));
				const by = (of) => [...single].sort((a, b) => of(a.getBoundingClientRect()) - of(b.getBoundingClientRect()));
				const [across, down] = [by((box) => box.left), by((box) => box.top)];
				return [...new Set([across[0], across.at(-1), down[0], down.at(-1), across[across.length >> 1]].map(({dataset}) => dataset.symbol))];
			})()`)
			checked := 0
			for _, id := range marks {
				if !ask[bool](p, fmt.Sprintf(`(mark => { mark?.click(); return mark !== null })(document.querySelector('#map [data-symbol=%q]'))`, id)) {
					continue // it is one with others since the map was moved for another card
				}
				p.checkCard(id, "its mark")
				if checked++; checked == 1 {
					p.shot(strings.ReplaceAll(t.Name(), "/", "-"))
				}
				p.closeCard()
			}
			if checked < 2 {
				t.Errorf("only %d cards were opened of %v", checked, marks)
			}
			if !c.embed {
				p.checkCardOfList(marks[0])
			}
		})
	}
}

// checkCardOfList opens a card from the list, and holds that closing it leaves the reader where they were.
func (p *reader) checkCardOfList(id string) {
	p.t.Helper()
	link := fmt.Sprintf(`document.querySelector('#list a.open[data-id=%q]')`, id)
	ask[bool](p, `(`+link+`.scrollIntoView({block: 'center'}), true)`)
	top := ask[float64](p, link+`.getBoundingClientRect().top`)
	ask[bool](p, `(`+link+`.click(), true)`)
	p.checkCard(id, "the list")
	p.closeCard()
	if now := ask[float64](p, link+`.getBoundingClientRect().top`); math.Abs(now-top) > 2 {
		p.t.Errorf("closing a card leaves the reader's line at %.0f, was at %.0f", now, top)
	}
}

func (p *reader) checkCard(id, from string) {
	p.t.Helper()
	p.wait("the card", cardLoaded+fmt.Sprintf(` && document.querySelector('#card article.incident').dataset.id === %q`, id))
	if faults := ask[string](p, besideCard); faults != "" {
		p.t.Errorf("opened from %s: %s: %s", from, ask[string](p, `document.querySelector('#card-title').textContent`), faults)
	}
}

func (p *reader) closeCard() {
	p.t.Helper()
	ask[bool](p, `(document.querySelector('#card .close').click(), true)`)
	p.wait("the card to close", `!document.querySelector('#card').open`)
}

// TestBrowserCardTitle holds that no box is drawn around the title of a card that takes the focus, however it was opened,
// and that who comes by the keyboard sees where they are.
func TestBrowserCardTitle(t *testing.T) {
	t.Parallel()
	r, b := start(t), startBrowser(t)
	const outlined = `(title => document.activeElement === title && getComputedStyle(title).outlineStyle !== 'none')(document.querySelector('#card-title'))`
	const line = `getComputedStyle(document.querySelector('.card-bar')).boxShadow`
	for _, on := range []screen{desk, phone} {
		p := b.open(t, r, on)
		p.visitMap(seedPage + "?lang=en")
		id := ask[string](p, `document.querySelector('#list a.open').dataset.id`)
		p.visitMap(seedPage + "?lang=en&incident=" + id)
		p.wait("the card of the address", cardLoaded)
		if ask[bool](p, outlined) {
			t.Errorf("%d px wide: by its address the card opens with a box around its title", on.width)
		}
		p.closeCard()
		ask[bool](p, `(document.querySelector('#list a.open').focus(), true)`)
		p.press(kb.Enter)
		p.wait("the card by keyboard", cardLoaded)
		if ask[bool](p, outlined) || ask[string](p, line) == "none" {
			t.Errorf("%d px wide: by keyboard the card opens with a box around its title: %t, and with the line %q", on.width, ask[bool](p, outlined), ask[string](p, line))
		}
	}
}

// TestBrowserCardHistory holds that a card tells what a correction changed: the old, struck out, then the new.
func TestBrowserCardHistory(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "history.db")
	store, err := sqlite.Open(t.Context(), file, format.AppendFeature)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := seed(t.Context(), store, data.SeedStory()); err != nil {
		t.Fatal(err)
	}
	geocoder, err := openGeocoder()
	if err != nil {
		t.Fatal(err)
	}
	_, told, err := readSeed(data.SeedStory(), geocoder)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(told, func(w incidents.Write) bool { return w.Incident.Kind == "prison_riot" })
	corrected := told[i].Incident
	corrected.Title = incidents.Text{"en": "Two guards are killed in a prison riot", "es": "Dos custodios mueren en un motín carcelario"}
	corrected.Disposition = incidents.Corrected
	write := incidents.Write{Kind: incidents.Correction, Incident: corrected, Base: 1, Author: "desk", Note: incidents.Text{"en": "A second death is known.", "es": "Se sabe de una segunda muerte."}}
	if _, err := store.Write(t.Context(), write); err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	r, b := startOn(t, file), startBrowser(t)
	for lang, want := range map[string]string{
		"en": "A guard is killed in a prison riot → Two guards are killed in a prison riot",
		"es": "Un custodio muere en un motín carcelario → Dos custodios mueren en un motín carcelario",
	} {
		p := b.open(t, r, phone)
		p.visitMap(seedPage + "?lang=" + lang + "&incident=" + corrected.ID)
		p.wait("the card", cardLoaded)
		if got := ask[string](p, `(li => li.querySelector('del').textContent + ' → ' + li.querySelector('ins').textContent)(document.querySelector('#card .history .changes li'))`); got != want {
			t.Errorf("in %s the history tells %q, want %q", lang, got, want)
		}
	}
}
