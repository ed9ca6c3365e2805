package incidents

import (
	"strings"
	"testing"
)

func TestSearchWords(t *testing.T) {
	for _, tt := range []struct{ text, words string }{
		{"", ""},
		{"Bloqueo en Tlajomulco", "bloqueo en tlajomulco"},
		{"ÁRBOL árbol a\u0301rbol", "arbol arbol arbol"},
		{"ΟΔΟΣ οδός", "οδοσ οδοσ"},
		{"Straße STRASSE", "strasse strasse"},
		{"ﬁn İstanbul", "fin istanbul"},
		{"a-b_c'd\x00e\"*", "a b c d e"},
		{"12.5 km²", "12 5 km2"},
		{"हिन्दी 東京", "हिन्दी 東京"},
		{"\u0301 \u0e31 !", ""},
		{"a\xffb", "a b"},
	} {
		if got := strings.Join(SearchWords(tt.text), " "); got != tt.words {
			t.Errorf("the words of %q are %q, want %q", tt.text, got, tt.words)
		}
	}
}
