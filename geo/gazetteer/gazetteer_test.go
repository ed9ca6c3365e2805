package gazetteer

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"

	"incidentmap/geo"
)

// sample is a small gazetteer with one record of each sort.
func sample() []Record {
	return []Record{
		{Kind: Country, Feature: "PCLI", Code: "MX", GeoNames: 3996063, Name: "Mexico", Localized: map[string]string{"en": "Mexico", "es": "México"}, Point: orb.Point{-102, 23}, Population: 115_000_000, RadiusM: 1_700_000, Aliases: []Alias{{"MX", Short}}},
		{Kind: Country, Feature: "PCLI", Code: "FJ", Name: "Fiji", Point: orb.Point{178, -18}},
		{Kind: Admin1, Feature: "ADM1", Code: "MX.14", GeoNames: 4004156, Name: "Jalisco", Point: orb.Point{-103.6, 20.3}, Aliases: []Alias{{"Jal.", Short}}},
		{Kind: Admin1, Feature: "ADM1", Code: "MX.16", Name: "Michoacán", Point: orb.Point{-101.9, 19.2}},
		{Kind: Admin2, Feature: "ADM2", Code: "MX.14.086", Name: "Tapalpa", Point: orb.Point{-103.75954, 19.94563}, RadiusM: 13_650},
		{Kind: Admin2, Feature: "ADM2", Code: "MX.14.999", Name: "Nada", Point: orb.Point{-103.6, 20.3}, AtParent: true},
		{Kind: Populated, Feature: "PPLA2", GeoNames: 3982461, Name: "Tapalpa", Area: "MX.14.086", Point: orb.Point{-103.75954, 19.94563}, Population: 5782, TimeZone: "America/Mexico_City"},
		{Kind: Populated, Feature: "PPL", GeoNames: 1, Name: "Atacco", Area: "MX.14.086", Point: orb.Point{-103.77, 19.90}, Population: 1000, TimeZone: "America/Mexico_City"},
		{Kind: Populated, Feature: "PPLA", GeoNames: 4005539, Name: "Guadalajara", Area: "MX.14", Point: orb.Point{-103.39182, 20.66682}, Population: 1_385_629, Aliases: []Alias{{"Guadalaxara", Alternate}, {"Gvadalajara", Alternate}}},
		{Kind: Populated, Feature: "PPL", GeoNames: 2, Name: "Labasa", Area: "FJ", Point: orb.Point{179.4, -16.4}, Population: 27_949},
		{Kind: Populated, Feature: "PPL", GeoNames: 3, Name: "Somosomo", Area: "FJ", Point: orb.Point{-179.97, -16.77}, Population: 2_000},
		{Kind: Airport, Feature: "large_airport", Code: "GDL", OtherCodes: []string{"MMGL"}, Name: "Aeropuerto Internacional Miguel Hidalgo", Area: "MX.14", Point: orb.Point{-103.301557, 20.52504}, Scheduled: true, Aliases: []Alias{{"Guadalajara", ServesChiefly}}},
		{Kind: Airport, Feature: "medium_airport", Code: "MMXX", Name: "Nowhere", Point: orb.Point{-103, 20}},
	}
}

