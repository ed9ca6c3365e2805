package webtest

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/tiles/basemap"
	"incidentmap/web"
	"incidentmap/web/ui"
)

// OneTile is a basemap of one tile with something in it.
type OneTile struct{}

// Tile gives the tile.
func (OneTile) Tile(_ context.Context, z, x, y int) ([]byte, error) {
	if z > 14 || x >= 1<<z || y >= 1<<z {
		return nil, basemap.ErrNoTile
	}
	if z == 0 {
		return []byte(strings.Repeat("\x1a\x02land", 100)), nil
	}
	return nil, nil
}

// Site is a server with its store.
type Site struct {
	*web.Server
	Store *Store
	Index *index.Index
}

// began is when all answers are made, as far as they say so.
var began = time.Now()

// NewSite serves the fixture, changed by the given functions.
func NewSite(t testing.TB, change ...func(*web.Config)) *Site {
	t.Helper()
	return Serve(t, fixture.open(t), change...)
}

var fixture = imageOf{fill: func(m *Store) {
	m.PutStory(Story())
	for _, inc := range Incidents() {
		m.Write(inc, incidents.Create, nil)
	}
	m.Write(HostileIncident(), incidents.Correction, incidents.Text{"en": Hostile})
	gone := Incidents()[0]
	gone.ID, gone.Title = RetractedID, incidents.Text{"en": "A report that was wrong", "es": "Un reporte equivocado"}
	gone.Workflow = incidents.Review
	m.Write(gone, incidents.Create, incidents.Text{"en": "a note from before it was public"})
	gone.Workflow = incidents.Published
	m.Write(gone, incidents.Update, nil)
	gone.Disposition = incidents.Retracted
	m.Write(gone, incidents.Retraction, incidents.Text{"en": "The caller took it back."})
}}

// Serve serves a store that is filled already.
func Serve(t testing.TB, m *Store, change ...func(*web.Config)) *Site {
	t.Helper()
	s := ServeStore(t, m, change...)
	s.Store = m
	return s
}

// ServeStore serves a store of any sort; the site's own Store is then nil.
func ServeStore(t testing.TB, store web.Store, change ...func(*web.Config)) *Site {
	t.Helper()
	x := index.New()
	if err := x.Sync(t.Context(), store); err != nil {
		t.Fatal(err)
	}
	c := web.Config{
		Store: store, Index: x,
		Basemap:   web.BasemapConfig{Tiles: OneTile{}, MaxZoom: 14, Attribution: "GeoNames"},
		UI:        web.UI{Templates: ui.Templates(), Dist: ui.Dist()},
		PublicURL: "https://maps.example.org", Logger: slog.New(slog.DiscardHandler),
		Now: func() time.Time { return began },
	}
	for _, f := range change {
		f(&c)
	}
	s, err := web.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return &Site{Server: s, Index: x}
}

// Do asks with a method and headers, pairs of name and value.
func (s *Site) Do(t testing.TB, method, address string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, address, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

// Get asks for an address; see Do.
func (s *Site) Get(t testing.TB, address string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	return s.Do(t, http.MethodGet, address, headers...)
}
