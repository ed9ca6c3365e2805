package format

import (
	"bytes"
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// nasty is text that some program would take for more than text.
const nasty = "=HYPERLINK(\"javascript:alert(1)\",\"x\") <script>alert('1')</script> ]]> & \u202egnp.exe \u2067open _x0041_ \x00\x1b"

func heading() Heading {
	return Heading{
		Story: incidents.Story{
			Slug: "invented", Title: say("An invented story", "Una historia inventada"), Languages: []string{"es", "en"},
			Zone: "America/Mexico_City", Credit: say("The <desk> & others", "La <mesa> y otros"),
			Licence: incidents.Licence{Name: "CC BY 4.0", URL: "https://creativecommons.org/licenses/by/4.0/"},
			Layers: []incidents.Layer{
				{ID: "riot", Title: say("Riots", "Motines"), Symbol: incidents.Symbol{Shape: incidents.Pentagon, Color: "#d95f02"}},
				{ID: "deaths", Title: say("Deaths", "Muertes"), Symbol: incidents.Symbol{Shape: incidents.Cross, Color: "#1b9e77"}},
			},
		},
		Layer: incidents.LayerAll, Lang: "en", Filter: "killings in February",
		Seq: 12, AsOf: time.Date(2026, 2, 23, 6, 30, 0, 0, time.UTC),
		BaseURL: "https://maps.example.org", Address: "https://maps.example.org/stories/invented/layers/all.csv?kind=killing",
		Places: fewPlaces{},
	}
}

// sample is an incident of every sort of geometry and of text.
func sample() []*incidents.Public {
	ring, hole := square(10, 10, 2, true), square(10, 10, 1, true)
	shapes := []struct {
		g orb.Geometry
		p geo.Precision
	}{
		{orb.Point{-103.5000004, 20.25}, geo.Exact},
		{orb.MultiPoint{{1, 2}, {3, 4}}, geo.Near},
		{orb.LineString{{1, 2}, {3, 4}, {5, 6}}, geo.InTransit},
		{orb.MultiLineString{{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}}, geo.InTransit},
		{orb.Polygon{ring, hole}, geo.Admin1},
		{orb.MultiPolygon{{ring, hole}, {square(-20, 5, 1, false)}}, geo.Country},
		{orb.Collection{orb.Point{1, 2}, orb.LineString{{3, 4}, {5, 6}}}, geo.Near},
		{nil, geo.Unlocated},
	}
	list := []*incidents.Public{full()}
	for i, s := range shapes {
		p := located(s.g, s.p)
		p.ID = fmt.Sprintf("01KJ43PSE0D97TVA613DNF0KA%d", i)
		p.Seq = incidents.Seq(20 + i)
		list = append(list, p)
	}
	odd := located(orb.Point{180, -90}, geo.Exact)
	odd.ID = "01KJ43PSE0D97TVA613DNF0KB0"
	odd.Title = incidents.Text{"en": nasty}
	odd.Summary = incidents.Text{"en": "two\r\nlines, a \"quote\" and año — 日本 👍"}
	odd.Claims = []incidents.Claim{{ID: "k1", Field: "kind", Value: nasty, Source: "s1", Stance: incidents.Disputes}}
	number := located(orb.Point{0, 0}, geo.Exact)
	number.ID = "01KJ43PSE0D97TVA613DNF0KB1"
	number.Title = incidents.Text{"en": "-12.5"}
	number.Summary = incidents.Text{"en": "-12 dead"}
	return append(list, odd, number)
}

func those(list []*incidents.Public) Incidents {
	return func(yield func(*incidents.Public, error) bool) {
		for _, p := range list {
			if !yield(p, nil) {
				return
			}
		}
	}
}

// written gives the sample in a format.
func written(t testing.TB, ext string, h Heading) []byte {
	t.Helper()
	f, known := ByExt(ext)
	if !known {
		t.Fatalf("there is no format %q", ext)
	}
	var b bytes.Buffer
	if err := f.Write(context.Background(), &b, h, those(sample())); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
