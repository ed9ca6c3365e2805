package format

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// fewPlaces knows Mexico, Jalisco and Zapopan.
type fewPlaces struct{}

func (fewPlaces) JoinCodes(code string) geo.Codes {
	return map[string]geo.Codes{
		"MX":        {Alpha2: "MX", Alpha3: "MEX", GeoNames: "geonames:3996063"},
		"MX.14":     {Alpha2: "MX", Alpha3: "MEX", ISO: "MX-JAL", CVEEnt: "14", GeoNames: "geonames:4004156"},
		"MX.14.120": {Alpha2: "MX", Alpha3: "MEX", ISO: "MX-JAL", CVEEnt: "14", CVEGeo: "14120", GeoNames: "geonames:8583535"},
		"MX.14.067": {Alpha2: "MX", Alpha3: "MEX", ISO: "MX-JAL", CVEEnt: "14", CVEGeo: "14067", GeoNames: "geonames:4017988"},
		"ES":        {Alpha2: "ES", Alpha3: "ESP", GeoNames: "geonames-code:ES"},
		"ES.29":     {Alpha2: "ES", Alpha3: "ESP", ISO: "ES-MD", GeoNames: "geonames-code:ES.29"},
		// As a gazetteer makes them of any number.
		"MX.99": {Alpha2: "MX", Alpha3: "MEX", CVEEnt: "99"}, "MX.14.999": {Alpha2: "MX", Alpha3: "MEX", ISO: "MX-JAL", CVEEnt: "14", CVEGeo: "14999"},
	}[code]
}

func (fewPlaces) CountryName(code, lang string) string {
	if code == "MX" && lang == "es" {
		return "México"
	}
	return map[string]string{"MX": "Mexico", "ES": "Spain"}[code]
}

func zapopan() geo.Admin {
	return geo.Admin{Country: "MX", Admin1: "MX.14", Admin1Name: "Jalisco", Admin2: "MX.14.120", Admin2Name: "Zapopan"}
}

// TestJoins holds what a feature may be joined by to its areas, in GeoJSON and in CSV alike.
func TestJoins(t *testing.T) {
	all := []string{"country_name", "iso_3166_1_alpha_3", "iso_3166_2", "cve_ent", "cvegeo", "country_gazetteer_id", "admin1_gazetteer_id", "admin2_gazetteer_id"}
	country := map[string]string{"country_name": "Mexico", "iso_3166_1_alpha_3": "MEX", "country_gazetteer_id": "geonames:3996063"}
	state := map[string]string{"iso_3166_2": "MX-JAL", "cve_ent": "14", "admin1_gazetteer_id": "geonames:4004156"}
	town := map[string]string{"cvegeo": "14120", "admin2_gazetteer_id": "geonames:8583535"}
	for name, tt := range map[string]struct {
		admin geo.Admin
		want  []map[string]string
	}{
		"a municipality":                       {zapopan(), []map[string]string{country, state, town}},
		"a state":                              {geo.Admin{Country: "MX", Admin1: "MX.14"}, []map[string]string{country, state}},
		"a country":                            {geo.Admin{Country: "MX"}, []map[string]string{country}},
		"a state without its country":          {geo.Admin{Admin1: "MX.14"}, []map[string]string{country, state}},
		"names alone":                          {geo.Admin{Country: "MX", Admin1Name: "Jalisco", Admin2Name: "Zapopan"}, []map[string]string{country}},
		"a state that nobody knows":            {geo.Admin{Country: "MX", Admin1: "MX.99"}, []map[string]string{country}},
		"a municipality that nobody knows":     {geo.Admin{Country: "MX", Admin1: "MX.14", Admin2: "MX.14.999"}, []map[string]string{country, state}},
		"a state of another country":           {geo.Admin{Country: "US", Admin1: "MX.14"}, nil},
		"words in place of a code":             {geo.Admin{Country: "MX", Admin1: `Ja"lis.co`}, []map[string]string{country}},
		"a country that is none":               {geo.Admin{Country: "Utopia"}, nil},
		"areas without numbers":                {geo.Admin{Country: "ES", Admin1: "ES.29"}, []map[string]string{{"iso_3166_1_alpha_3": "ESP", "iso_3166_2": "ES-MD", "country_name": "Spain"}}},
		"nothing":                              {geo.Admin{}, nil},
		"a municipality whose state is silent": {geo.Admin{Country: "MX", Admin2: "MX.14.120"}, []map[string]string{country, state, town}},
	} {
		t.Run(name, func(t *testing.T) {
			want := map[string]string{"kind_title": "Killing"}
			for _, some := range tt.want {
				for k, v := range some {
					want[k] = v
				}
			}
			p := located(orb.Point{-103.4, 20.7}, geo.Exact)
			p.Kind, p.Where.Admin = "killing", tt.admin
			h := heading()
			h.Places = fewPlaces{}
			var feature struct{ Properties map[string]any }
			if err := json.Unmarshal(written1(t, "geojsonl", h, p), &feature); err != nil {
				t.Fatal(err)
			}
			rows := csvRows(t, written1(t, "csv", h, p))
			for _, column := range append(all, "kind_title") {
				got, _ := feature.Properties[column].(string)
				if got != want[column] || rows[0][column] != want[column] {
					t.Errorf("%s is %q, in CSV %q, want %q", column, got, rows[0][column], want[column])
				}
			}
		})
	}
}

