package edit

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"incidentmap/web/edit/edittest"
)

// idsOf gives the ids of a page of the queue, and the address of the next.
func idsOf(t *testing.T, d *desk, path string) (ids []string, next string, counts map[string]any) {
	t.Helper()
	w := d.ask("GET", path, "", nil)
	if w.Code != http.StatusOK {
		t.Fatalf("%s: %d %s", path, w.Code, w.Body)
	}
	v := object(t, w)
	for _, inc := range v["incidents"].([]any) {
		ids = append(ids, inc.(map[string]any)["id"].(string))
	}
	next, _ = v["next"].(string)
	counts, _ = v["counts"].(map[string]any)
	return ids, next, counts
}

func TestQueue(t *testing.T) {
	d := newDesk(t)
	var drafts, killings []string
	for i := range 9 {
		kind, publish := "roadblock", i%3 == 0
		if i%2 == 0 {
			kind = "killing"
		}
		id := d.create(t, fmt.Sprintf(`{"kind":%q,"title":"Suceso número %d en Tapalpa","publish":%t}`, kind, i, publish))
		if !publish {
			drafts = append([]string{id}, drafts...)
		}
		if kind == "killing" {
			killings = append([]string{id}, killings...)
		}
	}
	got, next, counts := idsOf(t, d, all+"?workflow=draft")
	if !slices.Equal(got, drafts) || next != "" || counts["draft"] != 6.0 || counts["published"] != 3.0 || counts["review"] != 0.0 {
		t.Errorf("drafts %v, next %q, counts %v; want %v", got, next, counts, drafts)
	}
	if got, _, _ = idsOf(t, d, all+"?kind=killing"); !slices.Equal(got, killings) {
		t.Errorf("killings %v, want %v", got, killings)
	}
	if got, _, _ = idsOf(t, d, all+"?q=numero+4"); len(got) != 1 {
		t.Errorf("by words: %v", got)
	}
	if got, _, _ = idsOf(t, d, all+"?origin=import"); len(got) != 0 {
		t.Errorf("imported: %v", got)
	}
	// One that is changed between two pages stands at the top, and no other is passed over or told twice.
	first, next, _ := idsOf(t, d, all+"?workflow=draft&limit=2")
	if w := d.ask("PATCH", all+"/"+drafts[1], `{"title":"Otro"}`, seen); w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	rest, _, _ := idsOf(t, d, all+"?workflow=draft&after="+next)
	if got := append(first, rest...); !slices.Equal(got, drafts) {
		t.Errorf("pages %v, want %v", got, drafts)
	}
	if top, _, _ := idsOf(t, d, all+"?limit=1"); top[0] != drafts[1] {
		t.Errorf("at the top stands %v", top)
	}
	for query, field := range map[string]string{
		"workflow=whim": "workflow", "disposition=x": "disposition", "kind=x": "kind", "limit=0": "limit", "limit=201": "limit",
		"after=x": "after", "page=2": "page", "q=" + strings.Repeat("a+", 99) + "&kind=": "q",
	} {
		if w := d.ask("GET", all+"?"+query, "", nil); w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), `"`+field+`"`) {
			t.Errorf("%s: %d %s", query, w.Code, w.Body)
		}
	}
	if w := d.ask("GET", "/nowhere/incidents", "", nil); w.Code != http.StatusNotFound {
		t.Errorf("of no story: %d", w.Code)
	}
}

func TestGeocode(t *testing.T) {
	d := newDesk(t)
	ask := func(query string) (int, map[string]any) {
		w := d.askAt("GET", "/api/v1/geocode?"+query, "", nil)
		return w.Code, object(t, w)
	}
	code, v := ask("q=Tapalpa,+Jalisco&story=jalisco&near=-103.5,20")
	list, _ := v["candidates"].([]any)
	if code != http.StatusOK || len(list) != 1 {
		t.Fatalf("%d %v", code, v)
	}
	top := list[0].(map[string]any)
	if top["precision"] != "locality" || top["gazetteer_id"] != "geonames:3981941" || top["radius_m"] != 2000.0 || top["geometry"] == nil || top["score"] != 0.93 {
		t.Errorf("%v", top)
	}
	if code, v = ask("q=Guadalupe"); code != http.StatusOK || v["ambiguous"] != true || len(v["candidates"].([]any)) != 2 {
		t.Errorf("%d %v", code, v)
	}
	if code, v = ask("q=nowhere+at+all"); code != http.StatusOK || len(v["candidates"].([]any)) != 0 {
		t.Errorf("%d %v", code, v)
	}
	for query, want := range map[string]int{"": 400, "q=x&near=1": 400, "q=x&story=nowhere": 404, "q=x&where=1": 400, "q=" + strings.Repeat("x", 201): 400} {
		if code, v = ask(query); code != want {
			t.Errorf("%s: %d %v", query, code, v)
		}
	}
}

func TestAudit(t *testing.T) {
	d := newDesk(t)
	id := d.create(t, edittest.Shortest)
	d.ask("PATCH", all+"/"+id, `{"title":"Otro"}`, seen)
	w := d.ask("GET", "/jalisco/audit?limit=1", "", nil)
	v := object(t, w)
	entry := v["entries"].([]any)[0].(map[string]any)
	if entry["who"] != "Mesa de redacción" || entry["action"] != "update" || entry["incident"] != id || entry["revision"] != 2.0 || entry["time"] == nil {
		t.Errorf("%s", w.Body)
	}
	w = d.ask("GET", "/jalisco/audit?after="+v["next"].(string), "", nil)
	if rest := object(t, w)["entries"].([]any); len(rest) != 1 || rest[0].(map[string]any)["action"] != "create" {
		t.Errorf("%s", w.Body)
	}
}
