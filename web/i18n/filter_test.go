package i18n

import (
	"reflect"
	"testing"
	"time"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// TestFilterSaysAllOfIt holds that a file never looks whole that is not: whatever a filter asks for is said.
func TestFilterSaysAllOfIt(t *testing.T) {
	story := incidents.Story{Columns: []incidents.Column{{Name: "x_cause", Source: "Cause of death"}}}
	day := time.Date(2026, 2, 22, 0, 0, 0, 0, time.UTC)
	whole := incidents.Filter{
		BBox: &geo.BBox{West: -104, South: 20, East: -103, North: 21}, Time: &incidents.Interval{From: day, To: day},
		Query:   "puente",
		Columns: []incidents.ColumnValues{{Name: "x_cause", Values: []string{"drowning", "fall"}}},
	}
	for _, trait := range incidents.TraitFilters() {
		trait.Want(&whole, trait.Values()[:1])
	}
	messages, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"en", "es"} {
		m := messages.Nearest(lang)
		said := map[string]bool{"": true}
		for _, field := range reflect.VisibleFields(reflect.TypeFor[incidents.Filter]()) {
			if field.Name == "Layers" {
				continue
			}
			value := reflect.ValueOf(whole).FieldByIndex(field.Index)
			if value.IsZero() {
				t.Fatalf("the test asks for nothing of %s", field.Name)
			}
			var f incidents.Filter
			reflect.ValueOf(&f).Elem().FieldByIndex(field.Index).Set(value)
			datetime := ""
			if f.Time != nil {
				datetime = "2026-02-22"
			}
			words := m.Filter(&story, f, datetime)
			if said[words] {
				t.Errorf("%s: of %s it says %q", lang, field.Name, words)
			}
			said[words] = true
		}
	}
	want := "Cause of death: drowning, fall"
	if got := messages.Nearest("en").Filter(&story, incidents.Filter{Columns: whole.Columns}, ""); got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
}