// TestJoinsGoNoFurtherThanThePolicy holds that no code is finer than what readers may see of the place.
func TestJoinsGoNoFurtherThanThePolicy(t *testing.T) {
	for name, tt := range map[string]struct {
		policy  incidents.Policy
		has     string // of the columns
		without []string
	}{
		"open":                         {incidents.Policy{}, "cvegeo", nil},
		"coarsened":                    {incidents.Policy{Disclosure: incidents.Coarsened}, "iso_3166_2", []string{"cvegeo", "admin2_gazetteer_id", "gazetteer_id", "admin2"}},
		"coarsened beyond a state":     {incidents.Policy{Disclosure: incidents.Coarsened, GridM: 200_000}, "iso_3166_1_alpha_3", []string{"cvegeo", "cve_ent", "iso_3166_2", "admin1_gazetteer_id", "admin1", "area"}},
		"coarsened beyond a country":   {incidents.Policy{Disclosure: incidents.Coarsened, GridM: 1e6}, "kind_title", []string{"cve_ent", "iso_3166_2", "country", "country_name", "iso_3166_1_alpha_3", "country_gazetteer_id", "area"}},
		"withheld":                     {incidents.Policy{Disclosure: incidents.Withheld}, "kind_title", []string{"cvegeo", "cve_ent", "iso_3166_2", "iso_3166_1_alpha_3", "country_name", "country_gazetteer_id", "area", "area_basis"}},
		"withheld for its kind alone":  {incidents.Policy{Kinds: map[incidents.Kind]incidents.KindPolicy{"killing": {Disclosure: incidents.Withheld}}}, "kind_title", []string{"cvegeo", "area", "country_name"}},
		"coarsened for its kind alone": {incidents.Policy{Kinds: map[incidents.Kind]incidents.KindPolicy{"killing": {Disclosure: incidents.Coarsened}}}, "iso_3166_2", []string{"cvegeo"}},
	} {
		t.Run(name, func(t *testing.T) {
			h := heading()
			h.Places, h.Story.Policy = fewPlaces{}, tt.policy
			inc := incidents.Incident{
				ID: "01KJ43PSE0D97TVA613DNF0KA1", Story: h.Story.Slug, Kind: "killing", Title: say("One", "Uno"), Workflow: incidents.Published,
				Where: geo.Location{Geometry: orb.Point{-103.4, 20.7}, Precision: geo.Exact, GazetteerID: "geonames:1", Admin: zapopan()},
			}
			p := h.Story.Public(&inc, incidents.Stamp{Revision: 1, Seq: 2})
			for ext, read := range map[string]func() map[string]string{
				"csv": func() map[string]string { return csvRows(t, written1(t, "csv", h, p))[0] },
				"geojsonl": func() map[string]string {
					var f struct{ Properties map[string]any }
					if err := json.Unmarshal(written1(t, "geojsonl", h, p), &f); err != nil {
						t.Fatal(err)
					}
					texts := map[string]string{}
					for k, v := range f.Properties {
						texts[k], _ = v.(string)
					}
					return texts
				},
			} {
				got := read()
				if got[tt.has] == "" {
					t.Errorf("%s has no %s", ext, tt.has)
				}
				for _, column := range tt.without {
					if got[column] != "" {
						t.Errorf("%s says the %s: %q", ext, column, got[column])
					}
				}
			}
		})
	}
}

