package ogc_test

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
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/web/webtest"
)

const (
	ogc           = "/stories/jalisco/ogc"
	itemsDocument = ogc + "/collections/all/items"
	ogcBase       = "https://maps.example.org" + ogc
	epsg          = "http://www.opengis.net/def/crs/EPSG/0/"
	crs84         = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
	geojson       = "application/geo+json"
	browser       = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
)

// A client that asks for a feature learns the same of it as one that asks for the page it is on, columns without a value too.
func TestFeatureIsAsAmongItems(t *testing.T) {
	s := webtest.NewSite(t)
	for _, words := range []string{"?lang=es", "?lang=en&crs=" + url.QueryEscape(epsg+"3857")} {
		var page struct{ Features []map[string]json.RawMessage }
		if got := s.Get(t, itemsDocument+words); json.Unmarshal(got.Body.Bytes(), &page) != nil || len(page.Features) < 5 {
			t.Fatalf("%s: %d features: %s", words, len(page.Features), got.Body)
		}
		for _, among := range page.Features {
			var id string
			if err := json.Unmarshal(among["id"], &id); err != nil {
				t.Fatal(err)
			}
			var alone map[string]json.RawMessage
			if got := s.Get(t, itemsDocument+"/"+id+words); json.Unmarshal(got.Body.Bytes(), &alone) != nil {
				t.Fatalf("%s: %s", id, got.Body)
			}
			delete(alone, "links")
			if diff := cmp.Diff(among, alone); diff != "" {
				t.Errorf("%s: alone it is another (-among +alone):\n%s", id, diff)
			}
		}
	}
}

