package kinds

import (
	"strings"
	"testing"

	"incidentmap/incidents"
	"incidentmap/incidents/intake/words"
)

func TestFind(t *testing.T) {
	for in, want := range map[string]incidents.Kind{
		"roadblock": "roadblock", "Bloqueo carretero": "roadblock", "NARCOBLOQUEO": "roadblock", "Homicidio": "killing", "homicidios": "killing", "Explosión": "explosion",
		"Armed clash": "armed_clash", "vehicle_arson": "vehicle_arson", "Quema de vehículo": "vehicle_arson", "Wildfire": "fire_or_smoke", "Violence against civilians": "attack",
	} {
		if got, ok := Find(in); !ok || got != want {
			t.Errorf("%q: %s, %v; want %s", in, got, ok, want)
		}
	}
	for _, in := range []string{"", "earthquake", "FALTAS ADMINISTRATIVAS", "3"} {
		if got, ok := Find(in); ok {
			t.Errorf("%q is %s", in, got)
		}
	}
}

// No phrase means two kinds, and every kind of the table is one of the domain's.
func TestPhrases(t *testing.T) {
	seen := map[string]incidents.Kind{}
	for kind, list := range phrases {
		if _, ok := incidents.LookupKind(kind); !ok {
			t.Errorf("%s is no kind", kind)
		}
		for _, p := range strings.Split(list, ",") {
			key := words.Key(p)
			if other, ok := seen[key]; ok && other != kind {
				t.Errorf("%q means %s and %s", key, kind, other)
			}
			seen[key] = kind
		}
	}
}
