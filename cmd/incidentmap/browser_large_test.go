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

// largeStore makes a store with a story of n incidents around Guadalajara, and gives its file.
func largeStore(t testing.TB, n int) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "large.db")
	store, err := sqlite.Open(t.Context(), file, format.AppendFeature)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close() //nolint:errcheck // a test's store
	putLarge(t, store, "large", n)
	return file
}

// putLarge writes a story of n incidents around Guadalajara.
func putLarge(t testing.TB, store incidents.Store, slug string, n int) {
	t.Helper()
	story := incidents.Story{
		Slug: slug, Title: incidents.Text{"en": "A large story"}, Languages: []string{"en"}, Zone: "America/Mexico_City",
		View: incidents.Viewport{BBox: [4]float64{-105, 19, -101, 22}},
		Layers: []incidents.Layer{{
			ID: "roadblocks", Title: incidents.Text{"en": "Roadblocks"}, Symbol: incidents.Symbol{Shape: incidents.Square, Color: "#b2182b"},
			Filter: incidents.LayerFilter{Kinds: []incidents.Kind{"roadblock"}},
		}},
	}
	if _, err := store.PutStory(t.Context(), story); err != nil {
		t.Fatal(err)
	}
	writes := make([]incidents.Write, n)
	for i := range writes {
		at := time.Date(2026, 2, 22, 6, 0, 0, 0, time.UTC).Add(time.Duration(i) * time.Minute)
		kind := incidents.Kind("roadblock")
		if i%4 == 0 {
			kind = "vehicle_arson"
		}
		writes[i] = incidents.Write{Kind: incidents.Create, Author: "a", Incident: incidents.Incident{
			ID: incidents.NewID(at), Story: story.Slug, Class: incidents.ClassIncident, Kind: kind,
			Title: incidents.Text{"en": fmt.Sprint("Report ", i)},
			When:  incidents.When{Start: at, End: at, Zone: story.Zone, Precision: incidents.Minute, Basis: incidents.EventTime},
			Where: geo.Location{
				Geometry: orb.Point{-104.9 + float64(i*7919%1999)/1999*3.8, 19.1 + float64(i*104729%1997)/1997*2.8}, Precision: geo.Exact,
			},
			Workflow: incidents.Published, Verification: incidents.Unverified, Disposition: incidents.Active,
		}}
	}
	if _, err := store.Write(t.Context(), writes...); err != nil {
		t.Fatal(err)
	}
}

// The map of a story too large to be sent whole shows bubbles that come apart, and the list
// follows what is in view.
func TestBrowserLargeStory(t *testing.T) {
	t.Parallel()
	p := open(t, startOn(t, largeStore(t, 3000)), desk)
	p.visitMap("/stories/large?lang=en")
	p.shot("large")
	const bubbles = `document.querySelectorAll('#map .bubble').length`
	const clusters = `performance.getEntriesByType('resource').filter(r => r.name.includes('/clusters')).length`
	const listed = `document.querySelector('#list .range').textContent`
	if n := ask[int](p, bubbles); n < 10 {
		t.Errorf("%d bubbles are drawn", n)
	}
	if got := ask[int](p, `document.querySelectorAll('#list li.item').length`); got != 50 {
		t.Errorf("%d incidents are listed, want 50", got)
	}
	if got := ask[int](p, `performance.getEntriesByType('resource').filter(r => r.name.includes('/layers/')).length`); got != 0 {
		t.Errorf("the map asked for whole layers %d times", got)
	}
	if got := ask[int](p, clusters); got != 0 {
		t.Errorf("the first view was asked for %d times; it is in the page", got)
	}
	// The first view's grid does for one step nearer; then there is a finer one.
	for _, step := range []string{"nearer", "nearer still"} {
		before := ask[string](p, listed)
		ask[bool](p, `(document.querySelector('#map .bubble').click(), true)`)
		p.wait("the list of the view that is "+step, listed+` !== `+fmt.Sprintf("%q", before))
	}
	p.shot("large-nearer")
	if got := ask[int](p, clusters); got == 0 {
		t.Error("the nearer view was not asked for")
	}
}
