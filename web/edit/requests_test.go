package edit

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/mux"
	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/intake/loader"
	"incidentmap/web/edit/call"
	"incidentmap/web/edit/edittest"
	"incidentmap/web/edit/reading"
	"incidentmap/web/respond"
)

// desk is an API over a store in memory with one story, and the tokens of its editors.
type desk struct {
	t       testing.TB
	store   *edittest.Memory
	config  Config
	words   reading.Config
	api     *API
	handler http.Handler
	now     time.Time
	// The tokens.
	write, read, revoked, expired string
}

func newDesk(t testing.TB) *desk {
	t.Helper()
	now := time.Now()
	d := &desk{t: t, store: edittest.NewMemory(), now: now}
	d.store.BySlug["jalisco"] = edittest.Jalisco()
	token := func(name string, scope incidents.Scope, expires time.Time) (string, incidents.TokenHash) {
		secret, kept, err := incidents.NewToken(name, scope, now.Add(-time.Hour), expires)
		if err != nil {
			t.Fatal(err)
		}
		d.store.Tokens[kept.Hash] = kept
		return secret, kept.Hash
	}
	d.write, _ = token("Mesa de redacción", incidents.ScopeWrite, time.Time{})
	d.read, _ = token("analyst", incidents.ScopeRead, time.Time{})
	d.expired, _ = token("old", incidents.ScopeWrite, now.Add(-time.Minute))
	var hash incidents.TokenHash
	d.revoked, hash = token("lost", incidents.ScopeWrite, time.Time{})
	gone := d.store.Tokens[hash]
	gone.Revoked = now.Add(-time.Minute)
	d.store.Tokens[hash] = gone

	d.config = Config{
		Store: d.store, Geocoder: edittest.Places(), Importer: &loader.Importer{Store: d.store}, Now: func() time.Time { return d.now },
		Answers: respond.New(respond.Config{
			Base: "https://maps.example.org", Log: slog.New(slog.DiscardHandler), ForPeople: func(*http.Request) bool { return false },
		}),
	}
	d.words = reading.Config{Store: d.store, Geocoder: edittest.Places(), Now: d.config.Now}
	d.serve()
	return d
}

// serve makes the API of what the desk is made of now.
func (d *desk) serve() {
	router := mux.NewRouter().SkipClean(true)
	d.config.Reading = reading.New(d.words)
	d.api = New(d.config)
	d.api.Register(router)
	d.handler = router
}

// ask sends a request and gives the answer.
func (d *desk) ask(method, path, body string, headers map[string]string) *httptest.ResponseRecorder {
	return d.askAt(method, "/api/v1/stories"+path, body, headers)
}

// askAt sends a request to any address.
func (d *desk) askAt(method, path, body string, headers map[string]string) *httptest.ResponseRecorder {
	r := httptest.NewRequestWithContext(context.Background(), method, "https://maps.example.org"+path, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+d.write)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for name, v := range headers {
		if v == "" {
			r.Header.Del(name)
			continue
		}
		r.Header.Set(name, v)
	}
	w := httptest.NewRecorder()
	d.handler.ServeHTTP(w, r)
	holdTo(d.t, r, body, w)
	return w
}

// Object reads an answer.
func object(t testing.TB, w *httptest.ResponseRecorder) map[string]any {
	t.Helper()
	var v map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
		t.Fatalf("%d %s: %v", w.Code, w.Body, err)
	}
	return v
}

