package format

import (
	"bytes"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"incidentmap/incidents"
)

// columned is a story with columns of every type, and an incident that has values in them.
func columned(t *testing.T) (Heading, *incidents.Public) {
	t.Helper()
	h := heading()
	for _, c := range []struct {
		source, words string
		of            incidents.ColumnType
	}{
		{"Cause of Death", "cause of death", incidents.TextColumn},
		{"age", "age", incidents.IntegerColumn},
		{"acres", "acres", incidents.NumberColumn},
		{"armed", "armed", incidents.BooleanColumn},
		{"seen", "seen", incidents.DateColumn},
		{"phone", "phone", incidents.TextColumn},
	} {
		if !h.Story.AddColumn(c.source, c.words, c.of) {
			t.Fatal("too many columns")
		}
		h.Story.Columns[len(h.Story.Columns)-1].Unpublished = false
	}
	h.Story.Columns[5].Private = true
	inc := incidents.Incident{
		ID: "01KJ43PSE0D97TVA613DNF0KA1", Story: h.Story.Slug, Class: incidents.ClassIncident, Kind: "killing", Title: say("One", "Uno"), Workflow: incidents.Published,
		When: incidents.When{Precision: incidents.TimeUnknown, Basis: incidents.EventTime}, Verification: incidents.Unverified, Disposition: incidents.Active,
		Extra: map[string]string{"Cause of Death": "Drowning, \"cold\"", "age": "31", "acres": "-0.5", "armed": "True", "seen": "2026-02-22", "phone": "555", "undeclared": "x"},
	}
	inc.Where.Precision = "unlocated"
	p := h.Story.Public(&inc, incidents.Stamp{Revision: 1, Seq: 2})
	if len(p.Attributes) != 5 {
		t.Fatalf("%+v", p.Attributes)
	}
	return h, p
}

// The columns of the story are in every format, typed; private ones are in none.
func TestAttributes(t *testing.T) {
	h, p := columned(t)
	for _, f := range Formats() {
		ext, reader := f.Ext, readerOf(t, f)
		var out bytes.Buffer
		if err := f.Write(t.Context(), &out, h, one(p)); err != nil {
			t.Errorf("%s: %v", ext, err)
		}
		text := out.String()
		if reader.part != "" {
			text = string(unzip(t, out.Bytes(), reader.part))
		}
		for _, w := range reader.columns {
			if !strings.Contains(text, w) {
				t.Errorf("%s does not hold %s", ext, w)
			}
		}
		if strings.Contains(text, "x_phone") || strings.Contains(text, "undeclared") {
			t.Errorf("%s holds what is not public", ext)
		}
	}
	f, _ := ByExt("parquet")
	var out bytes.Buffer
	if err := f.Write(t.Context(), &out, h, one(p)); err != nil {
		t.Fatal(err)
	}
	file, err := parquet.OpenFile(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	for name, kind := range map[string]string{"x_age": "INT(64,true)", "x_acres": "DOUBLE", "x_armed": "BOOLEAN", "x_seen": "DATE"} {
		if c, ok := file.Schema().Lookup(name); !ok || c.Node.Type().String() != kind {
			t.Errorf("parquet's %s is %v, want %s", name, c.Node, kind)
		}
	}
	schema := string(FeatureSchema("https://example.org/s", "geometry-any", "en", &h.Story))
	for _, w := range []string{`"x_age":{"type":"integer",`, `"x_acres":{"type":"number"`, `"x_armed":{"type":"boolean"`, `"x_seen":{"type":"string","format":"date"`} {
		if !strings.Contains(schema, w) {
			t.Errorf("the schema does not hold %s", w)
		}
	}
}

func one(p *incidents.Public) Incidents {
	return func(yield func(*incidents.Public, error) bool) { yield(p, nil) }
}
