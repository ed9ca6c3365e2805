package web_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"incidentmap/incidents"
	"incidentmap/web/webtest"
)

// TestColumnsNarrowAlike asks every address that takes filters for values of a column: each shows the
// same incidents, and none takes a column that readers do not have.
func TestColumnsNarrowAlike(t *testing.T) {
	m := webtest.NewStore(t)
	story := webtest.Story()
	story.Columns = []incidents.Column{
		{Name: "x_cause", Source: "Cause of death", Type: incidents.TextColumn, Shown: true},
		{Name: "x_age", Source: "Age", Type: incidents.NumberColumn},
		{Name: "x_secret", Source: "Secret", Type: incidents.TextColumn, Private: true},
	}
	m.PutStory(story)
	for i, inc := range webtest.Incidents() {
		inc.Extra = map[string]string{"Cause of death": []string{"drowning", "fire, smoke"}[i%2], "Age": fmt.Sprint(i), "Secret": "s"}
		m.Write(inc, incidents.Create, nil)
	}
	site := webtest.Serve(t, m)
	const all = "/stories/jalisco/layers/all"
	ids := func(address string) (ids []string) {
		t.Helper()
		got := site.Get(t, address)
		var body struct {
			Features []struct {
				ID         string
				Properties map[string]any
			}
		}
		if err := json.Unmarshal(got.Body.Bytes(), &body); got.Code != 200 || err != nil {
			t.Fatalf("%s: %d %v: %s", address, got.Code, err, got.Body)
		}
		for _, f := range body.Features {
			ids = append(ids, f.ID)
			if cause, has := f.Properties["x_cause"]; has && cause != "fire, smoke" && !strings.Contains(address, "drowning") {
				t.Errorf("%s has one of %v", address, cause)
			}
		}
		return ids
	}
	fire := "x_cause=" + url.QueryEscape("fire, smoke")
	want := ids(all + ".geojson?" + fire)
	if len(want) == 0 || len(want) == len(ids(all+".geojson?x_cause=drowning&"+fire)) {
		t.Fatalf("%d of all", len(want))
	}
	if got := ids("/stories/jalisco/ogc/collections/all/items?f=json&" + fire); len(got) != len(want) {
		t.Errorf("OGC API Features finds %d, the file %d", len(got), len(want))
	}
	if got := ids("/stories/jalisco/clusters?zoom=14&bbox=-180,-90,180,90&" + fire); len(got) == 0 {
		t.Error("the map shows none")
	}
	csv := site.Get(t, all+".csv?"+fire).Body.String()
	if strings.Contains(csv, "drowning") || !strings.Contains(csv, "fire, smoke") {
		t.Errorf("the table is %s", csv)
	}
	page := site.Get(t, "/stories/jalisco?lang=en&"+fire).Body.String()
	for _, text := range []string{`name="x_cause" value="fire, smoke" checked`, `name="x_cause" value="drowning">`, "Cause of death", "Show all"} {
		if !strings.Contains(page, text) {
			t.Errorf("the page has no %q", text)
		}
	}
	kept := site.Get(t, "/stories/jalisco?lang=en&x_age=3&x_secret=s").Body.String()
	if !strings.Contains(kept, `type="hidden" name="x_age" value="3"`) || strings.Contains(kept, `name="x_secret"`) {
		t.Error("the page does not keep a column that it does not show, or keeps one that readers do not have")
	}
	for _, address := range []string{all + ".geojson?", "/stories/jalisco/clusters?zoom=3&bbox=-180,-90,180,90&", "/stories/jalisco/histogram?", "/stories/jalisco/tiles/all/0/0/0.mvt?", "/stories/jalisco/ogc/collections/all/items?"} {
		for _, word := range []string{"x_secret=s", "x_none=1", "x_=1", "x_cause="} {
			if got := site.Get(t, address+word); got.Code != 400 {
				t.Errorf("%s%s: %d", address, word, got.Code)
			}
		}
		if got := site.Get(t, address+"x_age=3.0"); got.Code != 200 && got.Code != 204 {
			t.Errorf("%s: %d %s", address, got.Code, got.Body)
		}
	}
}