// create writes an incident and gives its id.
func (d *desk) create(t testing.TB, form string) string {
	t.Helper()
	w := d.ask("POST", "/jalisco/incidents", form, nil)
	if w.Code != http.StatusCreated {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	return object(t, w)["id"].(string)
}

func TestShortestWrite(t *testing.T) {
	d := newDesk(t)
	w := d.ask("POST", "/jalisco/incidents", edittest.Shortest, nil)
	if w.Code != http.StatusCreated {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	v := object(t, w)
	id := v["id"].(string)
	for name, want := range map[string]string{
		"Location": "https://maps.example.org/api/v1/stories/jalisco/incidents/" + id,
		"ETag":     `"1"`, "Cache-Control": "no-store", "Content-Type": "application/json", "Access-Control-Allow-Origin": "",
	} {
		if got := w.Header().Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if v["revision"] != 1.0 || v["seq"] != 1.0 || v["url"] != "https://maps.example.org/stories/jalisco/incidents/"+id {
		t.Errorf("%s", w.Body)
	}
	want := map[string]any{
		"class": "incident", "start": "2026-02-22T00:00:00-06:00", "end": "2026-02-22T23:59:59-06:00", "zone": "America/Mexico_City",
		"time_precision": "day", "basis": "event", "precision": "as_given", "workflow": "published", "verification": "unverified",
		"disposition": "active", "author": "Mesa de redacción",
	}
	inc := v["incident"].(map[string]any)
	for name, v := range want {
		if inc[name] != v {
			t.Errorf("%s: %v, want %v", name, inc[name], v)
		}
	}
	if inc["title"].(map[string]any)["es"] != "Bloqueo" || inc["method"].(map[string]any)["by"] != "editor" {
		t.Errorf("%v", inc)
	}
}

// request is one request and what its answer must be. ID stands for the id of an incident
// that is there, at revision 1.
type request struct {
	name, method, path string
	headers            map[string]string
	body               string
	status             int
	has                string // in the body of the answer
	header, value      string // of the answer
}

var (
	geoJSON = map[string]string{"Content-Type": "application/geo+json"}
	seen    = map[string]string{"If-Match": `"1"`}
	all     = "/jalisco/incidents"
	one     = "/jalisco/incidents/ID"
)

func TestRequests(t *testing.T) {
	feature := `{"type":"Feature","geometry":{"type":"Point","coordinates":[-103.35,20.67]},"properties":{"kind":"roadblock","title":"Bloqueo"}}`
	for _, tt := range []request{
		{"no token", "GET", one, map[string]string{"Authorization": ""}, "", 401, "Bearer TOKEN", "WWW-Authenticate", `Bearer realm="incidentmap"`},
		{"another scheme", "GET", one, map[string]string{"Authorization": "Basic eA=="}, "", 401, "", "WWW-Authenticate", `Bearer realm="incidentmap", error="invalid_request"`},
		{"an unknown token", "GET", one, map[string]string{"Authorization": "Bearer x"}, "", 401, "", "WWW-Authenticate", `Bearer realm="incidentmap", error="invalid_token"`},
		{"a revoked token", "GET", one, map[string]string{"Authorization": "Bearer REVOKED"}, "", 401, "revoked", "", ""},
		{"an expired token", "GET", one, map[string]string{"Authorization": "Bearer EXPIRED"}, "", 401, "expired", "", ""},
		{"a token in the address", "GET", one + "?access_token=WRITE", map[string]string{"Authorization": ""}, "", 401, "", "", ""},
		{"reading with a token for reading", "GET", one, map[string]string{"Authorization": "bearer READ"}, "", 200, `"workflow":"draft"`, "ETag", `"1"`},
		{"writing with a token for reading", "POST", all, map[string]string{"Authorization": "Bearer READ"}, edittest.Shortest, 403, "read and not for write", "WWW-Authenticate", `Bearer realm="incidentmap", error="insufficient_scope", scope="write"`},

		{"no such story", "POST", "/nowhere/incidents", nil, edittest.Shortest, 404, "", "Cache-Control", "no-store"},
		{"no such incident", "GET", all + "/" + edittest.FreeULID, nil, "", 404, "", "", ""},
		{"an incident of another story", "GET", "/other/incidents/ID", nil, "", 404, "", "", ""},
		{"head", "HEAD", one, nil, "", 200, "", "ETag", `"1"`},
		{"revisions", "GET", one + "/revisions", nil, "", 200, `"kind":"create"`, "", ""},
		{"preflight", "OPTIONS", one, nil, "", 405, "", "Access-Control-Allow-Origin", ""},

		{"a form", "POST", all, map[string]string{"Content-Type": "application/x-www-form-urlencoded"}, "kind=x", 415, "application/json", "Accept-Post", "application/json, application/geo+json"},
		{"no type", "POST", all, map[string]string{"Content-Type": ""}, edittest.Shortest, 415, "", "", ""},
		{"another charset", "POST", all, map[string]string{"Content-Type": "application/json; charset=latin1"}, edittest.Shortest, 415, "latin1", "", ""},
		{"utf-8", "POST", all, map[string]string{"Content-Type": "application/json; charset=UTF-8"}, edittest.Shortest, 201, "", "", ""},
		{"compressed", "POST", all, map[string]string{"Content-Encoding": "gzip"}, edittest.Shortest, 415, "gzip", "", ""},
		{"too long", "POST", all, nil, `{"title":"` + strings.Repeat("x", 8<<20) + `"}`, 413, "8388608", "", ""},
		{"too deep", "POST", all, nil, strings.Repeat(`{"extra":`, 30) + "1" + strings.Repeat("}", 30), 400, "nested", "", ""},
		{"no JSON", "POST", all, nil, `{"kind":`, 400, "ends in the middle", "", ""},
		{"two documents", "POST", all, nil, edittest.Shortest + edittest.Shortest, 400, "behind the end", "", ""},
		{"a name twice", "POST", all, nil, `{"kind":"roadblock","kind":"attack"}`, 400, `"kind" twice`, "", ""},
		{"not UTF-8", "POST", all, nil, "{\"title\":\"\xff\"}", 400, "UTF-8", "", ""},
		{"a NUL", "POST", all, nil, `{"title":"a\u0000b"}`, 400, "U+0000", "", ""},
		{"a NUL in a name", "POST", all, nil, `{"extra":{"a\u0000b":"x"}}`, 400, "U+0000", "", ""},
		{"a bare list", "POST", all, nil, `[` + edittest.Shortest + `]`, 422, `{"incidents": […]}`, "", ""},

		{"a feature", "POST", all, geoJSON, feature, 201, `"coordinates":[-103.35,20.67]`, "ETag", `"1"`},
		{"a feature as JSON", "POST", all, nil, feature, 201, "", "", ""},
		{"a feature with an id", "POST", all, geoJSON, strings.Replace(feature, `"type":"Feature"`, `"type":"Feature","id":"`+edittest.FreeULID+`"`, 1), 201, edittest.FreeULID, "", ""},
		{"a feature with two ids", "POST", all, geoJSON, strings.Replace(strings.Replace(feature, `"type":"Feature"`, `"type":"Feature","id":"`+edittest.FreeULID+`"`, 1), `"kind"`, `"id":"x","kind"`, 1), 422, "id: is another", "", ""},
		{"a feature with two geometries", "POST", all, geoJSON, strings.Replace(feature, `"kind"`, `"geometry":null,"kind"`, 1), 422, "properties.geometry", "", ""},
		{"a feature with more", "POST", all, geoJSON, strings.Replace(feature, `"type"`, `"title":"x","type"`, 1), 422, "title: is not a field", "", ""},
		{"a feature without properties", "POST", all, geoJSON, `{"type":"Feature","geometry":null}`, 422, "properties", "", ""},
		{"a collection", "POST", all, geoJSON, `{"type":"FeatureCollection","features":[` + feature + `,` + feature + `]}`, 201, `{"incidents":[{"id":`, "ETag", ""},
		{"a batch of one", "POST", all, nil, `{"incidents":[` + edittest.Shortest + `]}`, 201, `{"incidents":[{"id":`, "Location", ""},
		{"an empty batch", "POST", all, nil, `{"incidents":[]}`, 422, "incidents: is empty", "", ""},
		{"a batch with more", "POST", all, nil, `{"incidents":[` + edittest.Shortest + `],"kind":"attack"}`, 422, "kind: is not a field", "", ""},
		{"a batch that is too long", "POST", all, nil, `{"incidents":[` + strings.Repeat(`{},`, 1000) + `{}]}`, 413, "1001 entries; the limit is 1000", "", ""},
		{"a batch with a fault", "POST", all, nil, `{"incidents":[` + edittest.Shortest + `,` + strings.Replace(edittest.Shortest, "roadblock", "roadblok", 1) + `]}`, 422, "[1].kind", "", ""},
		{"a batch with a number", "POST", all, nil, `{"incidents":[` + edittest.Shortest + `,3]}`, 422, "[1]: is a number", "", ""},
		{"the same id twice", "POST", all, nil, `{"incidents":[` + withID(edittest.FreeULID) + `,` + withID(edittest.FreeULID) + `]}`, 422, "[1].id: is that of [0]", "", ""},
		{"a new id", "POST", all, nil, withID(edittest.FreeULID), 201, edittest.FreeULID, "", ""},
		{"an id in small letters", "POST", all, nil, withID(strings.ToLower(edittest.FreeULID)), 201, edittest.FreeULID, "", ""},
		{"an id that is there", "POST", all, nil, withID("ID"), 409, "id: there is an incident", "", ""},
		{"an id that is there, in a batch", "POST", all, nil, `{"incidents":[` + edittest.Shortest + `,` + withID("ID") + `]}`, 409, "[1].id: there is an incident", "", ""},

		{"a patch without a condition", "PATCH", one, nil, `{"title":"x"}`, 428, "If-Match", "", ""},
		{"a patch of another revision", "PATCH", one, map[string]string{"If-Match": `"7"`}, `{"title":"x"}`, 412, "If-Match", "", ""},
		{"a patch of another revision, with a key", "PATCH", one, map[string]string{"If-Match": `"7"`, "Idempotency-Key": "k"}, `{"title":"x"}`, 412, "If-Match", "", ""},
		{"any revision", "PATCH", one, map[string]string{"If-Match": `*`}, `{"title":"x"}`, 400, "If-Match", "", ""},
		{"a weak tag", "PATCH", one, map[string]string{"If-Match": `W/"1"`}, `{"title":"x"}`, 200, "", "ETag", `"2"`},
		{"two tags", "PATCH", one, map[string]string{"If-Match": `"1", "2"`}, `{"title":"x"}`, 400, "If-Match", "", ""},
		{"an odd tag", "PATCH", one, map[string]string{"If-Match": `"01"`}, `{"title":"x"}`, 400, "If-Match", "", ""},
		{"no tag", "PATCH", one, map[string]string{"If-Match": `1`}, `{"title":"x"}`, 400, "If-Match", "", ""},
		{"a patch", "PATCH", one, seen, `{"title":{"en":"A roadblock"}}`, 200, `"title":{"en":"A roadblock","es":"Bloqueo"}`, "ETag", `"2"`},
		{"a patch by its type", "PATCH", one, map[string]string{"If-Match": `"1"`, "Content-Type": "application/merge-patch+json"}, `{"workflow":"published"}`, 200, `"workflow":"published"`, "", ""},
		{"a patch of another type", "PATCH", one, map[string]string{"If-Match": `"1"`, "Content-Type": "application/json-patch+json"}, `[]`, 415, "", "Accept-Patch", "application/merge-patch+json, application/json"},
		{"publish", "PATCH", one, seen, `{"publish":true}`, 200, `"workflow":"published"`, "", ""},
		{"publish and workflow", "PATCH", one, seen, `{"publish":true,"workflow":"review"}`, 422, "publish: is true", "", ""},
		{"a correction without a note", "PATCH", one, seen, `{"title":"x","revision_kind":"correction"}`, 422, "note: is missing", "", ""},
		{"a correction", "PATCH", one, seen, `{"title":"x","revision_kind":"correction","note":"Era otra calle"}`, 200, `"disposition":"corrected"`, "", ""},
		{"a retraction by patch", "PATCH", one, seen, `{"revision_kind":"retraction","note":"x"}`, 422, "/retract", "", ""},
		{"a disposition by patch", "PATCH", one, seen, `{"disposition":"retracted"}`, 422, "disposition: is told by the server", "", ""},
		{"another id", "PATCH", one, seen, `{"id":"` + edittest.FreeULID + `"}`, 422, "id: is told by the server", "", ""},
		{"another story", "PATCH", one, seen, `{"story":"other"}`, 422, "story: is told by the server", "", ""},
		{"no title", "PATCH", one, seen, `{"title":null}`, 422, "title: is empty", "", ""},
		{"put", "PUT", one, seen, `{"kind":"attack","title":"Ataque"}`, 200, `"time_precision":"unknown"`, "ETag", `"2"`},
		{"put without a condition", "PUT", one, nil, `{"kind":"attack","title":"Ataque"}`, 428, "", "", ""},

		{"a retraction", "POST", one + "/retract", seen, `{"note":{"es":"No ocurrió"}}`, 200, `"disposition":"retracted"`, "ETag", `"2"`},
		{"a retraction without a note", "POST", one + "/retract", seen, `{}`, 422, "note: is missing", "", ""},
		{"a retraction with more", "POST", one + "/retract", seen, `{"note":"x","title":"y"}`, 422, "title: is not a field", "", ""},
		{"a retraction without a condition", "POST", one + "/retract", nil, `{"note":"x"}`, 428, "", "", ""},

		{"a bad key", "POST", all, map[string]string{"Idempotency-Key": "two words"}, edittest.Shortest, 400, "Idempotency-Key", "", ""},
		{"a long key", "POST", all, map[string]string{"Idempotency-Key": strings.Repeat("k", 256)}, edittest.Shortest, 400, "255", "", ""},
		{"the longest key", "POST", all, map[string]string{"Idempotency-Key": strings.Repeat("k", 255)}, edittest.Shortest, 201, "", "Idempotency-Replayed", ""},
	} {
		d := newDesk(t)
		id := d.create(t, `{"kind":"roadblock","title":"Bloqueo","start":"2026-02-22"}`)
		fill := strings.NewReplacer("ID", id, "READ", d.read, "WRITE", d.write, "REVOKED", d.revoked, "EXPIRED", d.expired)
		headers := map[string]string{}
		for name, v := range tt.headers {
			headers[name] = fill.Replace(v)
		}
		body := tt.body
		if len(body) < 1<<16 {
			body = fill.Replace(body)
		}
		before := d.store.Newest
		w := d.ask(tt.method, fill.Replace(tt.path), body, headers)
		// Problems are written with escapes and in parts: they are read as one sentence.
		told := w.Body.String()
		if tt.status >= 400 {
			told, _ = object(t, w)["detail"].(string)
			if w.Header().Get("Content-Type") != "application/problem+json" || w.Header().Get("Cache-Control") != "no-store" {
				t.Errorf("%s: %v", tt.name, w.Header())
			}
		}
		if w.Code != tt.status || !strings.Contains(told, tt.has) {
			t.Errorf("%s: %d %.300s; want %d with %s", tt.name, w.Code, w.Body, tt.status, tt.has)
		}
		if got := w.Header().Get(tt.header); tt.header != "" && got != tt.value {
			t.Errorf("%s: %s is %q, want %q", tt.name, tt.header, got, tt.value)
		}
		if tt.status >= 400 && d.store.Newest != before {
			t.Errorf("%s: something was written", tt.name)
		}
	}
}

// withID is the shortest write with an id.
func withID(id string) string { return strings.Replace(edittest.Shortest, `{`, `{"id":"`+id+`",`, 1) }

func TestDraftsAreNotPublic(t *testing.T) {
	d := newDesk(t)
	id := d.create(t, `{"kind":"roadblock","title":"Bloqueo"}`)
	if inc := d.store.History[id][0].Incident; inc.IsPublic() || inc.Workflow != incidents.DraftStage {
		t.Errorf("%+v", inc)
	}
}

func TestUnavailable(t *testing.T) {
	d := newDesk(t)
	d.store.Broken = incidents.Errorf(incidents.EUnavailable, "", "the disk is full")
	if w := d.ask("POST", all, edittest.Shortest, nil); w.Code != http.StatusServiceUnavailable {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestRetractedStays(t *testing.T) {
	d := newDesk(t)
	id := d.create(t, edittest.Shortest)
	path := all + "/" + id
	if w := d.ask("POST", path+"/retract", `{"note":"No ocurrió"}`, seen); w.Code != 200 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	newest := d.store.History[id][1]
	if newest.Kind != incidents.Retraction || newest.Note["es"] != "No ocurrió" || !newest.Incident.IsPublic() {
		t.Errorf("%+v", newest)
	}
	again := map[string]string{"If-Match": `"2"`}
	for _, r := range []struct{ method, path, body string }{
		{"POST", path + "/retract", `{"note":"otra vez"}`}, {"PATCH", path, `{"workflow":"draft"}`}, {"PUT", path, edittest.Shortest},
	} {
		if w := d.ask(r.method, r.path, r.body, again); w.Code != http.StatusConflict {
			t.Errorf("%s: %d %s", r.method, w.Code, w.Body)
		}
	}
}

func TestRoundTrip(t *testing.T) {
	d := newDesk(t)
	story := edittest.Jalisco()
	story.Slug = "x"
	d.store.BySlug["x"] = story
	for name, inc := range samples() {
		write := incidents.Write{Incident: inc, Kind: incidents.Create, Author: "ana"}
		if _, err := d.store.Write(t.Context(), write); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		path := "/" + inc.Story + "/incidents/" + inc.ID
		got := d.ask("GET", path, "", nil)
		stored, err := json.Marshal(inc)
		if err != nil {
			t.Fatal(err)
		}
		for i, method := range []string{"PATCH", "PUT"} {
			body := strings.Replace(got.Body.String(), "{", `{"note":"again",`, 1) // without a word it would be no revision
			w := d.ask(method, path, body, map[string]string{"If-Match": call.ETag(i + 1)})
			if w.Code != http.StatusOK {
				t.Fatalf("%s: %s: %d %s", name, method, w.Code, w.Body)
			}
			again := d.store.History[inc.ID][i+1].Incident
			back, err := json.Marshal(again)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(back, stored) {
				t.Errorf("%s: %s:\n got %s\nwant %s", name, method, back, stored)
			}
			got = d.ask("GET", path, "", nil)
		}
	}
}

// samples are incidents with something in every field.
func samples() map[string]incidents.Incident {
	zone := time.FixedZone("", -6*3600)
	day := time.Date(2026, 2, 22, 0, 0, 0, 0, zone)
	n := func(v int) *int { return &v }
	rich := incidents.Incident{
		ID: "01KHZZZZZZ0000000000000001", Story: "x", Class: incidents.ClassAggregate, Kind: "killing",
		Title: incidents.Text{"es": "Una muerte", "en": "A death"}, Summary: incidents.Text{"es": "Lo dijo <la oficina> & otros."},
		When: incidents.When{
			Start: day.Add(123456789), End: day.Add(36 * time.Hour), Zone: "America/Mexico_City", Precision: incidents.PartOfDay, Basis: incidents.ReportedTime,
		},
		Where: geo.Location{
			Geometry:  orb.MultiPolygon{{{{-103, 20}, {-102.5, 20}, {-102.123456789, 21.1}, {-103, 20}}}},
			Precision: geo.Admin1, Place: map[string]string{"es": "Jalisco", "en": "Jalisco"}, GazetteerID: "geonames:4004156",
			Admin:  geo.Admin{Country: "MX", Admin1: "MX.14", Admin1Name: "Jalisco", Admin2: "MX.14.120", Admin2Name: "Zapopan"},
			Method: geo.Method{By: geo.ByGeocoder, Query: "Jalisco", Score: 0.875, Reasons: []string{"its name", "its size"}},
		},
		Disclosure: incidents.Coarsened,
		Sources: []incidents.Source{
			{
				ID: "wire", Publisher: incidents.Text{"en": "A wire service"}, Kind: incidents.Wire, Attribution: incidents.Institution, URL: "https://example.org/1",
				Published: day.Add(time.Hour), Retrieved: day.Add(2 * time.Hour).UTC(), Lang: "en", Hash: "sha256:00", Archive: "https://archive.example.org/1",
			},
			{ID: "official", Publisher: incidents.Text{"es": "Un funcionario"}, Kind: incidents.Official, Attribution: incidents.Anonymous, Reason: incidents.Text{"es": "No podía hablar"}, Via: "wire"},
		},
		Claims: []incidents.Claim{
			{ID: "k1", Field: "casualties", Value: "1", Source: "official", Stance: incidents.Supports, Passage: "murió uno", Start: 3, End: 12},
			{ID: "k2", Field: "casualties", Value: "0", Source: "wire", Stance: incidents.Disputes, Paraphrase: incidents.Text{"es": "Nadie"}},
		},
		Casualties: []incidents.Casualty{
			{ID: "c1", Group: "police", Outcome: incidents.Killed, Best: n(1), Claim: "k1"},
			{ID: "c2", Group: "unknown", Outcome: incidents.Wounded, Low: n(0), High: n(4)},
			{ID: "c3", Group: "civilian", Outcome: incidents.Missing, Low: n(2), Claim: "k1", CountedIn: &incidents.CasualtyRef{Incident: edittest.FreeULID, Casualty: "c1"}},
		},
		Relations: []incidents.Relation{{Type: incidents.PartOf, Incident: edittest.FreeULID}},
		Extra:     map[string]string{"columna": "valor", "otra": ""},
		Origin:    incidents.Origin{Key: "id:7", Hash: "sha256:11", File: "muertes.csv", Row: 7},
		Workflow:  incidents.Archived, Verification: incidents.Disputed, Disposition: incidents.Corrected,
	}
	bare := incidents.Incident{
		ID: "01KHZZZZZZ0000000000000002", Story: "jalisco", Class: incidents.ClassIncident, Kind: "panic", Title: incidents.Text{"en": "Panic"},
		When:     incidents.When{Precision: incidents.TimeUnknown, Basis: incidents.EventTime},
		Where:    geo.Location{Precision: geo.Unlocated, Place: map[string]string{"es": "una carretera"}},
		Workflow: incidents.DraftStage, Verification: incidents.Unverified, Disposition: incidents.Active,
	}
	placeless := bare
	placeless.ID, placeless.Where.Place = "01KHZZZZZZ0000000000000003", nil
	zoneless := bare
	zoneless.ID = "01KHZZZZZZ0000000000000004"
	zoneless.When = incidents.When{Start: day, End: day, Precision: incidents.Minute, Basis: incidents.EventTime}
	line := bare
	line.ID = "01KHZZZZZZ0000000000000005"
	line.Where = geo.Location{Geometry: orb.Collection{orb.LineString{{-103, 20}, {-102, 21}}, orb.MultiPoint{{1, 2}}}, Precision: geo.InTransit}
	return map[string]incidents.Incident{"rich": rich, "bare": bare, "placeless": placeless, "zoneless": zoneless, "collection": line}
}
