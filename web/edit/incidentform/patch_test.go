package incidentform

import (
	"encoding/json"
	"testing"

	"incidentmap/web/edit/jsonform"
)

// TestMerge is the table of RFC 7396, appendix A, as far as its target and patch are objects.
func TestMerge(t *testing.T) {
	for _, tt := range []struct{ target, patch, want string }{
		{`{"a":"b"}`, `{"a":"c"}`, `{"a":"c"}`},
		{`{"a":"b"}`, `{"b":"c"}`, `{"a":"b","b":"c"}`},
		{`{"a":"b"}`, `{"a":null}`, `{}`},
		{`{"a":"b","b":"c"}`, `{"a":null}`, `{"b":"c"}`},
		{`{"a":["b"]}`, `{"a":"c"}`, `{"a":"c"}`},
		{`{"a":"c"}`, `{"a":["b"]}`, `{"a":["b"]}`},
		{`{"a":{"b":"c"}}`, `{"a":{"b":"d","c":null}}`, `{"a":{"b":"d"}}`},
		{`{"a":[{"b":"c"}]}`, `{"a":[1]}`, `{"a":[1]}`},
		{`{"e":null}`, `{"a":1}`, `{"a":1,"e":null}`},
		{`{}`, `{"a":{"bb":{"ccc":null}}}`, `{"a":{"bb":{}}}`},
	} {
		target, patch := tree(t, tt.target), tree(t, tt.patch)
		got, err := json.Marshal(merge(target, patch))
		if err != nil || string(got) != tt.want {
			t.Errorf("%s with %s: %s, want %s (%v)", tt.target, tt.patch, got, tt.want, err)
		}
		if before, _ := json.Marshal(target); string(before) != tt.target {
			t.Errorf("%s was changed to %s", tt.target, before)
		}
	}
}

func tree(t *testing.T, s string) map[string]any {
	t.Helper()
	v, err := jsonform.Parse([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return v.(map[string]any)
}
