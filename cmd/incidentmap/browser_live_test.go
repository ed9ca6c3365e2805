package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/incidents/sqlite"
)

// newsroom writes into the story of largeStore through the API, as an editor's program does.
type newsroom struct {
	t     *testing.T
	root  string
	token string
}

// openNewsroom serves a story that goes on, of n incidents.
func openNewsroom(t *testing.T, n int) (running, newsroom) {
	t.Helper()
	file := largeStore(t, n)
	store, err := sqlite.Open(t.Context(), file, format.AppendFeature)
	if err != nil {
		t.Fatal(err)
	}
	secret, token, err := incidents.NewToken("desk", incidents.ScopeWrite, time.Now(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	if err := store.PutToken(t.Context(), token); err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	r := startOn(t, file)
	return r, newsroom{t, r.root, secret}
}

// send sends a form to an address below the story's incidents, and gives the incident's id.
func (n newsroom) send(method, below string, form map[string]any, headers ...string) string {
	n.t.Helper()
	body, err := json.Marshal(form)
	if err != nil {
		n.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(n.t.Context(), method, n.root+"/api/v1/stories/large/incidents"+below, bytes.NewReader(body))
	if err != nil {
		n.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+n.token)
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		n.t.Fatal(err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	var written struct{ ID string }
	if err != nil || resp.StatusCode >= 300 || json.Unmarshal(answer, &written) != nil {
		n.t.Fatalf("%s %s: status %d, %v: %s", method, below, resp.StatusCode, err, answer)
	}
	return written.ID
}

// report publishes a roadblock at a time of day.
func (n newsroom) report(title, start string) string {
	n.t.Helper()
	return n.send(http.MethodPost, "", map[string]any{
		"kind": "roadblock", "title": title, "start": start, "publish": true,
		"geometry": map[string]any{"type": "Point", "coordinates": []float64{-103, 20.5}},
	})
}

// WCAG 2.2.2: what is written while the page is open is on the map and in the list, with the focus, the
// open card and the reader's place where they were.
func TestBrowserLive_2_2_2(t *testing.T) {
	t.Parallel()
	r, writer := openNewsroom(t, 30)
	p := open(t, r, desk)
	p.visitMap("/stories/large?lang=en")
	p.wait("the stream to be open", `(document.querySelector('.live span')?.textContent ?? '') !== ''`)
	const line = `document.querySelector('#list li.item[data-id="%s"]')`
	mark := func(id string) string {
		return `[...document.querySelectorAll('#map [data-symbol~="` + id + `"]')].length === 1`
	}
	listed := func(id string) string { return fmt.Sprintf(line, id) + ` !== null` }

	// A card is open, the reader is at a line below, and the focus is on a mark of the map.
	ask[bool](p, `(document.querySelectorAll('#list li.item a.open')[3].click(), true)`)
	p.wait("the card", `document.querySelector('#card article.incident') !== null`)
	ask[bool](p, `(document.querySelectorAll('#list li.item')[20].scrollIntoView(), true)`)
	ask[bool](p, `(window.focused = document.querySelector('#map [data-symbol]'), focused.focus({preventScroll: true}), true)`)
	const place = `Math.round(document.querySelector('#list li.item[data-id="' + window.reading + '"]').getBoundingClientRect().top) + 0` // -0 is no JSON
	ask[bool](p, `(window.reading = document.querySelectorAll('#list li.item')[20].dataset.id, true)`)
	before := ask[int](p, place)

	first := writer.report("A new roadblock", "2026-02-22T00:00:30-06:00")
	p.wait("the new mark", mark(first))
	p.wait("the new line", listed(first))
	if got := ask[int](p, `[...document.querySelectorAll('#list li.item')].findIndex(li => li.dataset.id === "`+first+`")`); got != 29 {
		t.Errorf("it is listed at place %d, want 29, where its time puts it", got)
	}
	p.wait("the news to be told", `document.querySelector('#status').textContent === '1 new'`)
	if after := ask[int](p, place); after < before-1 || after > before+1 { // lines stand between pixels
		t.Errorf("the line being read has moved by %d px", after-before)
	}
	if !ask[bool](p, `document.activeElement.matches('#map [data-symbol]') && document.activeElement === focused`) {
		t.Error("the mark has lost the focus")
	}
	if !ask[bool](p, `document.querySelector('#card').open && document.querySelector('#card article.incident') !== null`) {
		t.Error("the card is not open any more")
	}
	if got := ask[string](p, `document.querySelector('#list .count').textContent`); got != "31 entries" {
		t.Errorf("the list counts %s, want 31 entries", got)
	}
	if got := ask[string](p, `document.querySelector('#layers .all .count').textContent`); got != "31 entries" && got != "31 incidents" {
		t.Errorf("the layers count %q", got)
	}
	p.shot("live")

	// A correction of the line that has the focus keeps it there.
	ask[bool](p, `(`+fmt.Sprintf(line, first)+`.querySelector('a.open').focus(), true)`)
	writer.send(http.MethodPatch, "/"+first, map[string]any{"title": "It was two roadblocks", "revision_kind": "correction", "note": "We said one."}, "If-Match", `"1"`, "Content-Type", "application/merge-patch+json")
	p.wait("the corrected line", fmt.Sprintf(line, first)+`.textContent.includes('It was two roadblocks')`)
	p.wait("the correction to be told", `document.querySelector('#status').textContent === '1 corrected'`)
	if !ask[bool](p, `document.activeElement === `+fmt.Sprintf(line, first)+`.querySelector('a.open')`) {
		t.Error("the corrected line has lost the focus")
	}

	// Paused, by keyboard, the page stays as it is; then it takes in what it missed.
	ask[bool](p, `(document.querySelector('#live').focus(), true)`)
	p.press(kb.Enter)
	p.wait("the pause", `document.querySelector('#live').getAttribute('aria-pressed') === 'false'`)
	second := writer.report("While it was paused", "2026-02-22T01:00:30-06:00")
	time.Sleep(2 * time.Second) // longer than news are gathered
	if ask[bool](p, listed(second)+` || `+mark(second)) {
		t.Error("a page that is paused shows news")
	}
	p.press(kb.Enter)
	p.wait("what was missed", mark(second)+` && `+listed(second))

	// What is taken down goes.
	writer.send(http.MethodPatch, "/"+second, map[string]any{"workflow": "review"}, "If-Match", `"1"`, "Content-Type", "application/merge-patch+json")
	p.wait("it to go", `!(`+listed(second)+`) && document.querySelector('#map [data-symbol~="`+second+`"]') === null`)
}

// The views of a story too large to be sent whole are loaded anew.
func TestBrowserLiveLargeStory(t *testing.T) {
	t.Parallel()
	r, newsroom := openNewsroom(t, 3000)
	p := open(t, r, desk)
	p.visitMap("/stories/large?lang=en")
	p.wait("the stream to be open", `(document.querySelector('.live span')?.textContent ?? '') !== ''`)
	p.wait("the list's range", `document.querySelector('#list .range').textContent.includes('3,000')`)
	// The page came with its first view, which has a grid of its own; from the first news on views are asked for.
	newsroom.report("The first", "2026-02-22T00:00:15-06:00")
	p.wait("the first in the list", `document.querySelector('#list .range').textContent.includes('3,001')`)
	p.wait("it to be told", `document.querySelector('#status').textContent === '1 new'`)
	ask[bool](p, `(document.querySelector('#status').textContent = '', window.before = [...document.querySelectorAll('#map .bubble')], true)`)
	newsroom.report("One more", "2026-02-22T00:00:30-06:00")
	p.wait("one more in the list", `document.querySelector('#list .range').textContent.includes('3,002')`)
	p.wait("the news to be told", `document.querySelector('#status').textContent === '1 new'`)
	// The bubble that counts it is a new one; the next has its focus.
	ask[bool](p, `(window.counted = [...document.querySelectorAll('#map .bubble')].find(b => !before.includes(b)), counted.focus(), true)`)
	newsroom.report("And another", "2026-02-22T00:01:30-06:00")
	p.wait("another in the list", `document.querySelector('#list .range').textContent.includes('3,003')`)
	p.wait("another bubble", `!counted.isConnected`)
	if !ask[bool](p, `document.activeElement.matches('#map .bubble') && document.activeElement !== counted`) {
		t.Errorf("the focus is on %s", ask[string](p, `document.activeElement.outerHTML.slice(0, 90)`))
	}
}

// A story that is finished opens no stream.
func TestBrowserFinishedStory(t *testing.T) {
	t.Parallel()
	p := open(t, start(t), desk)
	p.visitMap(seedPage + "?lang=en")
	if ask[bool](p, `document.querySelector('#live') !== null || performance.getEntriesByType('resource').some(r => r.name.includes('/events'))`) {
		t.Error("a finished story is followed")
	}
}