func build(tb testing.TB, records []Record) []byte {
	tb.Helper()
	var b Builder
	for _, r := range records {
		b.Add(r)
	}
	var out bytes.Buffer
	if err := b.Write(&out); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

func open(tb testing.TB, records []Record) *Gazetteer {
	tb.Helper()
	g, err := Open(build(tb, records))
	if err != nil {
		tb.Fatal(err)
	}
	return g
}

func TestEntry(t *testing.T) {
	g := open(t, sample())
	e, ok := g.ByID("geonames:3982461")
	if !ok {
		t.Fatal("Tapalpa is not found by its number")
	}
	want := Entry{
		Ref: e.Ref, ID: "geonames:3982461", Kind: Populated, Feature: "PPLA2", Name: "Tapalpa",
		Point: orb.Point{-103.75954, 19.94563}, Population: 5782, TimeZone: "America/Mexico_City",
	}
	if diff := cmp.Diff(want, e); diff != "" {
		t.Error(diff)
	}
	admin := geo.Admin{Country: "MX", Admin1: "MX.14", Admin1Name: "Jalisco", Admin2: "MX.14.086", Admin2Name: "Tapalpa"}
	if diff := cmp.Diff(admin, g.Admin(e.Ref)); diff != "" {
		t.Error(diff)
	}
	if g.Country(e.Ref) != "MX" {
		t.Errorf("country %q", g.Country(e.Ref))
	}
	area, _ := g.Area("MX.14.086")
	if area.ID != "geonames-code:MX.14.086" || area.RadiusM != 13_700 {
		t.Errorf("area %+v: the radius is rounded up to the next 100 m", area)
	}
}

func TestByID(t *testing.T) {
	g := open(t, sample())
	for i := range g.Len() {
		e := g.Entry(Ref(i))
		if got, ok := g.ByID(e.ID); !ok || got != e {
			t.Errorf("%s gives %+v, want %+v", e.ID, got, e)
		}
	}
	for _, id := range []string{"", "geonames:", "geonames:0", "geonames:9", "geonames:x", "iata:XXX", "iso3166-1:ZZ", "other:1", "geonames-code:"} {
		if e, ok := g.ByID(id); ok {
			t.Errorf("%q gives %+v", id, e)
		}
	}
}

func TestByCode(t *testing.T) {
	g := open(t, sample())
	for code, want := range map[string]string{"GDL": "iata:GDL", "MMGL": "iata:GDL", "MMXX": "icao:MMXX", "gdl": "", "": "", "GD": ""} {
		if e, _ := g.ByCode(code); e.ID != want {
			t.Errorf("%q gives %q, want %q", code, e.ID, want)
		}
	}
	if e, _ := g.ByCode("GDL"); !e.Scheduled || e.Code != "GDL" {
		t.Errorf("airport %+v", e)
	}
}

func matches(g *Gazetteer, name string) []string {
	var got []string
	g.Exact(Normalize(name), func(m Match) bool {
		got = append(got, g.Entry(m.Ref).ID+" "+[]string{"main", "alternate", "chiefly", "serves", "short"}[m.Name])
		return true
	})
	slices.Sort(got)
	return got
}

func TestExact(t *testing.T) {
	g := open(t, sample())
	tests := []struct {
		name string
		want []string
	}{
		{"Tapalpa", []string{"geonames-code:MX.14.086 main", "geonames:3982461 main"}},
		{"TAPÁLPA", []string{"geonames-code:MX.14.086 main", "geonames:3982461 main"}},
		{"Guadalajara", []string{"geonames:4005539 main", "iata:GDL chiefly"}},
		{"Guadalaxara", []string{"geonames:4005539 alternate"}},
		{"México", []string{"geonames:3996063 main"}},
		{"Jal.", []string{"geonames:4004156 short"}},
		{"Guadalaj", nil},
		{"", nil},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, matches(g, tt.name)); diff != "" {
			t.Errorf("%q: %s", tt.name, diff)
		}
	}
}

func TestNames(t *testing.T) {
	g := open(t, sample())
	mexico, _ := g.Area("MX")
	if diff := cmp.Diff(map[string]string{"en": "Mexico", "es": "México"}, g.Names(mexico.Ref)); diff != "" {
		t.Error(diff)
	}
	if es, fr := g.Name(mexico.Ref, "es"), g.Name(mexico.Ref, "fr"); es != "México" || fr != "Mexico" {
		t.Errorf("es %q, fr %q", es, fr)
	}
}

func TestAreas(t *testing.T) {
	g := open(t, sample())
	names := func(code string) []string {
		var got []string
		for ref := range g.Members(code) {
			got = append(got, g.Entry(ref).Name)
		}
		return got
	}
	for code, want := range map[string][]string{
		"MX.14.086": {"Tapalpa", "Atacco"},
		"MX.14":     {"Guadalajara", "Aeropuerto Internacional Miguel Hidalgo", "Tapalpa", "Atacco"},
		"MX.16":     nil,
		"FJ":        {"Labasa", "Somosomo"},
		"XX":        nil,
	} {
		if diff := cmp.Diff(want, names(code)); diff != "" {
			t.Errorf("%s: %s", code, diff)
		}
	}
	tapalpa, _ := g.ByID("geonames:3982461")
	for code, want := range map[string]bool{"MX": true, "MX.14": true, "MX.14.086": true, "MX.16": false, "FJ": false} {
		area, _ := g.Area(code)
		if got := g.Inside(tapalpa.Ref, area.Ref); got != want {
			t.Errorf("Tapalpa inside %s: %v", code, got)
		}
	}
	holder, _ := g.Holder(tapalpa.Ref)
	holder, _ = g.Holder(holder)
	if e := g.Entry(holder); e.Code != "MX.14" {
		t.Errorf("the holder of the holder of Tapalpa is %+v", e)
	}
}

