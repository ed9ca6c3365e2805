package phrase

import "testing"

func TestNounForms(t *testing.T) {
	for w, want := range map[string][]Noun{
		"vecino":   {{"vecino", "vecinos"}, {"vecina", "vecinas"}},
		"director": {{"director", "directores"}, {"directora", "directoras"}},
		"portavoz": {{"portavoz", "portavoces"}},
		"agente":   {{"agente", "agentes"}},
		"frances":  {{"frances", "franceses"}, {"francesa", "francesas"}},
		"campeon":  {{"campeon", "campeones"}, {"campeona", "campeonas"}},
	} {
		got := NounForms(w)
		if len(got) != len(want) {
			t.Errorf("%s: %v, want %v", w, got, want)
			continue
		}
		for k := range want {
			if got[k] != want[k] {
				t.Errorf("%s: %v, want %v", w, got, want)
			}
		}
	}
}
