package main

import (
	"cmp"
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/data"
	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/incidents/sqlite"
)

// public is what the gates look at: the pages that readers see, of one server, in one browser.
type public struct {
	browser
	running
	pages    []publicPage
	incident string // address of the seed story's first
}

// publicPage is a page that readers see.
type publicPage struct {
	name    string
	address string // with a query or without; the language is added
	ready   string // holds once the page is as it is to be looked at
	then    string // what is done to it before; empty for nothing
	until   string // holds once that is done
	status  int    // other than 200
	long    bool   // so many lines like another page's that each language is looked at on one ground
}

// mapDrawn holds once a map's first view is drawn.
const mapDrawn = `document.documentElement.dataset.map === 'ready'`

// publicPages lists the pages: a new one is one line.
func publicPages(incident, retracted string) []publicPage {
	const loaded = `document.readyState === 'complete'`
	const ogc = seedPage + "/ogc"
	const collection = ogc + "/collections/all"
	open := func(selector string) string { return `document.querySelector('` + selector + `').click()` }
	return []publicPage{
		{name: "story", address: seedPage, ready: mapDrawn},
		{name: "story with a card", address: seedPage, ready: mapDrawn, then: open("#list li.item a.open"), until: `document.querySelector('#card article.incident') !== null`},
		{name: "story with its menus open", address: seedPage, ready: mapDrawn, then: open("#layers summary") + `, ` + open(".move-control [aria-expanded]"), until: `document.querySelector('#layers details[open]') !== null`},
		{name: "story that is played", address: seedPage, ready: mapDrawn, then: open("#play"), until: `document.querySelector('.player') !== null`},
		{name: "light story", address: seedPage + "?lite=1", ready: loaded},
		{name: "story of a thousand", address: "/stories/thousand", ready: mapDrawn, long: true},
		{name: "story of too many to send whole", address: "/stories/many", ready: mapDrawn},
		{name: "embed", address: seedPage + "/embed", ready: mapDrawn},
		{name: "embed of a large story", address: "/stories/thousand/embed", ready: mapDrawn, long: true},
		{name: "snippet", address: seedPage + "/share", ready: loaded},
		{name: "incident", address: incident, ready: loaded},
		{name: "retracted incident", address: retracted, ready: loaded},
		{name: "corrections", address: seedPage + "/corrections", ready: loaded},
		{name: "dictionary", address: seedPage + "/dictionary", ready: loaded},
		{name: "list", address: seedPage + "/list", ready: loaded},
		{name: "stories", address: "/", ready: loaded},
		{name: "error", address: "/stories/none", ready: loaded, status: http.StatusNotFound},
		{name: "OGC landing page", address: ogc + "/?f=html", ready: loaded},
		{name: "OGC definition", address: ogc + "/api?f=html", ready: loaded},
		{name: "OGC conformance", address: ogc + "/conformance?f=html", ready: loaded},
		{name: "OGC collections", address: ogc + "/collections?f=html", ready: loaded},
		{name: "OGC collection", address: collection + "?f=html", ready: loaded},
		{name: "OGC items", address: collection + "/items?f=html", ready: loaded},
		{name: "OGC item", address: collection + "/items/" + filepath.Base(incident) + "?f=html", ready: loaded},
		{name: "OGC queryables", address: collection + "/queryables?f=html", ready: loaded},
		{name: "OGC schema", address: collection + "/schema?f=html", ready: loaded},
	}
}

// openPublic serves the seed story, where one incident was corrected, one retracted and one is
// told in Spanish alone, and two large stories, one of which is too large to be sent whole.
func openPublic(t *testing.T) public {
	t.Helper()
	b := startBrowser(t)
	file := filepath.Join(t.TempDir(), "public.db")
	store, err := sqlite.Open(t.Context(), file, format.AppendFeature)
	if err != nil {
		t.Fatal(err)
	}
	if seeded, err := seed(t.Context(), store, data.SeedStory()); err != nil || !seeded {
		t.Fatalf("seeded: %t, %v", seeded, err)
	}
	geocoder, err := openGeocoder()
	if err != nil {
		t.Fatal(err)
	}
	story, told, err := readSeed(data.SeedStory(), geocoder)
	if err != nil {
		t.Fatal(err)
	}
	retracted := putCorrections(t, store, story.Slug, told[1].Incident)
	putReports(t, store, "thousand", 1000)
	putLarge(t, store, "many", 3000)
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	below := func(id string) string { return seedPage + "/incidents/" + id }
	return public{b, startOn(t, file), publicPages(below(told[0].Incident.ID), below(retracted)), below(told[0].Incident.ID)}
}

