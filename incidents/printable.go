package incidents

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// IsControlOrBidi reports whether a character is one that a terminal or a page acts on in place of showing it: a control
// character other than tab and the ends of lines, an override of the direction of text, a mark
// that embeds or isolates text of another direction. The marks that only tell a direction
// (U+200E, U+200F, U+061C) are part of ordinary writing, and do not.
func IsControlOrBidi(r rune) bool {
	switch {
	case r == '\t' || r == '\n' || r == '\r':
		return false
	case unicode.IsControl(r):
		return true
	}
	return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

// WithoutControls takes control characters and overrides of the direction of text out of a text,
// and tells whether there were any. Marks that embed or isolate stay: Arabic and Hebrew are
// written with them.
func WithoutControls(text string) (string, bool) {
	if !mayHaveControls(text) {
		return text, false
	}
	out := func(r rune) bool {
		return IsControlOrBidi(r) && (unicode.IsControl(r) || r == '\u202d' || r == '\u202e')
	}
	if strings.IndexFunc(text, out) < 0 {
		return text, false
	}
	return strings.Map(func(r rune) rune {
		if out(r) {
			return -1
		}
		return r
	}, text), true
}

// mayHaveControls tells by its bytes alone whether a text may hold such characters: hardly any does,
// and every cell of an import is asked.
func mayHaveControls(text string) bool {
	for i := range len(text) {
		switch c := text[i]; {
		case c < ' ' && c != '\t' && c != '\n' && c != '\r', c == 0x7f:
			return true
		case c == 0xc2 && i+1 < len(text) && text[i+1] < 0xa0, c == 0xe2: // U+0080 to U+009F; U+2000 to U+2FFF
			return true
		}
	}
	return false
}

// Printable gives a text from outside as a line that a terminal shows: what it would act on, and
// what is no UTF-8, stands as U+FFFD; ends of lines are spaces. Within a sentence of ours Quote
// is better, as it tells where the text ends.
func Printable(text string) string {
	if strings.IndexFunc(text, func(r rune) bool { return r < ' ' || IsControlOrBidi(r) || endsLine(r) }) < 0 && utf8.ValidString(text) {
		return text
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r' || endsLine(r):
			return ' '
		case IsControlOrBidi(r):
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(text, string(utf8.RuneError)))
}

func endsLine(r rune) bool { return r == '\u2028' || r == '\u2029' }

// PrintableLines is Printable for what has lines of its own.
func PrintableLines(text string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		lines[i] = Printable(l)
	}
	return strings.Join(lines, "\n")
}

// PrintableJSON gives JSON in which characters that a terminal acts on are escapes: it says the
// same.
func PrintableJSON(document []byte) []byte {
	text := string(document)
	if strings.IndexFunc(text, IsControlOrBidi) < 0 {
		return document
	}
	var b strings.Builder
	for _, r := range text {
		if IsControlOrBidi(r) {
			fmt.Fprintf(&b, `\u%04x`, r)
		} else {
			b.WriteRune(r)
		}
	}
	return []byte(b.String())
}
