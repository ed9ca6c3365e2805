package phrase

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"incidentmap/incidents/extract/text"
)

func TestFind(t *testing.T) {
	table := New[string]()
	for pattern, value := range map[string]string{
		"fire": "fire", "opened|opens fire": "shots", "explo*": "blast", "set .. cars|buses": "arson", "riot [broke] [out] in": "riot",
		"{quemar} casas": "burn", "{denunciar-}": "accuse", "{sufrir+}|{balear+}": "hurt",
	} {
		table.Add(pattern, value)
	}
	for s, want := range map[string][]string{
		"a fire and explosions":        {"fire", "blast"},
		"they opened fire":             {"shots"}, // the longest counts
		"set two of the buses alight":  {"arson"},
		"set it, and cars came":        nil, // a gap holds no mark
		"set a b c d e f cars":         nil, // nor more than five words
		"riot in, riot broke out in":   {"riot", "riot"},
		"quemaron casas, quema casas":  {"burn", "burn"},
		"quemar casas, quemando casas": nil,
		"la denuncia que denunciaban":  {"accuse"}, // the present is a noun
		"sufriendo, balear, sufrieron": {"hurt", "hurt", "hurt"},
		"":                             nil,
	} {
		d := text.Read(s, "en")
		var got []string
		for _, m := range table.Find(d.Tokens, text.Range{Last: len(d.Tokens)}) {
			got = append(got, m.Value)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: phrases differ (-want +got):\n%s", s, diff)
		}
	}
}

func TestAddRefuses(t *testing.T) {
	for _, pattern := range []string{"", "[the] fire", ".. fire", "a* fire", "{quemo}"} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("the pattern %q was taken", pattern)
				}
			}()
			New[bool]().Add(pattern, true)
		}()
	}
}
