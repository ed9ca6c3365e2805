package geocode

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"

	"incidentmap/geo"
	"incidentmap/geo/gazetteer"
)

var openPlaces = sync.OnceValues(func() (*gazetteer.Gazetteer, error) {
	b, err := os.ReadFile("../../data/places.gaz")
	if err != nil {
		return nil, err
	}
	return gazetteer.Open(b)
})

func places(tb testing.TB) *gazetteer.Gazetteer {
	tb.Helper()
	g, err := openPlaces()
	if err != nil {
		tb.Fatal(err)
	}
	return g
}

// Points (longitude, latitude) of GeoNames' cities500 and of OurAirports.
var (
	aguililla      = orb.Point{-102.78934, 18.73742}
	guadalajara    = orb.Point{-103.39182, 20.66682}
	guadalajaraES  = orb.Point{-3.16185, 40.62862}
	mexicoCity     = orb.Point{-99.12766, 19.42847}
	monterrey      = orb.Point{-100.31847, 25.67507}
	morelia        = orb.Point{-101.18443, 19.70078}
	puertoVallarta = orb.Point{-105.23018, 20.617}
	tapalpa        = orb.Point{-103.75954, 19.94563}
	tlajomulco     = orb.Point{-103.44654, 20.47421}
	zapopan        = orb.Point{-103.38479, 20.72356}
	toluca         = orb.Point{-99.65324, 19.28786}
	chilpancingo   = orb.Point{-99.50578, 17.5506}
	ciudadVictoria = orb.Point{-99.14599, 23.74174}
	culiacan       = orb.Point{-107.38782, 24.79032}
	sacramento     = orb.Point{-121.4944, 38.58157}
	washington     = orb.Point{-77.03637, 38.89511}
	airportGDL     = orb.Point{-103.301557, 20.52504}
	airportPVR     = orb.Point{-105.246685, 20.679746}
	airportMEX     = orb.Point{-99.082432, 19.435433}
	airportMTY     = orb.Point{-100.113602, 25.778561}
	airportNLU     = orb.Point{-99.0145, 19.7458}
)

// asked is what is expected of one query. An unambiguous point must be right within 10
// km; an area's point within the area's own radius of the capital. No id means that there
// must be no candidates.
type asked struct {
	query     string
	id        string
	at        orb.Point
	precision geo.Precision
	ambiguous bool
}

