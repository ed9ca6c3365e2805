package web_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// request is one request and what must be true of its answer.
type request struct {
	name     string
	method   string // GET when empty
	address  string
	headers  []string // pairs
	status   int
	mustHave []string // in the body
	mustLack []string
	header   map[string]string // wanted values; empty: the header must not be there
}

// Addresses of the fixture, and the media type of problem details.
const (
	storyEN = "/stories/jalisco?lang=en"
	storyES = "/stories/jalisco?lang=es"
	allJSON = "/stories/jalisco/layers/all.geojson"
	problem = "application/problem+json"
)

// incidentEN is the address of an incident's page in English.
func incidentEN(id string) string { return "/stories/jalisco/incidents/" + id + "?lang=en" }

// layerFile is the address of all of the fixture in a format.
func layerFile(ext string) string { return "/stories/jalisco/layers/all." + ext + "?lang=en" }

// check sends the request, and holds the answer against what is wanted of it and of
// every answer.
func (s *site) check(t *testing.T, want request) {
	t.Helper()
	method := want.method
	if method == "" {
		method = http.MethodGet
	}
	got := s.do(t, method, want.address, want.headers...)
	if got.Code != want.status {
		t.Fatalf("status %d, want %d: %s", got.Code, want.status, got.Body)
	}
	for name, value := range want.header {
		if got.Header().Get(name) != value {
			t.Errorf("%s: %q, want %q", name, got.Header().Get(name), value)
		}
	}
	for _, text := range want.mustHave {
		if !strings.Contains(got.Body.String(), text) {
			t.Errorf("no %q in %s", text, got.Body)
		}
	}
	for _, text := range want.mustLack {
		if strings.Contains(got.Body.String(), text) {
			t.Errorf("%q in %s", text, got.Body)
		}
	}
	checkEvery(t, got.Header())
	if got.Header().Get("Content-Type") == problem {
		checkProblem(t, got.Body.Bytes(), want.status)
	}
}

// checkEvery holds headers against what is promised of every answer.
func checkEvery(t *testing.T, h http.Header) {
	t.Helper()
	for _, name := range []string{"Set-Cookie", "Server", "Strict-Transport-Security", "Access-Control-Allow-Credentials"} {
		if h.Values(name) != nil {
			t.Errorf("%s: %q", name, h.Values(name))
		}
	}
	for name, value := range map[string]string{
		"X-Content-Type-Options": "nosniff", "Referrer-Policy": "strict-origin-when-cross-origin", "Cross-Origin-Opener-Policy": "same-origin",
	} {
		if h.Get(name) != value {
			t.Errorf("%s: %q, want %q", name, h.Get(name), value)
		}
	}
	policy := h.Get("Content-Security-Policy")
	if !strings.HasPrefix(policy, "default-src 'none'; script-src 'self'; style-src 'self'") || strings.Contains(policy, "unsafe") {
		t.Errorf("Content-Security-Policy: %q", policy)
	}
}

// checkProblem holds a body against RFC 9457.
func checkProblem(t *testing.T, body []byte, status int) {
	t.Helper()
	var p struct {
		Type, Title, Detail, Instance, Code string
		Status                              int
	}
	if err := json.Unmarshal(body, &p); err != nil {
		t.Fatalf("%v: %s", err, body)
	}
	if p.Status != status || p.Type == "" || p.Title == "" || p.Detail == "" || p.Instance == "" || p.Code == "" {
		t.Errorf("incomplete problem details: %s", body)
	}
}

// collection is what the tests read of a FeatureCollection.
type collection struct {
	Type           string
	Seq            int
	AsOf           string `json:"as_of"`
	NumberReturned int
	Features       []struct {
		ID         string
		Geometry   json.RawMessage
		Properties struct{ URL, Class string }
	}
}

// collection asks for a layer's GeoJSON.
func (s *site) collection(t *testing.T, address string) collection {
	t.Helper()
	got := s.get(t, address)
	if got.Code != http.StatusOK {
		t.Fatalf("%s: status %d: %s", address, got.Code, got.Body)
	}
	var c collection
	if err := json.Unmarshal(got.Body.Bytes(), &c); err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	if c.NumberReturned != len(c.Features) || c.Type != "FeatureCollection" {
		t.Errorf("%s: numberReturned %d of %d features, type %s", address, c.NumberReturned, len(c.Features), c.Type)
	}
	return c
}

// config is what the tests read of the page's configuration for the client.
type config struct {
	Story, Lang string
	Seq         int
	BBox        []float64
	Features    string
	Layers      []struct{ ID, Title, Shape, Color string }
	Kinds       map[string]struct{ Title, Shape string }
	Precisions  map[string]string
	Basemap     struct {
		URL         string
		MaxZoom     int
		Attribution string
	}
	Messages map[string]string
}

// config reads the configuration in a story's page.
func (s *site) config(t *testing.T, address string) config {
	t.Helper()
	_, text, ok := strings.Cut(s.get(t, address).Body.String(), `<script type="application/json" id="config">`)
	text, _, ended := strings.Cut(text, "</script>")
	if !ok || !ended {
		t.Fatalf("%s has no configuration", address)
	}
	var c config
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return c
}