func TestOGCRequests(t *testing.T) {
	html := []string{"Accept", browser}
	tests := []webtest.Request{
		{Name: "landing page", Address: ogc + "?lang=en", Status: 200, MustHave: []string{
			`"title":"A day in Jalisco"`, `{"rel":"service-desc","type":"application/vnd.oai.openapi+json;version=3.0","href":"` + ogcBase + `/api?lang=en"}`,
			`"rel":"conformance"`, `"rel":"data"`, `{"rel":"alternate","type":"text/html","href":"` + ogcBase + `?f=html&lang=en"}`,
		}, Header: map[string]string{"Content-Type": "application/json", "Access-Control-Allow-Origin": "*", "Vary": "Accept, Accept-Encoding"}},
		{Name: "landing page with a slash", Address: ogc + "/", Status: 200},
		{Name: "landing page for people", Address: ogc + "?lang=en", Headers: html, Status: 200, MustHave: []string{"<h1>OGC API for maps", "/ogc/collections?f=html"}, Header: map[string]string{"Content-Type": "text/html; charset=utf-8"}},
		{Name: "landing page as f says", Address: ogc + "?f=json", Headers: html, Status: 200, Header: map[string]string{"Content-Type": "application/json", "Vary": "Accept-Language, Accept-Encoding"}},
		{Name: "unknown form", Address: ogc + "?f=xml", Status: 400, MustHave: []string{`"parameter":"f"`}, Header: map[string]string{"Content-Type": webtest.Problem}},
		{Name: "unknown parameter of the landing page", Address: ogc + "?limit=1", Status: 400, MustHave: []string{`"parameter":"limit"`}},
		{Name: "conformance", Address: ogc + "/conformance", Status: 200, MustHave: []string{"ogcapi-features-1/1.0/conf/oas30", "ogcapi-features-2/1.0/conf/crs", "conf/features-filter", "cql2/1.0/conf/cql2-json", "ogcapi-tiles-1/1.0/conf/mvt"}},
		{Name: "conformance for people", Address: ogc + "/conformance?f=html&lang=es", Status: 200, MustHave: []string{"<h1>Conformidad"}},
		{Name: "definition for people", Address: ogc + "/api?f=html&lang=en", Status: 200, MustHave: []string{"/stories/jalisco/ogc/collections/{collectionId}/items", "<code>bbox-crs</code>"}, MustLack: []string{"ogc."}},
		{Name: "definition", Address: ogc + "/api", Headers: []string{"Accept", "application/vnd.oai.openapi+json;version=3.0"}, Status: 200, Header: map[string]string{"Content-Type": "application/vnd.oai.openapi+json;version=3.0"}},
		{Name: "collections", Address: ogc + "/collections", Status: 200, MustHave: []string{`"id":"all"`, `"id":"operation"`, `"id":"advisories"`}},
		{Name: "collections for people", Address: ogc + "/collections?lang=en", Headers: html, Status: 200, MustHave: []string{"Advisories", "f=html"}},
		{Name: "collection", Address: ogc + "/collections/advisories", Status: 200, MustHave: []string{
			`"extent":{"spatial":{"bbox":[[-105,19,-102,22]],"crs":"` + crs84 + `"},"temporal":{"interval":[["2026-02-22T06:00:00Z","2026-02-23T05:59:59Z"]]`,
			`"storageCrs":"` + crs84 + `"`, epsg + "3857", epsg + "32613", `"type":"application/geo+json"`,
		}},
		{Name: "collection for people", Address: ogc + "/collections/advisories?lang=en&f=html", Status: 200, MustHave: []string{"<h1>Advisories", "-105, 19, -102, 22", "UTM zone 13N"}},
		{Name: "unknown collection", Address: ogc + "/collections/none", Status: 404, Header: map[string]string{"Content-Type": webtest.Problem}},
		{Name: "items of an unknown collection", Address: ogc + "/collections/none/items", Status: 404},
		{Name: "API of an unknown story", Address: "/stories/nowhere/ogc", Status: 404},
		{Name: "unknown resource", Address: ogc + "/none", Status: 404},
		{Name: "error for people", Address: ogc + "/collections/none", Headers: html, Status: 404, Header: map[string]string{"Content-Type": "text/html; charset=utf-8"}},
		{Name: "error for anything", Address: ogc + "/collections/none", Headers: []string{"Accept", "*/*"}, Status: 404, Header: map[string]string{"Content-Type": webtest.Problem}},
		{Name: "a path with dots", Address: ogc + "/%2e%2e/%2e%2e/etc/passwd", Status: 404},
		{Name: "a collection with dots", Address: ogc + "/collections/..%2f..%2fpasswd", Status: 404},

		{Name: "items", Address: itemsDocument, Status: 200, MustHave: []string{`"numberMatched":9,"numberReturned":9`, `"rel":"collection"`}, MustLack: []string{"INÉDITO", "UNPUBLISHED"}, Header: map[string]string{
			"Content-Type": geojson, "Content-Crs": "<" + crs84 + ">", "Access-Control-Expose-Headers": "ETag, Content-Crs",
		}},
		{Name: "items for people", Address: itemsDocument + "?lang=en&limit=2&offset=2", Headers: html, Status: 200, MustHave: []string{"3 to 4 of 9", `rel="next"`, `rel="prev"`}, MustLack: []string{"UNPUBLISHED"}},
		{Name: "items as JSON", Address: itemsDocument, Headers: []string{"Accept", "application/json"}, Status: 200, Header: map[string]string{"Content-Type": geojson}},
		{Name: "items as anything but HTML", Address: itemsDocument, Headers: []string{"Accept", "application/geo+json;q=0.1, text/html;q=0"}, Status: 200, Header: map[string]string{"Content-Type": geojson}},
		{Name: "items as nothing that there is", Address: itemsDocument, Headers: []string{"Accept", "image/png"}, Status: 406, MustHave: []string{`"code":"not_acceptable"`}, Header: map[string]string{"Content-Type": webtest.Problem}},
		{Name: "hostile text among items", Address: itemsDocument + "?f=html&lang=en", Status: 200, MustLack: []string{"<script>alert", "<img src=x", "javascript:alert"}},
		{Name: "hostile text of a feature", Address: itemsDocument + "/" + webtest.AttackID + "?f=html&lang=en", Status: 200, MustLack: []string{"<script>alert", "<img src=x", `"javascript:alert`}},
		{Name: "HEAD", Method: "HEAD", Address: itemsDocument, Status: 200, Header: map[string]string{"Content-Type": geojson}},
		{Name: "preflight", Method: "OPTIONS", Address: itemsDocument, Status: 204},
		{Name: "what cannot be written", Method: "DELETE", Address: itemsDocument, Status: 405, Header: map[string]string{"Allow": "GET, HEAD, OPTIONS", "Content-Type": webtest.Problem}},
		{Name: "an incident that nobody may see", Address: itemsDocument + "/" + webtest.DraftID, Status: 404, MustLack: []string{"rumour"}},
		{Name: "a feature of another collection", Address: ogc + "/collections/advisories/items/" + webtest.OperationID, Status: 404},
		{Name: "a feature of bytes that are no text", Address: itemsDocument + "/%ff%fe", Status: 404},
		{Name: "a feature of a zero byte", Address: itemsDocument + "/a%00b", Status: 404},
		{Name: "feature", Address: itemsDocument + "/" + webtest.OperationID + "?lang=en", Status: 200, MustHave: []string{
			`"id":"` + webtest.OperationID + `"`, `"title":"Operation in Tapalpa"`, `"start":"2026-02-22T06:00:00Z"`, `"rel":"collection"`, `"url":"https://maps.example.org/stories/jalisco/incidents/` + webtest.OperationID + `"}`,
		}, Header: map[string]string{"Content-Type": geojson, "Content-Crs": "<" + crs84 + ">"}},
		{Name: "feature for people", Address: itemsDocument + "/" + webtest.OperationID + "?lang=en&f=html", Status: 200, MustHave: []string{"<h1>Operation in Tapalpa", "security_operation"}},

		{Name: "queryables", Address: ogc + "/collections/all/queryables?lang=en", Status: 200, MustHave: []string{
			`"additionalProperties":false`, `"geometry":{"format":"geometry-any"`, `"start":{"type":"string","format":"date-time","title":"From"`, `"killed":{"type":"integer"`, `"layers":{"type":"array"`,
		}, Header: map[string]string{"Content-Type": "application/schema+json"}},
		{Name: "queryables for people", Address: ogc + "/collections/all/queryables?lang=en&f=html", Status: 200, MustHave: []string{"<code>killed</code>", "roadblock"}},
		{Name: "schema", Address: ogc + "/collections/all/schema", Status: 200, MustHave: []string{`"x-ogc-role":"primary-geometry"`, `"x-ogc-role":"id"`}, Header: map[string]string{"Content-Type": "application/schema+json"}},
		{Name: "schema for people", Address: ogc + "/collections/all/schema?f=html", Status: 200, MustHave: []string{"<code>casualties</code>"}},
	}
	s := webtest.NewSite(t)
	for _, tt := range tests {
		t.Run(tt.Name, func(t *testing.T) { s.Check(t, tt) })
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
	s := webtest.NewSite(t)
	for _, tt := range tests {
		t.Run(tt.query[:min(len(tt.query), 60)], func(t *testing.T) {
			s.Check(t, webtest.Request{Address: itemsDocument + "?" + tt.query, Status: http.StatusBadRequest, MustHave: []string{fmt.Sprintf(`"parameter":%q`, tt.parameter)}})
		})
	}
}

// itemsPage is what the tests read of a page of items.
type itemsPage struct {
	NumberMatched, NumberReturned int
	Links                         []struct{ Rel, Href string }
	Features                      []struct {
		ID       string
		Geometry struct {
			Type        string
			Coordinates json.RawMessage
		}
	}
}

func pageAt(t *testing.T, s *webtest.Site, address string) itemsPage {
	t.Helper()
	got := s.Get(t, address)
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
func walk(t *testing.T, s *webtest.Site, address string) []string {
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
	all := []string{webtest.OperationID, webtest.LeaderID, webtest.RetractedID, webtest.AttackID, webtest.DeathsID, webtest.SmokeID, webtest.AdvisoryID, webtest.AggregateID, webtest.PastID}
	near := []string{webtest.OperationID, webtest.LeaderID, webtest.RetractedID, webtest.SmokeID, webtest.AdvisoryID, webtest.AggregateID, webtest.PastID} // Tapalpa, and what has no geometry
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
		{"box of UTM elsewhere", "bbox=300000,3900000,310000,3910000&bbox-crs=" + epsg + "32613", []string{webtest.SmokeID, webtest.PastID}},
		{"day", "datetime=2020-06-01", []string{webtest.SmokeID, webtest.PastID}},
		{"days", "datetime=2020-06-01/P2D", []string{webtest.SmokeID, webtest.PastID}},
		{"days before", "datetime=P2D/2026-02-23", slices.DeleteFunc(slices.Clone(all), func(id string) bool { return id == webtest.PastID })},
		{"hours", "datetime=2026-02-22T00:00:00Z/PT5H", []string{webtest.SmokeID}},
		{"hours and a bit", "datetime=2026-02-22T00:00:00Z/PT6H", slices.DeleteFunc(slices.Clone(all), func(id string) bool { return id == webtest.PastID })},
		{"open end", "datetime=../2021-06-01", []string{webtest.SmokeID, webtest.PastID}},
		{"kind", "kind=deaths", []string{webtest.LeaderID, webtest.DeathsID}},
		{"classes", "class=advisory,aggregate", []string{webtest.AdvisoryID, webtest.AggregateID}},
		{"text", "q=tapalpa", []string{webtest.OperationID, webtest.RetractedID}},
		{"number", "killed=6", []string{webtest.DeathsID}},
		{"property", "place=Zapopan", []string{webtest.DeathsID}},
		{"property that nothing has", "place=Nowhere", []string{}},
		{"id", "id=" + webtest.SmokeID, []string{webtest.SmokeID}},
		{"list", "layers=advisories", []string{webtest.AdvisoryID}},
		{"time", "start=2026-02-22T06:00:00Z&kind=deaths", []string{webtest.LeaderID, webtest.DeathsID}},
		{"title in another language", "title=Humo&lang=es", []string{webtest.SmokeID}},
		{"filter", "filter=killed%3E4", []string{webtest.DeathsID}},
		{"filter in JSON", "filter-lang=cql2-json&filter=" + json, []string{webtest.LeaderID, webtest.DeathsID}},
		{"filter and parameters", "filter=" + url.QueryEscape("kind IN ('deaths','attack')") + "&killed=6&bbox=-104,19,-103,21", []string{webtest.DeathsID}},
		{"filter in space", "filter=" + url.QueryEscape("S_INTERSECTS(geometry, BBOX(-103.5,20.7,-103.4,20.8))"), []string{webtest.DeathsID, webtest.AdvisoryID, webtest.AggregateID}},
		{"filter in space, latitudes first", "filter=" + url.QueryEscape("S_INTERSECTS(geometry, POINT(20.72 -103.41))") + "&filter-crs=" + epsg + "4326", []string{webtest.DeathsID, webtest.AdvisoryID, webtest.AggregateID}},
	}
	s := webtest.NewSite(t)
	for _, tt := range tests {
		for _, limit := range []int{1, 2, 10_000} {
			t.Run(fmt.Sprint(tt.name, ", limit ", limit), func(t *testing.T) {
				got := walk(t, s, fmt.Sprintf("%s?limit=%d&%s", itemsDocument, limit, tt.query))
				if diff := cmp.Diff(slices.Sorted(slices.Values(tt.want)), got, cmpopts.EquateEmpty()); diff != "" {
					t.Error(diff)
				}
			})
		}
	}
}

func TestOGCPages(t *testing.T) {
	s := webtest.NewSite(t)
	p := pageAt(t, s, itemsDocument+"?limit=4&offset=4&lang=es&bbox=-180,-90,180,90")
	if want := itemsDocument + "?after=" + p.Features[3].ID + "&bbox=-180%2C-90%2C180%2C90&lang=es&limit=4"; p.link("next") != want {
		t.Errorf("next %q, want %q", p.link("next"), want)
	}
	if want := itemsDocument + "?bbox=-180%2C-90%2C180%2C90&lang=es&limit=4&offset=0"; p.link("prev") != want {
		t.Errorf("prev %q, want %q", p.link("prev"), want)
	}
	for _, limit := range []string{"10001", "99999999999999999999999"} {
		if p := pageAt(t, s, itemsDocument+"?limit="+limit); p.NumberReturned != 9 {
			t.Errorf("limit=%s gives %d", limit, p.NumberReturned)
		}
	}
	if p := pageAt(t, s, itemsDocument+"?offset=99"); p.NumberMatched != 9 || p.NumberReturned != 0 || p.link("next") != "" {
		t.Errorf("beyond the end: %+v", p)
	}
}

// Who reads all pages gets every incident that was there all the while once, whatever is written
// between two of them: what changes its class and its time, what is new, what is taken back.
func TestWritesBetweenPages(t *testing.T) {
	for _, filter := range []string{"", "&filter=" + url.QueryEscape("killed IS NULL OR killed >= 0")} {
		m := webtest.NewStore(t)
		m.PutStory(webtest.Story())
		all := webtest.Incidents()
		for _, inc := range all {
			m.Write(inc, incidents.Create, nil)
		}
		s := webtest.Serve(t, m)
		want := walk(t, s, itemsDocument+"?limit=10"+filter)
		seen := map[string]int{}
		pages := 0
		for address := itemsDocument + "?limit=2" + filter; address != ""; pages++ {
			p := pageAt(t, s, address)
			for _, f := range p.Features {
				seen[f.ID]++
			}
			address = p.link("next")
			for i := range all {
				if slices.Contains(want, all[i].ID) {
					all[i].Class = incidents.Classes()[pages%2]
					if when := &all[i].When; !when.Start.IsZero() {
						when.Start = when.Start.AddDate(0, 0, 3*(i%3)-pages)
						when.End = when.Start
					}
					m.Write(all[i], incidents.Correction, incidents.Text{"en": "another day"})
				}
			}
		}
		for _, id := range want {
			if seen[id] != 1 {
				t.Errorf("%q: %s was given %d times", filter, id, seen[id])
			}
		}
		if pages < 4 {
			t.Errorf("%d pages", pages)
		}
	}
}

func TestOGCSystems(t *testing.T) {
	s := webtest.NewSite(t)
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
		for _, address := range []string{itemsDocument + "/" + webtest.OperationID + "?crs=" + tt.crs, itemsDocument + "?limit=1&crs=" + tt.crs} {
			got := s.Get(t, address)
			if got.Header().Get("Content-Crs") != "<"+tt.crs+">" {
				t.Errorf("%s: Content-Crs %q", address, got.Header().Get("Content-Crs"))
			}
			if !strings.Contains(got.Body.String(), `"coordinates":`+tt.want+"}") {
				t.Errorf("%s: no %s in %s", address, tt.want, got.Body)
			}
		}
	}
	// Areas and lines keep their shape, and what has no geometry has none in any system.
	p := pageAt(t, s, itemsDocument+"?crs="+epsg+"4326&class=advisory")
	if want := "[[[19,-105],[19,-102],[22,-102],[22,-105],[19,-105]]]"; string(p.Features[0].Geometry.Coordinates) != want {
		t.Errorf("%s, want %s", p.Features[0].Geometry.Coordinates, want)
	}
}

