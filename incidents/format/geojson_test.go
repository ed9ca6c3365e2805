package format

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"incidentmap/geo"
	"incidentmap/incidents"
)

func ptr(n int) *int { return &n }

// square is a closed ring around a centre, counter-clockwise unless backwards.
func square(lon, lat, half float64, backwards bool) orb.Ring {
	r := orb.Ring{{lon - half, lat - half}, {lon + half, lat - half}, {lon + half, lat + half}, {lon - half, lat + half}, {lon - half, lat - half}}
	if backwards {
		r.Reverse()
	}
	return r
}

func full() *incidents.Public {
	zone := time.FixedZone("", -6*3600)
	day := time.Date(2026, 2, 22, 0, 0, 0, 0, zone)
	return &incidents.Public{
		ID: "01KJ43K48060MKPA4GS423QX75", Story: "invented", Class: incidents.ClassIncident, Kind: "prison_riot",
		Layers:  []string{"riot", "deaths"},
		Title:   incidents.Text{"es": "Un “motín”, con\ttabulador", "en": "A riot\nin two lines"},
		Summary: incidents.Text{"en": "Only in English </script> & <b>"},
		When:    incidents.When{Start: day, End: day.Add(24*time.Hour - time.Second), Precision: incidents.Day, Basis: incidents.EventTime},
		Where: geo.Location{
			Geometry: orb.Point{-105.22983, 20.6406999999}, Precision: geo.Locality, RadiusM: 5000.4,
			Place: map[string]string{"es": "Puerto Vallarta"}, GazetteerID: "geonames:3991328",
			Admin: geo.Admin{Country: "MX", Admin1: "MX.14", Admin1Name: "Jalisco", Admin2: "MX.14.067", Admin2Name: "Puerto Vallarta"},
		},
		Casualties: []incidents.Casualty{
			{ID: "c1", Group: "prison_staff", Outcome: incidents.Killed, Best: ptr(1), Claim: "k1"},
			{
				ID: "c2", Group: "prison_staff", Outcome: incidents.Killed, Low: ptr(1), High: ptr(3), Claim: "k1",
				CountedIn: &incidents.CasualtyRef{Incident: "01KJ43MYV06X139AC994F9VQDD", Casualty: "c1"},
			},
		},
		Counts: incidents.Counts{incidents.Killed: {Low: ptr(1), Best: ptr(1), High: ptr(1)}, incidents.Wounded: {Low: ptr(0)}},
		Claims: []incidents.Claim{{
			ID: "k1", Field: "casualties", Value: "1 killed", Source: "s1", Passage: "one guard", Start: 10, End: 19,
			Paraphrase: incidents.Text{"es": "un custodio"}, Stance: incidents.Supports,
		}},
		Sources: []incidents.Source{{
			ID: "s1", Publisher: incidents.Text{"en": "An official"}, Kind: incidents.Official, Attribution: incidents.Anonymous,
			Reason: incidents.Text{"en": "Not authorised to speak"}, URL: "https://example.org/a?b=1&c=2", Published: day, Lang: "en",
		}},
		Relations:    []incidents.Relation{{Type: incidents.PartOf, Incident: "01KJ43MYV06X139AC994F9VQDD"}},
		Verification: incidents.SingleSource, Disposition: incidents.Active,
		Stamp: incidents.Stamp{Revision: 2, Seq: 7, Published: day, Updated: day.Add(time.Hour), Note: incidents.Text{"en": "A figure was added."}},
	}
}

func located(g orb.Geometry, p geo.Precision) *incidents.Public {
	inc := &incidents.Public{
		ID: "01KJ43PSE0D97TVA613DNF0KAF", Story: "invented", Class: incidents.ClassAdvisory, Kind: "shelter_advisory",
		Title: incidents.Text{"en": "Shelter"}, When: incidents.When{Precision: incidents.TimeUnknown},
		Verification: incidents.Unverified, Disposition: incidents.Active,
	}
	inc.Where = geo.Location{Geometry: g, Precision: p}
	return inc
}

