package staticmap_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"testing"

	"incidentmap/web"
	"incidentmap/web/webtest"
)

// holding is a basemap whose tiles come when they are let go.
type holding struct {
	asked, left chan struct{} // one for each that is asked for, and that nobody waits for any more
	release     chan struct{}
}

func held(t *testing.T) (holding, *webtest.Site) {
	t.Helper()
	h := holding{make(chan struct{}, 1000), make(chan struct{}, 1000), make(chan struct{})}
	return h, webtest.NewSite(t, func(c *web.Config) { c.Basemap.Tiles = h })
}

// Tile waits, and gives a tile in which there is nothing.
func (h holding) Tile(ctx context.Context, _, _, _ int) ([]byte, error) {
	h.asked <- struct{}{}
	select {
	case <-h.release:
		return nil, nil
	case <-ctx.Done():
		h.left <- struct{}{}
		return nil, ctx.Err()
	}
}

func TestPicturesPassAGate(t *testing.T) {
	h, s := held(t)
	many := 2 * (runtime.GOMAXPROCS(0) + 16)
	done := make(chan *httptest.ResponseRecorder, many)
	for i := range many {
		go func() { done <- s.Get(t, fmt.Sprintf("/stories/jalisco/image.png?height=100&width=%d", 100+i)) }()
	}
	refused := <-done
	if refused.Code != http.StatusServiceUnavailable || refused.Header().Get("Retry-After") == "" || refused.Header().Get("ETag") != "" {
		t.Errorf("%d, %v", refused.Code, refused.Header())
	}
	if n := len(h.asked); n > max(1, runtime.GOMAXPROCS(0)-1) {
		t.Errorf("%d are drawn at once", n)
	}
	close(h.release)
	for range many - 1 {
		<-done
	}
}

// A picture ends with the last client that waits for it, and the next who asks has it drawn anew.
func TestPicturesEndWithTheirClients(t *testing.T) {
	h, s := held(t)
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	ctx, leave := context.WithCancel(t.Context())
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+"/stories/jalisco/image.png?lang=en", nil)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error)
	go func() {
		resp, err := http.DefaultClient.Do(r)
		if err == nil {
			_ = resp.Body.Close()
		}
		done <- err
	}()
	<-h.asked
	leave()
	if err := <-done; err == nil {
		t.Error("who left got an answer")
	}
	<-h.left
	close(h.release)
	picture(t, s, "?lang=en")
}
