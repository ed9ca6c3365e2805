package main

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/incidents/sqlite"
)

// putDay writes a story of one day and the morning after it, of which some hours are known and others are not.
func putDay(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "day.db")
	store, err := sqlite.Open(t.Context(), file, format.AppendFeature)
	if err != nil {
		t.Fatal(err)
	}
	story := incidents.Story{
		Slug: "day", Title: incidents.Text{"en": "A day", "es": "Un día"}, Languages: []string{"en", "es"}, Zone: "America/Mexico_City",
		View: incidents.Viewport{BBox: [4]float64{-106, 19, -102, 22}},
	}
	if _, err := store.PutStory(t.Context(), story); err != nil {
		t.Fatal(err)
	}
	midnight := time.Date(2026, 2, 22, 6, 0, 0, 0, time.UTC)
	put := func(title string, lon float64, from, last time.Duration, precision incidents.TimePrecision) {
		at := midnight.Add(from)
		one := incidents.Incident{
			ID: incidents.NewID(at), Story: "day", Class: incidents.ClassIncident, Kind: "roadblock", Title: incidents.Text{"en": title, "es": title},
			When:     incidents.When{Start: at, End: at.Add(last), Zone: "America/Mexico_City", Precision: precision, Basis: incidents.EventTime},
			Where:    geo.Location{Geometry: orb.Point{lon, 20.5}, Precision: geo.Exact},
			Workflow: incidents.Published, Verification: incidents.Confirmed, Disposition: incidents.Active,
		}
		if _, err := store.Write(t.Context(), incidents.Write{Kind: incidents.Create, Incident: one, Author: "desk"}); err != nil {
			t.Fatal(err)
		}
	}
	const day = 24*time.Hour - time.Second
	put("Somewhen", -105, 0, day, incidents.Day)
	put("Somewhen else", -104.5, 0, day, incidents.Day)
	put("At eight", -104, 8*time.Hour, 0, incidents.Minute)
	put("At ten", -103.5, 10*time.Hour, 0, incidents.Minute)
	put("At ten as well", -103, 10*time.Hour, 0, incidents.Minute)
	put("At eleven", -102.5, 11*time.Hour, 0, incidents.Minute)
	put("The morning after", -102.2, 31*time.Hour, 0, incidents.Minute)
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	return file
}

const (
	playerAt   = `(document.querySelector('.player .at')?.textContent ?? '')`
	playerWhen = `document.querySelector('.player b').textContent`
	playerNote = `document.querySelector('.player .note').textContent`
	// ringed are the titles of the marks that stand out.
	ringed = `[...document.querySelectorAll('#map .mark')].filter((mark) => getComputedStyle(mark).boxShadow !== 'none').map(({title}) => title).sort().join(', ')`
)

// to moves the player's slider, as a reader does.
func (p *reader) to(step int) {
	p.t.Helper()
	ask[bool](p, fmt.Sprintf(`(s => { s.value = %d; s.dispatchEvent(new Event('input', {bubbles: true})); return true })(document.querySelector('.player input'))`, step))
	p.wait("the step", playerAt+fmt.Sprintf(`.startsWith('%d ')`, step+1))
}

// TestBrowserPlay holds that playing tells what is known of the order, at a speed one can follow, and where one is.
func TestBrowserPlay(t *testing.T) {
	t.Parallel()
	r, b := startOn(t, putDay(t)), startBrowser(t)
	for _, on := range []screen{desk, {width: 390, height: 844, touch: true, still: true}} {
		t.Run(fmt.Sprintf("at %d px", on.width), func(t *testing.T) {
			p := b.open(t, r, on)
			p.visitMap("/stories/day?lang=en")
			ask[bool](p, `(document.querySelector('#play').click(), true)`)
			p.wait("the first step", playerAt+` === '1 / 5' && `+shownItems+` === 2`)
			p.shot(fmt.Sprintf("play-%d", on.width))
			if got := ask[string](p, playerWhen+` + ' | ' + `+playerNote); got != "Sunday 22 February 2026 | 2 entries come together: at what hours is not known." {
				t.Errorf("the first step says %q", got)
			}
			if got := ask[string](p, ringed); got != "Somewhen, Somewhen else" {
				t.Errorf("what comes first is marked as %q", got)
			}
			if ask[float64](p, `((map, over) => 1 - Math.max(0, Math.min(map.bottom, over.bottom) - Math.max(map.top, over.top)) / map.height)(...['#map', '.player'].map(part => document.querySelector(part).getBoundingClientRect()))`) < 0.4 {
				t.Error("the player leaves too little of the map")
			}
			if on.still && ask[int](p, `document.getAnimations().length`) > 0 {
				t.Error("something moves for a reader who wants no motion")
			}
			begun := ask[float64](p, `performance.now()`)
			p.wait("the second step by itself", playerAt+` === '2 / 5'`)
			if took := ask[float64](p, `performance.now()`) - begun; took < 1500 {
				t.Errorf("the first step stood for %.0f ms", took)
			}
			ask[bool](p, `(document.querySelector('.player .toggle').click(), true)`)
			for step, want := range []struct {
				when, marked string
				shown        int
			}{
				{"Sunday 22 February 2026", "Somewhen, Somewhen else", 2},
				{"Sunday 22 February 2026, 08:00", "At eight", 3},
				{"Sunday 22 February 2026, 10:00", "At ten, At ten as well", 5},
				{"Sunday 22 February 2026, 11:00", "At eleven", 6},
				{"Monday 23 February 2026, 07:00", "The morning after", 7},
			} {
				p.to(step)
				p.wait("what has begun by then", fmt.Sprintf(`%s === %d`, shownItems, want.shown))
				if when, marked := ask[string](p, playerWhen), ask[string](p, ringed); when != want.when || marked != want.marked {
					t.Errorf("step %d: %q with %q, want %q with %q", step+1, when, marked, want.when, want.marked)
				}
			}
			p.to(2)
			p.wait("the address", `location.search.includes('datetime=../2026-02-22T16:00:00Z') && location.search.includes('play=')`)
			address := ask[string](p, `location.pathname + location.search`)
			p.visitMap(address)
			p.wait("the same moment by its address", playerAt+` === '3 / 5' && `+shownItems+` === 5`)
			if got := ask[string](p, `document.querySelector('.player .toggle').getAttribute('aria-pressed')`); got != "false" {
				t.Error("a page that was opened at a moment plays by itself")
			}
			ask[bool](p, `(document.querySelector('.player .end').click(), true)`)
			p.wait("all again", shownItems+` === 7 && !document.querySelector('.player') && !/play=|datetime=/.test(location.search)`)
		})
	}
}
