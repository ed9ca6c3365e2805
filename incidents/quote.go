package incidents

import (
	"fmt"
	"io"
	"reflect"
	"strconv"
	"unicode/utf8"
)

// mostQuoted is how much of a text an error quotes, in characters: enough to find the place, and
// less than makes an answer grow with what was sent.
const mostQuoted = 40

// mostTold is how much of a text an error tells without quoting it, in characters: lists of what is
// known, and the texts of other errors.
const mostTold = 1000

// mostField is how long the name of what is at fault may be, in characters: some are made of names
// that came from outside.
const mostField = 100

// Quote gives a text from outside as errors quote it: within quotation marks, without what a
// terminal or a page would act on (controls, marks of direction, bytes that are no UTF-8), and cut
// after 40 characters.
func Quote[T ~string](text T) string {
	s, cut := begins(string(text), mostQuoted)
	if cut {
		return strconv.Quote(s) + "…"
	}
	return strconv.Quote(s)
}

// Cut gives no more than a number of characters of a text, with an ellipsis for the rest.
func Cut(text string, most int) string {
	s, cut := begins(text, most)
	if cut {
		return s + "…"
	}
	return s
}

// begins gives up to a number of characters of a text, and whether there are more. It looks at no
// more than those.
func begins(s string, most int) (beginning string, cut bool) {
	for i, n := 0, 0; i < len(s); n++ {
		if n == most {
			return s[:i], true
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
	}
	return s, false
}

// bounded makes texts among the arguments of a format such that an error does not grow with them,
// whatever the format does with them: %q is Quote, and all else is cut.
func bounded(args []any) {
	for i, arg := range args {
		switch v := arg.(type) {
		case fmt.Formatter:
		case error:
			args[i] = boundedText(v.Error())
		case fmt.Stringer:
		default:
			if text := reflect.ValueOf(arg); text.Kind() == reflect.String {
				args[i] = boundedText(text.String())
			}
		}
	}
}

// boundedText is a text from anywhere within an error.
type boundedText string

// Format writes the text as an error tells it.
func (t boundedText) Format(f fmt.State, verb rune) {
	if verb == 'q' {
		_, _ = io.WriteString(f, Quote(t))
		return
	}
	_, _ = fmt.Fprintf(f, fmt.FormatString(f, verb), Cut(string(t), mostTold))
}