func TestOGCOffersSystemsThatHoldAll(t *testing.T) {
	m := webtest.NewStore(t)
	m.PutStory(webtest.Story())
	far := webtest.HostileIncident()
	far.Where = geo.Location{Geometry: orb.Point{170, 89.5}, Precision: geo.Exact}
	m.Write(far, incidents.Create, nil)
	s := webtest.Serve(t, m)
	s.Check(t, webtest.Request{Address: ogc + "/collections/all", Status: 200, MustHave: []string{epsg + "3857"}, MustLack: []string{epsg + "326"}})
	s.Check(t, webtest.Request{Address: ogc + "/collections/advisories", Status: 200, MustHave: []string{epsg + "32613"}, MustLack: []string{"extent"}})
	s.Check(t, webtest.Request{Address: itemsDocument + "?crs=" + epsg + "32613", Status: 400, MustHave: []string{`"parameter":"crs"`}})
	s.Check(t, webtest.Request{Address: itemsDocument + "?crs=" + epsg + "3857", Status: 200, MustHave: []string{"20037508.343]"}})
}

func TestOGCEmptyStory(t *testing.T) {
	m := webtest.NewStore(t)
	m.PutStory(webtest.Story())
	s := webtest.Serve(t, m)
	if p := pageAt(t, s, itemsDocument); p.NumberMatched != 0 || p.link("next") != "" {
		t.Errorf("%+v", p)
	}
	s.Check(t, webtest.Request{Address: ogc + "/collections/all", Status: 200, MustLack: []string{"extent"}})
	s.Check(t, webtest.Request{Address: itemsDocument + "?f=html", Status: 200})
}

