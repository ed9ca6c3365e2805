package incidents

import (
	"strings"
	"testing"
)

func TestQuote(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"short", "roadblok", `"roadblok"`},
		{"empty", "", `""`},
		{"at the limit", strings.Repeat("ñ", 40), `"` + strings.Repeat("ñ", 40) + `"`},
		{"cut", strings.Repeat("ñ", 41), `"` + strings.Repeat("ñ", 40) + `"…`},
		{"terminal", "a\x1b[2Jb", `"a\x1b[2Jb"`},
		{"direction", "a\u202eb\u2066", `"a\u202eb\u2066"`},
		{"no UTF-8", "a\xffb", `"a\xffb"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := Quote(test.text); got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}

func TestProblemsAreBounded(t *testing.T) {
	var p Problems
	for range 10_000 {
		p.Add("layer", "%s names no layer", Quote(strings.Repeat(",", 28_000)))
	}
	if len(p) != mostProblems+1 || len(p.Error()) > 4_000 {
		t.Errorf("%d problems in %d bytes", len(p), len(p.Error()))
	}
}
