package web_test

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
)

const (
	ogc      = "/stories/jalisco/ogc"
	ogcItems = ogc + "/collections/all/items"
	ogcBase  = "https://maps.example.org" + ogc
	epsg     = "http://www.opengis.net/def/crs/EPSG/0/"
	crs84    = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
	geojson  = "application/geo+json"
	browser  = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
)

func TestOGCRequests(t *testing.T) {
	html := []string{"Accept", browser}
	tests := []request{
		{name: "landing page", address: ogc + "?lang=en", status: 200, mustHave: []string{
			`"title":"A day in Jalisco"`, `{"rel":"service-desc","type":"application/vnd.oai.openapi+json;version=3.0","href":"` + ogcBase + `/api?lang=en"}`,
			`"rel":"conformance"`, `"rel":"data"`, `{"rel":"alternate","type":"text/html","href":"` + ogcBase + `?f=html&lang=en"}`,
		}, header: map[string]string{"Content-Type": "application/json", "Access-Control-Allow-Origin": "*", "Vary": "Accept, Accept-Encoding"}},
		{name: "landing page with a slash", address: ogc + "/", status: 200},
		{name: "landing page for people", address: ogc + "?lang=en", headers: html, status: 200, mustHave: []string{"<h1>OGC API for maps", "/ogc/collections?f=html"}, header: map[string]string{"Content-Type": "text/html; charset=utf-8"}},
		{name: "landing page as f says", address: ogc + "?f=json", headers: html, status: 200, header: map[string]string{"Content-Type": "application/json", "Vary": "Accept-Language, Accept-Encoding"}},
		{name: "unknown form", address: ogc + "?f=xml", status: 400, mustHave: []string{`"parameter":"f"`}, header: map[string]string{"Content-Type": problem}},
		{name: "unknown parameter of the landing page", address: ogc + "?limit=1", status: 400, mustHave: []string{`"parameter":"limit"`}},
		{name: "conformance", address: ogc + "/conformance", status: 200, mustHave: []string{"ogcapi-features-1/1.0/conf/oas30", "ogcapi-features-2/1.0/conf/crs", "conf/features-filter", "cql2/1.0/conf/cql2-json"}, mustLack: []string{"tiles"}},
		{name: "conformance for people", address: ogc + "/conformance?f=html&lang=es", status: 200, mustHave: []string{"<h1>Conformidad"}},
		{name: "definition for people", address: ogc + "/api?f=html&lang=en", status: 200, mustHave: []string{"/stories/jalisco/ogc/collections/{collectionId}/items", "<code>bbox-crs</code>"}, mustLack: []string{"ogc."}},
		{name: "definition", address: ogc + "/api", headers: []string{"Accept", "application/vnd.oai.openapi+json;version=3.0"}, status: 200, header: map[string]string{"Content-Type": "application/vnd.oai.openapi+json;version=3.0"}},
		{name: "collections", address: ogc + "/collections", status: 200, mustHave: []string{`"id":"all"`, `"id":"operation"`, `"id":"advisories"`}},
		{name: "collections for people", address: ogc + "/collections?lang=en", headers: html, status: 200, mustHave: []string{"Advisories", "f=html"}},
		{name: "collection", address: ogc + "/collections/advisories", status: 200, mustHave: []string{
			`"extent":{"spatial":{"bbox":[[-105,19,-102,22]],"crs":"` + crs84 + `"},"temporal":{"interval":[["2026-02-22T06:00:00Z","2026-02-23T05:59:59Z"]]`,
			`"storageCrs":"` + crs84 + `"`, epsg + "3857", epsg + "32613", `"type":"application/geo+json"`,
		}},
		{name: "collection for people", address: ogc + "/collections/advisories?lang=en&f=html", status: 200, mustHave: []string{"<h1>Advisories", "-105, 19, -102, 22", "UTM zone 13N"}},
		{name: "unknown collection", address: ogc + "/collections/none", status: 404, header: map[string]string{"Content-Type": problem}},
		{name: "items of an unknown collection", address: ogc + "/collections/none/items", status: 404},
		{name: "API of an unknown story", address: "/stories/nowhere/ogc", status: 404},
		{name: "unknown resource", address: ogc + "/none", status: 404},
		{name: "error for people", address: ogc + "/collections/none", headers: html, status: 404, header: map[string]string{"Content-Type": "text/html; charset=utf-8"}},
		{name: "error for anything", address: ogc + "/collections/none", headers: []string{"Accept", "*/*"}, status: 404, header: map[string]string{"Content-Type": problem}},
		{name: "a path with dots", address: ogc + "/%2e%2e/%2e%2e/etc/passwd", status: 404},
		{name: "a collection with dots", address: ogc + "/collections/..%2f..%2fpasswd", status: 404},

		{name: "items", address: ogcItems, status: 200, mustHave: []string{`"numberMatched":9,"numberReturned":9`, `"rel":"collection"`}, mustLack: []string{"INÉDITO", "UNPUBLISHED"}, header: map[string]string{
			"Content-Type": geojson, "Content-Crs": "<" + crs84 + ">", "Access-Control-Expose-Headers": "ETag, Content-Crs",
		}},
		{name: "items for people", address: ogcItems + "?lang=en&limit=2&offset=2", headers: html, status: 200, mustHave: []string{"3 to 4 of 9", `rel="next"`, `rel="prev"`}, mustLack: []string{"UNPUBLISHED"}},
		{name: "items as JSON", address: ogcItems, headers: []string{"Accept", "application/json"}, status: 200, header: map[string]string{"Content-Type": geojson}},
		{name: "items as anything but HTML", address: ogcItems, headers: []string{"Accept", "application/geo+json;q=0.1, text/html;q=0"}, status: 200, header: map[string]string{"Content-Type": geojson}},
		{name: "items as nothing that there is", address: ogcItems, headers: []string{"Accept", "image/png"}, status: 406, mustHave: []string{`"code":"not_acceptable"`}, header: map[string]string{"Content-Type": problem}},
		{name: "hostile text among items", address: ogcItems + "?f=html&lang=en", status: 200, mustLack: []string{"<script>alert", "<img src=x", "javascript:alert"}},
		{name: "hostile text of a feature", address: ogcItems + "/" + attackID + "?f=html&lang=en", status: 200, mustLack: []string{"<script>alert", "<img src=x", `"javascript:alert`}},
		{name: "HEAD", method: "HEAD", address: ogcItems, status: 200, header: map[string]string{"Content-Type": geojson}},
		{name: "preflight", method: "OPTIONS", address: ogcItems, status: 204},
		{name: "what cannot be written", method: "DELETE", address: ogcItems, status: 405, header: map[string]string{"Allow": "GET, HEAD, OPTIONS", "Content-Type": problem}},
		{name: "an incident that nobody may see", address: ogcItems + "/" + draftID, status: 404, mustLack: []string{"rumour"}},
		{name: "a feature of another collection", address: ogc + "/collections/advisories/items/" + operationID, status: 404},
		{name: "a feature of bytes that are no text", address: ogcItems + "/%ff%fe", status: 404},
		{name: "a feature of a zero byte", address: ogcItems + "/a%00b", status: 404},
		{name: "feature", address: ogcItems + "/" + operationID + "?lang=en", status: 200, mustHave: []string{
			`"id":"` + operationID + `"`, `"title":"Operation in Tapalpa"`, `"start":"2026-02-22T06:00:00Z"`, `"rel":"collection"`, `"url":"https://maps.example.org/stories/jalisco/incidents/` + operationID + `"}`,
		}, header: map[string]string{"Content-Type": geojson, "Content-Crs": "<" + crs84 + ">"}},
		{name: "feature for people", address: ogcItems + "/" + operationID + "?lang=en&f=html", status: 200, mustHave: []string{"<h1>Operation in Tapalpa", "security_operation"}},

		{name: "queryables", address: ogc + "/collections/all/queryables?lang=en", status: 200, mustHave: []string{
			`"additionalProperties":false`, `"geometry":{"format":"geometry-any"`, `"start":{"type":"string","format":"date-time","title":"From"`, `"killed":{"type":"integer"`, `"layers":{"type":"array"`,
		}, header: map[string]string{"Content-Type": "application/schema+json"}},
		{name: "queryables for people", address: ogc + "/collections/all/queryables?lang=en&f=html", status: 200, mustHave: []string{"<code>killed</code>", "roadblock"}},
		{name: "schema", address: ogc + "/collections/all/schema", status: 200, mustHave: []string{`"x-ogc-role":"primary-geometry"`, `"x-ogc-role":"id"`}, header: map[string]string{"Content-Type": "application/schema+json"}},
		{name: "schema for people", address: ogc + "/collections/all/schema?f=html", status: 200, mustHave: []string{"<code>casualties</code>"}},
	}
	s := newSite(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { s.check(t, tt) })
	}
}

