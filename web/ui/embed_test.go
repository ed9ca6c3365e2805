package ui_test

import (
	"bytes"
	"compress/gzip"
	"html/template"
	"io/fs"
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

// A phone on a slow connection waits for every kilobyte of these.
func TestBuiltFilesStaySmall(t *testing.T) {
	for name, limit := range map[string]int{"map.js": 60_000, "frame.js": 59_500, "map.css": 9_500} {
		built, err := fs.ReadFile(ui.Dist(), name)
		if err != nil {
			t.Fatal(err)
		}
		var packed bytes.Buffer
		w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(built); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if packed.Len() > limit {
			t.Errorf("%s is %d bytes when compressed, more than %d", name, packed.Len(), limit)
		}
	}
}
