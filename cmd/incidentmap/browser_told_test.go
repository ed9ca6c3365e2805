package main

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// What is told in words: the list as the map, what changes, and in which language.

// idsOf gives an expression for the ids that elements carry, each once, in their order.
func idsOf(elements, data string) string {
	return `[...new Set([...document.querySelectorAll('` + elements + `')].filter(e => e.checkVisibility()).flatMap(e => e.dataset.` + data + `.split(' ')))]`
}

// theListHoldsWhatTheMapShows holds that nobody needs the map: whatever layers are on, the same
// incidents are marked and listed, in the order of the data they both are made of; and without
// scripts the list and a picture remain.
func theListHoldsWhatTheMapShows(t *testing.T, g public) {
	listed, marked := idsOf(`#list li.item`, "id"), idsOf(`#map [data-symbol]`, "symbol")
	p := g.open(t, g.running, desk)
	p.visitMap(seedPage + "?lang=en")
	all := ask[[]string](p, listed)
	for _, layers := range []string{"all", "deaths", "advisories"} {
		if layers != "all" {
			ask[bool](p, `(document.querySelectorAll('#layers input').forEach(box => { if (box.checked !== (box.value === '`+layers+`')) box.click() }), true)`)
		}
		inList, onMap := ask[[]string](p, listed), ask[[]string](p, marked)
		if len(onMap) == 0 || !sameSet(inList, onMap) {
			t.Errorf("layers %s: listed are %v, on the map %v", layers, inList, onMap)
		}
	}
	const inData = `fetch(document.querySelector('#layers .all a').href).then(r => r.json()).then(c => window.inData = c.features.map(f => f.id))`
	ask[bool](p, `(`+inData+`, true)`)
	p.wait("the data", `window.inData !== undefined`)
	data := ask[[]string](p, `window.inData`)
	for _, section := range ask[[][]string](p, `[...document.querySelectorAll('#list [data-class]')].map(s => [...s.querySelectorAll('li.item')].map(li => li.dataset.id))`) {
		if order := slices.DeleteFunc(slices.Clone(data), func(id string) bool { return !slices.Contains(section, id) }); !slices.Equal(order, section) {
			t.Errorf("the data has %v, the list %v", order, section)
		}
	}
	p.set(screen{width: 1280, height: 800, noScript: true})
	p.visit(seedPage + "?lang=en")
	if got := ask[[]string](p, listed); !slices.Equal(got, all) {
		t.Errorf("without scripts %v are listed, with them %v", got, all)
	}
	if !ask[bool](p, `(img => img.checkVisibility() && img.naturalWidth > 0 && img.alt !== '')(document.querySelector('#map img.still'))`) {
		t.Error("without scripts there is no picture of the map")
	}
}