func TestOGCRefusals(t *testing.T) {
	tests := []struct{ query, parameter string }{
		{"limit=0", "limit"},
		{"limit=-1", "limit"},
		{"limit=abc", "limit"},
		{"limit=1.5", "limit"},
		{"limit=", "limit"},
		{"limit=1e3", "limit"},
		{"limit=1&limit=2", "limit"},
		{"offset=-1", "offset"},
		{"unknown=1", "unknown"},
		{"bbox=%zz", "query"},
		{"bbox=1,2,3", "bbox"},
		{"bbox=", "bbox"},
		{"bbox=NaN,0,1,1", "bbox"},
		{"bbox=0,10,1,5", "bbox"},
		{"bbox=0,0,500,1", "bbox"},
		{"bbox=1,2,3,4&bbox-crs=" + epsg + "1", "bbox-crs"},
		{"bbox=1,2,3&bbox-crs=" + epsg + "3857", "bbox"},
		{"bbox=a,0,1,1&bbox-crs=" + epsg + "3857", "bbox"},
		{"bbox=5,5,1,1&bbox-crs=" + epsg + "32613", "bbox"},
		{"bbox=-91,0,1,1&bbox-crs=" + epsg + "4326", "bbox"},
		{"bbox-crs=" + epsg + "1", "bbox-crs"},
		{"crs=urn:none", "crs"},
		{"datetime=yesterday", "datetime"},
		{"datetime=../..", "datetime"},
		{"datetime=/", "datetime"},
		{"datetime=", "datetime"},
		{"datetime=2026-02-22/P", "datetime"},
		{"datetime=2026-02-22/P1X", "datetime"},
		{"datetime=P1D/P1D", "datetime"},
		{"datetime=2026-02-22/P0D", "datetime"},
		{"datetime=2026-02-22/P9999Y", "datetime"},
		{"filter=(((", "filter"},
		{"filter=", "filter"},
		{"filter=none%3D1", "filter"},
		{"filter=" + strings.Repeat("(", 5000) + "seq%3D1" + strings.Repeat(")", 5000), "filter"},
		{"filter=seq%3D1&filter-lang=none", "filter-lang"},
		{"filter-lang=none", "filter-lang"},
		{"filter=seq%3D1&filter-crs=urn:none", "filter-crs"},
		{"kind=riots", "kind"},
		{"killed=many", "killed"},
		{"start=soon", "start"},
		{"admin1=a&admin1=b", "admin1"},
		{"geometry=1", "geometry"},
	}
	s := newSite(t)
	for _, tt := range tests {
		t.Run(tt.query[:min(len(tt.query), 60)], func(t *testing.T) {
			s.check(t, request{address: ogcItems + "?" + tt.query, status: http.StatusBadRequest, mustHave: []string{fmt.Sprintf(`"parameter":%q`, tt.parameter)}})
		})
	}
}

