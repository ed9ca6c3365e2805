// Package words gives the forms in which words of files are compared: what people write
// as "Fecha_Inicio", "fecha inicio" and "FECHA INICIO" is one name.
//
// Goals: Spanish and English, without allocating for text that is plain already.
//
// Non-goals: what a word means, and names of places, which the gazetteer compares.
package words

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Plain gives text in lower case, without accents, with one space between words and none
// around them.
func Plain(s string) string {
	if isPlain(s) {
		return s
	}
	if !isASCII(s) {
		s = norm.NFKD.String(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff':
			space = b.Len() > 0
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// Key gives the words of a name: as Plain, with everything but letters and digits taken
// for a space and "camelCase" parted.
func Key(s string) string {
	var b strings.Builder
	b.Grow(len(s) + 4)
	if !isASCII(s) {
		s = norm.NFKD.String(s)
	}
	var last rune
	for i, r := range s {
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			last = ' '
			continue
		}
		if b.Len() > 0 && (last == ' ' || newWord(last, r, s[i+utf8.RuneLen(r):])) {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
		last = r
	}
	return b.String()
}

// newWord: a capital after a small letter, or the last of several capitals before one.
func newWord(last, r rune, rest string) bool {
	if !unicode.IsUpper(r) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(rest)
	return unicode.IsLower(last) || unicode.IsUpper(last) && unicode.IsLower(next)
}

func isPlain(s string) bool {
	last := byte(' ')
	for i := range len(s) {
		c := s[i]
		if c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' || c < ' ' || c == ' ' && last == ' ' {
			return false
		}
		last = c
	}
	return len(s) == 0 || last != ' '
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Missing tells words that stand for a value that is not there.
func Missing(plain string) bool {
	switch plain {
	case "", "-", "--", "---", "–", "—", "―", "?", "??", ".", "...", "n/a", "na", "n.a.", "n.a", "#n/a", "n/d", "nd", "n.d.", "n.d", "s/d", "sd", "s.d.", "s.d",
		"null", "nil", "none", "(null)", "\\n", "unknown", "not known", "unk", "unspecified", "not available", "not_available", "not reported", "no data", "tbd", "tbc",
		"desconocido", "desconocida", "desconocidos", "se desconoce", "no disponible", "no especificado", "no especificada", "no determinado", "no identificado",
		"sin dato", "sin datos", "sin informacion", "no se sabe", "por confirmar", "ninguno dado", "sin especificar", "missing value":
		return true
	}
	return false
}
