package address_test

import (
	"net/url"
	"testing"

	"incidentmap/web/address"
)

func TestPaths(t *testing.T) {
	for got, want := range map[string]string{
		address.Story("jalisco"):                          "/stories/jalisco",
		address.Incident("jalisco", "01KJ"):               "/stories/jalisco/incidents/01KJ",
		address.Layers("jalisco"):                         "/stories/jalisco/layers",
		address.Layer("jalisco", "all"):                   "/stories/jalisco/layers/all.geojson",
		address.LayerFile("jalisco", "all", "csv"):        "/stories/jalisco/layers/all.csv",
		address.Changes("jalisco"):                        "/stories/jalisco/changes",
		address.DictionarySchema("jalisco"):               "/stories/jalisco/dictionary.json",
		address.OGC("jalisco"):                            "/stories/jalisco/ogc",
		address.WithQuery("/a", "b", "c d", "a", "é&"):    "/a?a=%C3%A9%26&b=c+d",
		address.WithQuery(address.Story("{story}")) + "x": "/stories/{story}?x",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestWithoutVersion(t *testing.T) {
	for asked, want := range map[string]string{
		"/a?v=12-ab": "/a", "/a?v=1&lang=es&v=2": "/a?lang=es", "/a": "/a", "/a%2fb?q=v%3D1": "/a%2fb?q=v%3D1",
	} {
		u, err := url.Parse(asked)
		if err != nil {
			t.Fatal(err)
		}
		if got := address.WithoutVersion(u); got != want {
			t.Errorf("%s: %q, want %q", asked, got, want)
		}
	}
}

func TestWhoReadsAnAddress(t *testing.T) {
	for _, tt := range []struct {
		path      string
		data, ogc bool
	}{
		{"/", false, false},
		{"/stories/jalisco", false, false},
		{"/stories/jalisco/incidents/01KJ", false, false},
		{"/stories/jalisco/dictionary", false, false},
		{"/stories/jalisco/dictionary.json", true, false},
		{"/stories/jalisco/layers", true, false},
		{"/stories/jalisco/layers/all.csv", true, false},
		{"/stories/jalisco/changes", true, false},
		{"/basemap/0/0/0.mvt", true, false},
		{"/assets/map.js", true, false},
		{"/stories/jalisco/ogc", false, true},
		{"/stories/jalisco/ogc/collections", false, true},
		{"/stories/jalisco/events", true, false},
		{"/stories/jalisco/ogcx", false, false},
		{"/stories//ogc", false, false},
		{"/other/jalisco/ogc", false, false},
	} {
		if data, ogc := address.IsData(tt.path), address.IsOGC(tt.path); data != tt.data || ogc != tt.ogc {
			t.Errorf("%s: for programs %t, of the API %t", tt.path, data, ogc)
		}
	}
}
