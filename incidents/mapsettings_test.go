package incidents

import (
	"strings"
	"testing"
)

// TestMapSettings holds what a story may say of its map.
func TestMapSettings(t *testing.T) {
	const id, other = "01KJ0000000000000000000001", "01KJ0000000000000000000002"
	for name, c := range map[string]struct {
		m    MapSettings
		says string // of the fault; empty for none
	}{
		"nothing":              {},
		"all":                  {m: MapSettings{Leads: []string{id, other}, Labels: map[string]LabelRule{"Tapalpa": PinLabel, "Colima": HideLabel}, Captions: map[string]Text{id: {"en": "Six killed", "es": "Seis muertos"}}, Show: "adm1", Measure: "deaths_rate", Size: "deaths"}},
		"a lead twice":         {MapSettings{Leads: []string{id, id}}, "map.leads[1]"},
		"a caption of no lead": {MapSettings{Leads: []string{id}, Captions: map[string]Text{other: {"en": "x"}}}, "map.captions"},
		"an empty caption":     {MapSettings{Leads: []string{id}, Captions: map[string]Text{id: {"en": " "}}}, "map.captions." + id},
		"a long caption":       {MapSettings{Leads: []string{id}, Captions: map[string]Text{id: {"en": strings.Repeat("x", MaxCaption+1)}}}, "map.captions." + id},
		"no id":                {MapSettings{Leads: []string{"first"}}, "map.leads[0]"},
		"many leads":           {MapSettings{Leads: make([]string, MaxLeads+1)}, "the limit is 20"},
		"no name":              {MapSettings{Labels: map[string]LabelRule{"": PinLabel}}, "map.labels"},
		"no rule":              {MapSettings{Labels: map[string]LabelRule{"Colima": "bold"}}, "use pin or hide"},
		"no way":               {MapSettings{Show: "heat"}, "map.show"},
		"no measure":           {MapSettings{Measure: "wounded"}, "map.measure"},
		"no size":              {MapSettings{Size: "big"}, "map.size"},
	} {
		var p Problems
		c.m.validate(&p)
		err := p.Err()
		if (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", name, err, c.says)
		}
		if c.m.IsZero() != (name == "nothing") {
			t.Errorf("%s: IsZero is %v", name, c.m.IsZero())
		}
	}
}
