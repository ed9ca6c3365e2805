package incidents

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text is the same text in several languages, by BCP 47 tag: {"es": "…", "en": "…"}.
type Text map[string]string

// In gives the text in the first of the wanted languages it is written in, else in the
// alphabetically first language it has, with that language's tag. An empty Text gives
// two empty strings.
func (t Text) In(langs ...string) (text, lang string) {
	for _, l := range langs {
		if s := t[l]; s != "" {
			return s, l
		}
	}
	for _, l := range t.Langs() {
		return t[l], l
	}
	return "", ""
}

// isEmpty reports whether the text is written in no language.
func (t Text) isEmpty() bool {
	for _, s := range t {
		if s != "" {
			return false
		}
	}
	return true
}

// Langs lists, in alphabetical order, the languages the text is written in.
func (t Text) Langs() []string {
	if len(t) == 0 {
		return nil
	}
	langs := make([]string, 0, len(t))
	for l, s := range t {
		if s != "" {
			langs = append(langs, l)
		}
	}
	slices.Sort(langs)
	return langs
}

// CheckText says what makes a text unfit to be kept, nil where nothing does: bytes that are no UTF-8,
// controls but the tab and ends of lines, overrides of direction, which make a text read as what it
// is not, and marks of direction that stay open beyond its end. Such a text does to a terminal, a page
// or a file what whoever reads it cannot see.
func CheckText(s string) error {
	plain := true
	for i := range len(s) {
		plain = plain && s[i] >= ' ' && s[i] < 0x7f
	}
	if plain {
		return nil
	}
	if !utf8.ValidString(s) {
		return fmt.Errorf("has bytes that are not UTF-8")
	}
	var open []rune // what ends each direction that is open
	for i, r := range s {
		switch {
		case r == '\t' || r == '\n' || r == '\r' && strings.HasPrefix(s[i:], "\r\n"):
		case unicode.Is(unicode.Cc, r):
			return fmt.Errorf("has the control character U+%04X; leave it out", r)
		case r == 0x202d || r == 0x202e:
			return fmt.Errorf("has the override of direction U+%04X; leave it out", r)
		case r == 0x202a || r == 0x202b:
			open = append(open, 0x202c)
		case 0x2066 <= r && r <= 0x2068:
			open = append(open, 0x2069)
		case r == 0x202c || r == 0x2069:
			if len(open) == 0 || open[len(open)-1] != r {
				return fmt.Errorf("has the mark of direction U+%04X, which ends none; leave it out", r)
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		return fmt.Errorf("has a mark of direction that U+%04X does not end; end it or leave it out", open[len(open)-1])
	}
	return nil
}

// CleanText gives the text without what CheckText finds wrong with it: for files, whose readers
// cannot be asked to mend them. Lone ends of lines become "\n", other controls a space.
func CleanText(s string) string {
	if CheckText(s) == nil {
		return s
	}
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case r == '\t' || r == '\n':
			return r
		case unicode.Is(unicode.Cc, r):
			return ' '
		case 0x202a <= r && r <= 0x202e, 0x2066 <= r && r <= 0x2069:
			return -1
		}
		return r
	}, s)
}

// LoneSurrogate gives where in a JSON document an escape such as \ud800 stands for half a character,
// and whether one does: a decoder would put another character in its place and say nothing.
func LoneSurrogate(json []byte) (at int, found bool) {
	for i := 0; i < len(json); i++ {
		if json[i] != '\\' {
			continue
		}
		if high, is := surrogate(json[i:]); is {
			low, second := surrogate(json[min(i+6, len(json)):])
			if high >= 0xdc00 || !second || low < 0xdc00 {
				return i, true
			}
			i += 6
		}
		i++ // what is escaped, be it another backslash
	}
	return 0, false
}

// surrogate reads an escape of half a character.
func surrogate(json []byte) (half int, is bool) {
	if len(json) < 6 || json[0] != '\\' || json[1] != 'u' {
		return 0, false
	}
	for _, c := range json[2:6] {
		digit := strings.IndexByte("0123456789abcdef", c|0x20)
		if digit < 0 || c == 0x10|c&0xf && c < '0' {
			return 0, false
		}
		half = half<<4 | digit
	}
	return half, 0xd800 <= half && half < 0xe000
}
