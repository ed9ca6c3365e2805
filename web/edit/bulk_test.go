package edit

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

func TestBulk(t *testing.T) {
	d := newDesk(t)
	public, draft := d.create(t, shortest), d.create(t, strings.Replace(shortest, "true", "false", 1))
	gone := d.create(t, shortest)
	if w := d.ask("POST", all+"/"+gone+"/retract", `{"note":"No era cierto."}`, seen); w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	writes := d.store.writes
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
		"no incident":         {`"patch":{"title":"x"}`, []string{public, freeULID}, 422, "ids[1]"},
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
	if code != http.StatusOK || len(effects) != 2 || d.store.writes != writes {
		t.Fatalf("%d %v, %d writes", code, v, d.store.writes-writes)
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
	if d.store.writes != writes+1 {
		t.Errorf("%d writes, want one for all", d.store.writes-writes)
	}
	code, v = ask(`"patch":{"workflow":"published"},"preview":true`, draft)
	if effect := v["preview"].([]any)[0].(map[string]any); code != http.StatusOK || effect["before"] != nil || effect["after"] == nil {
		t.Errorf("of what is published readers would see %v", effect)
	}
}