func TestWithinFindsWhatComparingAllFinds(t *testing.T) {
	rounds := 100
	if testing.Short() {
		rounds = 5
	}
	r := rand.New(rand.NewPCG(5, 6))
	records := sample()
	for i := range 2000 {
		p := orb.Point{r.Float64()*360 - 180, r.Float64()*180 - 90}
		records = append(records, Record{Kind: Populated, GeoNames: uint32(10_000 + i), Feature: "PPL", Name: "X", Point: p})
	}
	g := open(t, records)
	points := []orb.Point{{0, 0}, {180, -17}, {-180, 17}, {0, 90}, {12, -90}, {179.9, 89.5}, {-103, 20}}
	for range rounds {
		points = append(points, orb.Point{r.Float64()*360 - 180, r.Float64()*180 - 90})
	}
	for _, p := range points {
		for _, radius := range []float64{0, 30_000, 500_000, 3_000_000, 30_000_000} {
			want := 0
			for i := range g.Len() {
				if e := g.Entry(Ref(i)); e.Kind == Populated && orbgeo.DistanceHaversine(p, e.Point) <= radius {
					want++
				}
			}
			got := g.Within(p, radius, Populated)
			if len(got) != want || !slices.IsSortedFunc(got, func(a, b Neighbour) int { return int(a.Metres*1e6 - b.Metres*1e6) }) {
				t.Fatalf("%v, %.0f m: %d entries, want %d in order of distance", p, radius, len(got), want)
			}
		}
	}
}

func TestNearestAcrossTheAntimeridian(t *testing.T) {
	g := open(t, sample())
	near := g.Nearest(orb.Point{179.9, -16.7}, 2, 200_000, Populated)
	if len(near) != 2 || g.Entry(near[0].Ref).Name != "Somosomo" || g.Entry(near[1].Ref).Name != "Labasa" {
		t.Errorf("got %+v", near)
	}
	if got := g.Nearest(orb.Point{0, 0}, 3, 200_000, Populated); len(got) != 0 {
		t.Errorf("got %+v in the ocean", got)
	}
}

type squares map[string]orb.Bound

func (s squares) Area(code string) (orb.Geometry, bool) {
	b, ok := s[code]
	return b.ToPolygon(), ok
}

func TestLocator(t *testing.T) {
	records := append(sample(),
		Record{Kind: Populated, GeoNames: 20, Feature: "PPL", Name: "East", Area: "MX.16", Point: orb.Point{-102.98, 19.5}},
		Record{Kind: Populated, GeoNames: 21, Feature: "PPL", Name: "West", Area: "MX.14", Point: orb.Point{-103.05, 19.5}})
	g := open(t, records)
	outlines := squares{
		"MX.14": {Min: orb.Point{-105, 18}, Max: orb.Point{-103, 22}},
		"MX.16": {Min: orb.Point{-103, 18}, Max: orb.Point{-100, 22}},
	}
	border := orb.Point{-103.01, 19.5} // nearer to East, in the outline of West's state
	tests := []struct {
		name     string
		p        orb.Point
		outlines Outlines
		want     string
		found    bool
	}{
		{"by the nearest town", orb.Point{-103.76, 19.95}, nil, "MX.14", true},
		{"towns that agree outweigh outlines", orb.Point{-103.76, 19.95}, squares{"MX.16": {Min: orb.Point{-180, -90}, Max: orb.Point{180, 90}}}, "MX.14", true},
		{"border, no outlines", border, nil, "MX.16", true},
		{"border, outlines decide", border, outlines, "MX.14", true},
		{"border, outlines that do not hold it", border, squares{}, "MX.16", true},
		{"far from any town", orb.Point{0, 0}, outlines, "", false},
	}
	for _, tt := range tests {
		if got, ok := NewLocator(g, tt.outlines).At(tt.p); got.Admin1 != tt.want || ok != tt.found {
			t.Errorf("%s: %+v, %v", tt.name, got, ok)
		}
	}
}

