package charset

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Once undoes the second of two encodings: UTF-8 that was read as Windows-1252 and written in UTF-8 again
// ("LeÃ³n" for "León"). It tells whether the text has any of it. Only letters and signs of Latin scripts are
// looked for: other pairs may be meant as they stand.
func Once(s string) (string, bool) {
	if !mayBeTwice(s) {
		return s, false
	}
	var b strings.Builder
	found := false
	for rest := s; rest != ""; {
		r, n := utf8.DecodeRuneInString(rest)
		if once, length := onceAt(rest); length > 0 {
			r, n, found = once, length, true
		}
		b.WriteRune(r)
		rest = rest[n:]
	}
	if !found {
		return s, false
	}
	return b.String(), true
}

// mayBeTwice tells a text with one of the letters that such pairs begin with.
func mayBeTwice(s string) bool {
	for at := strings.IndexByte(s, 0xC3); at >= 0 && at+1 < len(s); {
		switch s[at+1] {
		case 0x82, 0x83, 0x84, 0x85, 0xA2: // Â, Ã, Ä, Å, â
			return true
		}
		next := strings.IndexByte(s[at+1:], 0xC3)
		if next < 0 {
			return false
		}
		at += 1 + next
	}
	return false
}

// onceAt gives the letter that the beginning of a text stands for, and how many bytes of the text do; 0
// where it stands for itself.
func onceAt(s string) (letter rune, length int) {
	lead, n := utf8.DecodeRuneInString(s)
	size := 2
	switch lead {
	case 'Â', 'Ã', 'Ä', 'Å':
	case 'â':
		size = 3
	default:
		return 0, 0
	}
	bytes := []byte{byte(lead)}
	for len(bytes) < size {
		r, more := utf8.DecodeRuneInString(s[n:])
		c, ok := charmap.Windows1252.EncodeRune(r)
		if !ok && r >= 0x80 && r < 0xA0 {
			c, ok = byte(r), true // a byte that the encoding leaves free
		}
		if !ok || c < 0x80 || c > 0xBF || r == '»' && len(bytes) == 1 {
			return 0, 0
		}
		bytes, n = append(bytes, c), n+more
	}
	letter, whole := utf8.DecodeRune(bytes)
	if whole != size || size == 3 && (letter < 0x2000 || letter > 0x20CF) {
		return 0, 0
	}
	return letter, n
}
