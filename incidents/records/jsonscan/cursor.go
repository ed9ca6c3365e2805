package jsonscan

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"
)

// Cursor reads the text of one value from its beginning.
//
//	c := NewCursor(text, depth)
//	for ok, err := c.Enter('{'); ok; ok, err = c.Next('}') {
//	    key, err := c.Key(buf[:0])
//	    …read the value: Text, Raw, or Enter again
//	}
type Cursor struct {
	text  []byte
	at    int
	depth int // levels that may still be entered
	half  bool
}

// ErrHalf tells of a string with an escape that is half of a character: a surrogate such as
// \ud800 without the one that belongs to it (RFC 8259, section 8.2). No text holds it.
var ErrHalf = errors.New("holds an escape such as \\ud800 that is half of a character")

// HasHalf tells whether such an escape stands anywhere in the text of a value.
func HasHalf(text []byte) bool {
	c := Cursor{text: text}
	for !c.half {
		n := bytes.IndexByte(c.text[c.at:], '\\')
		if n < 0 {
			return false
		}
		c.at += n + 1
		if c.at < len(c.text) && c.text[c.at] != 'u' {
			c.at++
			continue
		}
		if _, err := c.escape(nil); err != nil {
			return false // what it is else, is told where it is read
		}
	}
	return true
}

// NewCursor reads text, in which values may lie in one another depth levels deep.
func NewCursor(text []byte, depth int) *Cursor { return &Cursor{text: text, depth: depth} }

// Reset lets the cursor read another text.
func (c *Cursor) Reset(text []byte, depth int) { *c = Cursor{text: text, depth: depth} }

// SyntaxError tells where a text is not JSON.
type SyntaxError struct {
	Offset int // in the value
	Detail string
}

// Error gives the place and what is wrong there.
func (e *SyntaxError) Error() string { return fmt.Sprintf("at byte %d: %s", e.Offset, e.Detail) }

func (c *Cursor) wrong(format string, args ...any) error {
	return &SyntaxError{Offset: c.at, Detail: fmt.Sprintf(format, args...)}
}

// Kind tells what comes next by its first byte: one of { [ " or the beginning of a
// number or a word; 0 at the end.
func (c *Cursor) Kind() byte {
	for c.at < len(c.text) && isSpace(c.text[c.at]) {
		c.at++
	}
	if c.at == len(c.text) {
		return 0
	}
	return c.text[c.at]
}

// Enter goes into an object or a list, which begins with open, and tells whether there
// is anything in it. One without anything is left again.
func (c *Cursor) Enter(open byte) (bool, error) {
	if got := c.Kind(); got != open {
		return false, c.wrong("there is %s in place of %q", shown(got), open)
	}
	if c.depth == 0 {
		return false, c.wrong("values lie in one another deeper than the limit")
	}
	c.depth--
	c.at++
	if c.Kind() == open+2 { // the closing bracket of both kinds
		c.at++
		c.depth++
		return false, nil
	}
	return true, nil
}

// Next goes on to the next member, and tells whether there is one before the bracket
// that ends the object or list, which it leaves.
func (c *Cursor) Next(end byte) (bool, error) {
	switch got := c.Kind(); got {
	case ',':
		c.at++
		if c.Kind() == end {
			return false, c.wrong("a comma stands before %q", end)
		}
		return true, nil
	case end:
		c.at++
		c.depth++
		return false, nil
	default:
		return false, c.wrong("there is %s in place of a comma or %q", shown(got), end)
	}
}

func shown(c byte) string {
	if c == 0 {
		return "the end"
	}
	return fmt.Sprintf("%q", c)
}

// Key appends the name of the next member to buf.
func (c *Cursor) Key(buf []byte) ([]byte, error) {
	buf, err := c.String(buf)
	if err != nil {
		return nil, err
	}
	if got := c.Kind(); got != ':' {
		return nil, c.wrong("there is %s in place of a colon", shown(got))
	}
	c.at++
	return buf, nil
}

// String appends the next value, which has to be a string, to buf. With ErrHalf it gives the
// string all the same, with U+FFFD for what is no character, and has gone over it.
func (c *Cursor) String(buf []byte) ([]byte, error) {
	if got := c.Kind(); got != '"' {
		return nil, c.wrong("there is %s in place of a string", shown(got))
	}
	c.at++
	for {
		rest := c.text[c.at:]
		q := bytes.IndexByte(rest, '"')
		if q < 0 {
			return nil, c.wrong("a string does not end")
		}
		slash := bytes.IndexByte(rest[:q], '\\')
		if slash < 0 {
			c.at += q + 1
			buf = append(buf, rest[:q]...)
			if c.half {
				c.half = false
				return buf, ErrHalf
			}
			return buf, nil
		}
		buf = append(buf, rest[:slash]...)
		c.at += slash + 1
		var err error
		if buf, err = c.escape(buf); err != nil {
			return nil, err
		}
	}
}

// escape reads what stands behind a backslash.
func (c *Cursor) escape(buf []byte) ([]byte, error) {
	if c.at == len(c.text) {
		return nil, c.wrong("a string does not end")
	}
	e := c.text[c.at]
	c.at++
	switch e {
	case '"', '\\', '/':
		return append(buf, e), nil
	case 'b':
		return append(buf, '\b'), nil
	case 'f':
		return append(buf, '\f'), nil
	case 'n':
		return append(buf, '\n'), nil
	case 'r':
		return append(buf, '\r'), nil
	case 't':
		return append(buf, '\t'), nil
	case 'u':
		r, ok := c.hex()
		if !ok {
			return nil, c.wrong(`\u is not followed by four hexadecimal digits`)
		}
		if utf16.IsSurrogate(r) {
			r = c.pair(r)
		}
		return utf8.AppendRune(buf, r), nil
	}
	return nil, c.wrong(`\%c is no escape`, e)
}

// pair joins a surrogate with the one behind it; alone it is U+FFFD, and noted.
func (c *Cursor) pair(first rune) rune {
	at := c.at
	if bytes.HasPrefix(c.text[c.at:], []byte(`\u`)) {
		c.at += 2
		if second, ok := c.hex(); ok {
			if r := utf16.DecodeRune(first, second); r != utf8.RuneError {
				return r
			}
		}
	}
	c.at, c.half = at, true
	return utf8.RuneError
}

func (c *Cursor) hex() (rune, bool) {
	if c.at+4 > len(c.text) {
		return 0, false
	}
	r := rune(0)
	for _, d := range c.text[c.at : c.at+4] {
		switch {
		case d >= '0' && d <= '9':
			d -= '0'
		case d|0x20 >= 'a' && d|0x20 <= 'f':
			d = d | 0x20 - 'a' + 10
		default:
			return 0, false
		}
		r = r<<4 | rune(d)
	}
	c.at += 4
	return r, true
}

// Raw gives the text of the next value of any kind, as it is written. What lies in an
// object or a list is not looked at.
func (c *Cursor) Raw() ([]byte, error) {
	if c.Kind() == 0 {
		return nil, c.wrong("a value is missing")
	}
	var e extent
	n, done := e.find(c.text[c.at:])
	if n == 0 || !done && (e.depth > 0 || e.inString) {
		return nil, c.wrong("a value is missing or does not end")
	}
	raw := c.text[c.at : c.at+n]
	c.at += n
	return raw, nil
}

// End tells that nothing follows.
func (c *Cursor) End() error {
	if got := c.Kind(); got != 0 {
		return c.wrong("there is %s behind the value", shown(got))
	}
	return nil
}
