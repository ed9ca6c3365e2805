package download_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"sync"
	"testing"

	"incidentmap/web/webtest"
)

// stalled is a client that reads nothing.
type stalled struct {
	header http.Header
	once   sync.Once
	begun  chan<- struct{}
	leave  <-chan struct{}
}

func (s *stalled) Header() http.Header { return s.header }

func (s *stalled) WriteHeader(int) {}

func (s *stalled) Write(b []byte) (int, error) {
	s.once.Do(func() { s.begun <- struct{}{} })
	<-s.leave
	return len(b), nil
}

// stall asks for a file as a number of clients that read nothing, and gives what ends all of them once each has
// got a beginning.
func stall(t *testing.T, s http.Handler, file string, clients int) (end func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	begun, leave := make(chan struct{}, clients), make(chan struct{})
	var all sync.WaitGroup
	for range clients {
		all.Go(func() {
			defer func() { _ = recover() }() // the answer is broken off
			s.ServeHTTP(&stalled{header: http.Header{}, begun: begun, leave: leave}, httptest.NewRequestWithContext(ctx, http.MethodGet, file, nil))
		})
	}
	for range clients {
		<-begun
	}
	return func() {
		cancel()
		close(leave)
		all.Wait()
	}
}

// Clients that read nothing are bounded in number and hold little, and small files go past them.
func TestStalledDownloadsAreBounded(t *testing.T) {
	const most, each = 64, 256 << 10
	s, _ := inventedSite(t, 10_000)
	before := inUse()
	end := stall(t, s, webtest.LayerFile("geojson"), most)
	if grown := int(inUse()) - int(before); grown > most*each {
		t.Errorf("each of %d holds %d KB", most, grown/most>>10)
	}
	ask := func(method, address string, headers ...string) *httptest.ResponseRecorder {
		return (&webtest.Site{Server: s}).Do(t, method, address, headers...)
	}
	got := ask(http.MethodGet, webtest.LayerFile("geojson"))
	if got.Code != http.StatusServiceUnavailable || got.Header().Get("Retry-After") == "" || got.Header().Get("ETag") != "" {
		t.Errorf("one more got %d, %v", got.Code, got.Header())
	}
	if got := ask(http.MethodHead, webtest.LayerFile("geojson")); got.Code != http.StatusOK {
		t.Errorf("HEAD got %d", got.Code)
	}
	if got := ask(http.MethodGet, webtest.LayerFile("geojson")+"&bbox=-103.1,20,-103,20.2"); got.Code != http.StatusOK || got.Body.Len() == 0 {
		t.Errorf("a small file got %d", got.Code)
	}
	end()
	if got := ask(http.MethodGet, webtest.LayerFile("geojson")); got.Code != http.StatusOK {
		t.Errorf("once they are gone, %d", got.Code)
	}
}

// Equal requests for what is costly share one work, and when all have left nothing is made and
// no file is there any more.
func TestCostlyFilesAreMadeOnce(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	const n, clients = 5_000, 10
	for _, file := range []string{
		webtest.LayerFile("csv"), webtest.LayerFile("gpkg"), webtest.LayerFile("xlsx"), webtest.LayerFile("geojson") + "&by=adm1", webtest.LayerFile("geojson") + "&as_of=5000",
	} {
		s, v := inventedSite(t, n)
		before := v.Given.Load()
		stall(t, s, file, clients)()
		if made := v.Given.Load() - before; made > n {
			t.Errorf("%s: %d incidents were read for %d equal requests of %d", file, made, clients, n)
		}
		if left, err := os.ReadDir(os.TempDir()); err != nil || len(left) != 0 {
			t.Errorf("%s: %v is left, %v", file, left, err)
		}
	}
}
