package dictionary_test

import (
	"encoding/json"
	"html"
	"strings"
	"testing"

	"incidentmap/incidents"
	"incidentmap/web/webtest"
)

func TestDictionary(t *testing.T) {
	s := webtest.NewSite(t)
	s.Check(t, webtest.Request{Address: "/stories/jalisco/dictionary?lang=en", Status: 200, MustHave: []string{
		`<html lang="en"`, "<code>time_precision</code>", "How exactly the time is known.", "<code>part_of_day</code>", "<code>counted_in</code>", "<code>geometry_basis</code>",
	}})
	s.Check(t, webtest.Request{Address: "/stories/jalisco/dictionary?lang=es", Status: 200, MustHave: []string{`<html lang="es"`, "Con qué exactitud se conoce el momento."}})
	s.Check(t, webtest.Request{Address: "/stories/none/dictionary", Status: 404})
	s.Check(t, webtest.Request{Address: "/stories/jalisco/dictionary.json?by=x", Status: 400, MustHave: []string{`"parameter":"by"`}})

	type schema struct {
		ID         string `json:"$id"`
		Properties map[string]json.RawMessage
		Required   []string
	}
	read := func(address string, headers ...string) (all schema) {
		t.Helper()
		got := s.Get(t, address, headers...)
		if err := json.Unmarshal(got.Body.Bytes(), &all); err != nil || got.Header().Get("Content-Type") != "application/schema+json" || !strings.Contains(got.Header().Get("Vary"), "Accept") {
			t.Fatalf("%s: %v: %v %s", address, err, got.Header(), got.Body)
		}
		return all
	}
	negotiated, direct := read("/stories/jalisco/dictionary", "Accept", "application/json"), read("/stories/jalisco/dictionary.json")
	if len(negotiated.Properties) != len(direct.Properties) || direct.ID != "https://maps.example.org/stories/jalisco/dictionary.json" {
		t.Errorf("%s: %d and %d properties", direct.ID, len(negotiated.Properties), len(direct.Properties))
	}
	areas := read("/stories/jalisco/dictionary.json?by=adm1")
	// What is sent is what is described.
	for address, described := range map[string]schema{webtest.LayerFile("geojson"): direct, webtest.LayerFile("geojson") + "&by=adm1": areas} {
		var sent struct {
			Features []struct{ Properties map[string]json.RawMessage }
		}
		if err := json.Unmarshal(s.Get(t, address).Body.Bytes(), &sent); err != nil || len(sent.Features) == 0 {
			t.Fatal(err)
		}
		for _, f := range sent.Features {
			for name := range f.Properties {
				if described.Properties[name] == nil {
					t.Errorf("%s: %q is not described", address, name)
				}
			}
			for _, name := range described.Required {
				if f.Properties[name] == nil {
					t.Errorf("%s: %q is not there", address, name)
				}
			}
		}
	}
}

// The manual names every word of the closed lists in both languages, and how to cite the story.
func TestMethod(t *testing.T) {
	s := webtest.NewSite(t)
	for _, lang := range []string{"en", "es"} {
		page := s.Get(t, "/stories/jalisco/method?lang="+lang).Body.String()
		for _, k := range incidents.Kinds() {
			title, _ := k.Title.In(lang)
			if !strings.Contains(page, "<code>"+string(k.Kind)+"</code> <span>"+html.EscapeString(title)+"</span>") {
				t.Errorf("%s: kind %s is not there", lang, k.Kind)
			}
		}
		if strings.Contains(page, "method.") {
			t.Errorf("%s: a message has no text", lang)
		}
	}
	s.Check(t, webtest.Request{Address: "/stories/jalisco/method?lang=en", Status: 200, MustHave: []string{
		"[data set]. As of ", "sequence number", "ACLED <code>Battles: Armed clash</code>", "where_prec <code>6</code>", "all.figures.csv",
	}})
	s.Check(t, webtest.Request{Address: "/stories/none/method", Status: 404})
}
