package edit

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"incidentmap/incidents"
)

// workflowForm is an incident of which the title tells the figure.
const workflowForm = `{"kind":"attack","title":{"es":"Mueren seis guardias en Tapalpa","en":"Six guards killed in Tapalpa"},"start":"2026-02-22",
	"geometry":{"type":"Point","coordinates":[-103.76,19.88]},"place":{"es":"Tapalpa"},"sources":[{"id":"s","publisher":"Agencia"}],"killed":6,"publish":true}`

func madeIncident(t *testing.T, d *desk) string {
	t.Helper()
	made := d.ask(http.MethodPost, "/jalisco/incidents", workflowForm, nil)
	var was struct{ ID string }
	if err := json.Unmarshal(made.Body.Bytes(), &was); err != nil || made.Code != http.StatusCreated {
		t.Fatalf("status %d, %v: %s", made.Code, err, made.Body)
	}
	return "/jalisco/incidents/" + was.ID
}

func TestDiffAndRestore(t *testing.T) {
	d := newDesk(t)
	at := madeIncident(t, d)
	seen := map[string]string{"If-Match": `"1"`}
	if got := d.ask(http.MethodPatch, at, `{"title":{"es":"Mueren siete"},"casualties":[{"id":"c1","group":"unknown","outcome":"killed","best":7,"claim":"k1"}],"revision_kind":"correction","note":"Uno más."}`, seen); got.Code != http.StatusOK {
		t.Fatalf("status %d: %s", got.Code, got.Body)
	}
	for query, must := range map[string][]string{
		"/diff":             {`"from":1`, `"to":2`, `{"field":"title.es","old":"Mueren seis guardias en Tapalpa","new":"Mueren siete"}`, `{"field":"casualties[c1].best","old":6,"new":7}`},
		"/diff?from=2&to=1": {`{"field":"title.es","old":"Mueren siete","new":"Mueren seis guardias en Tapalpa"}`},
		"/diff?from=1&to=1": {`"fields":[]`},
	} {
		got := d.ask(http.MethodGet, at+query, "", nil)
		for _, word := range must {
			if got.Code != http.StatusOK || !strings.Contains(got.Body.String(), word) {
				t.Errorf("%s: status %d, no %s in %s", query, got.Code, word, got.Body)
			}
		}
		if strings.Contains(got.Body.String(), "title.en") {
			t.Errorf("%s tells of what is the same: %s", query, got.Body)
		}
	}
	for query, status := range map[string]int{"/diff?from=0": 422, "/diff?to=x": 422, "/diff?to=9": 404} {
		if got := d.ask(http.MethodGet, at+query, "", nil); got.Code != status {
			t.Errorf("%s: status %d: %s", query, got.Code, got.Body)
		}
	}
	for _, tt := range []struct {
		body   string
		status int
	}{
		{`{"revision":1}`, 422},
		{`{"note":"x"}`, 422},
		{`{"revision":9,"note":"x"}`, 422},
		{`{"revision":1,"note":"x","revision_kind":"retraction"}`, 422},
		{`{"revision":1,"note":{"es":"Era verdad."}}`, 200},
	} {
		if got := d.ask(http.MethodPost, at+"/restore", tt.body, map[string]string{"If-Match": `"2"`}); got.Code != tt.status {
			t.Errorf("%s: status %d: %s", tt.body, got.Code, got.Body)
		}
	}
	if got := d.ask(http.MethodGet, at+"/diff?from=1&to=3", "", nil).Body.String(); !strings.Contains(got, `"fields":[{"field":"disposition","old":"active","new":"corrected"}]`) {
		t.Errorf("what was restored differs: %s", got)
	}
}