// itemsPage is what the tests read of a page of items.
type itemsPage struct {
	NumberMatched, NumberReturned int
	Links                         []struct{ Rel, Href string }
	Features                      []struct {
		ID       string
		Geometry struct{ Coordinates json.RawMessage }
	}
}

func pageAt(t *testing.T, s *site, address string) itemsPage {
	t.Helper()
	got := s.get(t, address)
	if got.Code != http.StatusOK {
		t.Fatalf("%s: status %d: %s", address, got.Code, got.Body)
	}
	var p itemsPage
	if err := json.Unmarshal(got.Body.Bytes(), &p); err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	if p.NumberReturned != len(p.Features) {
		t.Errorf("%s: numberReturned %d of %d features", address, p.NumberReturned, len(p.Features))
	}
	return p
}

func (p itemsPage) link(rel string) string {
	for _, l := range p.Links {
		if l.Rel == rel {
			return strings.TrimPrefix(l.Href, "https://maps.example.org")
		}
	}
	return ""
}

// walk follows the links to the next page, and gives all ids in their order.
func walk(t *testing.T, s *site, address string) []string {
	t.Helper()
	ids := []string{}
	for address != "" {
		p := pageAt(t, s, address)
		for _, f := range p.Features {
			ids = append(ids, f.ID)
		}
		if address = p.link("next"); len(ids) > 100 {
			t.Fatal("the pages do not end")
		}
		if address == "" && p.NumberMatched != len(ids) {
			t.Errorf("numberMatched %d, walked %d", p.NumberMatched, len(ids))
		}
	}
	return ids
}

