package places_test

import (
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/geo/geocode"
	"incidentmap/web"
	"incidentmap/web/edit/reading"
	"incidentmap/web/webtest"
)

// names is a gazetteer of what it is given, which notes what it was asked for.
type names struct {
	reading.Geocoder // of which nothing else is asked
	found            []geocode.Candidate
	asked            []string
	near             orb.Point
}

func (n *names) Geocode(query string, ctx geocode.Context) geocode.Result {
	n.asked, n.near = append(n.asked, query), *ctx.Near
	return geocode.Result{Candidates: n.found}
}

func at(name, label string, g orb.Geometry) geocode.Candidate {
	c := geocode.Candidate{Name: name, Label: label}
	c.Location.Geometry = g
	return c
}

func TestPlaces(t *testing.T) {
	known := &names{found: []geocode.Candidate{
		at("León", "León, España", orb.Point{-5.57, 42.6}),
		at("León", "León, Guanajuato, México", orb.Point{-101.686123, 21.122}),
		at("León", "León, nowhere", nil),
		at("Provincia de León", "Provincia de León", orb.MultiPoint{{-7, 42}, {-4.7, 43.2}}),
	}}
	s := webtest.NewSite(t, func(c *web.Config) { c.Geocoder = known })
	const address = "/stories/jalisco/places?lang=es&q="
	want := `{"places":[{"label":"León, Guanajuato, México","at":[-101.6861,21.122]},{"label":"León, España","at":[-5.57,42.6]},` +
		`{"label":"Provincia de León","at":[-5.85,42.6],"bbox":[-7,42,-4.7,43.2]}]}`
	if got := strings.TrimSpace(s.Get(t, address+"Le%C3%B3n&fbclid=x").Body.String()); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	if known.near != (orb.Point{-102, 22}) || known.asked[0] != "León" {
		t.Errorf("asked for %q near %v", known.asked, known.near)
	}
	asked := len(known.asked)
	for _, r := range []webtest.Request{
		{Name: "nothing", Address: address, Status: 400, MustHave: []string{`"parameter":"q"`}},
		{Name: "a letter", Address: address + "a%20", Status: 400},
		{Name: "a long text", Address: address + strings.Repeat("a", 101), Status: 400},
		{Name: "what is no text", Address: address + "a%00b", Status: 400},
		{Name: "a story that is not there", Address: "/stories/none/places?q=Tepic", Status: 404},
	} {
		r.Headers = []string{"Accept", "application/json"}
		s.Check(t, r)
	}
	if len(known.asked) != asked {
		t.Errorf("what is refused was looked up: %q", known.asked)
	}
	if page := s.Get(t, webtest.StoryEN).Body.String(); !strings.Contains(page, `"places":"/stories/jalisco/places?lang=en"`) {
		t.Error("the page does not say where places are looked up")
	}
	if page := s.Get(t, "/stories/jalisco/embed?lang=en").Body.String(); strings.Contains(page, "/places?") {
		t.Error("an embed says where places are looked up")
	}
}

func TestNoGazetteer(t *testing.T) {
	s := webtest.NewSite(t)
	s.Check(t, webtest.Request{Name: "no gazetteer", Address: "/stories/jalisco/places?q=Tepic", Headers: []string{"Accept", "application/json"}, Status: 404})
	if page := s.Get(t, webtest.StoryEN).Body.String(); strings.Contains(page, "/places?") {
		t.Error("the page says where places are looked up, and nobody does")
	}
}
