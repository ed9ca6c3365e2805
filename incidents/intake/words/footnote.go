package words

import "strings"

// footnoteSigns are the signs by which tables refer to a note below them.
const footnoteSigns = "*†‡§¶⁎∗¹²³⁰⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉ"

// WithoutFootnote takes references to notes from the end of a cell: "12*", "12¹", "12[3]", "12[n 1]".
// A raised figure is no digit of the number before it.
func WithoutFootnote(s string) string {
	if isUnmarked(s) {
		return s
	}
	for {
		before := s
		s = strings.TrimRight(strings.TrimRight(s, footnoteSigns), " \u00a0")
		if open := strings.LastIndexByte(s, '['); open > 0 && strings.HasSuffix(s, "]") && isReference(s[open+1:len(s)-1]) {
			s = strings.TrimRight(s[:open], " \u00a0")
		}
		if s == before {
			return s
		}
	}
}

// isUnmarked tells the common case: a cell that ends with a letter, a digit or a usual sign.
func isUnmarked(s string) bool {
	if s == "" {
		return true
	}
	last := s[len(s)-1]
	return last < 0x80 && last != '*' && last != ']' && last != ' '
}

// isReference tells what stands in the brackets of a reference: a number, a letter, "note 1", "n 1", "nota".
func isReference(s string) bool {
	const longest = 10
	s = strings.TrimSpace(s)
	if s == "" || len(s) > longest {
		return false
	}
	for _, w := range strings.Fields(Plain(s)) {
		switch {
		case strings.Trim(w, "0123456789") == "", len(w) == 1, w == "note", w == "nota", w == "ref", w == "nb":
		default:
			return false
		}
	}
	return true
}
