package mapapi_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

const (
	base    = "https://maps.example.org"
	problem = "application/problem+json"
	mvtType = "application/vnd.mapbox-vector-tile"
)

func TestRequests(t *testing.T) {
	s := serve(t, newMemory("America/Mexico_City").fill(400))
	v := s.answers.Version(s.index.Story("many").Changed())
	const live = "public, max-age=15, s-maxage=5, stale-while-revalidate=15"
	type headers = map[string]string
	for _, test := range []struct {
		name    string
		method  string // GET when empty
		address string
		headers []string
		status  int
		has     []string // in the body
		header  headers
	}{
		{name: "TileJSON", address: "tiles/all.json", status: 200, header: headers{"Content-Type": "application/json", "Access-Control-Allow-Origin": "*"}, has: []string{
			`"tilejson":"3.0.0"`, `"tiles":["` + base + `/stories/many/tiles/all/{z}/{x}/{y}.mvt?v=` + v + `"]`, `"vector_layers":[{"id":"incidents"`, `"name":"Many"`,
		}},
		{name: "TileJSON of a filter", address: "tiles/roadblocks.json?kind=roadblock&datetime=2026-02-22/..&lang=es", status: 200, has: []string{
			`.mvt?datetime=2026-02-22%2F..&kind=roadblock&v=`, `"name":"Muchos`,
		}},
		{name: "TileJSON of a text search", address: "tiles/all.json?q=number", status: 200, has: []string{`.mvt?q=number"]`}},
		{name: "tile", address: "tiles/all/0/0/0.mvt", status: 200, header: headers{"Content-Type": mvtType, "Cache-Control": live, "Vary": "Accept-Encoding", "Content-Encoding": ""}},
		{name: "tile again", address: "tiles/all/0/0/0.mvt", status: 200, header: headers{"Content-Type": mvtType, "Cache-Control": live, "Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "nosniff"}},
		{name: "tile of a state", address: "tiles/all/0/0/0.mvt?v=" + v, status: 200, header: headers{"Cache-Control": live}},
		{name: "tile of another state", address: "tiles/all/0/0/0.mvt?v=3-build", status: 200, header: headers{"Cache-Control": live}},
		{name: "tile of a text search is not for ever", address: "tiles/all/0/0/0.mvt?q=number&v=" + v, status: 200, header: headers{"Cache-Control": live}},
		{name: "tile in a coding", address: "tiles/all/0/0/0.mvt", headers: []string{"Accept-Encoding", "gzip"}, status: 200, header: headers{"Content-Encoding": "gzip"}},
		{name: "tile in the best coding", address: "tiles/all/0/0/0.mvt", headers: []string{"Accept-Encoding", "gzip, deflate, br, gzip"}, status: 200, header: headers{"Content-Encoding": "gzip"}},
		{name: "head of a tile", method: "HEAD", address: "tiles/all/0/0/0.mvt", status: 200, header: headers{"Content-Type": mvtType}},
		{name: "preflight", method: "OPTIONS", address: "tiles/all/0/0/0.mvt", status: 204, header: headers{"Access-Control-Allow-Methods": "GET, HEAD, OPTIONS"}},
		{name: "post", method: "POST", address: "tiles/all/0/0/0.mvt", status: 405, header: headers{"Content-Type": problem}},
		{name: "empty tile", address: "tiles/all/4/0/0.mvt?v=" + v, status: 204, header: headers{"Cache-Control": live, "Content-Type": ""}},
		{name: "empty tile by its filter", address: "tiles/all/0/0/0.mvt?kind=explosion", status: 204},
		{name: "column beyond the world", address: "tiles/all/2/4/0.mvt", status: 404, header: headers{"Content-Type": problem}},
		{name: "row beyond the world", address: "tiles/all/2/0/4.mvt", status: 404},
		{name: "zoom beyond", address: "tiles/all/23/0/0.mvt", status: 404},
		{name: "no number", address: "tiles/all/1/a/0.mvt", status: 404},
		{name: "a number of great size", address: "tiles/all/1/0/99999999999999999999.mvt", status: 404},
		{name: "less than nothing", address: "tiles/all/1/-1/0.mvt", status: 404},
		{name: "tile of an unknown layer", address: "tiles/none/0/0/0.mvt", status: 404, has: []string{"/stories/many/layers lists them"}},
		{name: "unknown parameter", address: "tiles/all/0/0/0.mvt?zoom=1", status: 400, has: []string{`"parameter":"zoom"`}},
		{name: "a layer besides that of the path", address: "tiles/all/0/0/0.mvt?layer=curfews", status: 400, has: []string{`"parameter":"layer"`}},
		{name: "unreadable filter", address: "tiles/all/0/0/0.mvt?datetime=yesterday&kind=fire", status: 400, has: []string{`"parameter":"datetime"`, `"parameter":"kind"`}},
		{name: "version twice", address: "tiles/all/0/0/0.mvt?v=1&v=2", status: 400, has: []string{`"parameter":"v"`}},

		{name: "clusters", address: "clusters?zoom=3&bbox=-110,15,-80,35&lang=en", status: 200, header: headers{"Content-Type": "application/geo+json", "Cache-Control": live}, has: []string{
			`{"type":"FeatureCollection","story":"many","seq":401,"level":5,"bbox":[-110,15,-80,35],"count":400,"unlocated":20,"features":[`, `"cluster":true,"count":`,
		}},
		{name: "clusters of a state", address: "clusters?zoom=3&v=" + v, status: 200, header: headers{"Cache-Control": live}},
		{name: "a broken zoom", address: "clusters?zoom=3.7", status: 200, has: []string{`"level":5`, `"bbox":[-180,-90,180,90]`}},
		{name: "clusters beyond the antimeridian", address: "clusters?zoom=1&bbox=170,-60,-150,60", status: 200, has: []string{`"bbox":[170,-60,-150,60]`}},
		{name: "clusters of layers", address: "clusters?zoom=0&layer=roadblocks,curfews", status: 200},
		{name: "clusters of nothing", address: "clusters?zoom=0&kind=explosion", status: 200, has: []string{`"count":0,"unlocated":0,"features":[` + "\n]}"}},
		{name: "clusters without a zoom", address: "clusters", status: 400, has: []string{`"parameter":"zoom"`}},
		{name: "clusters of no zoom", address: "clusters?zoom=NaN", status: 400, has: []string{`"parameter":"zoom"`}},
		{name: "clusters of too great a zoom", address: "clusters?zoom=31", status: 400},
		{name: "clusters of an unknown layer", address: "clusters?zoom=1&layer=none", status: 400, has: []string{`"parameter":"layer"`}},
		{name: "clusters of no box", address: "clusters?zoom=1&bbox=1,2,3", status: 400, has: []string{`"parameter":"bbox"`}},
		{name: "clusters twice", address: "clusters?zoom=1&zoom=2", status: 400},
		{name: "clusters with an unknown parameter", address: "clusters?zoom=1&level=2", status: 400},
		{name: "unknown story", address: "../none/clusters?zoom=1", status: 404, header: headers{"Content-Type": problem}},

		{name: "histogram", address: "histogram", status: 200, has: []string{`"story":"many","seq":401,"zone":"America/Mexico_City"`, `"width":"P1D"`, `"start":"2026-02-22T00:00:00-06:00"`}},
		{name: "histogram of so many", address: "histogram?buckets=7&from=2026-03-01&to=2026-03-08", status: 200, has: []string{`"from":"2026-03-01T00:00:00-06:00","to":"2026-03-08T00:00:00-06:00","buckets":[{"start":"2026-03-01T00:00:00-06:00"`}},
		{name: "histogram of an hour", address: "histogram?datetime=2026-03-01T12:00:00Z/2026-03-01T13:30:00Z", status: 200, has: []string{`"width":"PT1M"`}},
		{name: "histogram of nothing", address: "histogram?kind=explosion", status: 200, has: []string{`"from":null,"to":null,"buckets":[],"untimed":0,"outside":0,"count":0`}},
		{name: "histogram of after the end", address: "histogram?from=2030-01-01", status: 200, has: []string{`"buckets":[]`, `"untimed":37,"outside":363,"count":400`}},
		{name: "too many buckets", address: "histogram?buckets=1001", status: 400, has: []string{`"parameter":"buckets"`}},
		{name: "no time", address: "histogram?from=tomorrow", status: 400, has: []string{`"parameter":"from"`}},
		{name: "the wrong way", address: "histogram?from=2026-03-01&to=2026-02-01", status: 400, has: []string{`"parameter":"to"`}},

		{name: "PMTiles", address: "tiles/all.pmtiles?maxzoom=3", status: 200, has: []string{"PMTiles\x03"}, header: headers{"Content-Type": "application/vnd.pmtiles", "Accept-Ranges": "bytes"}},
		{name: "range of PMTiles", address: "tiles/all.pmtiles?maxzoom=3", headers: []string{"Range", "bytes=0-6"}, status: 206, has: []string{"PMTiles"}, header: headers{"Content-Length": "7"}},
		{name: "head of PMTiles", method: "HEAD", address: "tiles/all.pmtiles?maxzoom=3", status: 200},
		{name: "PMTiles beyond", address: "tiles/all.pmtiles?maxzoom=15", status: 400, has: []string{`"parameter":"maxzoom"`}},
		{name: "PMTiles of an unknown layer", address: "tiles/none.pmtiles", status: 404},

		{name: "tilesets", address: "ogc/collections/all/tiles", status: 200, has: []string{
			`"tilesets":[{"title":"Many","dataType":"vector","crs":"http://www.opengis.net/def/crs/EPSG/0/3857"`, base + `/stories/many/ogc/collections/all/tiles/WebMercatorQuad"`,
		}},
		{name: "tileset", address: "ogc/collections/all/tiles/WebMercatorQuad?f=json", status: 200, has: []string{
			`"tileMatrixSetLimits":[{"tileMatrix":"0","minTileRow":0,"maxTileRow":0,"minTileCol":0,"maxTileCol":0}`,
			`/ogc/collections/all/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}?v=` + v + `","templated":true}`,
		}},
		{name: "tileset of a filter", address: "ogc/collections/all/tiles/WebMercatorQuad?kind=killing", status: 200, has: []string{`?kind=killing&v=`}},
		{name: "tileset of another set", address: "ogc/collections/all/tiles/WorldCRS84Quad", status: 404},
		{name: "tileset of no collection", address: "ogc/collections/none/tiles", status: 404},
		{name: "tileset in a form that is not", address: "ogc/collections/all/tiles?f=html", status: 400, has: []string{`"parameter":"f"`}},
		{name: "tile of a matrix", address: "ogc/collections/all/tiles/WebMercatorQuad/0/0/0", status: 200, header: headers{"Content-Type": mvtType}},
		{name: "tile outside the limits", address: "ogc/collections/all/tiles/WebMercatorQuad/5/0/0", status: 404, has: []string{"outside the limits"}},
		{name: "tile of no matrix", address: "ogc/collections/all/tiles/WebMercatorQuad/40/0/0", status: 404},
		{name: "matrix sets", address: "ogc/tileMatrixSets", status: 200, has: []string{`{"tileMatrixSets":[{"id":"WebMercatorQuad"`}},
		{name: "matrix set", address: "ogc/tileMatrixSets/WebMercatorQuad", status: 200, has: []string{
			`"tileMatrices":[{"id":"0","scaleDenominator":559082264.0287`, `"cellSize":156543.0339280`, `"pointOfOrigin":[-20037508.342789`,
		}},
		{name: "matrix set that is not", address: "ogc/tileMatrixSets/none", status: 404},
	} {
		t.Run(test.name, func(t *testing.T) {
			method := test.method
			if method == "" {
				method = http.MethodGet
			}
			got := s.do(t, method, "/stories/many/"+test.address, test.headers...)
			if strings.HasPrefix(test.address, "../") {
				got = s.do(t, method, "/stories/"+test.address[3:])
			}
			body := got.Body.String()
			if got.Code != test.status {
				t.Fatalf("status %d, want %d: %.300q", got.Code, test.status, body)
			}
			for name, value := range test.header {
				if got.Header().Get(name) != value {
					t.Errorf("%s: %q, want %q", name, got.Header().Get(name), value)
				}
			}
			for _, text := range test.has {
				if !strings.Contains(body, text) {
					t.Errorf("no %q in %.600q", text, body)
				}
			}
			if method == http.MethodHead && body != "" {
				t.Errorf("HEAD has a body of %d bytes", len(body))
			}
		})
	}
}

// What has an ETag is not sent again while it stands.
func TestRevalidating(t *testing.T) {
	s := serve(t, newMemory("UTC").fill(300))
	for _, address := range []string{
		"tiles/all.json", "tiles/all/0/0/0.mvt", "tiles/all/4/0/0.mvt", "tiles/all.pmtiles?maxzoom=2", "clusters?zoom=2", "histogram",
		"ogc/collections/all/tiles/WebMercatorQuad", "ogc/collections/all/tiles/WebMercatorQuad/0/0/0",
	} {
		first := s.get(t, "/stories/many/"+address, "Accept-Encoding", "gzip")
		tag := first.Header().Get("ETag")
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			again := s.do(t, method, "/stories/many/"+address, "Accept-Encoding", "gzip", "If-None-Match", tag)
			if again.Code != http.StatusNotModified || again.Body.Len() > 0 || tag == "" {
				t.Errorf("%s %s with %s: %d", method, address, tag, again.Code)
			}
		}
		if other := s.get(t, "/stories/many/"+address, "If-None-Match", `"other"`); other.Code != first.Code {
			t.Errorf("%s: %d", address, other.Code)
		}
	}
}

// A change makes answers anew, and leaves the tags of tiles in which nothing changed.
func TestChanging(t *testing.T) {
	s := serve(t, newMemory("UTC").fill(300))
	const touched, untouched, view = "/stories/many/tiles/all/1/0/0.mvt", "/stories/many/tiles/all/1/1/1.mvt", "/stories/many/clusters?zoom=2"
	tags := map[string]string{}
	for _, address := range []string{touched, untouched, view} {
		tags[address] = s.get(t, address).Header().Get("ETag")
	}
	old := s.answers.Version(s.index.Story("many").Changed())
	s.store.add("killing", point(-100, 20), begin, 1)
	s.sync(t)
	for address, same := range map[string]bool{touched: false, untouched: true, view: false} {
		if tag := s.get(t, address).Header().Get("ETag"); (tag == tags[address]) != same {
			t.Errorf("%s: tag %s after %s", address, tag, tags[address])
		}
	}
	if cache := s.get(t, touched+"?v="+old).Header().Get("Cache-Control"); strings.Contains(cache, "immutable") {
		t.Errorf("an old version is %s", cache)
	}
	if got := s.get(t, view); !strings.Contains(got.Body.String(), fmt.Sprintf(`"seq":%d,`, s.store.seq)) {
		t.Errorf("%.200s", got.Body)
	}
}
