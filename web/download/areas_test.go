package download_test

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/web"
	"incidentmap/web/webtest"
)

// someAreas are outlines of a state and a country; of the rest nothing here asks.
type someAreas struct{ web.Areas }

func (someAreas) JoinCodes(code string) geo.Codes {
	if code != "MX.14" {
		return geo.Codes{}
	}
	return geo.Codes{Alpha2: "MX", Alpha3: "MEX", ISO: "MX-JAL", CVEEnt: "14", GeoNames: "geonames:4004156", Population: 8_000_000}
}

func (someAreas) Area(code string) (orb.Geometry, bool) {
	switch code {
	case "MX.14":
		return orb.Polygon{{{-105, 19}, {-102, 19}, {-102, 22}, {-105, 19}}}, true
	case "MX":
		return orb.MultiPolygon{{{{-117, 15}, {-87, 15}, {-87, 32}, {-117, 15}}}}, true
	}
	return nil, false
}

// areaFeature is what the tests read of counts by area.
type areaFeature struct {
	ID         string
	Geometry   *struct{ Type string }
	Properties map[string]any
}

func (f areaFeature) number(name string) int {
	n, _ := f.Properties[name].(float64)
	return int(n)
}

// placedSite has the fixture's incidents in two municipalities of Jalisco, in Colima, in
// the country, on the way, and nowhere.
func placedSite(t *testing.T) *webtest.Site {
	jalisco := geo.Admin{Country: "MX", Admin1: "MX.14", Admin1Name: "Jalisco"}
	tapalpa, zapopan := jalisco, jalisco
	tapalpa.Admin2, tapalpa.Admin2Name = "MX.14.086", "Tapalpa"
	zapopan.Admin2, zapopan.Admin2Name = "MX.14.120", "Zapopan"
	in := map[string]geo.Admin{
		webtest.OperationID: tapalpa, webtest.DeathsID: zapopan, webtest.AdvisoryID: jalisco, webtest.AggregateID: {Country: "MX"},
		webtest.PastID: {Country: "MX", Admin1: "MX.08", Admin1Name: "Colima"},
	}
	m := webtest.NewStore(t)
	m.PutStory(webtest.Story())
	for _, inc := range webtest.Incidents() {
		inc.Where.Admin = in[inc.ID]
		m.Write(inc, incidents.Create, nil)
		if inc.ID == webtest.OperationID {
			inc.ID, inc.Disposition = webtest.RetractedID, incidents.Retracted
			m.Write(inc, incidents.Retraction, nil)
			// Another of the same source in the same state: its figures add up.
			inc.ID, inc.Disposition = webtest.AttackID, incidents.Active
			m.Write(inc, incidents.Create, nil)
		}
	}
	return webtest.Serve(t, m, func(c *web.Config) { c.Areas = someAreas{} })
}

func areasOf(t *testing.T, s *webtest.Site, query string) map[string]areaFeature {
	t.Helper()
	got := s.Get(t, webtest.AllJSON+"?lang=en&"+query)
	var c struct{ Features []areaFeature }
	if err := json.Unmarshal(got.Body.Bytes(), &c); err != nil || got.Code != http.StatusOK {
		t.Fatalf("%s: status %d, %v: %s", query, got.Code, err, got.Body)
	}
	byID := map[string]areaFeature{}
	for _, f := range c.Features {
		byID[f.ID] = f
	}
	return byID
}

