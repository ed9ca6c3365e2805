package document

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/storetest"
)

func documentOf(t testing.TB, inc incidents.Incident) string {
	t.Helper()
	doc, err := new(Encoder).Encode(&inc)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// everything gives an incident with something in each field, each thing told from the others.
func everything() incidents.Incident {
	inc := storetest.Incident("a", "Everything")
	inc.ID = "01JZZZZZZZZZZZZZZZZZZZZZZZ"
	n := []int{-1, 0, math.MaxInt}
	at := time.Date(1, 2, 3, 4, 5, 6, 7, time.FixedZone("", -6*3600-36*60))
	text := incidents.Text{"en": "One & <two>", "es": "Uno\x00\u2028", "zh-Hant": "一", "": ""}
	inc.Summary, inc.Disclosure = text, incidents.Coarsened
	inc.When.Start, inc.When.End = at, time.Date(9999, 12, 31, 23, 59, 59, 999_999_999, time.UTC)
	inc.Where = geo.Location{
		Precision: geo.Admin2, RadiusM: math.SmallestNonzeroFloat64, Place: map[string]string{"es": "Lugar"}, GazetteerID: "geonames:1",
		Admin:  geo.Admin{Country: "MX", Admin1: "MX.14", Admin1Name: "Jalisco", Admin2: "MX.14.120", Admin2Name: "Zapopan"},
		Method: geo.Method{By: geo.ByGeocoder, Query: "q", Score: -0.5, Reasons: []string{"one", ""}},
	}
	inc.Casualties = []incidents.Casualty{
		{ID: "c1", Group: "police", Outcome: incidents.Killed, Low: &n[0], Best: &n[1], High: &n[2], Claim: "k1"},
		{ID: "c2", CountedIn: &incidents.CasualtyRef{Incident: "other", Casualty: "c9"}},
	}
	inc.Claims = []incidents.Claim{{
		ID: "k1", Field: "where", Value: "here", Source: "s1", Passage: "said", Start: 3, End: 70000, Paraphrase: text, Stance: incidents.Disputes,
	}}
	inc.Sources = []incidents.Source{{
		ID: "s1", Publisher: text, URL: "https://example.org/", Published: at, Retrieved: at.UTC(), Lang: "es", Kind: incidents.Wire,
		Attribution: incidents.Anonymous, Reason: text, Via: "s2", Hash: "sha256:1", Archive: "https://example.com/",
	}, {ID: "s2"}}
	inc.Relations = []incidents.Relation{{Type: incidents.PartOf, Incident: "other"}}
	inc.Media = []incidents.Media{{
		ID: "m1", Kind: incidents.Video, Hash: "sha256:" + strings.Repeat("0a", 32), Width: 1600, Height: 900, Link: "https://example.org/v",
		Alt: text, Credit: text, Licence: incidents.Licence{Name: "CC0", URL: "https://example.org/l"}, Warning: text, ShowsNoPlace: true,
	}}
	inc.Extra = map[string]string{"column": "value", "": strings.Repeat("long", 1000)}
	inc.Origin = incidents.Origin{Key: "id:1", Hash: "sha256:" + strings.Repeat("0aF", 20) + "01ab", File: "a.csv", Row: 1_000_000}
	return inc
}

func TestDocument(t *testing.T) {
	ring := orb.Ring{{0, 0}, {1, 0}, {1, 1}, {0, 0}}
	for _, g := range []orb.Geometry{
		nil,
		orb.Point{-103.35, 20.67},
		orb.MultiPoint{{1, 2}, {3, 4}},
		orb.LineString{{1, 2}, {3, 4}},
		orb.MultiLineString{{{1, 2}, {3, 4}}},
		orb.Polygon{ring, ring},
		orb.MultiPolygon{{ring}, {ring}},
		orb.Collection{orb.Point{1, 2}, orb.LineString{{1, 2}, {3, 4}}},
	} {
		want := everything()
		want.Where.Geometry = g
		want.Where.Admin.Derived = g == nil
		want.ID, want.Story = "", "" // which the row holds
		got, err := Decode(documentOf(t, want))
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%T: %v %s", g, err, diff)
		}
	}
	got, err := Decode(documentOf(t, incidents.Incident{Title: incidents.Text{}, Sources: []incidents.Source{}}))
	if diff := cmp.Diff(incidents.Incident{}, got); err != nil || diff != "" {
		t.Errorf("nothing: %v %s", err, diff)
	}
	bad := incidents.Incident{Title: incidents.Text{"en": "a\xffb"}}
	if got, err := Decode(documentOf(t, bad)); err != nil || got.Title["en"] != "a\ufffdb" {
		t.Errorf("a byte that is not UTF-8: %q, %v", got.Title["en"], err)
	}
}

