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
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/incidents/postgis/postgistest"
	"incidentmap/web"
	"incidentmap/web/ui"
)

// What is written is in the next answers at once, not when somebody looks again.
func TestWritesAreShownAtOnce(t *testing.T) {
	for name, setting := range map[string]func(t testing.TB) string{
		"SQLite":     func(t testing.TB) string { return "sqlite:" + filepath.Join(t.TempDir(), "test.db") },
		"PostgreSQL": postgistest.Setting,
	} {
		t.Run(name, func(t *testing.T) { testWritesAreShownAtOnce(t, setting(t)) })
	}
}

func testWritesAreShownAtOnce(t *testing.T, setting string) {
	store, err := (&program{ctx: t.Context()}).openStore(setting)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close() //nolint:errcheck // a test's store
	story := incidents.Story{
		Slug: "live", Title: incidents.Text{"en": "Live"}, Languages: []string{"en"}, Zone: "UTC",
		View: incidents.View{BBox: [4]float64{-110, 10, -90, 30}}, Layers: []incidents.Layer{},
	}
	if _, err := store.PutStory(t.Context(), story); err != nil {
		t.Fatal(err)
	}
	columns := index.New()
	ctx, stop := context.WithCancel(t.Context())
	var follower sync.WaitGroup
	follower.Go(func() { follow(ctx, columns, store, slog.New(slog.DiscardHandler)) })
	defer follower.Wait()
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
	const writes, soon = 20, 150 * time.Millisecond
	quick := 0
	for range writes {
		inc := incidents.Incident{
			ID: incidents.NewID(time.Now()), Story: story.Slug, Class: incidents.ClassIncident, Kind: "roadblock",
			Title: incidents.Text{"en": "Roadblock"}, When: incidents.When{Precision: incidents.TimeUnknown, Basis: incidents.EventTime},
			Workflow: incidents.Published, Verification: incidents.Unverified, Disposition: incidents.Active,
		}
		inc.Where.Precision = "unlocated"
		if _, err := store.Write(t.Context(), incidents.Write{Incident: inc, Kind: incidents.Create, Author: "a"}); err != nil {
			t.Fatal(err)
		}
		written := time.Now()
		for !shows(inc.ID) {
			if time.Since(written) > 10*time.Second {
				t.Fatalf("%s is not shown", inc.ID)
			}
			time.Sleep(time.Millisecond)
		}
		took := time.Since(written)
		if took <= soon {
			quick++
		}
		t.Logf("shown after %s", took)
	}
	// A machine with other work may be late now and then; one that looks again every half a
	// second is nearly always.
	if quick < writes/2 {
		t.Errorf("%d of %d writes were shown within %s", quick, writes, soon)
	}
}