func sameSet(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// changesAreSaid holds 4.1.3: after a filter and after a pan a polite region says how many
// incidents are in view, and speaks at most once in two seconds.
func changesAreSaid(t *testing.T, g public) {
	p := g.open(t, g.running, desk)
	p.visitMap(seedPage + "?lang=en")
	if !ask[bool](p, `document.querySelector('#status').matches('[role=status][aria-live=polite]')`) {
		t.Error("#status is no polite region")
	}
	p.wait("the first words", `/^\d+ entries in view$/.test(document.querySelector('#status').textContent)`)
	ask[bool](p, `(window.said = [], new MutationObserver(() => said.push([performance.now(), document.querySelector('#status').textContent])).observe(document.querySelector('#status'), {childList: true, subtree: true, characterData: true}), true)`)
	said := func() int { return ask[int](p, `window.said.length`) }
	// Many filters at once, then a pan: the last state of each is said.
	ask[bool](p, `([0, 1, 2, 3].forEach(i => document.querySelectorAll('#layers input')[i].click()), true)`)
	p.wait("the filter to be said", `window.said.length > 0`)
	now := ask[string](p, `String(new Set([...document.querySelectorAll('#map [data-symbol]')].flatMap(e => e.dataset.symbol.split(' '))).size)`)
	if got := ask[string](p, `window.said.at(-1)[1]`); got != now+" of 23 entries" {
		t.Errorf("after a filter %q is said, with %s on the map", got, now)
	}
	before := said()
	ask[bool](p, `(document.querySelector('#map').focus(), true)`)
	for range 3 {
		ask[bool](p, `(document.querySelectorAll('#layers input')[5].click(), true)`)
		time.Sleep(300 * time.Millisecond)
	}
	ask[bool](p, `(document.querySelector('.leaflet-control-zoom-in').click(), document.querySelector('.leaflet-control-zoom-in').click(), true)`)
	p.wait("the view to be said", fmt.Sprintf(`window.said.length > %d`, before))
	time.Sleep(2500 * time.Millisecond) // what may follow
	for i, gap := range ask[[]float64](p, `window.said.slice(1).map(([at], i) => at - window.said[i][0])`) {
		if gap < 1990 { // clocks and timers are not of one mind by some ms
			t.Errorf("between words %d and %d are %.0f ms", i+1, i+2, gap)
		}
	}
}

// everythingIsInItsLanguage holds 3.1.1 and 3.1.2: pages say their language, texts in another
// carry theirs, and dates and numbers are written as the language does.
func everythingIsInItsLanguage(t *testing.T, g public) {
	p := g.open(t, g.running, desk)
	for _, page := range g.pages {
		for _, lang := range []string{"es", "en"} {
			p.look(page, lang)
			if got := ask[string](p, `document.documentElement.lang`); got != lang {
				t.Errorf("%s in %s says it is in %q", page.name, lang, got)
			}
		}
	}
	const foreign = `[...document.querySelectorAll('li.item h3, article.incident h1, .corrections h2')].filter(e => e.textContent.includes('Bloqueo en la carretera a Chapala')).map(e => e.querySelector('[lang]')?.lang ?? '')`
	for lang, want := range map[string]string{"en": "es", "es": ""} {
		p.visitMap(seedPage + "?lang=" + lang)
		if got := ask[[]string](p, foreign); len(got) != 1 || got[0] != want {
			t.Errorf("a title in Spanish has on the page in %s the languages %q, want %q", lang, got, want)
		}
		if lang == "en" {
			p.visit(ask[string](p, `new URL([...document.querySelectorAll('#list a.open')].find(a => a.textContent.includes('a Chapala')).href).pathname`) + "?lang=en")
			if got := ask[[]string](p, foreign); len(got) != 1 || got[0] != "es" {
				t.Errorf("its own page in en has the languages %q", got)
			}
		}
	}
	for lang, words := range map[string][]string{"en": {"22 February 2026", "1,000"}, "es": {"22 de febrero de 2026", "1,000"}} {
		p.visitMap("/stories/thousand?lang=" + lang)
		text := ask[string](p, `document.body.innerText`)
		for _, word := range words {
			if !strings.Contains(text, word) {
				t.Errorf("the page in %s does not say %q", lang, word)
			}
		}
	}
}

// searchEnginesAreServed holds what search engines ask of a page that is there: a title, a
// description, its address, the other languages by their whole addresses, and robots.txt.
func searchEnginesAreServed(t *testing.T, g public) {
	p := g.open(t, g.running, desk)
	seen := map[string]string{}
	for _, page := range g.pages {
		if page.then != "" || strings.Contains(page.address, "lite=1") {
			continue // the same page as another, to which it leads
		}
		p.look(page, "en")
		head := ask[map[string]string](p, `({
			title: document.title,
			description: document.querySelector('meta[name=description]')?.content ?? '',
			canonical: document.querySelector('link[rel=canonical]')?.href ?? '',
			relative: [...document.querySelectorAll('link[rel=alternate][hreflang]')].map(l => l.getAttribute('href')).filter(a => !a.startsWith(location.origin)).join(' '),
		})`)
		if len(head["title"]) < 5 || len(head["description"]) < 10 || !strings.HasPrefix(head["canonical"], g.root) || head["relative"] != "" {
			t.Errorf("%s: %q", page.name, head)
		}
		if ask[bool](p, `document.body.classList.contains('embed')`) {
			continue // whose address is the story's
		}
		if other, is := seen[head["canonical"]]; is {
			t.Errorf("%s and %s have the address %s", page.name, other, head["canonical"])
		}
		seen[head["canonical"]] = page.name
	}
	if status, body := get(t, g.root+"/robots.txt"); status != http.StatusOK || !strings.HasPrefix(string(body), "User-agent: *") {
		t.Errorf("robots.txt: %d %s", status, body)
	}
}
