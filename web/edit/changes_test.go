package edit

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"incidentmap/web/edit/edittest"
)

func TestBulk(t *testing.T) {
	d := newDesk(t)
	public, draft := d.create(t, edittest.Shortest), d.create(t, strings.Replace(edittest.Shortest, "true", "false", 1))
	gone := d.create(t, edittest.Shortest)
	if w := d.ask("POST", all+"/"+gone+"/retract", `{"note":"No era cierto."}`, seen); w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	writes := d.store.Writes
	ask := func(rest string, ids ...string) (int, map[string]any) {
		list, err := json.Marshal(ids)
		if err != nil {
			t.Fatal(err)
		}
		w := d.ask("POST", "/jalisco/bulk", `{"ids":`+string(list)+`,`+rest+`}`, nil)
		return w.Code, object(t, w)
	}
	for name, tt := range map[string]struct {
		rest   string
		ids    []string
		status int
		says   string
	}{
		"no ids":              {`"patch":{"title":"x"}`, nil, 422, "ids"},
		"twice":               {`"patch":{"title":"x"}`, []string{public, public}, 422, "ids[1]"},
		"nothing to change":   {`"patch":{}`, []string{public}, 422, "patch"},
		"no incident":         {`"patch":{"title":"x"}`, []string{public, edittest.FreeULID}, 422, "ids[1]"},
		"a field that is bad": {`"patch":{"kind":"whim"}`, []string{public, draft}, 422, "ids[1].kind"},
		"retracted":           {`"patch":{"title":"x"}`, []string{public, gone}, 409, "ids[1]"},
		"changed since":       {`"patch":{"title":"x"},"revisions":{"` + draft + `":2}`, []string{public, draft}, 412, "ids[1]"},
		"too many":            {`"patch":{"title":"x"}`, make([]string, 501), 413, "500"},
		"unknown":             {`"patch":{"title":"x"},"preveiw":true`, []string{public}, 422, "preveiw"},
	} {
		if code, v := ask(tt.rest, tt.ids...); code != tt.status || !strings.Contains(fmt.Sprint(v), tt.says) {
			t.Errorf("%s: %d %v", name, code, v)
		}
	}
	code, v := ask(`"patch":{"title":"Otro título","verification":"confirmed"},"preview":true`, public, draft)
	effects, _ := v["preview"].([]any)
	if code != http.StatusOK || len(effects) != 2 || d.store.Writes != writes {
		t.Fatalf("%d %v, %d writes", code, v, d.store.Writes-writes)
	}
	first, second := effects[0].(map[string]any), effects[1].(map[string]any)
	if changed := fmt.Sprint(first["changed"]); changed != "[title verification]" || !strings.Contains(fmt.Sprint(first["after"]), "Otro título") {
		t.Errorf("readers would see %v", first)
	}
	if second["before"] != nil || second["after"] != nil || second["writes"] != true || len(second["changed"].([]any)) != 0 {
		t.Errorf("of a draft readers would see %v", second)
	}
	for range 2 { // the second time there is nothing to do
		code, v = ask(`"patch":{"title":"Otro título","verification":"confirmed"}`, public, draft)
		results, _ := v["results"].([]any)
		if code != http.StatusOK || len(results) != 2 || results[0].(map[string]any)["revision"] != 2.0 {
			t.Fatalf("%d %v", code, v)
		}
	}
	if d.store.Writes != writes+1 {
		t.Errorf("%d writes, want one for all", d.store.Writes-writes)
	}
	code, v = ask(`"patch":{"workflow":"published"},"preview":true`, draft)
	if effect := v["preview"].([]any)[0].(map[string]any); code != http.StatusOK || effect["before"] != nil || effect["after"] == nil {
		t.Errorf("of what is published readers would see %v", effect)
	}
	const due = "2099-01-01T00:00:00Z"
	code, v = ask(`"patch":{"workflow":"published","publish_at":"`+due+`"}`, draft)
	if result := v["results"].([]any)[0].(map[string]any); code != http.StatusOK || result["due"] != due {
		t.Errorf("of what waits the answer says %v", result)
	}
}

