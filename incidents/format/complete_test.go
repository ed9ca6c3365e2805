package format

import (
	"encoding/json"
	"testing"

	"incidentmap/incidents"
)

// A complete feature has every property of the table, in its order, with the values of the plain one.
func TestCompleteFeaturesHaveEveryProperty(t *testing.T) {
	for _, p := range append(sample(), &incidents.Public{ID: "bare", Story: "s"}) {
		for _, lang := range []string{"en", "es"} {
			plain := AppendFeature(nil, p, lang)
			whole, err := AppendComplete(nil, plain)
			if err != nil {
				t.Fatal(err)
			}
			got, want := membersOf(t, whole), membersOf(t, plain)
			if len(got) != len(properties) {
				t.Errorf("%s has %d properties, want %d", p.ID, len(got), len(properties))
			}
			for i := range properties {
				name := properties[i].name
				value, has := got[name]
				if !has || string(value) != string(want[name]) && (want[name] != nil || string(value) != "null") {
					t.Errorf("%s of %s is %s, want %s", name, p.ID, value, want[name])
				}
			}
			if again, err := AppendComplete(nil, whole); err != nil || string(again) != string(whole) {
				t.Errorf("completing %s again changes it (%v)", p.ID, err)
			}
		}
	}
}

func membersOf(t *testing.T, feature []byte) map[string]json.RawMessage {
	t.Helper()
	var f struct{ Properties map[string]json.RawMessage }
	if err := json.Unmarshal(feature, &f); err != nil {
		t.Fatalf("%v in %s", err, feature)
	}
	return f.Properties
}

// A member that the table does not know stays, and a feature that is cut off is an error.
func TestCompleteFeaturesOfOtherTables(t *testing.T) {
	whole, err := AppendComplete(nil, []byte(`{"type":"Feature","geometry":null,"properties":{"id":"a","later":[{"x":"},\""}],"lang":"es"}}`))
	if err != nil {
		t.Fatal(err)
	}
	got := membersOf(t, whole)
	if string(got["later"]) != `[{"x":"},\""}]` || string(got["lang"]) != `"es"` || string(got["killed"]) != "null" || len(got) != len(properties)+1 {
		t.Errorf("got %s", whole)
	}
	for _, damaged := range []string{"", "{}", `{"type":"Feature","geometry":null,"properties":{"id":"a`, `{"type":"Feature","geometry":null,"properties":{"id":"a}}`, `{"type":"Feature","geometry":null,"properties":{"id":[1}}`} {
		if _, err := AppendComplete(nil, []byte(damaged)); incidents.CodeOf(err) != incidents.EDamaged {
			t.Errorf("%q gives %v", damaged, err)
		}
	}
}

func FuzzAppendComplete(f *testing.F) {
	for _, p := range sample() {
		f.Add(AppendFeature(nil, p, "en"))
	}
	f.Add([]byte(`{"type":"Feature","geometry":null,"properties":{}}`))
	f.Fuzz(func(t *testing.T, feature []byte) {
		whole, err := AppendComplete(nil, feature)
		if err == nil && json.Valid(feature) && len(whole) < len(feature) {
			t.Errorf("%q became %q", feature, whole)
		}
	})
}
