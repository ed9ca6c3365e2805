package format

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

func TestGoldenSchema(t *testing.T) {
	for name, got := range map[string][]byte{
		"schema_en.json":         Schema("https://maps.example.org/schema.json", "en", nil),
		"feature_schema_es.json": FeatureSchema("https://maps.example.org/schema.json", "geometry-any", "es", nil),
	} {
		path := filepath.Join("testdata", name)
		if os.Getenv("BLESS") != "" {
			if err := os.WriteFile(path, got, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if want, err := os.ReadFile(path); err != nil || string(want) != string(got) {
			t.Errorf("%s differs (%v); if the change is meant, bless it", path, err)
		}
	}
}

// schema is as much of JSON Schema as ours use.
type schema struct {
	Type       string            `json:"type"`
	Format     string            `json:"format"`
	Enum       []string          `json:"enum"`
	Properties map[string]schema `json:"properties"`
	Required   []string          `json:"required"`
	Items      *schema           `json:"items"`
	Title      string            `json:"title"`
	About      string            `json:"description"`
}

// holds reports what of a value breaks the schema. Members that the schema does not name
// break it: the dictionary is complete.
func (s *schema) holds(t *testing.T, at string, v any) {
	t.Helper()
	switch v := v.(type) {
	case map[string]any:
		if s.Type != "object" {
			t.Errorf("%s is an object, not %q", at, s.Type)
		}
		for name, member := range v {
			p, known := s.Properties[name]
			if !known {
				t.Errorf("%s.%s is not in the schema", at, name)
			}
			p.holds(t, at+"."+name, member)
		}
		for _, name := range s.Required {
			if _, has := v[name]; !has {
				t.Errorf("%s has no %s", at, name)
			}
		}
	case []any:
		if s.Type != "array" {
			t.Errorf("%s is an array, not %q", at, s.Type)
			return
		}
		for _, it := range v {
			s.Items.holds(t, at+"[]", it)
		}
	case string:
		if s.Type != "string" || s.Enum != nil && !slices.Contains(s.Enum, v) {
			t.Errorf("%s is %q; the schema has %q %q", at, v, s.Type, s.Enum)
		}
		if _, err := time.Parse(time.RFC3339, v); s.Format == "date-time" && err != nil {
			t.Errorf("%s: %v", at, err)
		}
	case float64:
		if s.Type != "integer" || v != float64(int(v)) || v < 0 {
			t.Errorf("%s is %v, not %q", at, v, s.Type)
		}
	}
}

func TestFeaturesHoldToTheSchema(t *testing.T) {
	var s schema
	if err := json.Unmarshal(Schema("", "en", nil), &s); err != nil {
		t.Fatal(err)
	}
	var collection struct {
		Features []struct {
			Properties map[string]any `json:"properties"`
		} `json:"features"`
	}
	if err := json.Unmarshal(written(t, "geojson", heading()), &collection); err != nil {
		t.Fatal(err)
	}
	if len(collection.Features) != len(sample()) {
		t.Fatalf("%d features", len(collection.Features))
	}
	for _, f := range collection.Features {
		s.holds(t, f.Properties["id"].(string), f.Properties)
	}
}

func TestDictionaryIsCompleteInBothLanguages(t *testing.T) {
	var look func(list []Property, titled bool)
	look = func(list []Property, titled bool) {
		seen := map[string]bool{}
		for _, p := range list {
			if seen[p.Name] {
				t.Errorf("%s is there twice", p.Name)
			}
			seen[p.Name] = true
			for _, lang := range []string{"en", "es"} {
				if p.About[lang] == "" || titled && p.Title[lang] == "" {
					t.Errorf("%s has no title or description in %q", p.Name, lang)
				}
			}
			look(p.Items, false)
		}
	}
	look(Dictionary(nil), true)
	if n := len(Dictionary(nil)); n != 59 {
		t.Errorf("%d properties", n)
	}
}