func TestCheckWritesNothing(t *testing.T) {
	d := newDesk(t)
	at := madeIncident(t, d)
	story := d.store.BySlug["jalisco"]
	story.Summary = incidents.Text{"es": "Van 6 muertos."}
	d.store.BySlug["jalisco"] = story
	writes := d.store.Writes
	got := d.ask(http.MethodPost, at+"/check", `{"casualties":null,"claims":null,"killed":7,"place":"Tapalpa, Jalisco"}`, nil)
	for _, word := range []string{
		`{"field":"title","lang":"en","words":"Six","start":0,"end":3,"old":6,"new":7,"of":"killed"}`,
		`{"field":"title","lang":"es","words":"seis","start":7,"end":11,"old":6,"new":7,"of":"killed"}`,
		`"story":[{"field":"summary","lang":"es","words":"6"`, `"killed"`, `"before":{"type":"Feature"`, `"after":{"type":"Feature"`,
	} {
		if got.Code != http.StatusOK || !strings.Contains(got.Body.String(), word) {
			t.Errorf("status %d, no %s in %s", got.Code, word, got.Body)
		}
	}
	none := d.ask(http.MethodPost, at+"/check", `{"workflow":"draft"}`, nil)
	if !strings.Contains(none.Body.String(), `"after":null`) || !strings.Contains(none.Body.String(), `"warnings":[]`) {
		t.Errorf("a draft: %s", none.Body)
	}
	for body, status := range map[string]int{`{"killed":-1}`: 422, `[]`: 422, `{"nothing":1}`: 422} {
		if got := d.ask(http.MethodPost, at+"/check", body, nil); got.Code != status {
			t.Errorf("%s: status %d: %s", body, got.Code, got.Body)
		}
	}
	if d.store.Writes != writes {
		t.Error("a check writes")
	}
	if got := d.ask(http.MethodPost, at+"/check", `{}`, map[string]string{"If-Match": `"7"`}); got.Code != http.StatusPreconditionFailed {
		t.Errorf("a check of another revision: status %d", got.Code)
	}
}

func TestChangesAreExplained(t *testing.T) {
	d := newDesk(t)
	at := madeIncident(t, d)
	story := d.store.BySlug["jalisco"]
	story.Policy.ExplainChanges = true
	d.store.BySlug["jalisco"] = story
	for _, tt := range []struct {
		body, says string
		status     int
	}{
		{`{"verification":"confirmed"}`, "revision_kind: is missing", 422},
		{`{"verification":"confirmed","revision_kind":"correction","note":{"es":"Por fin."}}`, "note.en: is missing", 422},
		{`{"verification":"confirmed","revision_kind":"clarification"}`, "note.es: is missing", 422},
		{`{"disclosure":"open"}`, "", 200}, // readers see the same
	} {
		got := d.ask(http.MethodPatch, at, tt.body, map[string]string{"If-Match": `"1"`})
		if got.Code != tt.status || !strings.Contains(got.Body.String(), tt.says) {
			t.Errorf("%s: status %d: %s", tt.body, got.Code, got.Body)
		}
	}
	for i, body := range []string{
		`{"verification":"confirmed","revision_kind":"correction","note":{"es":"Por fin.","en":"At last."}}`,
		`{"verification":"single_source","revision_kind":"update"}`,
	} {
		if got := d.ask(http.MethodPatch, at, body, map[string]string{"If-Match": []string{`"2"`, `"3"`}[i]}); got.Code != http.StatusOK {
			t.Errorf("%s: status %d: %s", body, got.Code, got.Body)
		}
	}
}

func TestPolicyOfAStory(t *testing.T) {
	d := newDesk(t)
	tag := d.ask(http.MethodGet, "/jalisco", "", nil).Header().Get("ETag")
	form := func(policy string) string {
		return `{"slug":"jalisco","title":{"es":"Jalisco"},"languages":["es","en"],"zone":"America/Mexico_City","layers":[],"policy":` + policy + `}`
	}
	for policy, says := range map[string]string{
		`{"delay_minutes":-1}`:                       "delay_minutes",
		`{"delay_minutes":9999999}`:                  "delay_minutes",
		`{"delay_kinds":{"nothing":5}}`:              "delay_kinds",
		`{"kinds":{"attack":{"disclosure":"whim"}}}`: "policy.kinds.attack.disclosure",
		`{"kinds":{"attack":{"grid":1}}}`:            "grid",
		`{"embargo_until":"tomorrow"}`:               "embargo_until",
		`{"second_approver":"yes"}`:                  "second_approver",
	} {
		if got := d.ask(http.MethodPut, "/jalisco", form(policy), map[string]string{"If-Match": tag}); got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), says) {
			t.Errorf("%s: status %d: %s", policy, got.Code, got.Body)
		}
	}
	const policy = `{"disclosure":"coarsened","grid_m":2000,"kinds":{"attack":{"disclosure":"withheld"}},"delay_minutes":30,"delay_kinds":{"attack":60},` +
		`"embargo_until":"2026-02-22T12:00:00Z","second_approver":true,"explain_changes":true}`
	if got := d.ask(http.MethodPut, "/jalisco", form(policy), map[string]string{"If-Match": tag}); got.Code != http.StatusOK || !strings.Contains(got.Body.String(), policy) {
		t.Errorf("status %d: %s", got.Code, got.Body)
	}
}