var spelt = []asked{
	// The places of the first story.
	{"Tapalpa, Jalisco", "geonames:3982461", tapalpa, geo.Locality, false},
	{"Tapalpa", "geonames:3982461", tapalpa, geo.Locality, false},
	{"Jalisco", "geonames:4004156", guadalajara, geo.Admin1, false},
	{"Guadalajara", "geonames:4005539", guadalajara, geo.Locality, true},
	{"Guadalajara, Jalisco", "geonames:4005539", guadalajara, geo.Locality, false},
	{"Jalisco's capital, Guadalajara", "geonames:4005539", guadalajara, geo.Locality, true},
	{"Mexico City", "geonames:3530597", mexicoCity, geo.Locality, false},
	{"Zapopan", "geonames:3979770", zapopan, geo.Locality, false},
	{"Zapopan beside Guadalajara", "geonames:3979770", zapopan, geo.Locality, false},
	{"Zapopan, junto a Guadalajara", "geonames:3979770", zapopan, geo.Locality, false},
	{"Puerto Vallarta", "geonames:3991328", puertoVallarta, geo.Locality, false},
	{"Puerto Vallarta in Jalisco", "geonames:3991328", puertoVallarta, geo.Locality, false},
	{"Puerto Vallarta airport", "iata:PVR", airportPVR, geo.Exact, false},
	{"PVR", "iata:PVR", airportPVR, geo.Exact, false},
	{"the airport of Guadalajara", "iata:GDL", airportGDL, geo.Exact, false},
	{"Tamaulipas", "geonames:3516391", ciudadVictoria, geo.Admin1, false},
	{"Michoacan", "geonames:3995955", morelia, geo.Admin1, false},
	{"Guerrero", "geonames:3527213", chilpancingo, geo.Admin1, false},
	{"Nuevo Leon", "geonames:3522542", monterrey, geo.Admin1, false},
	{"Nuevo Leon states", "", orb.Point{}, "", false},
	{"Sinaloa", "geonames:3983035", culiacan, geo.Admin1, false},
	{"Aguililla", "geonames:4019152", aguililla, geo.Locality, false},
	{"Aguililla, Michoacán", "geonames:4019152", aguililla, geo.Locality, false},
	{"Aguililla in the state of Michoacan", "geonames:4019152", aguililla, geo.Locality, false},
	{"Mexico", "geonames:3996063", mexicoCity, geo.Country, false},
	{"United States", "geonames:6252001", washington, geo.Country, false},
	{"the U.S.", "geonames:6252001", washington, geo.Country, false},
	{"California", "geonames:5332921", sacramento, geo.Admin1, false},
	{"Northern District of California", "", orb.Point{}, "", false},
	{"several states", "", orb.Point{}, "", false},

	// Abbreviations, codes, accents, languages.
	{"aeropuerto de Guadalajara", "iata:GDL", airportGDL, geo.Exact, false},
	{"Aeropuerto Internacional de Guadalajara", "iata:GDL", airportGDL, geo.Exact, false},
	{"Guadalajara International Airport", "iata:GDL", airportGDL, geo.Exact, false},
	{"Guadalajara airport", "iata:GDL", airportGDL, geo.Exact, false},
	{"GDL", "iata:GDL", airportGDL, geo.Exact, false},
	{"MMGL", "iata:GDL", airportGDL, geo.Exact, false},
	{"GDL airport", "iata:GDL", airportGDL, geo.Exact, false},
	{"aeropuerto de la Ciudad de México", "iata:MEX", airportMEX, geo.Exact, false},
	{"Monterrey airport", "iata:MTY", airportMTY, geo.Exact, false},
	{"NLU", "iata:NLU", airportNLU, geo.Exact, false},
	{"Cd. de México", "geonames:3530597", mexicoCity, geo.Locality, false},
	{"Ciudad de Mexico", "geonames:3530597", mexicoCity, geo.Locality, false},
	{"CDMX", "geonames:3530597", mexicoCity, geo.Locality, false},
	{"Distrito Federal", "geonames:3527646", mexicoCity, geo.Admin1, true},
	{"D.F.", "geonames:3527646", mexicoCity, geo.Admin1, true},
	{"D.F., México", "geonames:3527646", mexicoCity, geo.Admin1, false},
	{"Nuevo León", "geonames:3522542", monterrey, geo.Admin1, false},
	{"Nuevo Leon, Mexico", "geonames:3522542", monterrey, geo.Admin1, false},
	{"México", "geonames:3996063", mexicoCity, geo.Country, false},
	{"EE. UU.", "geonames:6252001", washington, geo.Country, false},
	{"Estados Unidos", "geonames:6252001", washington, geo.Country, false},
	{"Pto. Vallarta, Jal.", "geonames:3991328", puertoVallarta, geo.Locality, false},
	{"Monterrey, N.L.", "geonames:3995465", monterrey, geo.Locality, false},
	{"Tlajomulco", "geonames:3981467", tlajomulco, geo.Locality, false},
	{"Tepatitlán", "geonames:3981984", orb.Point{-102.76347, 20.81692}, geo.Locality, false},
	{"TAPALPA, JAL., MÉX.", "geonames:3982461", tapalpa, geo.Locality, false},
	{"Tapalpa Jalisco Mexico", "geonames:3982461", tapalpa, geo.Locality, false},
	{"Tapalpa en Jalisco", "geonames:3982461", tapalpa, geo.Locality, false},
	{"Washington, D.C.", "geonames:4140963", washington, geo.Locality, false},

	// The kind of place, when the words say it.
	{"Estado de México", "geonames:3523272", toluca, geo.Admin1, false},
	{"State of Mexico", "geonames:3523272", toluca, geo.Admin1, false},
	{"state of Jalisco", "geonames:4004156", guadalajara, geo.Admin1, false},
	{"estado de Jalisco", "geonames:4004156", guadalajara, geo.Admin1, false},
	{"municipio de Zapopan", "geonames-code:MX.14.120", zapopan, geo.Admin2, false},
	{"Zapopan municipality, Jalisco", "geonames-code:MX.14.120", zapopan, geo.Admin2, false},
	{"ciudad de Guadalajara, Jalisco", "geonames:4005539", guadalajara, geo.Locality, false},

	// Other places of one name.
	{"Guadalajara, Spain", "geonames:3121070", guadalajaraES, geo.Locality, false},
	{"Guadalajara, España", "geonames:3121070", guadalajaraES, geo.Locality, false},
	{"Springfield", "geonames:4409896", orb.Point{}, geo.Locality, true},
	{"Springfield, Illinois", "geonames:4250542", orb.Point{-89.64371, 39.80172}, geo.Locality, false},
	{"San Juan", "geonames:4568127", orb.Point{}, geo.Locality, true},
	{"Puebla", "geonames:3521082", orb.Point{}, geo.Admin1, true},
	{"London", "geonames:2643743", orb.Point{-0.12574, 51.50853}, geo.Locality, false},

	// Near a place.
	{"near Tapalpa", "geonames:3982461", tapalpa, geo.Near, false},
	{"cerca de Tapalpa, Jalisco", "geonames:3982461", tapalpa, geo.Near, false},
	{"a las afueras de Guadalajara, Jalisco", "geonames:4005539", guadalajara, geo.Near, false},
	{"10 km south of Tapalpa", "geonames:3982461", orb.Point{-103.75954, 19.8558}, geo.Near, false},
	{"a 10 km al sur de Tapalpa", "geonames:3982461", orb.Point{-103.75954, 19.8558}, geo.Near, false},
	{"north of Tapalpa", "geonames:3982461", orb.Point{-103.75954, 20.05792}, geo.Near, false},
	{"Norte de Santander", "geonames:3673798", orb.Point{-72.50782, 7.89391}, geo.Admin1, false},

	// No place.
	{"", "", orb.Point{}, "", false},
	{" , ", "", orb.Point{}, "", false},
	{"xqzzt blorf", "", orb.Point{}, "", false},
	{"the airport", "", orb.Point{}, "", false},
	{"near", "", orb.Point{}, "", false},
	{strings.Repeat("Guadalajara ", 100), "", orb.Point{}, "", false},
}

