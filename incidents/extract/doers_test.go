package extract_test

import (
	"slices"
	"testing"

	"incidentmap/incidents/extract"
)

// A body that arrests is the source of what nobody is said to tell, of the people of its own sentence alone; an editor is asked to look.
func TestDoerAsSource(t *testing.T) {
	drafts := read(t, "KINGSTON, Jamaica (AP) — A fire gutted a garment workshop in May Pen on Sunday, killing eight people. Police arrested the owner.", "2026-03-10")
	if len(drafts) != 1 {
		t.Fatalf("%d drafts, want 1", len(drafts))
	}
	d := &drafts[0]
	names := map[string]string{}
	for _, s := range d.Incident.Sources {
		names[s.ID] = s.Publisher["en"]
	}
	for _, c := range d.Incident.Claims {
		if want := map[bool]string{true: "Police", false: "The report"}[c.Value == "arrest" || c.Value == "detained: the owner"]; names[c.Source] != want {
			t.Errorf("%s %q is told by %q, want %q", c.Field, c.Value, names[c.Source], want)
		}
	}
	if !slices.ContainsFunc(d.Check, func(c extract.Check) bool { return c.Code == extract.CheckSource }) {
		t.Error("an editor is not asked who says so")
	}
}
