package incidents_test

import (
	"encoding/json"
	"testing"

	"incidentmap/incidents"
)

func TestPrintable(t *testing.T) {
	for in, want := range map[string]string{
		"Tapalpa, Jalisco":          "Tapalpa, Jalisco",
		"a\x1b[2Jb":                 "a\uFFFD[2Jb",
		"a\u009b31mb":               "a\uFFFD31mb", // the same as one character
		"a\nb\tc\rd":                "a b c d",
		"a\u2028b":                  "a b",
		"safe\u202egpj.exe":         "safe\uFFFDgpj.exe",
		"\u2067عربي\u2069":          "\uFFFDعربي\uFFFD",
		"\u200fعربي":                "\u200fعربي",
		"नमस्ते क्\u200dष":          "नमस्ते क्\u200dष",
		"👩\u200d🚒":                  "👩\u200d🚒",
		"a\xffb":                    "a\uFFFDb",
		"\x00\x07\x7f":              "\uFFFD\uFFFD\uFFFD",
		"\x1b]0;title\x07":          "\uFFFD]0;title\uFFFD",
		"\x1b]8;;http://x\x1b\\y":   "\uFFFD]8;;http://x\uFFFD\\y",
		"\u001b[?1049h\u001b[31m\b": "\uFFFD[?1049h\uFFFD[31m\uFFFD",
	} {
		if got := incidents.Printable(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
	if got := incidents.PrintableLines("a\x1b\nb"); got != "a\uFFFD\nb" {
		t.Errorf("%q", got)
	}
}

func TestWithoutControls(t *testing.T) {
	for in, want := range map[string]string{
		"Uno\ndos\ttres": "Uno\ndos\ttres", "a\x00b\x1bc\u0085d": "abcd", "\u202eabc": "abc", "\u2067עברית\u2069": "\u2067עברית\u2069",
	} {
		got, changed := incidents.WithoutControls(in)
		if got != want || changed != (in != want) {
			t.Errorf("%q is %q (%t), want %q", in, got, changed, want)
		}
	}
}

// Who reads the JSON reads what was written.
func TestPrintableJSON(t *testing.T) {
	const text = "a\u009b\u202e\x7f\u2069\"\\ñ"
	b, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	shown := incidents.PrintableJSON(b)
	for _, r := range string(shown) {
		if incidents.IsControlOrBidi(r) {
			t.Errorf("%q holds %q", shown, r)
		}
	}
	var got string
	if err := json.Unmarshal(shown, &got); err != nil || got != text {
		t.Errorf("%q (%v)", got, err)
	}
}
