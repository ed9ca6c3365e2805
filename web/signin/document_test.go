package signin

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"incidentmap/geo/geocode"
	"incidentmap/geo/geoparse"
	"incidentmap/incidents/imports"
	"incidentmap/web/address"
)

// nowhere knows no places.
type nowhere struct{}

func (nowhere) Geocode(query string, _ geocode.Context) geocode.Result {
	return geocode.Result{Query: query}
}

func (nowhere) Holding(orb.Point, geocode.Context) []geocode.Candidate { return nil }

func (nowhere) Parse(string, geoparse.Options) ([]geoparse.Toponym, error) { return nil, nil }

// nothing takes no rows of any file.
type nothing struct{}

func (nothing) Import(context.Context, imports.Upload) (imports.Outcome, error) {
	return imports.Outcome{Columns: []imports.Column{}, Report: imports.Report{Lines: []string{}, Files: []imports.File{}}}, nil
}

// documented gives the document of the API.
func (s *site) documented() map[string]any {
	s.t.Helper()
	s.docOnce.Do(func() {
		w := httptest.NewRecorder()
		s.handler.ServeHTTP(w, httptest.NewRequestWithContext(s.t.Context(), "GET", s.base+address.APIDescription, nil))
		doc, err := jsonschema.UnmarshalJSON(w.Body)
		if err != nil {
			s.t.Fatalf("%d: %v", w.Code, err)
		}
		s.doc = doc.(map[string]any)
		s.compiler.DefaultDraft(jsonschema.Draft2020)
		if err := s.compiler.AddResource("doc.json", doc); err != nil {
			s.t.Fatal(err)
		}
	})
	return s.doc
}

// schema gives a schema of the document.
func (s *site) schema(ref string) *jsonschema.Schema {
	s.t.Helper()
	s.documented()
	s.compiling.Lock()
	defer s.compiling.Unlock()
	schema, err := s.compiler.Compile("doc.json" + ref)
	if err != nil {
		s.t.Fatal(err)
	}
	return schema
}

// operation gives the path of the document that a request is to, with the fewest names in it, and what it tells; empty for none.
func (s *site) operation(method, path string) (string, map[string]any) {
	given := strings.Split(path, "/")
	best, fewest := "", 99
	var found map[string]any
	for of, item := range s.documented()["paths"].(map[string]any) {
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
			best, found, fewest = of, op, names
		}
	}
	return best, found
}

// ofPeople are the addresses that this package answers.
func ofPeople(path string) bool {
	return path == address.APISession || strings.HasPrefix(path, address.APIPeople) || strings.HasPrefix(path, address.APITokens)
}

// holdToDocument holds what this package takes and answers against the document of the API.
func (b *browser) holdToDocument(r *http.Request, body string, w *httptest.ResponseRecorder) {
	b.t.Helper()
	if !ofPeople(r.URL.Path) || w.Code == http.StatusMethodNotAllowed {
		return
	}
	_, op := b.operation(r.Method, r.URL.Path)
	if op == nil {
		if w.Code < 300 {
			b.t.Errorf("the document tells nothing of %s %s", r.Method, r.URL.Path)
		}
		return
	}
	good := w.Code < 300
	responses, status := op["responses"].(map[string]any), "default"
	if good {
		status = strconv.Itoa(w.Code)
	}
	if responses[status] == nil {
		b.t.Errorf("%s %s: the document tells of no %s", r.Method, r.URL.Path, status)
	}
	b.valid(r, schemaIn(responses[status], w.Header().Get("Content-Type")), w.Body.Bytes())
	if good && body != "" {
		b.valid(r, schemaIn(op["requestBody"], "application/json"), []byte(body))
	}
}

func schemaIn(of any, media string) string {
	whole, _ := of.(map[string]any)
	content, _ := whole["content"].(map[string]any)
	media, _, _ = strings.Cut(media, ";")
	form, _ := content[media].(map[string]any)
	schema, _ := form["schema"].(map[string]any)
	ref, _ := schema["$ref"].(string)
	return ref
}

// valid holds a text against a schema of the document; one of no name holds nothing but that there is no text.
func (b *browser) valid(r *http.Request, ref string, text []byte) {
	b.t.Helper()
	if ref == "" {
		if len(text) > 0 {
			b.t.Errorf("%s %s: the document tells of no such body: %.200s", r.Method, r.URL.Path, text)
		}
		return
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err == nil {
		err = b.schema(ref).Validate(v)
	}
	if err != nil {
		b.t.Errorf("%s %s is not as the document says (%s): %v\n%.400s", r.Method, r.URL.Path, ref, err, text)
	}
}

// TestDocumentHasItAll holds that the one document tells of sessions, people, tokens and stories.
func TestDocumentHasItAll(t *testing.T) {
	s := newSite(t, maps)
	paths := s.documented()["paths"].(map[string]any)
	for _, path := range []string{address.APISession, address.APIPeople, address.APIPeople + "/{id}/invite", address.APITokens + "/{id}", address.APIStory("{story}"), address.APIMedia("{story}", "{id}")} {
		if paths[path] == nil {
			t.Errorf("nothing is told of %s", path)
		}
	}
}
