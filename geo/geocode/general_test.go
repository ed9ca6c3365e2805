package geocode

import "testing"

// A word for a kind or a part of places names none, unless a state says where; then it may be a name there.
func TestWordsForKindsOfPlaces(t *testing.T) {
	c := New(places(t), nil)
	for _, words := range []string{"Home", "Street", "border", "Nacional", "Norte", "Centro", "Police station", "Zona rural", "The capital"} {
		for _, country := range []string{"", "Mexico"} {
			res := c.Resolve(Fields{Place: words, Country: country}, Context{})
			if country == "" && len(res.Candidates) > 0 || res.Unfound != words || res.Reason != general {
				t.Errorf("%q in %q: %+v", words, country, res)
			}
		}
	}
	if res := c.Resolve(Fields{City: "Centro", State: "Tabasco", Country: "Mexico"}, Context{}); len(res.Candidates) == 0 || res.Unfound != "" {
		t.Errorf("Centro in Tabasco: %+v", res)
	}
	if res := c.Resolve(Fields{Place: "Home, Washington", Country: "United States"}, Context{}); len(res.Candidates) == 0 || res.Unfound != "" {
		t.Errorf("Home in Washington: %+v", res)
	}
}
