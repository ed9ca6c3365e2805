package main

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/incidents/postgis/postgistest"
	"incidentmap/web"
	"incidentmap/web/ui"
)

// What is written is in the next answers at once, not when somebody looks again: in a bubble whose
// clock does not advance, whoever waited for a time to pass would never show it.
func TestWritesAreShownAtOnce(t *testing.T) {
	setting := "sqlite:" + filepath.Join(t.TempDir(), "test.db")
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		testWritesAreShown(t, setting, func(context.Context, *index.Index, incidents.Seq) { synctest.Wait() })
		if passed := time.Since(began); passed != 0 {
			t.Errorf("it took %s of waiting", passed)
		}
	})
}

// The same of a database, whose connections are no part of a bubble; that it tells of writes
// itself is for the tests of the store.
func TestWritesToADatabaseAreShown(t *testing.T) {
	testWritesAreShown(t, postgistest.Setting(t), func(ctx context.Context, columns *index.Index, seq incidents.Seq) {
		for moved := columns.Moved(); columns.Seq() < seq; moved = columns.Moved() {
			select {
			case <-moved:
			case <-ctx.Done():
				return
			}
		}
	})
}

// testWritesAreShown writes, lets the index follow, and looks whether it is shown.
func testWritesAreShown(t *testing.T, setting string, followed func(context.Context, *index.Index, incidents.Seq)) {
	store, err := (&program{ctx: t.Context()}).openStore(setting)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close() //nolint:errcheck // a test's store
	story := incidents.Story{
		Slug: "live", Title: incidents.Text{"en": "Live"}, Languages: []string{"en"}, Zone: "UTC",
		View: incidents.Viewport{BBox: [4]float64{-110, 10, -90, 30}}, Layers: []incidents.Layer{},
	}
	if _, err := store.PutStory(t.Context(), story); err != nil {
		t.Fatal(err)
	}
	columns := index.New()
	ctx, stop := context.WithCancel(t.Context())
	var follower sync.WaitGroup
	follower.Go(func() { follow(ctx, columns, store, func() {}, slog.New(slog.DiscardHandler)) })
	defer follower.Wait() // before the store is closed
	defer stop()
	site, err := web.New(web.Config{
		Store: store, Index: columns, UI: web.UI{Templates: ui.Templates(), Dist: ui.Dist()}, Logger: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	shows := func(id string) bool {
		w := httptest.NewRecorder()
		site.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/stories/live/ogc/collections/all/items?f=json&limit=1000", nil))
		return w.Code == http.StatusOK && strings.Contains(w.Body.String(), id)
	}
	for range 20 {
		inc := incidents.Incident{
			ID: incidents.NewID(time.Now()), Story: story.Slug, Class: incidents.ClassIncident, Kind: "roadblock",
			Title: incidents.Text{"en": "Roadblock"}, When: incidents.When{Precision: incidents.TimeUnknown, Basis: incidents.EventTime},
			Workflow: incidents.Published, Verification: incidents.Unverified, Disposition: incidents.Active,
		}
		inc.Where.Precision = "unlocated"
		written, err := store.Write(t.Context(), incidents.Write{Incident: inc, Kind: incidents.Create, Author: "a"})
		if err != nil {
			t.Fatal(err)
		}
		followed(t.Context(), columns, written[0].Seq)
		if !shows(inc.ID) {
			t.Fatalf("%s is not shown", inc.ID)
		}
	}
}
