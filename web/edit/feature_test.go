package edit

import (
	"encoding/json"
	"net/http"
	"reflect"
	"testing"
)

// TestFeatureComesBack holds that a feature that was posted is read back with the very
// members it had, and that what is read can be put in its place.
func TestFeatureComesBack(t *testing.T) {
	d := newDesk(t)
	for _, properties := range []string{
		`{"kind":"roadblock","title":"Bloqueo","start":"2026-02-22","publish":true}`,
		`{"kind":"roadblock","title":"Bloqueo","start":"2026-02","publish":true}`,
		`{"kind":"attack","title":"x","summary":"y","start":"2026-02-22T20:30:05Z"}`,
		`{"kind":"attack","title":{"en":"x","es":"y"},"start":"2026"}`,
		`{"kind":"attack","title":"x"}`,
	} {
		posted := `{"type":"Feature","geometry":{"type":"Point","coordinates":[-103.35,20.67]},"properties":` + properties + `}`
		w := d.ask("POST", all, posted, geoJSON)
		if w.Code != http.StatusCreated {
			t.Fatalf("%s: %d %s", properties, w.Code, w.Body)
		}
		path := all + "/" + object(t, w)["id"].(string)
		w = d.ask("GET", path, "", map[string]string{"Accept": "application/geo+json"})
		if w.Code != 200 || w.Header().Get("Content-Type") != typeGeo || w.Header().Get("Vary") != "Accept" {
			t.Fatalf("%s: %d %v", properties, w.Code, w.Header())
		}
		shown, want := object(t, w), tree(t, posted)
		if !reflect.DeepEqual(shown["geometry"], plain(t, want["geometry"])) {
			t.Errorf("%s: geometry %v", properties, shown["geometry"])
		}
		got := shown["properties"].(map[string]any)
		for name, value := range want["properties"].(map[string]any) {
			if !reflect.DeepEqual(got[name], plain(t, value)) {
				t.Errorf("%s: %s is %v", properties, name, got[name])
			}
		}
		put := d.ask("PUT", path, w.Body.String(), map[string]string{"Content-Type": typeGeo, "If-Match": `"1"`})
		if put.Code != 200 {
			t.Fatalf("%s: put back: %d %s", properties, put.Code, put.Body)
		}
		again := object(t, d.ask("GET", path, "", map[string]string{"Accept": "application/geo+json"}))["properties"].(map[string]any)
		for _, moved := range []string{"revision", "seq", "updated"} {
			delete(again, moved)
			delete(got, moved)
		}
		if !reflect.DeepEqual(again, got) {
			t.Errorf("%s: put back it is %v, was %v", properties, again, got)
		}
	}
}

// plain gives a value as encoding/json reads it.
func plain(t *testing.T, v any) any {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var out any
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestWantsFeature(t *testing.T) {
	for accept, want := range map[string]bool{
		"": false, "*/*": false, "application/json": false, "application/geo+json": true,
		"application/geo+json, application/json;q=0.5": true, "application/geo+json;q=0.5, application/json": false,
		"Application/Geo+JSON": true, "application/geo+json;q=0": false,
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Accept", accept)
		if got := wantsFeature(r); got != want {
			t.Errorf("Accept %q: %t", accept, got)
		}
	}
}
