package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"incidentmap/web/respond"
	"incidentmap/web/webtest"
)

// places are what stands for the variables of paths: of each a good one.
var places = strings.NewReplacer(
	"{story}", "jalisco", "{layer:[^/]+?}", "all", `{ext:figures\.csv|csv}`, "csv", `{ext:figures\.csv}`, "figures.csv", "{layer}", "all", "{ext:[a-z0-9]+}", "geojson", "{collectionId}", "all",
	"{featureId}", webtest.OperationID, "{id}", webtest.OperationID, "{set}", "WebMercatorQuad",
	"{x:[0-9]+}", "0", "{y:[0-9]+}", "0", "{z}", "0", "{x}", "0", "{y}", "0", "{file}", "none.js",
)

// addresses gives an address of every path that anybody may read, but for the one of live events,
// whose answer has no end.
func addresses(t *testing.T, s *webtest.Site) (all []string) {
	t.Helper()
	paths, err := s.Readable()
	if err != nil || len(paths) < 30 {
		t.Fatalf("%d paths, %v", len(paths), err)
	}
	for _, path := range paths {
		if strings.HasSuffix(path, "/events") {
			continue
		}
		address := places.Replace(path)
		if strings.Contains(address, "{") {
			t.Fatalf("the test knows no value for the variables of %s", path)
		}
		all = append(all, address)
	}
	return all
}

// required are the parameters without which an address answers nothing.
var required = map[string]string{"/oembed": "url=https://maps.example.org/stories/jalisco", "/stories/jalisco/clusters": "zoom=3"}

// No answer to what cannot be done grows with what was asked, and no other grows faster than it.
func TestAnswersToHostileWords(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	const mostOfError = 16 << 10
	names := []string{
		"layer", "layers", "kind", "class", "verification", "bbox", "datetime", "q", "lang", "ids", "page", "filter", "filter-lang", "f", "crs", "bbox-crs",
		"limit", "offset", "since", "as_of", "by", "bom", "zoom", "width", "theme", "v", "url", "incident", "center", "within", "killed", "title", strings.Repeat("n", 9_000),
	}
	values := []string{
		strings.Repeat(",", respond.MostAddress/2), strings.Repeat("a,", respond.MostAddress/4),
		strings.Repeat("%22", respond.MostAddress/6), strings.Repeat("%e2%80%ae", respond.MostAddress/18),
	}
	queries := []string{
		strings.Repeat("&a", 5_000), strings.Repeat("layer=a&kind=b&", 700), strings.Repeat("bbox=1&", 2_000), strings.Repeat(",", 28_000), "layer=" + strings.Repeat(",", 28_000),
	}
	for _, name := range names {
		for _, value := range values {
			queries = append(queries, url.QueryEscape(name)+"="+value)
		}
	}
	s := webtest.NewSite(t)
	for _, address := range addresses(t, s) {
		if strings.HasSuffix(address, ".png") || strings.HasSuffix(address, ".pmtiles") {
			continue // read their words as others do, and take a second to make
		}
		plain := s.Get(t, address+"?"+required[address]).Body.Len()
		for _, query := range queries {
			got := s.Get(t, address+"?"+required[address]+"&"+query)
			most := mostOfError
			if got.Code < http.StatusBadRequest {
				most = max(2*plain, mostOfError) + 40*len(query)
			}
			if got.Body.Len() > most {
				t.Errorf("%s?%.40s…: status %d with %d bytes, of %d", address, query, got.Code, got.Body.Len(), len(query))
			}
		}
	}
}

func TestLongAddressesAreRefused(t *testing.T) {
	s := webtest.NewSite(t)
	for _, accept := range []string{"text/html", "application/json"} {
		for address, status := range map[string]int{
			"/stories/jalisco/ogc/collections/all/items?filter=" + strings.Repeat("a", respond.MostAddress-100): 400,
			"/stories/jalisco/clusters?layer=" + strings.Repeat(",", respond.MostAddress):                       414,
			"/stories/jalisco?q=" + strings.Repeat("a", respond.MostAddress):                                    414,
			"/" + strings.Repeat("a", respond.MostAddress-10):                                                   404,
			"/" + strings.Repeat("a", respond.MostAddress):                                                      414,
		} {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
			r.Header.Set("Accept", accept)
			w := httptest.NewRecorder()
			s.ServeHTTP(w, r)
			if w.Code != status || w.Body.Len() > 16<<10 {
				t.Errorf("%s, %.40s: status %d, want %d; %d bytes", accept, address, w.Code, status, w.Body.Len())
			}
		}
	}
}
