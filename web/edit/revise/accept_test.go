package revise

import (
	"net/http"
	"testing"
)

func TestWantsFeature(t *testing.T) {
	for accept, want := range map[string]bool{
		"": false, "*/*": false, "application/json": false, "application/geo+json": true,
		"application/geo+json, application/json;q=0.5": true, "application/geo+json;q=0.5, application/json": false,
		"Application/Geo+JSON": true, "application/geo+json;q=0": false,
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Accept", accept)
		if got := wantsFeature(r); got != want {
			t.Errorf("Accept %q: %t", accept, got)
		}
	}
}