// TestStoredAndEncodedFeaturesJoinAlike holds what is inserted into a stored feature to what is written of an incident, and
// that completed features have every column.
func TestStoredAndEncodedFeaturesJoinAlike(t *testing.T) {
	h := heading()
	h.Places = fewPlaces{}
	for i, p := range sample() {
		p.Where.Admin = []geo.Admin{zapopan(), {}, {Country: "MX"}}[i%3]
		p.Note = incidents.Text{"en": `,"country":"XX","area":"XX.1"`}
		stored := AppendFeature(nil, p, "en")
		sent, err := NewJoiner(&h.Story, h.Places, "en", false).AppendURL(nil, stored, "", h.IncidentPage(p))
		if err != nil {
			t.Fatal(err)
		}
		if file := strings.TrimSpace(string(written1(t, "geojsonl", h, p))); string(sent) != file {
			t.Errorf("sent:\n%s\nwritten:\n%s", sent, file)
		}
		complete, err := AppendComplete(nil, stored)
		if err != nil {
			t.Fatal(err)
		}
		complete, err = NewJoiner(&h.Story, nil, "en", true).AppendURL(nil, complete, "", "/x")
		var f struct{ Properties map[string]any }
		if err != nil || json.Unmarshal(complete, &f) != nil {
			t.Fatalf("%v: %s", err, complete)
		}
		for _, property := range Dictionary(nil) {
			if _, has := f.Properties[property.Name]; !has {
				t.Errorf("%s is missing", property.Name)
			}
		}
	}
	if _, err := NewJoiner(nil, nil, "en", false).AppendURL(nil, []byte(`{"cut`), "", "/"); incidents.CodeOf(err) != incidents.EDamaged {
		t.Errorf("a damaged feature: %v", err)
	}
}

// TestDerivedColumnsSaySo holds that what no source says is marked for people and for programs.
func TestDerivedColumnsSaySo(t *testing.T) {
	derived := 0
	for _, p := range Dictionary(nil) {
		said := strings.Contains(p.About["en"], "Derived:") && strings.Contains(p.About["es"], "Derivado:")
		if p.Derived != said {
			t.Errorf("%s: derived %t, said %t", p.Name, p.Derived, said)
		}
		if p.Derived {
			derived++
		}
	}
	if n := strings.Count(string(Schema("", "en", nil)), `"x-derived":true`); n != derived || n < len(joinColumns) {
		t.Errorf("%d are derived, %d in the schema", derived, n)
	}
}

func BenchmarkJoins(b *testing.B) {
	p := full()
	p.Where.Admin = zapopan()
	feature := AppendFeature(nil, p, "es")
	h := heading()
	j := NewJoiner(&h.Story, fewPlaces{}, "es", false)
	var dst []byte
	b.ReportAllocs()
	for b.Loop() {
		dst, _ = j.AppendURL(dst[:0], feature, "https://maps.example.org", "/stories/invented/incidents/x")
	}
}

// written1 is a file of one incident.
func written1(t *testing.T, ext string, h Heading, p *incidents.Public) []byte {
	t.Helper()
	f, _ := ByExt(ext)
	var out bytes.Buffer
	if err := f.Write(t.Context(), &out, h, those([]*incidents.Public{p})); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// csvRows are the rows of a table by the names of its columns.
func csvRows(t *testing.T, table []byte) []map[string]string {
	t.Helper()
	cells, err := csv.NewReader(bytes.NewReader(table)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, row := range cells[1:] {
		named := map[string]string{}
		for i, name := range cells[0] {
			named[name] = row[i]
		}
		rows = append(rows, named)
	}
	return rows
}
