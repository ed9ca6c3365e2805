package edit

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"incidentmap/web/edit/reading"
)

// contract is the document of the API, as a validator of what is sent and answered.
type contract struct {
	doc      map[string]any
	compiler *jsonschema.Compiler
	mu       sync.Mutex // compilers are for one goroutine
}

var described = sync.OnceValues(func() (*contract, error) {
	d, err := New(Config{Reading: reading.New(reading.Config{})}).describe()
	if err != nil {
		return nil, err
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(d.text))
	if err != nil {
		return nil, err
	}
	c := &contract{doc: v.(map[string]any), compiler: jsonschema.NewCompiler()}
	c.compiler.DefaultDraft(jsonschema.Draft2020)
	return c, c.compiler.AddResource("doc.json", v)
})

// check holds a text against a named schema.
func (c *contract) check(schema string, text []byte) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	s, err := c.compiler.Compile("doc.json" + schema)
	if err != nil {
		return err
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return err
	}
	return s.Validate(v)
}

// operation finds what the document says of a request, by its address: those whose words are fewer names go first.
func (c *contract) operation(method, path string) map[string]any {
	given := strings.Split(path, "/")
	var found map[string]any
	fewest := 99
	for of, item := range c.doc["paths"].(map[string]any) {
		parts := strings.Split(of, "/")
		op, takes := item.(map[string]any)[strings.ToLower(method)].(map[string]any)
		if !takes || len(parts) != len(given) {
			continue
		}
		names, same := 0, true
		for i := range parts {
			if strings.HasPrefix(parts[i], "{") {
				names++
			} else {
				same = same && parts[i] == given[i]
			}
		}
		if same && names < fewest {
			found, fewest = op, names
		}
	}
	return found
}

// schemaOf gives the schema of a media type in what a request or an answer may be.
func schemaOf(of any, media string) string {
	content, _ := of.(map[string]any)["content"].(map[string]any)
	media, _, _ = strings.Cut(media, ";")
	form, _ := content[media].(map[string]any)
	schema, _ := form["schema"].(map[string]any)
	ref, _ := schema["$ref"].(string)
	return ref
}

// holdTo holds a request that was taken, and every answer, against the document of the API.
func holdTo(t testing.TB, r *http.Request, body string, w *httptest.ResponseRecorder) {
	t.Helper()
	c, err := described()
	if err != nil {
		t.Fatal(err)
	}
	op := c.operation(r.Method, r.URL.Path)
	if op == nil || w.Code == http.StatusMethodNotAllowed || r.Method == http.MethodHead {
		return
	}
	good := w.Code < 300
	responses := op["responses"].(map[string]any)
	answer := responses["default"]
	for status, said := range responses {
		if good && status != "default" {
			answer = said
		}
	}
	media := w.Header().Get("Content-Type")
	if ref := schemaOf(answer, media); ref != "" && media != "text/event-stream" {
		if err := c.check(ref, w.Body.Bytes()); err != nil {
			t.Errorf("the answer to %s %s is not as the document says (%s): %v\n%.500s", r.Method, r.URL.Path, ref, err, w.Body)
		}
	} else if !good {
		t.Errorf("the document says nothing of %d as %s of %s %s", w.Code, media, r.Method, r.URL.Path)
	}
	if good && op["requestBody"] != nil {
		if ref := schemaOf(op["requestBody"], r.Header.Get("Content-Type")); ref != "" {
			if err := c.check(ref, []byte(body)); err != nil {
				t.Errorf("%s %s was taken, and is not as the document says (%s): %v\n%.500s", r.Method, r.URL.Path, ref, err, body)
			}
		}
	}
}

// TestDocumentTellsOfEveryRoute holds that the document of the API tells of each route and of nothing else, once, and
// that every schema that it names is there.
func TestDocumentTellsOfEveryRoute(t *testing.T) {
	d := newDesk(t)
	w := d.askAt("GET", "/api/v1/openapi.json", "", map[string]string{"Authorization": ""})
	if w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	var doc struct {
		OpenAPI string
		Paths   map[string]map[string]struct {
			OperationID string
			Right       string `json:"x-right"`
		}
		Components struct{ Schemas map[string]any }
	}
	if err := json.Unmarshal(w.Body.Bytes(), &doc); err != nil || doc.OpenAPI != "3.1.0" {
		t.Fatalf("%v, %s", err, doc.OpenAPI)
	}
	ids, told := map[string]bool{}, 0
	for path, item := range doc.Paths {
		for method, op := range item {
			if told++; ids[op.OperationID] || op.OperationID == "" {
				t.Errorf("%s %s: another is called %q as well", method, path, op.OperationID)
			}
			ids[op.OperationID] = true
		}
	}
	for _, rt := range d.api.routes() {
		if op := doc.Paths[rt.Path][strings.ToLower(rt.Method)]; op.Right != string(rt.Right) {
			t.Errorf("%s %s takes %q, and the document says %q", rt.Method, rt.Path, rt.Right, op.Right)
		}
	}
	if told != len(d.api.routes()) {
		t.Errorf("the document tells of %d operations, and there are %d", told, len(d.api.routes()))
	}
	c, err := described()
	if err != nil {
		t.Fatal(err)
	}
	for name := range doc.Components.Schemas {
		if _, err := c.compiler.Compile("doc.json#/components/schemas/" + name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for rest := w.Body.String(); ; {
		_, after, found := strings.Cut(rest, `"#/components/schemas/`)
		if !found {
			break
		}
		name, _, _ := strings.Cut(after, `"`)
		if doc.Components.Schemas[name] == nil {
			t.Errorf("there is no schema %s", name)
		}
		rest = after
	}
	again := d.askAt("GET", "/api/v1/openapi.json", "", map[string]string{"If-None-Match": w.Header().Get("ETag")})
	if again.Code != http.StatusNotModified {
		t.Errorf("asked again: %d", again.Code)
	}
}

// TestDocumentRefuses holds that what the server refuses for its form the document refuses as well.
func TestDocumentRefuses(t *testing.T) {
	c, err := described()
	if err != nil {
		t.Fatal(err)
	}
	for schema, texts := range map[string][]string{
		"IncidentForm": {`{"kind":"whim"}`, `{"titel":"x"}`, `{"title":7}`, `{"workflow":"gone"}`, `{"casualties":[{"outcome":"hurt"}]}`, `{"precision":"about"}`, `[]`},
		"StoryForm":    {`{"slug":7}`, `{"layers":[{"symbol":{"shape":"blob"}}]}`, `{"titel":"x"}`},
		"Merge":        {`{"note":"x"}`, `{"into":"x","figures":"add"}`},
		"BulkForm":     {`{"ids":["x"]}`, `{"ids":"x","patch":{}}`},
		"Problem":      {`{}`},
		"Incident":     {`{}`},
	} {
		for _, text := range texts {
			if err := c.check("#/components/schemas/"+schema, []byte(text)); err == nil {
				t.Errorf("%s takes %s", schema, text)
			}
		}
	}
}
