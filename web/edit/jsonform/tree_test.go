package jsonform

import (
	"strings"
	"testing"

	"incidentmap/incidents"
)

// Texts that are none are refused by the name of the field, before anything is made of them.
func TestTextsThatAreNone(t *testing.T) {
	for body, want := range map[string]string{
		`{"title":"a\ud800b"}`:      "title: has an escape such as \\ud800",
		`{"title":{"es":"\ude00"}}`: "title.es: has an escape",
		`{"extra":{"a\udfff":"x"}}`: "has an escape",
		`{"incidents":[{"title":"x"},{"claims":[{"value":"\ud83d\ud83d"}]}]}`: "incidents[1].claims[0].value: has an escape",
		`{"title":"a\u0000b"}`:                          "title: has the character U+0000",
		`{"title":"a\u001bb"}`:                          "title: has a control character",
		`{"title":"a\u009bb"}`:                          "title: has a control character",
		`{"title":"a\u202eb"}`:                          "title: has a control character, or one that turns the direction",
		`{"title":"` + "a\u202eb" + `"}`:                "title: has a control character",
		`{"sources":[{"publisher":{"es":"\u007f"}}]}`:   "sources[0].publisher.es: has a control",
		`{"` + strings.Repeat("n", 500) + `":"\ud800"}`: "…: has an escape",
	} {
		_, err := Parse([]byte(body))
		if incidents.CodeOf(err) != incidents.EInvalid || err == nil || !strings.Contains(err.Error(), want) || len(err.Error()) > 400 {
			t.Errorf("%s: %v, want %s", body, err, want)
		}
	}
	for _, body := range []string{`{"title":"a\ud83d\ude00b\n\t"}`, `{"title":"\ufffd` + "\uFFFD" + `\\ud800"}`, `{"title":"\u200f\u2067עברית\u2069"}`} {
		if _, err := Parse([]byte(body)); err != nil {
			t.Errorf("%s: %v", body, err)
		}
	}
	// What was kept before is read as it is.
	if _, err := TreeOf(map[string]string{"title": "a\x1bb"}); err != nil {
		t.Error(err)
	}
}
