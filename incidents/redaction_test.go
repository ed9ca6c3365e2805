package incidents

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestRedactionLeavesItsArgument redacts every field of an incident that has all of them, and
// holds that the incident is as it was, that the rest of what is left is valid, and that of all fields
// together nothing is left but what the incident is of.
func TestRedactionLeavesItsArgument(t *testing.T) {
	two := 2
	inc := *sample()
	inc.Sources = append(inc.Sources, Source{ID: "by way", Publisher: Text{"en": "Another"}, Kind: Wire, Attribution: Named, Via: inc.Sources[0].ID})
	inc.Claims = append(inc.Claims, Claim{ID: "k9", Field: "LOCATION.lat", Value: "20", Source: inc.Sources[0].ID, Stance: Supports})
	inc.Casualties = append(inc.Casualties, Casualty{ID: "c9", Group: "civilian", Outcome: Killed, Best: &two, Claim: "k9"})
	inc.Extra = map[string]string{"calle": "1"}
	inc.Media = []Media{{
		ID: "m1", Kind: Picture, Hash: hashPrefix + strings.Repeat("0a", 32), Width: 10, Height: 10,
		Alt: Text{"en": "a street"}, Credit: Text{"en": "ana"}, Licence: Licence{Name: "CC0"},
	}}
	rev := Revision{Number: 1, Incident: inc, Author: "ana", Note: Text{"en": "A note"}}
	before, err := json.Marshal(rev)
	if err != nil {
		t.Fatal(err)
	}
	fields := append(Redactable(), "sources."+inc.Sources[0].ID, "claims.k9", "media.m1")
	for _, field := range fields {
		r := Redaction{Fields: []string{field}, Reason: ForSafety, Note: Text{"en": "For safety."}}
		if err := r.Validate(); err != nil {
			t.Errorf("%s: %v", field, err)
		}
		out := r.Of(&rev)
		if err := out.Incident.Validate(); err != nil {
			t.Errorf("%s: what is left is not valid: %v", field, err)
		}
		left, err := json.Marshal(out)
		if err != nil || string(left) == string(before) {
			t.Errorf("%s: nothing is taken away, %v", field, err)
		}
		if after, err := json.Marshal(rev); err != nil || string(after) != string(before) {
			t.Errorf("%s: the argument was changed, %v", field, err)
		}
	}
	out := (&Redaction{Revisions: []int{1}}).Of(&rev)
	if err := out.Incident.Validate(); err != nil {
		t.Error(err)
	}
	out.Incident.Title = nil
	left, err := json.Marshal(Incident{
		Title: out.Incident.Title, Summary: out.Incident.Summary, Where: out.Incident.Where, Casualties: out.Incident.Casualties,
		Claims: out.Incident.Claims, Sources: out.Incident.Sources, Relations: out.Incident.Relations, Extra: out.Incident.Extra,
	})
	empty, errEmpty := json.Marshal(Incident{Where: out.Incident.Where})
	if err != nil || errEmpty != nil || string(left) != string(empty) || out.Incident.Where.Geometry != nil || out.Note != nil || out.Author != "" {
		t.Errorf("of a whole revision is left %s", left)
	}
}
