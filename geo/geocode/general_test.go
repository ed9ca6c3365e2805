package geocode

import (
	"strings"
	"testing"
)

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

// A town of note that is called like a kind of places is that where its column and country say so.
func TestTownsThatAreCalledLikeKindsOfPlaces(t *testing.T) {
	c := New(places(t), nil)
	for _, tt := range []struct {
		fields Fields
		town   string // empty for none
	}{
		{Fields{City: "Bar", Country: "Montenegro"}, "Bar, "},
		{Fields{City: "Sur", Country: "Oman"}, "Sur, "},
		{Fields{City: "Penal", Country: "Trinidad and Tobago"}, "Peñal, "},
		{Fields{Place: "Bar", Country: "Montenegro"}, ""},
		{Fields{City: "Bar", Country: "Mexico"}, ""},
		{Fields{City: "Sur", Country: "Mexico"}, ""},
		{Fields{City: "Centro", Country: "Mexico"}, ""},
		{Fields{City: "Norte", Country: "Mexico"}, ""},
		{Fields{City: "Home", Country: "United States"}, ""},
		{Fields{City: "Bar"}, ""},
	} {
		res := c.Resolve(tt.fields, Context{})
		if tt.town == "" && res.Reason != general || tt.town != "" && (len(res.Candidates) == 0 || res.Unfound != "" || !strings.HasPrefix(res.Candidates[0].Label, tt.town)) {
			t.Errorf("%+v: %q, %q, %+v", tt.fields, res.Unfound, res.Reason, res.Candidates)
		}
	}
}
