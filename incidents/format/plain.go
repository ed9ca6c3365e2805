package format

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// The directional formatting characters (Unicode Standard Annex 9, section 2).
const (
	firstEmbedding = '\u202a' // LRE; RLE, PDF, LRO and RLO follow
	popEmbedding   = '\u202c' // PDF
	leftOverride   = '\u202d' // LRO
	rightOverride  = '\u202e' // RLO
	firstIsolate   = '\u2066' // LRI; RLI, FSI and PDI follow
	popIsolate     = '\u2069' // PDI
)

func isDirectional(r rune) bool {
	return r >= firstEmbedding && r <= rightOverride || r >= firstIsolate && r <= popIsolate
}

// isForbidden tells the characters that XML 1.0 (section 2.2, production 2) has no way to
// write. No flat format has them, so that all say the same.
func isForbidden(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == '\ufffe' || r == '\uffff'
}

// Plain makes text safe to stand beside other text. What XML forbids is dropped. Of the
// directional characters, overrides are dropped, for they show letters in an order that is
// not theirs and prose has no use for them; embeddings and isolates, which Arabic and
// Hebrew names in Latin text need, stay where they are balanced, are closed at the end where
// they are not, and are dropped where they close nothing. Bytes that are not UTF-8 become
// U+FFFD.
func Plain(s string) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + utf8.UTFMax)
	var open []rune // what closes each of the directional characters that are open
	for _, r := range s {
		switch {
		case isForbidden(r) || r == leftOverride || r == rightOverride:
			continue
		case r == popEmbedding || r == popIsolate:
			// A closing character ends the innermost of its kind; an isolate ends the
			// embeddings inside it too.
			at := lastOf(open, r)
			if at < 0 || r == popEmbedding && at != len(open)-1 {
				continue
			}
			open = open[:at]
		case r >= firstIsolate && r < popIsolate:
			open = append(open, popIsolate)
		case r >= firstEmbedding && r < popEmbedding:
			open = append(open, popEmbedding)
		}
		b.WriteRune(r)
	}
	for i := len(open) - 1; i >= 0; i-- {
		b.WriteRune(open[i])
	}
	return b.String()
}

func lastOf(list []rune, wanted rune) int {
	for i := len(list) - 1; i >= 0; i-- {
		if list[i] == wanted {
			return i
		}
	}
	return -1
}

// isPlain tells whether there is nothing to do, which is the rule.
func isPlain(s string) bool {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if isForbidden(rune(c)) {
				return false
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 || isForbidden(r) || isDirectional(r) {
			return false
		}
		i += size
	}
	return true
}

// PlainJSON writes the directional characters in JSON, which are inside strings, as
// escapes: the same text to a program, and none of its effect on a screen. Everything
// that XML forbids but U+FFFE and U+FFFF is escaped in JSON already. It gives b where there
// is nothing to do, and else a copy.
func PlainJSON(b []byte) []byte {
	const first = "\xe2" // of the bytes of all directional characters
	if !bytes.Contains(b, []byte(first)) && !bytes.Contains(b, []byte("\xef\xbf")) {
		return b
	}
	out := make([]byte, 0, len(b)+16)
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if size > 1 && (isDirectional(r) || isForbidden(r)) {
			out = append(out, '\\', 'u', hexDigits[r>>12], hexDigits[r>>8&15], hexDigits[r>>4&15], hexDigits[r&15])
		} else {
			out = append(out, b[i:i+size]...)
		}
		i += size
	}
	return out
}