func TestBytesDoNotDependOnOrder(t *testing.T) {
	records := sample()
	want := build(t, records)
	for range 5 {
		rand.Shuffle(len(records), func(i, j int) { records[i], records[j] = records[j], records[i] })
		if !bytes.Equal(want, build(t, records)) {
			t.Fatal("the same records in another order give other bytes")
		}
	}
}

func TestBuilderRefuses(t *testing.T) {
	tests := map[string]Record{
		"unknown area":     {Kind: Populated, GeoNames: 50, Name: "X", Area: "XX"},
		"area twice":       {Kind: Country, Code: "MX", Name: "X"},
		"area, no parent":  {Kind: Admin1, Code: "XX.01", Name: "X"},
		"number twice":     {Kind: Populated, GeoNames: 3982461, Name: "X"},
		"unknown feature":  {Kind: Populated, GeoNames: 50, Feature: "MT", Name: "X"},
		"airport, no code": {Kind: Airport, Name: "X"},
		"far north":        {Kind: Populated, GeoNames: 50, Name: "X", Point: orb.Point{0, 91}},
		"fewer than none":  {Kind: Populated, GeoNames: 50, Name: "X", Population: -1},
		"long language":    {Kind: Populated, GeoNames: 50, Name: "X", Localized: map[string]string{"spa": "X"}},
	}
	for name, r := range tests {
		var b Builder
		for _, s := range append(sample(), r) {
			b.Add(s)
		}
		if err := b.Write(&bytes.Buffer{}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	good := build(t, sample())
	beyond := bytes.Clone(good)
	binary.LittleEndian.PutUint32(beyond[len(magic)+4:], 1<<30)
	uneven := bytes.Clone(good)
	binary.LittleEndian.PutUint32(uneven[len(magic)+4:], recordSize+1)
	for name, b := range map[string][]byte{"empty": nil, "text": []byte("name,lat,lon\n"), "cut": good[:len(good)-1], "header only": good[:headerSize], "beyond": beyond, "uneven": uneven} {
		if _, err := Open(b); !errors.Is(err, ErrFormat) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

// FuzzOpen damages a file and asks it everything: it may answer anything, but must
// answer. Each four bytes of damage are a place in the file, three bytes, and what to
// change there; every other one hits outside the grid, which is most of a small file.
func FuzzOpen(f *testing.F) {
	good := build(f, sample())
	grid := gridRows * gridColumns * 4
	f.Add([]byte{})
	f.Add([]byte{0, 0, 0, 1})
	for at := len(magic); at < len(good)-grid; at += 41 {
		f.Add([]byte{0, 0, 0, 0, byte(at), byte(at >> 8), byte(at >> 16), 0xff})
	}
	gridAt := int(binary.LittleEndian.Uint32(good[len(magic)+8*int(secGrid):]))
	f.Fuzz(func(_ *testing.T, damage []byte) {
		b := bytes.Clone(good)
		for i := 0; i+4 <= len(damage); i += 4 {
			at := int(damage[i]) | int(damage[i+1])<<8 | int(damage[i+2])<<16
			if i%8 == 4 {
				if at %= len(b) - grid; at >= gridAt {
					at += grid
				}
			}
			b[at%len(b)] ^= damage[i+3]
		}
		if g, err := Open(b); err == nil {
			askEverything(g)
		}
		if _, err := Open(damage); err == nil {
			panic("too short for a file")
		}
	})
}

func askEverything(g *Gazetteer) {
	visit := func(m Match) bool {
		g.Entry(m.Ref)
		g.Names(m.Ref)
		g.Name(m.Ref, "es")
		g.Admin(m.Ref)
		g.Country(m.Ref)
		g.Holder(m.Ref)
		g.Inside(m.Ref, 0)
		return true
	}
	for i := range min(g.Len(), 50) {
		visit(Match{Ref: Ref(i)})
	}
	for _, key := range []string{"tapalpa", "guadalajara", "mexico"} {
		g.Exact(key, visit)
		g.Prefix(key[:1], func(string) bool { return true })
		g.Similar(key, 2, func(string, int) bool { return true })
	}
	for range g.Members("MX.14") {
		break
	}
	g.ByID("geonames:3982461")
	g.ByCode("GDL")
	g.Area("MX.14")
	NewLocator(g, nil).At(orb.Point{-103.7, 19.9})
	g.Within(orb.Point{179, -89}, 1e7, Populated)
}
