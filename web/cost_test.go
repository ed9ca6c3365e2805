package web

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestWhatRequestsCount(t *testing.T) {
	for path, want := range map[string]int{
		"/assets/map.abc.js": 0, "/healthz": 0, "/readyz": 0,
		"/": 1, "/stories/x?lang=en": 1, "/stories/x/layers/all.geojson?lang=en": 1, "/stories/x/tiles/all/3/1/2.mvt": 1, "/stories/x/tiles/all.json": 1,
		"/stories/x/layers": 1, "/stories/x/events": 1, "/stories/x/clusters?zoom=3&bbox=1,2,3,4": 1, "/basemap/0/0/0.mvt": 1, "/stories/x?q=&by=": 1, "/nothing": 1,
		"/stories/x/layers/all.csv": dear, "/stories/x/layers/all.parquet?lang=en": dear, "/stories/x/layers/all.geojson?by=adm1": dear, "/stories/x/tiles/all.pmtiles": dear,
		"/stories/x/image.png?width=800": dear, "/stories/x?lang=en&q=fire": dear, "/stories/x/ogc/collections/all/items?filter=kind%3D%27attack%27": dear, "/stories/x/layers/all.geojson?as_of=3": dear,
	} {
		if got := cost(httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)); got != want {
			t.Errorf("%s counts as %d, want %d", path, got, want)
		}
	}
}
