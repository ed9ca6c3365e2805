package edit

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"incidentmap/incidents"
	"incidentmap/web/edit/edittest"
)

func key(k string, more ...string) map[string]string {
	h := map[string]string{"Idempotency-Key": k}
	for i := 0; i+1 < len(more); i += 2 {
		h[more[i]] = more[i+1]
	}
	return h
}

// isReplay errs the test unless the second answer is the first, said again.
func isReplay(t *testing.T, name string, first, second *httptest.ResponseRecorder) {
	t.Helper()
	if second.Header().Get("Idempotency-Replayed") != "true" || first.Header().Get("Idempotency-Replayed") != "" {
		t.Errorf("%s: %v then %v", name, first.Header(), second.Header())
	}
	for _, h := range []string{"Location", "ETag", "Content-Type"} {
		if first.Header().Get(h) != second.Header().Get(h) {
			t.Errorf("%s: %s was %q, is %q", name, h, first.Header().Get(h), second.Header().Get(h))
		}
	}
	if first.Code != second.Code || first.Body.String() != second.Body.String() || first.Code >= 300 {
		t.Errorf("%s: %d %s\nthen %d %s", name, first.Code, first.Body, second.Code, second.Body)
	}
}

func TestReplay(t *testing.T) {
	d := newDesk(t)
	first := d.ask("POST", all, edittest.Shortest, key("k1"))
	isReplay(t, "create", first, d.ask("POST", all, edittest.Shortest, key("k1")))
	batch := `{"incidents":[` + edittest.Shortest + `,` + withID(edittest.FreeULID) + `]}`
	isReplay(t, "batch", d.ask("POST", all, batch, key("k2")), d.ask("POST", all, batch, key("k2")))

	id, _ := object(t, first)["id"].(string)
	path := all + "/" + id
	patch := func() *httptest.ResponseRecorder {
		return d.ask("PATCH", path, `{"killed":3}`, key("k3", "If-Match", `"1"`))
	}
	patched := patch()
	isReplay(t, "patch", patched, patch())
	d.ask("PATCH", path, `{"killed":4}`, key("k4", "If-Match", `"2"`))
	isReplay(t, "patch, after another", patched, patch())
	retract := func() *httptest.ResponseRecorder {
		return d.ask("POST", path+"/retract", `{"note":"x"}`, key("k5", "If-Match", `"3"`))
	}
	isReplay(t, "retract", retract(), retract())
	isReplay(t, "patch, after the retraction", patched, patch())
	isReplay(t, "create, after the retraction", first, d.ask("POST", all, edittest.Shortest, key("k1")))
	if d.store.Writes != 5 {
		t.Errorf("%d writes", d.store.Writes)
	}
}

// TestEqualUnderKey holds that a change which changes nothing makes no revision under a key either, and that the key is
// that of this request from then on.
func TestEqualUnderKey(t *testing.T) {
	d := newDesk(t)
	path := all + "/" + d.create(t, edittest.Shortest)
	if w := d.ask("PATCH", path, `{"killed":3}`, key("k0", "If-Match", `"1"`)); w.Code != 200 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	equal := func(match string) *httptest.ResponseRecorder {
		return d.ask("PATCH", path, `{"killed":3}`, key("k1", "If-Match", match))
	}
	first := equal(`"2"`)
	if first.Header().Get("ETag") != `"2"` || object(t, first)["revision"] != 2.0 {
		t.Errorf("an equal change is %d %v %s", first.Code, first.Header(), first.Body)
	}
	isReplay(t, "equal", first, equal(`"2"`))
	d.ask("PATCH", path, `{"killed":4}`, key("k2", "If-Match", `"2"`))
	isReplay(t, "equal, after another", first, equal(`"2"`))
	if w := d.ask("PATCH", path, `{"killed":5}`, key("k1", "If-Match", `"3"`)); w.Code != 422 {
		t.Errorf("another request under its key is %d %s", w.Code, w.Body)
	}
	if w := d.ask("PATCH", path, `{"killed":3}`, key("k3", "If-Match", `"2"`)); w.Code != 412 {
		t.Errorf("what equals a revision that is not the newest is %d %s", w.Code, w.Body)
	}
	if w := d.ask("GET", path, "", nil); object(t, w)["revision"] != 3.0 {
		t.Errorf("it is at %s", w.Body)
	}
}