func TestCountsByArea(t *testing.T) {
	s := placedSite(t)
	type row struct {
		Count, LeftOut, Deaths int
		Name, Basis, Geometry  string
	}
	for level, want := range map[string]map[string]row{
		"adm1": {
			"MX.14":      {4, 1, 1, "Jalisco", "outline", "Polygon"},
			"MX.08":      {1, 0, 0, "Colima", "none", ""},
			"unassigned": {3, 0, 1, "In no single area", "none", ""},
		},
		"adm2": {
			"MX.14.086":  {2, 1, 0, "Tapalpa", "none", ""},
			"MX.14.120":  {1, 0, 1, "Zapopan", "seat", "Point"},
			"unassigned": {5, 0, 1, "In no single area", "none", ""},
		},
		"country": {
			"MX":         {6, 1, 1, "MX", "outline", "MultiPolygon"},
			"unassigned": {2, 0, 1, "In no single area", "none", ""},
		},
	} {
		got := map[string]row{}
		for id, f := range areasOf(t, s, "by="+level) {
			r := row{Count: f.number("count"), LeftOut: f.number("left_out"), Deaths: f.number("kind_deaths")}
			r.Name, _ = f.Properties["name"].(string)
			r.Basis, _ = f.Properties["geometry_basis"].(string)
			if f.Geometry != nil {
				r.Geometry = f.Geometry.Type
			}
			got[id] = r
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", level, diff)
		}
	}
}

// Every entry of a layer is in one area or in none, whatever the level and the filter.
func TestCountsByAreaAddUp(t *testing.T) {
	s := placedSite(t)
	for _, query := range []string{"", "&class=incident", "&kind=deaths", "&bbox=-104,19,-103,20", "&as_of=9", "&q=tapalpa", "&kind=arrest"} {
		total := len(s.Collection(t, webtest.AllJSON+"?lang=en"+query).Features)
		for _, level := range []string{"adm1", "adm2", "country"} {
			sum, classes, kinds := 0, 0, 0
			for _, f := range areasOf(t, s, "by="+level+query) {
				sum += f.number("count") + f.number("left_out")
				for _, c := range incidents.Classes() {
					classes += f.number("class_" + string(c))
				}
				for _, k := range incidents.Kinds() {
					kinds += f.number("kind_" + string(k.Kind))
				}
				classes, kinds = classes+f.number("left_out"), kinds+f.number("left_out")
			}
			if sum != total || classes != total || kinds != total {
				t.Errorf("%s%s: %d by area, %d by class, %d by kind, of %d", level, query, sum, classes, kinds, total)
			}
		}
	}
}

