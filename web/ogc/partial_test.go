package ogc_test

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"incidentmap/web"
	"incidentmap/web/webtest"
)

// broken is a basemap that cannot be read, until it can.
type broken struct{ *bool }

// Tile gives an empty tile, or the error.
func (b broken) Tile(context.Context, int, int, int) ([]byte, error) {
	if *b.bool {
		return nil, errors.New("the file cannot be read")
	}
	return nil, nil
}

// A page whose small map has no land is not the page that its tag names.
func TestPagesWithoutLandAreNotKept(t *testing.T) {
	is := true
	s := webtest.NewSite(t, func(c *web.Config) { c.Basemap.Tiles = broken{&is} })
	items := "/stories/jalisco/ogc/collections/all/items"
	for _, address := range []string{items + "?f=html&lang=en", items + "/" + webtest.OperationID + "?f=html&lang=en"} {
		is = true
		without := s.Get(t, address)
		if without.Code != http.StatusOK || without.Header().Get("ETag") != "" || without.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s: status %d, %v", address, without.Code, without.Header())
		}
		is = false
		if whole := s.Get(t, address); whole.Header().Get("ETag") == "" || whole.Header().Get("Cache-Control") == "no-store" {
			t.Errorf("%s afterwards: %v", address, whole.Header())
		}
	}
}