var misspellings = []asked{
	{"Guadalajra", "geonames:4005539", guadalajara, geo.Locality, true},
	{"Guadalajra, Jalisco", "geonames:4005539", guadalajara, geo.Locality, false},
	{"Zapopn", "geonames:3979770", zapopan, geo.Locality, false},
	{"Puerto Valarta", "geonames:3991328", puertoVallarta, geo.Locality, false},
	{"Puerto Valalrta", "geonames:3991328", puertoVallarta, geo.Locality, false},
	{"Aguilila, Michoacán", "geonames:4019152", aguililla, geo.Locality, false},
	{"Tapalpa, Jalsco", "geonames:3982461", tapalpa, geo.Locality, false},
	{"Michuacan", "geonames:3995955", morelia, geo.Admin1, false},
	{"Tamaulippas", "geonames:3516391", ciudadVictoria, geo.Admin1, false},
	{"Monterey, Nuevo León", "geonames:3995465", monterrey, geo.Locality, false},
}

func TestGeocode(t *testing.T) {
	c := New(places(t), nil)
	for _, want := range append(spelt, misspellings...) {
		t.Run(want.query, func(t *testing.T) {
			got := c.Geocode(want.query, Context{})
			if want.id == "" {
				if len(got.Candidates) > 0 {
					t.Fatalf("want nothing, got %s", got.Candidates[0].Label)
				}
				return
			}
			checkAnswer(t, got, want)
		})
	}
}

