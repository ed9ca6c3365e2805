package webtest

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// Request is one request and what must be true of its answer.
type Request struct {
	Name     string
	Method   string // GET when empty
	Address  string
	Headers  []string // pairs
	Status   int
	MustHave []string // in the body
	MustLack []string
	Header   map[string]string // wanted values; empty: the header must not be there
}

// Addresses of the fixture, and the media type of problem details.
const (
	StoryEN = "/stories/jalisco?lang=en"
	StoryES = "/stories/jalisco?lang=es"
	AllJSON = "/stories/jalisco/layers/all.geojson"
	Problem = "application/problem+json"
)

// IncidentEN is the address of an incident's page in English.
func IncidentEN(id string) string { return "/stories/jalisco/incidents/" + id + "?lang=en" }

// LayerFile is the address of all of the fixture in a format.
func LayerFile(ext string) string { return "/stories/jalisco/layers/all." + ext + "?lang=en" }

// Check sends the request, and holds the answer against what is wanted of it and of
// every answer.
func (s *Site) Check(t *testing.T, want Request) {
	t.Helper()
	method := want.Method
	if method == "" {
		method = http.MethodGet
	}
	got := s.Do(t, method, want.Address, want.Headers...)
	if got.Code != want.Status {
		t.Fatalf("status %d, want %d: %s", got.Code, want.Status, got.Body)
	}
	for name, value := range want.Header {
		if got.Header().Get(name) != value {
			t.Errorf("%s: %q, want %q", name, got.Header().Get(name), value)
		}
	}
	for _, text := range want.MustHave {
		if !strings.Contains(got.Body.String(), text) {
			t.Errorf("no %q in %s", text, got.Body)
		}
	}
	for _, text := range want.MustLack {
		if strings.Contains(got.Body.String(), text) {
			t.Errorf("%q in %s", text, got.Body)
		}
	}
	CheckEvery(t, got.Header())
	if got.Header().Get("Content-Type") == Problem {
		checkProblem(t, got.Body.Bytes(), want.Status)
	}
}

// CheckEvery holds headers against what is promised of every answer.
func CheckEvery(t *testing.T, h http.Header) {
	t.Helper()
	for _, name := range []string{"Set-Cookie", "Server", "Access-Control-Allow-Credentials"} {
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

// Collection is what the tests read of a FeatureCollection.
type Collection struct {
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

// Collection asks for a layer's GeoJSON.
func (s *Site) Collection(t *testing.T, address string) Collection {
	t.Helper()
	got := s.Get(t, address)
	if got.Code != http.StatusOK {
		t.Fatalf("%s: status %d: %s", address, got.Code, got.Body)
	}
	var c Collection
	if err := json.Unmarshal(got.Body.Bytes(), &c); err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	if c.NumberReturned != len(c.Features) || c.Type != "FeatureCollection" {
		t.Errorf("%s: numberReturned %d of %d features, type %s", address, c.NumberReturned, len(c.Features), c.Type)
	}
	return c
}

// Config is what the tests read of the page's configuration for the client.
type Config struct {
	Story, Lang string
	Seq         int
	BBox        []float64
	Features    string
	Live        *struct{ Events, Changes, List string }
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

// Config reads the configuration in a story's page.
func (s *Site) Config(t *testing.T, address string) Config {
	t.Helper()
	_, text, ok := strings.Cut(s.Get(t, address).Body.String(), `<script type="application/json" id="config">`)
	text, _, ended := strings.Cut(text, "</script>")
	if !ok || !ended {
		t.Fatalf("%s has no configuration", address)
	}
	var c Config
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return c
}