func TestDuplicatesAndMerge(t *testing.T) {
	d := newDesk(t)
	form := func(title string, publish bool) string {
		return fmt.Sprintf(`{"kind":"attack","title":%q,"start":"2026-02-22","geometry":{"type":"Point","coordinates":[-103.39,20.72]},"radius_m":3000,"killed":6,"publish":%t}`, title, publish)
	}
	first, second := d.create(t, form("Ataque en Zapopan", true)), d.create(t, form("Ataque contra guardias en Zapopan", true))
	hidden := d.create(t, form("Bloqueo", false))
	for range 400 { // of which none is like it, and which are older than a page
		d.create(t, `{"kind":"protest","title":"Marcha","start":"2025-01-01"}`)
	}
	v := object(t, d.ask("GET", all+"/"+second+"/duplicates", "", nil))
	list := v["candidates"].([]any)
	if len(list) != 2 || list[0].(map[string]any)["incident"].(map[string]any)["id"] != first || v["complete"] != true || v["looked_at"] != 403.0 {
		t.Fatalf("%v", v)
	}
	if reasons := fmt.Sprint(list[0].(map[string]any)["reasons"]); !strings.Contains(reasons, "zapopan") || !strings.Contains(reasons, "the same kind") {
		t.Errorf("%s", reasons)
	}
	merge := all + "/" + second + "/merge"
	for name, tt := range map[string]struct {
		body   string
		status int
		says   string
	}{
		"into nothing":    {`{"note":"x"}`, 422, "into"},
		"into itself":     {`{"into":"` + second + `","note":"x"}`, 422, "itself"},
		"into a draft":    {`{"into":"` + hidden + `","note":"x"}`, 422, "not published"},
		"without a note":  {`{"into":"` + first + `"}`, 422, "note"},
		"an unknown word": {`{"into":"` + first + `","note":"x","figures":"add"}`, 422, "figures"},
	} {
		if w := d.ask("POST", merge, tt.body, seen); w.Code != tt.status || !strings.Contains(w.Body.String(), tt.says) {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
	}
	good := `{"into":"` + first + `","note":"Es el mismo hecho."}`
	if w := d.ask("POST", merge, good, nil); w.Code != http.StatusPreconditionRequired {
		t.Errorf("without If-Match: %d", w.Code)
	}
	w := d.ask("POST", merge, good, seen)
	inc := object(t, w)["incident"].(map[string]any)
	if w.Code != http.StatusOK || inc["disposition"] != "merged" || inc["relations"].([]any)[0].(map[string]any)["incident"] != first {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if rev, err := d.store.Incident(t.Context(), "jalisco", first); err != nil || rev.Number != 1 {
		t.Errorf("the other was written as well: %+v, %v", rev, err)
	}
	if w = d.ask("POST", merge, good, map[string]string{"If-Match": `"2"`}); w.Code != http.StatusConflict {
		t.Errorf("merged twice: %d %s", w.Code, w.Body)
	}
	v = object(t, d.ask("GET", all+"/"+first+"/duplicates", "", nil))
	if left := v["candidates"].([]any); len(left) != 1 {
		t.Errorf("of what is merged: %v", left)
	}
}

// What is redacted is in no answer of the API any more, in whatever form the redaction is said; it needs no
// If-Match, and caches learn of it.
func TestRedact(t *testing.T) {
	const form = `{"kind":"attack","title":"plantedtitle","summary":"plantedsummary","start":"2026-02-22","geometry":{"type":"Point","coordinates":[-103.123,20.67]},
		"place":"plantedplace","sources":[{"id":"s","publisher":"plantedsource"}],"killed":2,"claims":[{"field":"Ubicación","value":"plantedclaim","source":"s"}],"publish":true}`
	for name, tt := range map[string]struct {
		body string
		gone []string
	}{
		"fields":    {`{"fields":["where","title"],"reason":"safety","note":{"es":"Por seguridad."}}`, []string{"plantedplace", "103.123", "plantedclaim", "plantedtitle"}},
		"revisions": {`{"revisions":[1],"reason":"privacy","note":"Por privacidad."}`, nil},
		"a source":  {`{"fields":["sources.s"],"reason":"legal","note":"Por orden de un juez."}`, []string{"plantedsource", "plantedclaim"}},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			made := d.ask(http.MethodPost, "/jalisco/incidents", form, nil)
			var was struct {
				ID  string
				Seq int
			}
			if err := json.Unmarshal(made.Body.Bytes(), &was); err != nil || made.Code != http.StatusCreated {
				t.Fatalf("status %d, %v: %s", made.Code, err, made.Body)
			}
			at := "/jalisco/incidents/" + was.ID
			got := d.ask(http.MethodPost, at+"/redact", tt.body, nil)
			if got.Code != http.StatusOK || got.Header().Get("ETag") != `"2"` {
				t.Fatalf("status %d, ETag %s: %s", got.Code, got.Header().Get("ETag"), got.Body)
			}
			for _, address := range []string{at, at + "/revisions"} {
				all := got.Body.String() + d.ask(http.MethodGet, address, "", nil).Body.String()
				for _, word := range tt.gone {
					if strings.Contains(all, word) {
						t.Errorf("%s still has %q", address, word)
					}
				}
			}
			var purge struct {
				Next int
				Keys []string
			}
			listed := d.ask(http.MethodGet, fmt.Sprintf("/jalisco/purges?since=%d", was.Seq), "", nil)
			if err := json.Unmarshal(listed.Body.Bytes(), &purge); err != nil || listed.Code != http.StatusOK {
				t.Fatalf("status %d, %v: %s", listed.Code, err, listed.Body)
			}
			if fmt.Sprint(purge.Keys) != fmt.Sprintf("[story:jalisco story:jalisco/%s]", was.ID) || purge.Next <= was.Seq {
				t.Errorf("caches are told %+v", purge)
			}
		})
	}
}