func TestOGCFilters(t *testing.T) {
	all := []string{operationID, leaderID, retractedID, attackID, deathsID, smokeID, advisoryID, aggregateID, pastID}
	near := []string{operationID, leaderID, retractedID, smokeID, advisoryID, aggregateID, pastID} // Tapalpa, and what has no geometry
	// A box around Tapalpa in metres: west of Web Mercator's middle, and in UTM zone 13.
	mercator := fmt.Sprintf("%.0f,%.0f,%.0f,%.0f", -103.8*math.Pi*6378137/180, 2262000.0, -103.7*math.Pi*6378137/180, 2277000.0)
	json := url.QueryEscape(`{"op":"=","args":[{"property":"kind"},"deaths"]}`)
	tests := []struct {
		name, query string
		want        []string
	}{
		{"all", "", all},
		{"box", "bbox=-103.8,19.9,-103.7,20.0", near},
		{"box with heights", "bbox=-103.8,19.9,-1,-103.7,20.0,1", near},
		{"box with latitudes first", "bbox=19.9,-103.8,20.0,-103.7&bbox-crs=" + epsg + "4326", near},
		{"box with latitudes first and heights", "bbox=19.9,-103.8,0,20.0,-103.7,9&bbox-crs=" + epsg + "4326", near},
		{"box of Web Mercator", "bbox=" + mercator + "&bbox-crs=" + epsg + "3857", near},
		{"box beyond Web Mercator", "bbox=-3e7,-3e7,3e7,3e7&bbox-crs=" + epsg + "3857", all},
		{"box of UTM", "bbox=625000,2200000,635000,2210000&bbox-crs=" + epsg + "32613", near},
		{"box of UTM elsewhere", "bbox=300000,3900000,310000,3910000&bbox-crs=" + epsg + "32613", []string{smokeID, pastID}},
		{"day", "datetime=2020-06-01", []string{smokeID, pastID}},
		{"days", "datetime=2020-06-01/P2D", []string{smokeID, pastID}},
		{"days before", "datetime=P2D/2026-02-23", slices.DeleteFunc(slices.Clone(all), func(id string) bool { return id == pastID })},
		{"hours", "datetime=2026-02-22T00:00:00Z/PT5H", []string{smokeID}},
		{"hours and a bit", "datetime=2026-02-22T00:00:00Z/PT6H", slices.DeleteFunc(slices.Clone(all), func(id string) bool { return id == pastID })},
		{"open end", "datetime=../2021-06-01", []string{smokeID, pastID}},
		{"kind", "kind=deaths", []string{leaderID, deathsID}},
		{"classes", "class=advisory,aggregate", []string{advisoryID, aggregateID}},
		{"text", "q=tapalpa", []string{operationID}},
		{"number", "killed=6", []string{deathsID}},
		{"property", "place=Zapopan", []string{deathsID}},
		{"property that nothing has", "place=Nowhere", []string{}},
		{"id", "id=" + smokeID, []string{smokeID}},
		{"list", "layers=advisories", []string{advisoryID}},
		{"time", "start=2026-02-22T06:00:00Z&kind=deaths", []string{leaderID, deathsID}},
		{"title in another language", "title=Humo&lang=es", []string{smokeID}},
		{"filter", "filter=killed%3E4", []string{deathsID}},
		{"filter in JSON", "filter-lang=cql2-json&filter=" + json, []string{leaderID, deathsID}},
		{"filter and parameters", "filter=" + url.QueryEscape("kind IN ('deaths','attack')") + "&killed=6&bbox=-104,19,-103,21", []string{deathsID}},
		{"filter in space", "filter=" + url.QueryEscape("S_INTERSECTS(geometry, BBOX(-103.5,20.7,-103.4,20.8))"), []string{deathsID, advisoryID, aggregateID}},
		{"filter in space, latitudes first", "filter=" + url.QueryEscape("S_INTERSECTS(geometry, POINT(20.72 -103.41))") + "&filter-crs=" + epsg + "4326", []string{deathsID, advisoryID, aggregateID}},
	}
	s := newSite(t)
	for _, tt := range tests {
		for _, limit := range []int{1, 2, 10_000} {
			t.Run(fmt.Sprint(tt.name, ", limit ", limit), func(t *testing.T) {
				got := walk(t, s, fmt.Sprintf("%s?limit=%d&%s", ogcItems, limit, tt.query))
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Error(diff)
				}
			})
		}
	}
}

