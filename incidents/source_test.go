package incidents

import (
	"strings"
	"testing"
)

func TestNewSource(t *testing.T) {
	for _, tt := range []struct {
		publisher, link string
		name            string
		kind            SourceKind
	}{
		{"AP", "", "AP", Wire},
		{"AP", "https://apnews.com/article/1", "AP", Wire},
		{"", "https://www.Example.org:8080/a?b=https://x.com", "example.org", Wire},
		{"", "https://user@x.com:443/status/1", "x.com", Social},
		{"", "https://m.facebook.com/1", "m.facebook.com", Social},
		{"", "https://netflix.com/1", "netflix.com", Wire},
		{"Fiscalía", "https://fiscalia.jalisco.gob.mx/1", "Fiscalía", Official},
		{"", "https://www.state.gov/1", "state.gov", Official},
	} {
		s := NewSource("es", tt.publisher, tt.link)
		if s.Publisher["es"] != tt.name || s.Kind != tt.kind || s.URL != tt.link || s.Attribution != Institution {
			t.Errorf("%q, %q: %+v", tt.publisher, tt.link, s)
		}
		var p Problems
		s.validate(&p, nil)
		if p.Err() != nil || s.ID != SourceID(tt.name, tt.link) || !strings.HasPrefix(s.ID, "s") {
			t.Errorf("%q, %q: %s, %v", tt.publisher, tt.link, s.ID, p.Err())
		}
	}
	if SourceID("a", "b") == SourceID("ab", "") {
		t.Error("different sources have one id")
	}
}
