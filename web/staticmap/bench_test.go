package staticmap_test

import (
	"fmt"
	"net/http"
	"testing"

	"incidentmap/data"
	"incidentmap/tiles/basemap"
	"incidentmap/web"
	"incidentmap/web/webtest"
)

// land is the basemap that comes with the program.
func land(t testing.TB) func(*web.Config) {
	t.Helper()
	m, err := basemap.Open(data.Basemap(), data.Labels())
	if err != nil {
		t.Fatal(err)
	}
	return func(c *web.Config) {
		c.Basemap = web.BasemapConfig{Tiles: m, MaxZoom: basemap.MaxZoom, Attribution: data.Attribution}
	}
}

// A picture that nobody asked for before: each is of a box of its own.
func BenchmarkPicture(b *testing.B) {
	sites := map[string]*webtest.Site{
		"one by one": webtest.NewSite(b, land(b)),
		"gathered":   webtest.ServeStore(b, webtest.NewInvented(50_000), land(b)),
	}
	for name, s := range sites {
		b.Run(name, func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				address := fmt.Sprintf("/stories/jalisco/image.png?bbox=-108.%d,17,-96,27", i)
				if got := s.Get(b, address); got.Code != http.StatusOK {
					b.Fatal(got.Body)
				}
			}
		})
	}
}
