package numbers

import (
	"strings"
	"testing"
)

func TestReadTally(t *testing.T) {
	for in, want := range map[string]string{
		"3 muertos, 5 heridos":                    "killed -/3/- wounded -/5/-",
		"12 dead and at least 40 wounded":         "killed -/12/- wounded 40/-/-",
		"2 injured":                               "wounded -/2/-",
		"1 muerto; 2-3 heridos y 1 desaparecido.": "killed -/1/- wounded 2/-/3 missing -/1/-",
		"two killed / one detained":               "killed -/2/- detained -/1/-",
		"3, 5":                                    "",
		"3 muertos, 2 muertos":                    "",
		"3 muertos en Tala":                       "",
		"muertos":                                 "",
		"":                                        "",
	} {
		all, ok := ReadTally(in)
		var got []string
		for _, c := range all {
			got = append(got, string(c.Outcome)+" "+show(c.Count))
		}
		if strings.Join(got, " ") != want || ok != (want != "") {
			t.Errorf("%q: %q, %v; want %q", in, got, ok, want)
		}
	}
}