func TestKeyOfAnotherRequest(t *testing.T) {
	d := newDesk(t)
	story := edittest.Jalisco()
	story.Slug = "other"
	d.store.BySlug["other"] = story
	id := d.create(t, edittest.Shortest)
	path := all + "/" + id
	if w := d.ask("PATCH", path, edittest.Shortest, key("k", "If-Match", `"1"`)); w.Code != 200 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	before := d.store.Writes
	for _, tt := range []struct{ name, method, path, body, match string }{
		{"body", "PATCH", path, `{"killed":4}`, `"1"`},
		{"condition", "PATCH", path, edittest.Shortest, `"2"`},
		{"method", "PUT", path, edittest.Shortest, `"1"`},
		{"path", "POST", all, edittest.Shortest, ""},
	} {
		w := d.ask(tt.method, tt.path, tt.body, key("k", "If-Match", tt.match))
		if w.Code != http.StatusUnprocessableEntity || object(t, w)["code"] != "idempotency_key_reused" {
			t.Errorf("another %s: %d %s", tt.name, w.Code, w.Body)
		}
	}
	if d.store.Writes != before {
		t.Error("something was written")
	}
	// Keys are a token's own, in each story.
	secret, token, err := incidents.NewToken("second", incidents.ScopeWrite, time.Now(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	d.store.Tokens[token.Hash] = token
	for _, tt := range []struct{ name, path, token string }{
		{"token", all, secret}, {"story", "/other/incidents", d.write},
	} {
		w := d.ask("POST", tt.path, edittest.Shortest, key("k", "Authorization", "Bearer "+tt.token))
		if w.Code != http.StatusCreated || w.Header().Get("Idempotency-Replayed") != "" {
			t.Errorf("another %s: %d %s", tt.name, w.Code, w.Body)
		}
	}
}

func TestTwoKeys(t *testing.T) {
	d := newDesk(t)
	r := httptest.NewRequestWithContext(t.Context(), "POST", "/api/v1/stories/jalisco/incidents", strings.NewReader(edittest.Shortest))
	r.Header.Set("Authorization", "Bearer "+d.write)
	r.Header.Set("Content-Type", "application/json")
	r.Header["Idempotency-Key"] = []string{"a", "b"}
	w := httptest.NewRecorder()
	d.handler.ServeHTTP(w, r)
	if w.Code != http.StatusBadRequest || d.store.Writes != 0 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// TestRefusedIsNotKept holds that a request that wrote nothing may be mended under its key.
func TestRefusedIsNotKept(t *testing.T) {
	d := newDesk(t)
	if w := d.ask("POST", all, strings.Replace(edittest.Shortest, "roadblock", "x", 1), key("k")); w.Code != http.StatusUnprocessableEntity {
		t.Fatalf("%d", w.Code)
	}
	if w := d.ask("POST", all, edittest.Shortest, key("k")); w.Code != http.StatusCreated || w.Header().Get("Idempotency-Replayed") != "" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestManyOfOneKey(t *testing.T) {
	d := newDesk(t)
	const n = 32
	var wait sync.WaitGroup
	answers := make([]*httptest.ResponseRecorder, n)
	for i := range n {
		wait.Go(func() { answers[i] = d.ask("POST", all, edittest.Shortest, key("same")) })
	}
	wait.Wait()
	replayed := 0
	for _, w := range answers {
		if w.Code != http.StatusCreated || w.Body.String() != answers[0].Body.String() {
			t.Errorf("%d %s", w.Code, w.Body)
		}
		if w.Header().Get("Idempotency-Replayed") == "true" {
			replayed++
		}
	}
	if d.store.Writes != 1 || len(d.store.History) != 1 || replayed != n-1 {
		t.Errorf("%d writes of %d incidents, %d replayed", d.store.Writes, len(d.store.History), replayed)
	}
}

func TestManyOfOneRevision(t *testing.T) {
	d := newDesk(t)
	path := all + "/" + d.create(t, edittest.Shortest)
	var wait sync.WaitGroup
	codes := make([]int, 16)
	for i := range codes {
		wait.Go(func() { codes[i] = d.ask("PATCH", path, `{"title":"x"}`, seen).Code })
	}
	wait.Wait()
	won := 0
	for _, c := range codes {
		switch c {
		case http.StatusOK:
			won++
		case http.StatusPreconditionFailed:
		default:
			t.Errorf("status %d", c)
		}
	}
	if won != 1 {
		t.Errorf("%d of them won", won)
	}
}
