package geocode

import (
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/geo"
)

// TestHolding asks for the areas of points inside of states, beside a border and at sea.
func TestHolding(t *testing.T) {
	g := New(places(t), nil)
	for name, tt := range map[string]struct {
		at    orb.Point
		codes []string // the last part of the admin codes, the smallest first
	}{
		"Zapopan":        {orb.Point{-103.39, 20.72}, []string{"MX.14.120", "MX.14", "MX"}},
		"the open ocean": {orb.Point{-130, 0}, nil},
		"no such point":  {orb.Point{200, 100}, nil},
		"Monterrey":      {orb.Point{-100.31, 25.67}, []string{"MX.19.039", "MX.19", "MX"}},
	} {
		var got []string
		for _, c := range g.Holding(tt.at, Context{Lang: "es"}) {
			code := c.Location.Admin.Admin2
			switch c.Location.Precision {
			case geo.Admin1:
				code = c.Location.Admin.Admin1
			case geo.Country:
				code = c.Location.Admin.Country
			}
			got = append(got, code)
			if c.Name == "" || c.Location.Geometry == nil || c.Location.GazetteerID == "" || c.Location.Method.By != geo.ByEditor {
				t.Errorf("%s: %+v", name, c)
			}
		}
		if len(got) != len(tt.codes) {
			t.Errorf("%s: %v; want %v", name, got, tt.codes)
			continue
		}
		for i := range got {
			if got[i] != tt.codes[i] {
				t.Errorf("%s: %v; want %v", name, got, tt.codes)
			}
		}
	}
}