func checkAnswer(t *testing.T, got Result, want asked) {
	t.Helper()
	if len(got.Candidates) == 0 {
		t.Fatalf("want %s, got nothing", want.id)
	}
	top := got.Candidates[0]
	if top.Location.GazetteerID != want.id || top.Location.Precision != want.precision {
		t.Errorf("got %s (%s, %s), want %s, %s", top.Label, top.Location.GazetteerID, top.Location.Precision, want.id, want.precision)
	}
	if got.Ambiguous != want.ambiguous || got.Ambiguous != (got.Ambiguity != "") {
		t.Errorf("ambiguous %v (%s), want %v", got.Ambiguous, got.Ambiguity, want.ambiguous)
	}
	tolerance := 10_000.0
	if want.precision.IsArea() {
		tolerance = top.Location.RadiusM
	}
	if want.at != (orb.Point{}) {
		if d := orbgeo.DistanceHaversine(top.Location.Geometry.(orb.Point), want.at); d > tolerance {
			t.Errorf("%s lies at %v, %.0f km from %v", top.Label, top.Location.Geometry, d/1000, want.at)
		}
	}
	if len(top.Reasons) == 0 || top.Score <= 0 || top.Score > 1 || top.Location.RadiusM <= 0 {
		t.Errorf("candidate lacks reasons, score or radius: %+v", top)
	}
}

func TestRanking(t *testing.T) {
	c := New(places(t), nil)
	for _, want := range append(spelt, misspellings...) {
		got := c.Geocode(want.query, Context{}).Candidates
		for i := 1; i < len(got); i++ {
			if got[i].Score > got[i-1].Score {
				t.Errorf("%q: %s (%v) stands after %s (%v)", want.query, got[i].Label, got[i].Score, got[i-1].Label, got[i-1].Score)
			}
		}
	}
}

func TestContext(t *testing.T) {
	c := New(places(t), nil)
	spain := orb.Point{-3.7, 40.4}
	tests := []struct {
		name, query string
		ctx         Context
		id          string
		ambiguous   bool
	}{
		{"preferred country", "Guadalajara", Context{Country: "MX"}, "geonames:4005539", false},
		{"another country", "Guadalajara", Context{Country: "ES"}, "geonames:3121070", false},
		{"preferred point", "Guadalajara", Context{Near: &spain}, "geonames:3121070", false},
		{"state capital", "D.F.", Context{Country: "MX"}, "geonames:3527646", false},
		{"words outweigh preference", "Guadalajara, Spain", Context{Country: "MX"}, "geonames:3121070", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := c.Geocode(tt.query, tt.ctx)
			if len(got.Candidates) == 0 || got.Candidates[0].Location.GazetteerID != tt.id || got.Ambiguous != tt.ambiguous {
				t.Errorf("got %+v", got)
			}
		})
	}
}

// A name that is spelt as written outranks every misspelling of it.
func TestMisspellingNeverBeatsExact(t *testing.T) {
	c := New(places(t), nil)
	for _, query := range []string{"Monterey", "Guadalaxara", "Colon", "Leon", "Parys", "Mexic", "Londn"} {
		exact := true
		for _, cand := range c.Geocode(query, Context{}).Candidates {
			is := !strings.Contains(cand.Reasons[0], "misspelling")
			if is && !exact {
				t.Errorf("%q: %s stands after a misspelling", query, cand.Label)
			}
			exact = is
		}
	}
}

func TestNames(t *testing.T) {
	c := New(places(t), nil)
	for lang, want := range map[string]string{"es": "Ciudad de México", "en": "Mexico City", "": "Mexico City", "fr": "Mexico City"} {
		if got := c.Geocode("CDMX", Context{Lang: lang}).Candidates[0]; got.Name != want || got.Location.Place["es"] != "Ciudad de México" {
			t.Errorf("%q: name %q, place %v", lang, got.Name, got.Location.Place)
		}
	}
}

// outlines are some areas' outlines, and how often each was asked for.
type outlines struct {
	of    map[string]orb.Geometry
	asked map[string]int
}

func (o outlines) Area(code string) (orb.Geometry, bool) {
	o.asked[code]++
	g, ok := o.of[code]
	return g, ok
}

