package mapapi_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/web/mapapi"
	"incidentmap/web/stories"
)

// A thousand names of the server are one collection, which is read once and tells each client its own name.
func TestCollectionsAreKeptForAllHosts(t *testing.T) {
	m := newMemory("UTC").fill(100)
	s := serveAt(t, m, "")
	for i := range 1000 {
		host := fmt.Sprintf("host%d.example", i)
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+host+"/stories/many/clusters?zoom=12&lang=en", nil)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `"url":"http://`+host+`/stories/many/incidents/`) ||
			strings.Count(w.Body.String(), "http://host") != strings.Count(w.Body.String(), "http://"+host+"/") {
			t.Fatalf("%s: %d, %.300s", host, w.Code, w.Body)
		}
	}
	if n := m.reads.Load(); n != 1 {
		t.Errorf("read %d times", n)
	}
}

// What many maps ask for at once waits, and not without end; tiles and the first views of pages do not wait for it.
func TestCollectionsPassAGate(t *testing.T) {
	m := newMemory("UTC").fill(100)
	m.hold = make(chan struct{})
	s := serve(t, m)
	many := 2 * (runtime.GOMAXPROCS(0) + 64)
	done := make(chan *httptest.ResponseRecorder, many)
	for i := range many {
		go func() { done <- s.get(t, fmt.Sprintf("/stories/many/clusters?zoom=12&bbox=-180,-90,%d,90", i)) }()
	}
	refused := <-done
	if refused.Code != http.StatusServiceUnavailable || refused.Header().Get("Retry-After") == "" {
		t.Errorf("%d, %v", refused.Code, refused.Header())
	}
	if n := int(m.reads.Load()); n > max(1, runtime.GOMAXPROCS(0)-1) {
		t.Errorf("%d were gathered at once", n)
	}
	if got := s.get(t, "/stories/many/tiles/all/3/2/3.mvt"); got.Code != http.StatusOK {
		t.Errorf("a tile: %d", got.Code)
	}
	close(m.hold)
	for range many - 1 {
		<-done
	}
	snap, err := s.stories.Of(t.Context(), "many")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Collection(t.Context(), stories.Selection{Snapshot: snap}, mapapi.Wanted{Zoom: 2, BBox: geo.BBox{West: -180, South: -90, East: 180, North: 90}, Lang: "en"}); err != nil {
		t.Error(err)
	}
}

// Gathering ends with the last client that waits for it.
func TestGatheringEndsWithItsClients(t *testing.T) {
	m := newMemory("UTC").fill(100)
	m.hold = make(chan struct{}) // for ever
	s := serve(t, m)
	snap, err := s.stories.Of(t.Context(), "many")
	if err != nil {
		t.Fatal(err)
	}
	ctx, leave := context.WithCancel(t.Context())
	done := make(chan error)
	for range 3 {
		go func() {
			_, err := s.Collection(ctx, stories.Selection{Snapshot: snap, Query: index.Query{}}, mapapi.Wanted{Zoom: 12, BBox: geo.BBox{West: -180, South: -90, East: 180, North: 90}, Lang: "en"})
			done <- err
		}()
	}
	for m.reads.Load() == 0 {
		runtime.Gosched()
	}
	leave()
	for range 3 {
		if err := <-done; !errors.Is(err, context.Canceled) || errors.Is(err, incidents.ErrMoved) {
			t.Error(err)
		}
	}
	for m.left.Load() < m.reads.Load() {
		runtime.Gosched()
	}
}