func TestOGCPages(t *testing.T) {
	s := newSite(t)
	p := pageAt(t, s, ogcItems+"?limit=4&offset=4&lang=es&bbox=-180,-90,180,90")
	if want := ogcItems + "?bbox=-180%2C-90%2C180%2C90&lang=es&limit=4&offset=8"; p.link("next") != want {
		t.Errorf("next %q, want %q", p.link("next"), want)
	}
	if want := ogcItems + "?bbox=-180%2C-90%2C180%2C90&lang=es&limit=4&offset=0"; p.link("prev") != want {
		t.Errorf("prev %q, want %q", p.link("prev"), want)
	}
	for _, limit := range []string{"10001", "99999999999999999999999"} {
		if p := pageAt(t, s, ogcItems+"?limit="+limit); p.NumberReturned != 9 {
			t.Errorf("limit=%s gives %d", limit, p.NumberReturned)
		}
	}
	if p := pageAt(t, s, ogcItems+"?offset=99"); p.NumberMatched != 9 || p.NumberReturned != 0 || p.link("next") != "" {
		t.Errorf("beyond the end: %+v", p)
	}
}

func TestOGCSystems(t *testing.T) {
	s := newSite(t)
	tests := []struct {
		crs  string
		want string
	}{
		{crs84, "[-103.758,19.945]"},
		{epsg + "4326", "[19.945,-103.758]"},
		// By PROJ 9.1: echo -103.758 19.945 | gdaltransform -s_srs OGC:CRS84 -t_srs EPSG:3857.
		{epsg + "3857", "[-11550287.726,2266516.559]"},
		{epsg + "32613", "[629972.62,2205875.614]"},
	}
	for _, tt := range tests {
		for _, address := range []string{ogcItems + "/" + operationID + "?crs=" + tt.crs, ogcItems + "?limit=1&crs=" + tt.crs} {
			got := s.get(t, address)
			if got.Header().Get("Content-Crs") != "<"+tt.crs+">" {
				t.Errorf("%s: Content-Crs %q", address, got.Header().Get("Content-Crs"))
			}
			if !strings.Contains(got.Body.String(), `"coordinates":`+tt.want+"}") {
				t.Errorf("%s: no %s in %s", address, tt.want, got.Body)
			}
		}
	}
	// Areas and lines keep their shape, and what has no geometry has none in any system.
	p := pageAt(t, s, ogcItems+"?crs="+epsg+"4326&class=advisory")
	if want := "[[[19,-105],[19,-102],[22,-102],[22,-105],[19,-105]]]"; string(p.Features[0].Geometry.Coordinates) != want {
		t.Errorf("%s, want %s", p.Features[0].Geometry.Coordinates, want)
	}
}

func TestOGCOffersSystemsThatHoldAll(t *testing.T) {
	m := newMemory()
	m.putStory(jaliscoStory())
	far := hostileIncident()
	far.Where = geo.Location{Geometry: orb.Point{170, 89.5}, Precision: geo.Exact}
	m.write(far, incidents.Create, nil)
	s := serve(t, m)
	s.check(t, request{address: ogc + "/collections/all", status: 200, mustHave: []string{epsg + "3857"}, mustLack: []string{epsg + "326"}})
	s.check(t, request{address: ogc + "/collections/advisories", status: 200, mustHave: []string{epsg + "32613"}, mustLack: []string{"extent"}})
	s.check(t, request{address: ogcItems + "?crs=" + epsg + "32613", status: 400, mustHave: []string{`"parameter":"crs"`}})
	s.check(t, request{address: ogcItems + "?crs=" + epsg + "3857", status: 200, mustHave: []string{"20037508.343]"}})
}

