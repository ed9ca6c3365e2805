package web_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/tiles/basemap"
	"incidentmap/web"
	"incidentmap/web/ui"
)

// oneTile is a basemap of one tile with something in it.
type oneTile struct{}

func (oneTile) Tile(_ context.Context, z, x, y int) ([]byte, error) {
	if z > 14 || x >= 1<<z || y >= 1<<z {
		return nil, basemap.ErrNoTile
	}
	if z == 0 {
		return []byte(strings.Repeat("\x1a\x02land", 100)), nil
	}
	return nil, nil
}

// site is a server with its store.
type site struct {
	*web.Server
	store *memory
	index *index.Index
}

// newSite serves the fixture, changed by the given functions.
func newSite(t testing.TB, change ...func(*web.Config)) *site {
	t.Helper()
	m := newMemory()
	m.putStory(jaliscoStory())
	for _, inc := range fixtureIncidents() {
		m.write(inc, incidents.Create, nil)
	}
	m.write(hostileIncident(), incidents.Correction, incidents.Text{"en": hostile})
	gone := fixtureIncidents()[0]
	gone.ID, gone.Title = retractedID, incidents.Text{"en": "A report that was wrong", "es": "Un reporte equivocado"}
	gone.Workflow = incidents.Review
	m.write(gone, incidents.Create, incidents.Text{"en": "a note from before it was public"})
	gone.Workflow = incidents.Published
	m.write(gone, incidents.Update, nil)
	gone.Disposition = incidents.Retracted
	m.write(gone, incidents.Retraction, incidents.Text{"en": "The caller took it back."})
	return serve(t, m, change...)
}

func serve(t testing.TB, m *memory, change ...func(*web.Config)) *site {
	t.Helper()
	x := index.New()
	if err := x.Sync(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	c := web.Config{
		Store: m, Index: x,
		Basemap:   web.BasemapConfig{Tiles: oneTile{}, MaxZoom: 14, Attribution: "GeoNames"},
		UI:        web.UI{Templates: ui.Templates(), Dist: ui.Dist()},
		PublicURL: "https://maps.example.org", Logger: slog.New(slog.DiscardHandler),
	}
	for _, f := range change {
		f(&c)
	}
	s, err := web.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return &site{s, m, x}
}

// do asks with a method and headers, pairs of name and value.
func (s *site) do(t testing.TB, method, address string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, address, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func (s *site) get(t testing.TB, address string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	return s.do(t, http.MethodGet, address, headers...)
}
