package jsonscan

// Literal is what a bare word of a text is.
type Literal int

// The literals.
const (
	Invalid Literal = iota
	Number
	True
	False
	Null
	NotFinite // NaN, Infinity and -Infinity, which are not JSON but are written
)

// LiteralOf tells what a bare word is.
func LiteralOf(word []byte) Literal {
	switch string(word) {
	case "null":
		return Null
	case "true":
		return True
	case "false":
		return False
	case "NaN", "nan", "Infinity", "-Infinity", "inf", "-inf", "-nan":
		return NotFinite
	}
	if isNumber(word) {
		return Number
	}
	return Invalid
}

// isNumber follows the grammar of RFC 8259, section 6.
func isNumber(s []byte) bool {
	if len(s) > 0 && s[0] == '-' {
		s = s[1:]
	}
	whole := digits(s)
	if whole == 0 || whole > 1 && s[0] == '0' {
		return false
	}
	if s = s[whole:]; len(s) > 0 && s[0] == '.' {
		n := digits(s[1:])
		if n == 0 {
			return false
		}
		s = s[1+n:]
	}
	if len(s) > 0 && s[0]|0x20 == 'e' {
		s = s[1:]
		if len(s) > 0 && (s[0] == '+' || s[0] == '-') {
			s = s[1:]
		}
		n := digits(s)
		return n > 0 && n == len(s)
	}
	return len(s) == 0
}

func digits(s []byte) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}