// Every parameter that the definition names is taken, every one that is not is refused,
// and every reference leads somewhere.
func TestOGCDefinitionIsTrue(t *testing.T) {
	s := webtest.NewSite(t)
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
	body := s.Get(t, ogc+"/api?f=json&lang=en").Body
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
		address := ogc + strings.NewReplacer("{collectionId}", "all", "{featureId}", webtest.OperationID).Replace(path)
		for _, ref := range methods["get"].Parameters {
			p := api.Components.Parameters[strings.TrimPrefix(ref.Ref, "#/components/parameters/")]
			if p.Description == "" || strings.HasPrefix(p.Description, "ogc.") {
				t.Errorf("%s: no word on %s", path, p.Name)
			}
			if p.In != "query" {
				continue
			}
			if got := s.Get(t, address+"?"+p.Name+"="); strings.Contains(got.Body.String(), "is not a parameter of this address") {
				t.Errorf("%s does not take %s", path, p.Name)
			}
		}
		if got := s.Get(t, address+"?nothing=1"); got.Code != http.StatusBadRequest {
			t.Errorf("%s: status %d for an unknown parameter", address, got.Code)
		}
	}
}

func TestOGCTagsAreOfTheBytes(t *testing.T) {
	s := webtest.NewSite(t)
	address := itemsDocument + "?filter=killed%3E0"
	first := s.Get(t, address)
	if again := s.Get(t, address, "If-None-Match", first.Header().Get("ETag")); again.Code != http.StatusNotModified && again.Header().Get("ETag") == first.Header().Get("ETag") {
		t.Errorf("status %d for a tag that still holds", again.Code)
	}
	if page := s.Get(t, address, "Accept", browser); page.Header().Get("ETag") == first.Header().Get("ETag") {
		t.Error("the page has the tag of the GeoJSON")
	}
	changed := webtest.Incidents()[0]
	changed.Casualties[0].Best = webtest.Count(40)
	s.Store.Write(changed, incidents.Correction, nil)
	if err := s.Index.Sync(t.Context(), s.Store); err != nil {
		t.Fatal(err)
	}
	if got := walk(t, s, itemsDocument+"?filter=killed%3D40"); !slices.Equal(got, []string{webtest.OperationID}) {
		t.Errorf("after a change: %v", got)
	}
	if now := s.Get(t, address); now.Header().Get("ETag") == first.Header().Get("ETag") {
		t.Error("the tag is the same after a change")
	}
}
