package web_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"incidentmap/incidents"
	"incidentmap/web/webtest"
)

// withKinds is a site whose story declares a kind, of which one of its incidents is.
func withKinds(t *testing.T) *webtest.Site {
	t.Helper()
	m := webtest.NewStore(t)
	story := webtest.Story()
	story.Kinds = []incidents.KindInfo{{
		Kind: "x_toma_de_caseta", Title: incidents.Text{"en": "Toll booth taken", "es": "Toma de caseta"}, Class: incidents.ClassIncident, Shape: incidents.Hexagon, ACLEDEvent: "Protests", ACLEDSubEvent: "Own code",
	}}
	story.Layers = append(story.Layers, incidents.Layer{
		ID: "booths", Title: incidents.Text{"en": "Booths", "es": "Casetas"}, Symbol: incidents.Symbol{Shape: incidents.Hexagon, Color: "#1b9e77"},
		Filter: incidents.LayerFilter{Kinds: []incidents.Kind{"x_toma_de_caseta"}},
	})
	m.PutStory(story)
	for _, inc := range webtest.Incidents() {
		if inc.ID == webtest.DeathsID {
			inc.Kind = "x_toma_de_caseta"
		}
		m.Write(inc, incidents.Create, nil)
	}
	return webtest.Serve(t, m)
}

// TestStoryKindsWorkWhereverKindsDo asks every address that tells or takes kinds for one that a story declares.
func TestStoryKindsWorkWhereverKindsDo(t *testing.T) {
	site := withKinds(t)
	const base = "/stories/jalisco"
	for _, tt := range []struct {
		address string
		has     []string
		hasNot  []string
	}{
		{"?lang=en", []string{"Toll booth taken", `"x_toma_de_caseta":{"title":"Toll booth taken","shape":"hexagon"}`, `name="kind" value="x_toma_de_caseta"`}, nil},
		{"?lang=es&kind=x_toma_de_caseta", []string{"Toma de caseta", `name="kind" value="x_toma_de_caseta" checked`}, nil},
		{"/incidents/" + webtest.DeathsID + "?lang=es", []string{"Toma de caseta"}, nil},
		{"/layers/booths.geojson?lang=en", []string{`"kind":"x_toma_de_caseta"`, `"kind_title":"Toll booth taken"`}, []string{`"kind":"attack"`}},
		{"/layers/all.geojson?lang=es&kind=x_toma_de_caseta", []string{`"kind_title":"Toma de caseta"`, "tipo: Toma de caseta"}, []string{`"kind":"attack"`}},
		{"/layers/all.csv?lang=es&kind=x_toma_de_caseta", []string{",x_toma_de_caseta,", ",Toma de caseta,"}, []string{",attack,"}},
		{"/layers/all.kml?lang=en", []string{"Toll booth taken"}, nil},
		{"/layers/all.csv?by=adm1&lang=es", []string{"kind_x_toma_de_caseta"}, nil},
		{"/dictionary?lang=en", []string{"x_toma_de_caseta"}, nil},
		{"/dictionary.json", []string{`"x_toma_de_caseta"`}, nil},
		{"/dictionary.json?by=adm1&lang=es", []string{`"kind_x_toma_de_caseta"`, `"Toma de caseta"`}, nil},
		{"/method?lang=es", []string{"x_toma_de_caseta", "Toma de caseta", "Protests: Own code"}, nil},
		{"/layers/all.csv-metadata.json", []string{"kind_title"}, nil},
		{"/ogc/collections/all/schema?f=json", []string{`"x_toma_de_caseta"`}, nil},
		{"/ogc/collections/all/queryables?f=json", []string{`"x_toma_de_caseta"`}, nil},
		{"/ogc/collections/all/items?f=json&kind=x_toma_de_caseta", []string{`"numberMatched":1`, `"kind_title":"Toma de caseta"`}, nil},
		{"/ogc/collections/all/items?f=json&filter=" + url.QueryEscape("kind = 'x_toma_de_caseta'"), []string{`"numberMatched":1`, webtest.DeathsID}, nil},
		{"/ogc/collections/all/items?f=json&filter=" + url.QueryEscape("kind IN ('x_toma_de_caseta','attack')"), []string{webtest.DeathsID}, nil},
		{"/ogc/collections/all/items?f=json&filter=" + url.QueryEscape("kind <> 'x_toma_de_caseta'"), nil, []string{webtest.DeathsID}},
		{"/ogc/collections/all/items/" + webtest.DeathsID + "?f=json&lang=en", []string{`"kind_title":"Toll booth taken"`}, nil},
		{"/clusters?zoom=14&bbox=-180,-90,180,90&kind=x_toma_de_caseta", []string{webtest.DeathsID}, nil},
		{"/clusters?zoom=0&bbox=-180,-90,180,90", []string{`"x_toma_de_caseta"`}, nil},
		{"/histogram", []string{`"x_toma_de_caseta":1`}, nil},
		{"/tiles/all/0/0/0.mvt", []string{"x_toma_de_caseta"}, nil},
		{"/feed.atom?lang=es", []string{"Toma de caseta"}, nil},
		{"/embed?lang=en", []string{`"x_toma_de_caseta":{"title":"Toll booth taken"`}, nil},
	} {
		got := site.Get(t, base+tt.address)
		body := got.Body.String()
		if got.Code != 200 {
			t.Errorf("%s: %d %s", tt.address, got.Code, body)
			continue
		}
		for _, want := range tt.has {
			if !strings.Contains(body, want) {
				t.Errorf("%s has no %q: %.2000s", tt.address, want, body)
			}
		}
		for _, other := range tt.hasNot {
			if strings.Contains(body, other) {
				t.Errorf("%s has %q", tt.address, other)
			}
		}
	}
}

// TestKindsOfOtherStories refuses a kind that another story might declare, wherever filters are taken.
func TestKindsOfOtherStories(t *testing.T) {
	site := withKinds(t)
	for _, address := range []string{
		"/layers/all.geojson?", "/layers/all.csv?", "/clusters?zoom=3&bbox=-180,-90,180,90&", "/histogram?", "/tiles/all/0/0/0.mvt?", "/ogc/collections/all/items?f=json&",
	} {
		got := site.Get(t, "/stories/jalisco"+address+"kind=x_other")
		var problem struct {
			Errors []struct{ Parameter, Detail string }
		}
		if err := json.Unmarshal(got.Body.Bytes(), &problem); got.Code != 400 || err != nil || len(problem.Errors) != 1 || problem.Errors[0].Parameter != "kind" {
			t.Errorf("%s: %d %v %s", address, got.Code, err, got.Body)
		}
	}
}
