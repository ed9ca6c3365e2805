package web_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"

	"incidentmap/web"
	"incidentmap/web/webtest"
)

// holding is a basemap whose tiles come when they are let go.
type holding struct {
	webtest.OneTile
	release chan struct{}
}

// Tile waits, and gives a tile in which there is nothing.
func (h holding) Tile(ctx context.Context, _, _, _ int) ([]byte, error) {
	select {
	case <-h.release:
		return nil, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// A page without its first paint, because too many are drawn, is not the page that the tag of its address names:
// nobody keeps it, and the next is whole.
func TestPagesWithoutTheirFirstPaintAreNotKept(t *testing.T) {
	for _, page := range []string{"/stories/jalisco", "/stories/jalisco/embed"} {
		h := holding{release: make(chan struct{})}
		s := webtest.NewSite(t, func(c *web.Config) { c.Basemap.Tiles = h })
		type answered struct {
			address string
			*httptest.ResponseRecorder
		}
		many := 2 * (runtime.GOMAXPROCS(0) + 16) // more than are drawn and wait
		done := make(chan answered, many)
		for i := range many {
			go func() {
				address := fmt.Sprintf("%s?lang=en&bbox=-108,17,-96,%d.5", page, 27+i)
				done <- answered{address, s.Get(t, address)}
			}()
		}
		without := <-done // the others wait for the basemap
		if without.Code != http.StatusOK || without.Header().Get("ETag") != "" || without.Header().Get("Cache-Control") != "no-store" ||
			strings.Contains(without.Body.String(), "data:image/svg") {
			t.Errorf("%s: status %d, %v", without.address, without.Code, without.Header())
		}
		close(h.release)
		for range many - 1 {
			<-done
		}
		tag := s.Do(t, http.MethodHead, without.address).Header().Get("ETag")
		whole := s.Get(t, without.address)
		if whole.Header().Get("ETag") != tag || tag == "" || whole.Header().Get("Cache-Control") == "no-store" ||
			!strings.Contains(whole.Body.String(), "data:image/svg") {
			t.Errorf("%s afterwards: tag %s of %s, %v", without.address, whole.Header().Get("ETag"), tag, whole.Header())
		}
	}
}