func TestOutlines(t *testing.T) {
	square := orb.Polygon{{{-104, 20}, {-103, 20}, {-103, 21}, {-104, 21}, {-104, 20}}}
	known := outlines{of: map[string]orb.Geometry{"MX.14": square, "MX": square}, asked: map[string]int{}}
	c := New(places(t), known)
	tests := []struct {
		query     string
		precision geo.Precision
		area      bool
	}{
		{"Jalisco", geo.Admin1, true},
		{"near Jalisco", geo.Admin1, true},
		{"México", geo.Country, true},
		{"Nuevo León", geo.Admin1, false},
		{"municipio de Zapopan", geo.Admin2, false},
	}
	for _, tt := range tests {
		loc := c.Geocode(tt.query, Context{}).Candidates[0].Location
		_, isArea := loc.Geometry.(orb.Polygon)
		if loc.Precision != tt.precision || isArea != tt.area || isArea != (loc.RadiusM == 0) {
			t.Errorf("%q: precision %s, %T, radius %v", tt.query, loc.Precision, loc.Geometry, loc.RadiusM)
		}
	}
	for code, times := range known.asked {
		if times != 1 {
			t.Errorf("the outline of %s was asked for %d times", code, times)
		}
	}
}

// A municipality of which nothing is known is located as its state, and says so.
func TestMunicipalityWithoutTowns(t *testing.T) {
	g := places(t)
	c := New(g, nil)
	found := false
	for i := range g.Len() {
		e := g.Entry(gazetteer.Ref(i))
		if !e.AtParent || e.Kind != gazetteer.Admin2 || g.Country(e.Ref) != "MX" {
			continue
		}
		found = true
		got := c.Geocode("municipio de "+e.Name+", "+g.Admin(e.Ref).Admin1Name, Context{})
		if len(got.Candidates) == 0 {
			t.Fatalf("%s: no candidate", e.Name)
		}
		if loc := got.Candidates[0].Location; loc.GazetteerID == e.ID && loc.Precision != geo.Admin1 {
			t.Errorf("%s: precision %s", e.Name, loc.Precision)
		}
	}
	if !found {
		t.Error("no such municipality in the gazetteer")
	}
}

func TestJSON(t *testing.T) {
	b, err := json.Marshal(New(places(t), nil).Geocode("Tapalpa, Jalisco", Context{}))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{`"query":"Tapalpa, Jalisco"`, `"kind":"place"`, `"precision":"locality"`, `"admin1":"MX.14"`, `"by":"geocoder","query":"Tapalpa, Jalisco"`, `"reasons":["`} {
		if !strings.Contains(string(b), part) {
			t.Errorf("no %s in %s", part, b)
		}
	}
	if b, _ = json.Marshal(New(places(t), nil).Geocode("", Context{})); !strings.Contains(string(b), `"candidates":[]`) {
		t.Errorf("no empty list in %s", b)
	}
}

func FuzzGeocode(f *testing.F) {
	for _, a := range append(spelt, misspellings...) {
		f.Add(a.query)
	}
	c := New(places(f), nil)
	f.Fuzz(func(t *testing.T, query string) {
		got := c.Geocode(query, Context{Country: "MX", Lang: "es"})
		if len(got.Candidates) > maxCandidates || got.Ambiguous && len(got.Candidates) == 0 {
			t.Errorf("%d candidates, ambiguous %v", len(got.Candidates), got.Ambiguous)
		}
		for _, cand := range got.Candidates {
			if !cand.Location.Precision.Valid() || cand.Score < 0 || cand.Score > 1 {
				t.Errorf("candidate %+v", cand)
			}
		}
	})
}

func benchmark(b *testing.B, keep func(asked) bool) {
	c := New(places(b), nil)
	var queries []string
	for _, a := range append(spelt, misspellings...) {
		if keep(a) {
			queries = append(queries, a.query)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, q := range queries {
			c.Geocode(q, Context{})
		}
	}
	b.ReportMetric(float64(b.N*len(queries))/b.Elapsed().Seconds(), "lookups/s")
}

// BenchmarkGeocode asks for the places of the table as spelt.
func BenchmarkGeocode(b *testing.B) {
	benchmark(b, func(a asked) bool { return a.id != "" && !slices.Contains(misspellings, a) })
}

// BenchmarkMisspelt asks for misspelt places, which takes a search for similar names.
func BenchmarkMisspelt(b *testing.B) {
	benchmark(b, func(a asked) bool { return slices.Contains(misspellings, a) })
}

// BenchmarkNothing asks for what is no place, which takes the same search.
func BenchmarkNothing(b *testing.B) {
	benchmark(b, func(a asked) bool { return a.id == "" })
}
