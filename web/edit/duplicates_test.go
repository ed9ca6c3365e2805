package edit

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

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
