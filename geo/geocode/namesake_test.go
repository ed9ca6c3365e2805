package geocode

import (
	"strings"
	"testing"
)

// A small town that nothing but its name speaks for is not told where a far airport bears the name; a
// word for its area, the country of the import, or a name that is well known settles it.
func TestNamesakesOfAirports(t *testing.T) {
	c := New(places(t), nil)
	for _, tt := range []struct {
		query, country string
		ambiguous      bool
	}{
		{"Heathrow", "", true},
		{"Laguardia", "", true},
		{"Heathrow, Florida", "", false},
		{"Laguardia, Spain", "", false},
		{"Heathrow", "US", false},
		{"Heathrow airport", "", false},
		{"Tapalpa", "", false},
		{"Puerto Vallarta", "", false},
		{"London", "", false},
	} {
		res := c.Geocode(tt.query, Context{Country: tt.country})
		if res.Ambiguous != tt.ambiguous || len(res.Candidates) == 0 || tt.ambiguous && !strings.Contains(res.Ambiguity, "Airport") {
			t.Errorf("%q in %q: ambiguous %t, %d candidates, %q", tt.query, tt.country, res.Ambiguous, len(res.Candidates), res.Ambiguity)
		}
	}
}