func TestOGCEmptyStory(t *testing.T) {
	m := newMemory()
	m.putStory(jaliscoStory())
	s := serve(t, m)
	if p := pageAt(t, s, ogcItems); p.NumberMatched != 0 || p.link("next") != "" {
		t.Errorf("%+v", p)
	}
	s.check(t, request{address: ogc + "/collections/all", status: 200, mustLack: []string{"extent"}})
	s.check(t, request{address: ogcItems + "?f=html", status: 200})
}

// Every parameter that the definition names is taken, every one that is not is refused,
// and every reference leads somewhere.
func TestOGCDefinitionIsTrue(t *testing.T) {
	s := newSite(t)
	var api struct {
		Paths map[string]map[string]struct {
			Parameters []struct {
				Ref string `json:"$ref"`
			}
		}
		Components struct {
			Parameters map[string]struct{ Name, In, Description string }
			Schemas    map[string]any
			Responses  map[string]any
		}
	}
	body := s.get(t, ogc+"/api?f=json&lang=en").Body
	text := body.String()
	if err := json.Unmarshal(body.Bytes(), &api); err != nil {
		t.Fatal(err)
	}
	if len(api.Paths) != 9 {
		t.Errorf("%d paths", len(api.Paths))
	}
	for _, part := range strings.Split(text, `"$ref":"#/components/`)[1:] {
		kind, name, _ := strings.Cut(part[:strings.Index(part, `"`)], "/")
		_, isParameter := api.Components.Parameters[name]
		if api.Components.Schemas[name] == nil && api.Components.Responses[name] == nil && !isParameter {
			t.Errorf("nothing at %s/%s", kind, name)
		}
	}
	for path, methods := range api.Paths {
		address := ogc + strings.NewReplacer("{collectionId}", "all", "{featureId}", operationID).Replace(path)
		for _, ref := range methods["get"].Parameters {
			p := api.Components.Parameters[strings.TrimPrefix(ref.Ref, "#/components/parameters/")]
			if p.Description == "" || strings.HasPrefix(p.Description, "ogc.") {
				t.Errorf("%s: no word on %s", path, p.Name)
			}
			if p.In != "query" {
				continue
			}
			if got := s.get(t, address+"?"+p.Name+"="); strings.Contains(got.Body.String(), "is not a parameter of this address") {
				t.Errorf("%s does not take %s", path, p.Name)
			}
		}
		if got := s.get(t, address+"?nothing=1"); got.Code != http.StatusBadRequest {
			t.Errorf("%s: status %d for an unknown parameter", address, got.Code)
		}
	}
}

func TestOGCTagsAreOfTheBytes(t *testing.T) {
	s := newSite(t)
	address := ogcItems + "?filter=killed%3E0"
	first := s.get(t, address)
	if again := s.get(t, address, "If-None-Match", first.Header().Get("ETag")); again.Code != http.StatusNotModified && again.Header().Get("ETag") == first.Header().Get("ETag") {
		t.Errorf("status %d for a tag that still holds", again.Code)
	}
	if page := s.get(t, address, "Accept", browser); page.Header().Get("ETag") == first.Header().Get("ETag") {
		t.Error("the page has the tag of the GeoJSON")
	}
	changed := fixtureIncidents()[0]
	changed.Casualties[0].Best = count(40)
	s.store.write(changed, incidents.Correction, nil)
	if err := s.index.Sync(t.Context(), s.store); err != nil {
		t.Fatal(err)
	}
	if got := walk(t, s, ogcItems+"?filter=killed%3D40"); !slices.Equal(got, []string{operationID}) {
		t.Errorf("after a change: %v", got)
	}
	if now := s.get(t, address); now.Header().Get("ETag") == first.Header().Get("ETag") {
		t.Error("the tag is the same after a change")
	}
}