func TestGoldenFeatures(t *testing.T) {
	cases := []struct {
		file string
		p    *incidents.Public
		lang string
	}{
		{"full_es.geojson", full(), "es"},
		{"full_en.geojson", full(), "en"},
		{"language_not_there.geojson", full(), "fr"},
		{"unlocated.geojson", located(nil, geo.Unlocated), "en"},
		{"polygon_wound_backwards.geojson", located(orb.Polygon{square(0, 0, 2, true), square(0, 0, 1, false)}, geo.Admin1), "en"},
		{"multipolygon.geojson", located(orb.MultiPolygon{{square(0, 0, 2, false)}, {square(9, 9, 1, true)}}, geo.Country), "en"},
		{"journey.geojson", located(orb.LineString{{-103.7, 19.9}, {-99.1, 19.4}}, geo.InTransit), "en"},
	}
	for _, c := range cases {
		t.Run(c.file, func(t *testing.T) {
			got := append(AppendFeature(nil, c.p, c.lang), '\n')
			path := filepath.Join("testdata", c.file)
			if os.Getenv("BLESS") != "" {
				if err := os.WriteFile(path, got, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%s differs; if the change is meant, bless it\ngot  %s\nwant %s", path, got, want)
			}
			if f, err := geojson.UnmarshalFeature(got); err != nil || f.ID != c.p.ID {
				t.Errorf("orb reads it as %v, %v", f, err)
			}
			if !bytes.HasSuffix(got, []byte("}}\n")) {
				t.Error("the url has no place to be inserted")
			}
		})
	}
}

// Every kind of geometry is written as orb reads it, whatever its rings' order.
func TestGeometryRoundTrip(t *testing.T) {
	ring, hole := square(10, 10, 2, false), square(10, 10, 1, true)
	cases := map[string]orb.Geometry{
		"point":        orb.Point{-103.5, 20.25},
		"multipoint":   orb.MultiPoint{{1, 2}, {3, 4}},
		"line":         orb.LineString{{1, 2}, {3, 4}, {5, 6}},
		"multiline":    orb.MultiLineString{{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}},
		"polygon":      orb.Polygon{ring, hole},
		"multipolygon": orb.MultiPolygon{{ring, hole}, {square(-20, 5, 1, false)}},
		"collection":   orb.Collection{orb.Point{1, 2}, orb.LineString{{3, 4}, {5, 6}}},
	}
	for name, g := range cases {
		t.Run(name, func(t *testing.T) {
			read, err := geojson.UnmarshalGeometry(appendGeometry(nil, g))
			if err != nil {
				t.Fatal(err)
			}
			if !orb.Equal(read.Geometry(), g) {
				t.Errorf("read back %v, want %v", read.Geometry(), g)
			}
		})
	}
	for _, g := range []orb.Geometry{nil, orb.Bound{Max: orb.Point{1, 1}}} {
		if got := string(appendGeometry(nil, g)); got != "null" {
			t.Errorf("%v is written as %s", g, got)
		}
	}
}

func TestEncodingLeavesRingsAlone(t *testing.T) {
	ring := square(0, 0, 1, true)
	want := ring.Clone()
	appendGeometry(nil, orb.Polygon{ring})
	if !orb.Equal(ring, want) {
		t.Error("the ring was changed")
	}
}

func TestNumbers(t *testing.T) {
	cases := []struct {
		v        float64
		decimals int
		want     string
	}{
		{-103.7585, 6, "-103.7585"},
		{0.1 + 0.2, 6, "0.3"},
		{-0.0000001, 6, "0"},
		{20.6406999999, 6, "20.6407"},
		{5000.4, 0, "5000"},
		{1e21, 0, "1000000000000000000000"},
		{math.NaN(), 6, "null"},
		{math.Inf(1), 6, "null"},
	}
	for _, c := range cases {
		if got := string(appendNumber(nil, c.v, c.decimals)); got != c.want {
			t.Errorf("appendNumber(%v, %d) = %s, want %s", c.v, c.decimals, got, c.want)
		}
	}
}

func FuzzString(f *testing.F) {
	for _, s := range []string{"", "año", "a\"b\\c\n\t\x00\x1f", "bad \xff byte", "\u2028", "</script>", strings.Repeat("é", 100)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var got string
		if err := json.Unmarshal(appendString(nil, s), &got); err != nil {
			t.Fatalf("%q is not written as JSON: %v", s, err)
		}
		if utf8.ValidString(s) && got != s {
			t.Errorf("%q came back as %q", s, got)
		}
	})
}

func TestAppendURL(t *testing.T) {
	p := full()
	got, err := AppendURL(nil, AppendFeature(nil, p, "en"), "https://maps.example.org", p.Path())
	if want := `,"url":"https://maps.example.org/stories/invented/incidents/` + p.ID + `"}}`; err != nil || !bytes.HasSuffix(got, []byte(want)) {
		t.Errorf("it ends with %q, %v", got[len(got)-120:], err)
	}
	if _, err := AppendURL(nil, []byte(`{"type":"Feature","prop`), "", p.Path()); incidents.CodeOf(err) != incidents.EDamaged {
		t.Errorf("a feature that is cut off gives %v", err)
	}
}

func BenchmarkAppendFeature(b *testing.B) {
	p := full()
	var buf []byte
	b.ReportAllocs()
	for b.Loop() {
		buf = AppendFeature(buf[:0], p, "es")
	}
	b.SetBytes(int64(len(buf)))
}
