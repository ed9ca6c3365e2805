package basemap

import "testing"

// TestPlainName holds that remarks of sources are left out of names, and names are never empty.
func TestPlainName(t *testing.T) {
	for name, want := range map[string]string{
		"Real del Valle (El Paraíso) [Fraccionamiento]": "Real del Valle",
		"[Fraccionamiento] Las Torres":                  "Las Torres",
		"Zapopan":                                       "Zapopan",
		"(Rancho)":                                      "(Rancho)",
		"":                                              "",
	} {
		if got := plainName(name); got != want {
			t.Errorf("%q is written %q, want %q", name, got, want)
		}
	}
}
