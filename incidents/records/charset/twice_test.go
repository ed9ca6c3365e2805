package charset

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// twice encodes a text as a program does that takes UTF-8 for Windows-1252.
func twice(s string) string {
	var b strings.Builder
	for i := range len(s) {
		r := charmap.Windows1252.DecodeByte(s[i])
		if r == utf8.RuneError { // a byte that the encoding leaves free
			r = rune(s[i])
		}
		b.WriteRune(r)
	}
	return b.String()
}

func TestOnce(t *testing.T) {
	for _, s := range []string{"León", "Tlajomulco de Zúñiga", "¿Qué pasó?", "São Paulo – “aspas”", "Señor’s", "Łódź", "Ñandú"} {
		if got, found := Once(twice(s)); got != s || !found {
			t.Errorf("%q: %q, %v; want %q", twice(s), got, found, s)
		}
		if got, found := Once(s); got != s || found {
			t.Errorf("%q is changed to %q", s, got)
		}
	}
	for _, s := range []string{"", "SÃO PAULO", "IRMÃ", "«IRMÃ»", "«CAFÉ»", "Ärger", "Å", "Ã", "â", "plain", "Château d’If", "MÂCON"} {
		if got, found := Once(s); got != s || found {
			t.Errorf("%q is changed to %q", s, got)
		}
	}
}

func FuzzOnce(f *testing.F) {
	f.Add("LeÃ³n")
	f.Fuzz(func(t *testing.T, s string) {
		if got, found := Once(s); !found && got != s {
			t.Errorf("%q is changed to %q without a word", s, got)
		}
	})
}