func TestRedactionsThatAreRefused(t *testing.T) {
	d := newDesk(t)
	for body, field := range map[string]string{
		`{}`:                                     "fields",
		`{"fields":["where"],"reason":"safety"}`: "note",
		`{"fields":["where"],"reason":"whim","note":"x"}`:                   "reason",
		`{"fields":["nonsense"],"reason":"safety","note":"x"}`:              "fields",
		`{"revisions":[0],"reason":"safety","note":"x"}`:                    "revisions[0]",
		`{"revisions":["1"],"reason":"safety","note":"x"}`:                  "revisions[0]",
		`{"fields":["where"],"reason":"safety","note":"x","author":"them"}`: "author",
	} {
		got := d.ask(http.MethodPost, "/jalisco/incidents/01KJ0000000000000000000001/redact", body, nil)
		if got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), `"parameter":"`+field) {
			t.Errorf("%s: status %d: %s", body, got.Code, got.Body)
		}
	}
}

// Who sends a figure is not its source: without one it rests on no claim.
func TestTokensAreNoSources(t *testing.T) {
	for _, figures := range []string{`"killed":4`, `"casualties":[{"outcome":"killed","best":4}]`, `"killed":4,"wounded":2`, `"sources":[],"missing":1`} {
		d := newDesk(t)
		got := d.ask(http.MethodPost, "/jalisco/incidents", `{"kind":"attack","title":"t","start":"2026-02-22",`+figures+`}`, nil)
		var made struct {
			Incident struct {
				Sources, Claims []any
				Casualties      []struct{ Claim string }
			}
		}
		if err := json.Unmarshal(got.Body.Bytes(), &made); err != nil || got.Code != http.StatusCreated {
			t.Fatalf("%s: status %d, %v: %s", figures, got.Code, err, got.Body)
		}
		if inc := made.Incident; len(inc.Sources)+len(inc.Claims) != 0 || len(inc.Casualties) == 0 || inc.Casualties[0].Claim != "" {
			t.Errorf("%s: %+v", figures, inc)
		}
	}
}