func TestCasualtiesByAreaNeverCountTwice(t *testing.T) {
	jalisco := areasOf(t, placedSite(t), "by=adm1")["MX.14"]
	// The army's two incidents: 4 + 4 killed; the official's: 6. No number is of both.
	for name, want := range map[string]any{
		"killed": nil, "killed_low": 6.0, "killed_high": 8.0,
		"wounded_low": 6.0, "wounded": nil, "died_later": 6.0,
	} {
		if diff := cmp.Diff(want, jalisco.Properties[name]); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	want := []any{
		map[string]any{
			"source": "army", "publisher": "Defense Department", "killed": 8.0, "killed_low": 8.0, "killed_high": 8.0,
			"died_later": 6.0, "died_later_low": 6.0, "died_later_high": 6.0, "wounded_low": 6.0,
		},
		map[string]any{"source": "official", "publisher": "a state official", "killed": 6.0, "killed_low": 6.0, "killed_high": 6.0},
	}
	if diff := cmp.Diff(want, jalisco.Properties["casualties"]); diff != "" {
		t.Error(diff)
	}
	// The leader's death is counted in the operation.
	if way := areasOf(t, placedSite(t), "by=adm1")["unassigned"]; way.Properties["died_later"] != nil || way.Properties["casualties"] != nil {
		t.Errorf("counted twice: %v", way.Properties)
	}
}

// Figures of imported records, which rest on no claim, are summed by themselves.
func TestCasualtiesWithoutClaims(t *testing.T) {
	m := webtest.NewStore(t)
	m.PutStory(webtest.Story())
	inc := webtest.Incidents()[0]
	inc.Where.Admin = geo.Admin{Country: "MX", Admin1: "MX.14"}
	inc.Claims = nil
	for i, verification := range []incidents.Verification{incidents.Unverified, incidents.Unverified, incidents.Debunked} {
		inc.ID, inc.Verification = webtest.AttackID[:25]+strconv.Itoa(i), verification
		inc.Casualties = []incidents.Casualty{
			{ID: "c1", Group: "civilian", Outcome: incidents.Killed, Best: webtest.Count(2)},
			{ID: "c2", Group: "civilian", Outcome: incidents.Killed, Best: webtest.Count(3)}, // of the same people
			{ID: "c3", Group: "civilian", Outcome: incidents.Wounded, Best: webtest.Count(1), CountedIn: &incidents.CasualtyRef{Incident: webtest.AttackID, Casualty: "c1"}},
		}
		m.Write(inc, incidents.Create, nil)
	}
	got := areasOf(t, webtest.Serve(t, m), "by=country")["MX"].Properties
	if got["killed"] != 4.0 || got["killed_low"] != 4.0 || got["killed_high"] != 6.0 || got["wounded"] != nil {
		t.Errorf("%v", got)
	}
	want := []any{map[string]any{"source": "unstated", "killed": 4.0, "killed_low": 4.0, "killed_high": 6.0}}
	if diff := cmp.Diff(want, got["casualties"]); diff != "" {
		t.Error(diff)
	}
}

func TestCountsByAreaAsCSV(t *testing.T) {
	s := placedSite(t)
	got := s.Get(t, "/stories/jalisco/layers/all.csv?lang=es&by=adm1")
	if got.Header().Get("Content-Disposition") != `attachment; filename="jalisco-all-by-adm1-es-11.csv"` {
		t.Errorf("%v", got.Header())
	}
	rows, err := csv.NewReader(got.Body).ReadAll()
	if err != nil || len(rows) != 4 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	at := map[string]int{}
	for i, name := range rows[0] {
		at[name] = i
	}
	for i, want := range []struct{ area, name, count string }{
		{"MX.08", "Colima", "1"}, {"MX.14", "Jalisco", "4"}, {"unassigned", "En ninguna zona en particular", "3"},
	} {
		row := rows[i+1]
		if row[at["area"]] != want.area || row[at["name"]] != want.name || row[at["count"]] != want.count {
			t.Errorf("%v, want %v", row, want)
		}
	}
	var said []map[string]any
	if err := json.Unmarshal([]byte(rows[2][at["casualties"]]), &said); err != nil || len(said) != 2 || said[0]["killed"] != 8.0 {
		t.Errorf("%v: %v", said, err)
	}
	if rows[2][at["killed"]] != "" || rows[2][at["died_later"]] != strconv.Itoa(6) {
		t.Errorf("%v", rows[2])
	}
}

// A name that a spreadsheet would take for a formula is guarded, as in every CSV.
func TestCountsByAreaAreNoFormulas(t *testing.T) {
	m := webtest.NewStore(t)
	m.PutStory(webtest.Story())
	inc := webtest.Incidents()[0]
	inc.Where.Admin = geo.Admin{Country: "MX", Admin1: "MX.14", Admin1Name: "=1+1"}
	m.Write(inc, incidents.Create, nil)
	got := webtest.Serve(t, m).Get(t, "/stories/jalisco/layers/all.csv?lang=es&by=adm1").Body.String()
	if !strings.Contains(got, "\r\nMX.14,adm1,\"'=1+1\",MX,") {
		t.Errorf("%q", got)
	}
}

// An area has the codes that other tables have, and its people, to join and to divide by.
func TestCodesOfAreas(t *testing.T) {
	all := areasOf(t, placedSite(t), "by=adm1")
	for name, want := range map[string]any{
		"iso_3166_1_alpha_3": "MEX", "iso_3166_2": "MX-JAL", "cve_ent": "14", "cvegeo": nil, "gazetteer_id": "geonames:4004156", "population": 8e6,
	} {
		if diff := cmp.Diff(want, all["MX.14"].Properties[name]); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if got := all["unassigned"].Properties[name]; got != nil {
			t.Errorf("%s of no area: %v", name, got)
		}
	}
}

// Locate and Seat are for maps, which these tests do not ask for.
func (someAreas) Locate(orb.Geometry, geo.Precision) geo.Admin { return geo.Admin{} }

func (someAreas) Seat(string) (orb.Point, bool) { return orb.Point{}, false }
