package incidents

import (
	"strconv"
	"unicode/utf8"
)

// mostQuoted is how much of a text an error quotes, in characters: enough to find the place, and
// less than makes an answer grow with what was sent.
const mostQuoted = 40

// Quote gives a text from outside as errors quote it: within quotation marks, without what a
// terminal or a page would act on (controls, marks of direction, bytes that are no UTF-8), and cut
// after 40 characters.
func Quote[T ~string](text T) string {
	s, cut := string(text), false
	for i, n := 0, 0; i < len(s); n++ {
		if n == mostQuoted {
			s, cut = s[:i], true
			break
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
	}
	quoted := strconv.Quote(s)
	if cut {
		return quoted + "…"
	}
	return quoted
}
