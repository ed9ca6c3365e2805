package ui_test

import (
	"html/template"
	"testing"

	"incidentmap/web/ui"
)

func TestTemplatesParse(t *testing.T) {
	set, err := template.ParseFS(ui.Templates(), "*.gohtml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"stories.gohtml", "story.gohtml", "incident.gohtml", "error.gohtml"} {
		if set.Lookup(name) == nil {
			t.Errorf("no template defines the page %s", name)
		}
	}
}
