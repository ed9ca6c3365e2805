package geocode

import (
	"strings"
	"testing"
)

// Codes of areas are those of the area and of nothing else, with or without the zero that a spreadsheet took away.
func TestAreaCodes(t *testing.T) {
	c := New(places(t), nil)
	for _, tt := range []struct {
		scheme      AreaScheme
		code, label string
	}{
		{USCounties, "06037", "Los Angeles County (municipality), California"},
		{USCounties, "6037", "Los Angeles County (municipality), California"},
		{USCounties, "48", "Texas (state)"},
		{USCounties, "6", "California (state)"},
		{USCounties, "72", "Puerto Rico"},
		{USCounties, "72127", "San Juan (state), Puerto Rico"},
		{USCounties, "66", "Guam"},
		{USCounties, "72999", ""},
		{USCounties, "03001", ""},
		{USCounties, "06998", ""},
		{MexicanAreas, "14120", "Zapopan (municipality), Jalisco"},
		{MexicanAreas, "9", "Mexico City (state)"},
		{MexicanAreas, "99", ""},
		{BrazilTowns, "3550308", "São Paulo"},
		{BrazilTowns, "9999999", ""},
		{ColombiaTown, "05001", "Medellín"},
		{ColombiaTown, "5001", "Medellín"},
		{PeruDistrict, "080101", "Provincia de Cusco"},
	} {
		words, ok := tt.scheme.AreaOf(tt.code)
		if !ok {
			t.Errorf("%s %q is no code", tt.scheme, tt.code)
			continue
		}
		res := c.Resolve(Fields{County: words}, Context{Lang: "en"})
		label := ""
		if len(res.Candidates) > 0 && res.Unfound == "" {
			label = res.Candidates[0].Label
		}
		if !strings.HasPrefix(label, tt.label) || (label == "") != (tt.label == "") {
			t.Errorf("%s is %q (%s), want %q", words, label, res.Reason, tt.label)
		}
	}
	for scheme, code := range map[AreaScheme]string{USCounties: "603", BrazilTowns: "355030", MexicanAreas: "x", PeruDistrict: ""} {
		if words, ok := scheme.AreaOf(code); ok {
			t.Errorf("%s takes %q for %s", scheme, code, words)
		}
	}
}