func TestDocumentIsTheSameEachTime(t *testing.T) {
	first := documentOf(t, everything())
	for range 20 {
		if documentOf(t, everything()) != first {
			t.Fatal("the same incident has two documents")
		}
	}
}

func TestDocumentRefuses(t *testing.T) {
	whole := documentOf(t, everything())
	for i := range whole {
		if _, err := Decode(whole[:i]); err == nil {
			t.Fatalf("the first %d bytes of %d were read", i, len(whole))
		}
	}
	for name, doc := range map[string]string{"more": whole + "\x00", "a version": "\x02" + whole[1:]} {
		if _, err := Decode(doc); err == nil {
			t.Errorf("%s was read", name)
		}
	}
	for name, spoil := range map[string]func(*incidents.Incident){
		"not a number": func(inc *incidents.Incident) { inc.Where.Method.Score = math.NaN() },
		"infinite":     func(inc *incidents.Incident) { inc.Where.RadiusM = math.Inf(1) },
		"too late": func(inc *incidents.Incident) {
			inc.Sources[0].Published = time.Date(10_000, 1, 1, 0, 0, 0, 0, time.UTC)
		},
	} {
		inc := everything()
		spoil(&inc)
		if _, err := new(Encoder).Encode(&inc); err == nil {
			t.Errorf("%s was written", name)
		}
	}
}

// BenchmarkDocument writes and reads the document of a small incident.
func BenchmarkDocument(b *testing.B) {
	inc := storetest.Incident("a", "Roadblock")
	size := 0
	for b.Loop() {
		s, err := new(Encoder).Encode(&inc)
		if err == nil {
			_, err = Decode(s)
		}
		if err != nil {
			b.Fatal(err)
		}
		size = len(s)
	}
	b.ReportMetric(float64(size), "B/document")
}

// FuzzDocument holds that a document of any content is read or refused, and that what was
// read can be written and read again.
func FuzzDocument(f *testing.F) {
	f.Add(documentOf(f, everything()))
	f.Add("\x01\xff\xff\xff\xff\xff")
	f.Fuzz(func(t *testing.T, doc string) {
		inc, err := Decode(doc)
		if err != nil {
			return
		}
		again, err := new(Encoder).Encode(&inc)
		if err != nil {
			return // such as a number that is not finite
		}
		if _, err := Decode(again); err != nil {
			t.Errorf("%q was read, and its own form was not: %v", doc, err)
		}
	})
}

// One encoder for many documents writes and reads each as one of its own does, whatever outlines they share.
func TestOutlinesInARow(t *testing.T) {
	outline := func(x float64) orb.Polygon {
		var r orb.Ring
		for i := range 60 {
			r = append(r, orb.Point{x + float64(i), float64(i*i) / 100})
		}
		return orb.Polygon{append(r, r[0])}
	}
	shared := outline(1)
	var e Encoder
	for i, g := range []orb.Geometry{shared, shared, outline(1), outline(2), nil, orb.Point{1, 2}, shared, orb.MultiPolygon{shared, outline(9)}} {
		if i == 6 {
			shared[0][3][1]++ // an outline that is changed is another one
		}
		inc := incidents.Incident{Kind: "flood", Where: geo.Location{Geometry: g}}
		text, err := e.Encode(&inc)
		alone, errAlone := new(Encoder).Encode(&inc)
		if err != nil || errAlone != nil || text != alone {
			t.Errorf("incident %d: %v, %v, %d bytes, %d by itself", i, err, errAlone, len(text), len(alone))
		}
		var read incidents.Incident
		if err := e.DecodeInto(&read, text); err != nil || !orb.Equal(read.Where.Geometry, g) && g != nil {
			t.Errorf("incident %d is read as %v, %v", i, read.Where.Geometry, err)
		}
		if p, isPolygon := read.Where.Geometry.(orb.Polygon); isPolygon {
			p[0][0] = orb.Point{-9, -9} // what was read belongs to whoever reads it
		}
	}
}
