package incidents

import (
	"math/rand/v2"
	"slices"
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

// Letters that are looked up are folded as all letters are.
func TestFoldedLetters(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		text := make([]rune, rng.IntN(8))
		for i := range text {
			text[i] = rune(rng.IntN([]int{foldedEnd, foldedEnd, foldedEnd, 0x3100}[rng.IntN(4)]))
		}
		s := string(text)
		if rng.IntN(10) == 0 {
			s += "\xff\u0301"
		}
		if got, want := fold(s), foldAny(s); got != want {
			t.Fatalf("%q folds to %q, want %q", s, got, want)
		}
	}
}

func TestAskedWords(t *testing.T) {
	for _, tt := range []struct {
		q    string
		want []string
	}{
		{"", nil},
		{"night", []string{"night"}},
		{"night night", []string{"night", "night"}}, // the word, and one that begins so
		{"Night of the night of", []string{"night", "of", "the", "of"}},
		{strings.Repeat("night ", MaxSearchWords), []string{"night", "night"}},
	} {
		if got, err := AskedWords(tt.q); err != nil || !slices.Equal(got, tt.want) {
			t.Errorf("%.60q: %q, %v; want %q", tt.q, got, err, tt.want)
		}
	}
	if _, err := AskedWords(strings.Repeat("night ", MaxSearchWords+1)); CodeOf(err) != EInvalid {
		t.Errorf("too many words: %v", err)
	}
}
