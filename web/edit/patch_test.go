package edit

import (
	"encoding/json"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"incidentmap/incidents"
	"incidentmap/web/edit/call"
	"incidentmap/web/edit/edittest"
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
		if w.Code != 200 || w.Header().Get("Content-Type") != geoJSON["Content-Type"] || w.Header().Get("Vary") != "Accept" {
			t.Fatalf("%s: %d %v", properties, w.Code, w.Header())
		}
		shown, want := object(t, w), plain(t, json.RawMessage(posted)).(map[string]any)
		if !reflect.DeepEqual(shown["geometry"], plain(t, want["geometry"])) {
			t.Errorf("%s: geometry %v", properties, shown["geometry"])
		}
		got := shown["properties"].(map[string]any)
		for name, value := range want["properties"].(map[string]any) {
			if !reflect.DeepEqual(got[name], plain(t, value)) {
				t.Errorf("%s: %s is %v", properties, name, got[name])
			}
		}
		put := d.ask("PUT", path, w.Body.String(), map[string]string{"Content-Type": geoJSON["Content-Type"], "If-Match": `"1"`})
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

// TestPatches holds what a change makes of the fields that belong together.
func TestPatches(t *testing.T) {
	const (
		town     = `{"kind":"roadblock","title":"x","place":"Tapalpa, Jalisco","start":"2026-02-22","source":"AP","killed":4}`
		unplaced = `{"kind":"roadblock","title":"x"}`
		groups   = `{"kind":"attack","title":"x","sources":["AP","Defensa"],"casualties":[{"group":"police","outcome":"killed","best":2,"source":"AP"}]}`
		point    = `{"type":"Point","coordinates":[1,2]}`
	)
	for _, tt := range []struct {
		name, form, patch string
		status            int
		has, lacks        string
	}{
		{"a new start", town, `{"start":"2026-02-23"}`, 200, `"start":"2026-02-23T00:00:00-06:00","end":"2026-02-23T23:59:59-06:00"`, ""},
		{"a more exact start", town, `{"start":"2026-02-22T14:30"}`, 200, `"end":"2026-02-22T14:30:00-06:00","zone":"America/Mexico_City","time_precision":"minute"`, ""},
		{"no start", town, `{"start":null}`, 200, `"time_precision":"unknown"`, `"start"`},
		{"a new end", town, `{"end":"2026-02-24"}`, 200, `"end":"2026-02-24T23:59:59-06:00","zone":"America/Mexico_City","time_precision":"week"`, ""},
		{"a new end and precision", town, `{"end":"2026-02-24","time_precision":"day"}`, 200, `"time_precision":"day"`, ""},
		{"no end", town, `{"end":null}`, 200, `"end":"2026-02-22T23:59:59-06:00","zone":"America/Mexico_City","time_precision":"day"`, ""},
		{"another zone", town, `{"zone":"Europe/Madrid"}`, 200, `"start":"2026-02-22T07:00:00+01:00"`, ""},
		{"a moved point", town, `{"geometry":` + point + `}`, 200, `"precision":"locality","radius_m":2000,"method":{"by":"editor"}`, "geonames"},
		{"a point where none was", unplaced, `{"geometry":` + point + `}`, 200, `"precision":"as_given"`, ""},
		{"no place", town, `{"geometry":null}`, 200, `"geometry":null,"place":{"en":"Tapalpa","es":"Tapalpa"},"precision":"unlocated"`, "radius_m"},
		{"words where none were", unplaced, `{"place":"Tapalpa, Jalisco"}`, 200, `"by":"geocoder","query":"Tapalpa, Jalisco"`, ""},
		{"words that mean two", town, `{"place":"Guadalupe"}`, 422, "Zacatecas", ""},
		{"a name in a language", town, `{"place":{"fr":"Tapalpa"}}`, 200, `"place":{"en":"Tapalpa","es":"Tapalpa","fr":"Tapalpa"},"precision":"locality","radius_m":2000,"gazetteer_id":"geonames:3981941"`, ""},
		{"more exact than the words", town, `{"precision":"exact"}`, 422, `precision: exact is more exact than the words "Tapalpa, Jalisco"`, ""},
		{"nearer than the words", town, `{"radius_m":10}`, 422, "radius_m: 10 is less than the 2000 metres", ""},
		{"less exact than the words", town, `{"precision":"adm2","radius_m":9000}`, 200, `"precision":"adm2","radius_m":9000`, ""},
		{"exact, with a geometry", town, `{"precision":"exact","radius_m":null,"geometry":` + point + `}`, 200, `"precision":"exact","method":{"by":"editor"}`, "radius_m"},
		{"another kind", town, `{"kind":"curfew"}`, 200, `"class":"advisory","kind":"curfew"`, ""},
		{"another kind and class", town, `{"kind":"curfew","class":"incident"}`, 200, `"class":"incident","kind":"curfew"`, ""},

		{"more killed", town, `{"killed":5}`, 200, `"casualties":[{"id":"c1","group":"unknown","outcome":"killed","best":5,"claim":"k2"}],"claims":[{"id":"k2","field":"casualties","value":"killed 5"`, `"k1"`},
		{"killed taken away", town, `{"killed":null}`, 200, `"sources"`, "casualties"},
		{"killed taken away, and its claim", town, `{"killed":null}`, 200, "", `"claims"`},
		{"what nobody gave taken away", town, `{"wounded":null}`, 200, `"revision":1`, `"revision":2`},
		{"killed of one source taken away", town, `{"killed":null,"source":"Defensa"}`, 200, `"best":4`, ""},
		{"killed in groups taken away", groups, `{"killed":null}`, 422, "killed: is told by groups", ""},
		{"a source taken away", town, `{"source":null}`, 422, "source: is null", ""},
		{"publish neither", town, `{"publish":null}`, 422, "publish: is null", ""},
		{"what is no field taken away", town, `{"deaths":null}`, 422, "deaths: is null", ""},
		{"nothing changed", town, `{"title":"x"}`, 200, `"revision":1`, `"revision":2`},
		{"as many killed", town, `{"killed":4}`, 200, `"claim":"k1"`, `"k2"`},
		{"killed, says another", town, `{"killed":6,"source":"Defensa"}`, 200, `"casualties":[{"id":"c2","group":"unknown","outcome":"killed","best":6,"claim":"k2"},{"id":"c1","group":"unknown","outcome":"killed","best":4,"claim":"k1"}]`, ""},
		{"a source of the same id", town, `{"source":{"id":"` + incidents.SourceID("AP", "") + `","publisher":"Reuters"}}`, 422, "source: is another than the source", ""},
		{"the same source again", town, `{"source":{"publisher":"AP"},"killed":7}`, 200, `"best":7`, "c2"},
		{"wounded besides", town, `{"wounded":1}`, 200, `{"id":"c2","group":"unknown","outcome":"wounded","best":1,"claim":"k2"}`, ""},
		{"killed in groups", groups, `{"killed":5,"source":"AP"}`, 422, "killed: is told by groups", ""},
		{"wounded, says nobody", groups, `{"wounded":5}`, 422, "wounded: must say whose", ""},
		{"wounded, says one", groups, `{"wounded":5,"source":"Defensa"}`, 200, `"outcome":"wounded","best":5`, ""},
		{"no killed", town, `{"casualties":null,"claims":null}`, 200, "", "casualties"},
		{"a claim that is needed", town, `{"claims":null}`, 422, `casualties[0].claim: "k1" is not a claim`, ""},
		{"a source that is needed", town, `{"sources":null}`, 422, "claims[0].source: ", ""},
		{"a misspelt field", town, `{"sumary":"x"}`, 422, `sumary: is not a field; "summary" may be meant`, ""},
		{"a wrong type", town, `{"title":5}`, 422, "title: is a number", ""},
		{"extra", town, `{"extra":{"beat":"north"}}`, 200, `"extra":{"beat":"north"}`, ""},
		{"nothing", town, `{}`, 200, `"revision":1`, ""},
	} {
		d := newDesk(t)
		path := all + "/" + d.create(t, tt.form)
		w := d.ask("PATCH", path, tt.patch, seen)
		told := w.Body.String()
		if w.Code >= 400 {
			told, _ = object(t, w)["detail"].(string)
		}
		if w.Code != tt.status || !strings.Contains(told, tt.has) || tt.lacks != "" && strings.Contains(told, tt.lacks) {
			t.Errorf("%s: %d %s; want %d with %s without %q", tt.name, w.Code, told, tt.status, tt.has, tt.lacks)
		}
	}
}

func TestRevisions(t *testing.T) {
	d := newDesk(t)
	path := all + "/" + d.create(t, strings.Replace(edittest.Shortest, `"kind"`, `"note":"primer reporte","kind"`, 1))
	for i, body := range []string{
		`{"title":"Bloqueo en la 80","note":{"en":"The road is known now"}}`,
		`{"summary":"x","revision_kind":"clarification"}`,
		`{"start":"2026-02-21","revision_kind":"correction","note":"Fue el sábado"}`,
	} {
		if w := d.ask("PATCH", path, body, map[string]string{"If-Match": call.ETag(i + 1)}); w.Code != http.StatusOK {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
	}
	w := d.ask("GET", path+"/revisions", "", map[string]string{"Authorization": "Bearer " + d.read})
	list, _ := object(t, w)["revisions"].([]any)
	want := []struct{ kind, note, disposition string }{
		{"create", "primer reporte", "active"},
		{"update", "The road is known now", "active"},
		{"clarification", "", "active"},
		{"correction", "Fue el sábado", "corrected"},
	}
	if len(list) != len(want) {
		t.Fatalf("%s", w.Body)
	}
	for i, v := range list {
		rev := v.(map[string]any)
		note := ""
		for _, text := range asObject(rev["note"]) {
			note, _ = text.(string)
		}
		inc := asObject(rev["incident"])
		if rev["kind"] != want[i].kind || note != want[i].note || inc["disposition"] != want[i].disposition ||
			rev["author"] != "Mesa de redacción" || rev["revision"] != float64(i+1) || inc["revision"] != float64(i+1) {
			t.Errorf("%v, want %v", rev, want[i])
		}
		if _, told := inc["note"]; told {
			t.Error("a note is told as a field, and would be sent back as one")
		}
	}
}

func asObject(v any) map[string]any {
	m, _ := v.(map[string]any)
	return m
}
