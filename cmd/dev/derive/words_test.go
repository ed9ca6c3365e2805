package derive

import (
	"strings"
	"testing"
)

func TestDemonymForms(t *testing.T) {
	cases := []struct {
		word, spanish, english string
	}{
		{"mexicano", "mexicano mexicana mexicanos mexicanas", "mexicano mexicanos"},
		{"francés", "frances francesa franceses francesas", "frances"},
		{"jalisciense", "jalisciense jaliscienses", "jalisciense"},
		{"iraní", "irani iranies", "irani iranis"},
		{"Texan", "texan", "texan texans"},
		{"South African", "", ""}, // two words are written by hand
		{"argentina", "", ""},     // the name of the country
	}
	for _, c := range cases {
		for lang, want := range map[string]string{"es": c.spanish, "en": c.english} {
			d := &demonyms{found: map[string][]string{}, taken: map[string]bool{}, excluded: map[string]bool{"argentina": true, "argentinas": true}}
			if lang == "es" {
				d.addSpanish("X", c.word)
			} else {
				d.addEnglish("X", c.word)
			}
			if got := strings.Join(d.found["X"], " "); got != want {
				t.Errorf("%s, %s: %q, want %q", c.word, lang, got, want)
			}
		}
	}
}