// putCorrections corrects an incident of a story, adds one that is told in Spanish alone and
// retracts another, whose id it gives.
func putCorrections(t *testing.T, store incidents.Store, slug string, corrected incidents.Incident) string {
	t.Helper()
	corrected.Disposition = incidents.Corrected
	at := time.Date(2026, 2, 22, 18, 0, 0, 0, time.UTC)
	one := incidents.Incident{
		ID: incidents.NewID(at), Story: slug, Class: incidents.ClassIncident, Kind: "roadblock",
		Title:    incidents.Text{"es": "Bloqueo en la carretera a Chapala"},
		When:     incidents.When{Start: at, End: at, Zone: "America/Mexico_City", Precision: incidents.Minute, Basis: incidents.EventTime},
		Where:    geo.Location{Geometry: orb.Point{-103.3, 20.4}, Precision: geo.Exact},
		Workflow: incidents.Published, Verification: incidents.Unverified, Disposition: incidents.Active,
	}
	two := one
	two.ID = incidents.NewID(at.Add(time.Minute))
	two.Title = incidents.Text{"es": "Bloqueo que no hubo", "en": "A roadblock that was not"}
	retracted := two
	retracted.Disposition = incidents.Retracted
	for _, w := range []incidents.Write{
		{Kind: incidents.Correction, Incident: corrected, Base: 1, Author: "desk", Note: incidents.Text{"es": "Se corrige el lugar.", "en": "The place is corrected."}},
		{Kind: incidents.Create, Incident: one, Author: "desk"},
		{Kind: incidents.Create, Incident: two, Author: "desk"},
		{Kind: incidents.Retraction, Incident: retracted, Base: 1, Author: "desk", Note: incidents.Text{"es": "No ocurrió."}},
	} {
		if _, err := store.Write(t.Context(), w); err != nil {
			t.Fatal(err)
		}
	}
	return two.ID
}

// in gives the page's address in a language.
func (page publicPage) in(lang string) string {
	sep := "?"
	for _, c := range page.address {
		if c == '?' {
			sep = "&"
		}
	}
	return page.address + sep + "lang=" + lang
}

// look opens a page and does to it what is to be done.
func (p *reader) look(page publicPage, lang string) {
	p.t.Helper()
	p.visit(page.in(lang))
	p.wait(page.name+" to be ready", page.ready)
	if got, want := ask[int](p, `performance.getEntriesByType('navigation')[0].responseStatus`), cmp.Or(page.status, http.StatusOK); got != want {
		p.t.Fatalf("%s: status %d, want %d", page.in(lang), got, want)
	}
	if page.then == "" {
		return
	}
	ask[bool](p, `(`+page.then+`, true)`)
	p.wait(page.name+" to be as it is looked at", page.until)
}

// TestBrowserGates holds what readers' pages must hold. Each gate's name begins with what asks
// for it: WCAG 2.2's number, or what else there is.
func TestBrowserGates(t *testing.T) {
	t.Parallel()
	g := openPublic(t)
	for _, gate := range []struct {
		name string
		hold func(*testing.T, public)
	}{
		{"axe: no violation, light and dark, in every language", axeFindsNothing},
		{"1.1.1 the list holds what the map shows, in order, and stays without scripts", theListHoldsWhatTheMapShows},
		{"2.4.1 the first stop is a visible link that skips to the list", firstStopIsTheSkipLink},
		{"2.1.1, 2.1.2, 2.4.3, 2.4.7, 2.4.11 Tab leads through the whole page, seen, and out of it", walkLeadsThroughThePage},
		{"4.1.2 every stop has a name", everyStopHasAName},
		{"4.1.2 marks and bubbles are buttons that say what they stand for", marksSayWhatTheyAre},
		{"2.1.1 Enter and Space press marks and bubbles", marksArePressed},
		{"2.5.1, 2.5.7 buttons do what a drag does", buttonsDoWhatADragDoes},
		{"2.1.4 single keys are the focused map's alone", keysAreTheMapsAlone},
		{"2.4.3 a card takes the focus and gives it back", cardGivesTheFocusBack},
		{"2.4.1 at most thirty marks are stops", noMoreMarkStops},
		{"4.1.3 changes are said politely, at most every two seconds", changesAreSaid},
		{"3.1.1, 3.1.2 everything is in its language", everythingIsInItsLanguage},
		{"2.4.7, 1.4.11 the focus is seen, pixel by pixel", theFocusIsSeen},
		{"2.5.8 targets are large and apart", targetsAreLarge},
		{"2.3.3 nothing moves for who wants no motion", nothingMoves},
		{"1.4.10, 1.4.12 pages fit 320 px, 400 % and spaced text", reflows},
		{"1.4.1, 1.4.3, 1.4.11 colour is never alone, and stands out", colourIsNeverAlone},
		{"budgets: bytes, requests, other hosts, nothing stored", pagesKeepToTheirBudgets},
		{"budgets: layouts, styles, boxes, nodes", pagesKeepToTheirWork},
		{"budgets: tasks of the main thread", pagesLeaveTheThread},
		{"paper: all that is told and no control", printsWhole},
		{"1.4.3, 1.4.11 forced colours and more contrast", otherColoursServe},
		{"search engines: title, description, addresses", searchEnginesAreServed},
	} {
		t.Run(gate.name, func(t *testing.T) {
			t.Parallel()
			gate.hold(t, g)
		})
	}
}
