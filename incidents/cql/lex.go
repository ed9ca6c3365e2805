package cql

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind is the kind of a token of CQL2 text.
type kind uint8

const (
	endOfText  kind = iota
	word            // a name or a keyword
	quotedName      // a name in double quotes
	text            // a string in single quotes
	number
	sign // anything else: ( ) , = <> < > <= >= + - * / % ^
)

// token is a piece of CQL2 text.
type token struct {
	kind kind
	text string // a string's and a quoted name's without quotes and escapes
	pos  int    // byte
}

// is reports whether the token is a keyword, without regard to case.
func (t token) is(keyword string) bool {
	return t.kind == word && strings.EqualFold(t.text, keyword)
}

// String shows the token in a message.
func (t token) String() string {
	if t.kind == endOfText {
		return "the end"
	}
	return quoted(t.text)
}

// lex takes CQL2 text apart.
func lex(src string) ([]token, *Error) {
	var tokens []token
	for i := 0; i < len(src); {
		r, size := utf8.DecodeRuneInString(src[i:])
		if unicode.IsSpace(r) {
			i += size
			continue
		}
		t, end, err := next(src, i, r)
		if err != nil {
			return nil, err
		}
		tokens = append(tokens, t)
		i = end
	}
	return append(tokens, token{pos: len(src)}), nil
}

// next reads the token that begins at byte i with r.
func next(src string, i int, r rune) (t token, end int, err *Error) {
	take := func(k kind, end int) (token, int, *Error) { return token{k, src[i:end], i}, end, nil }
	switch {
	case r == '\'':
		return lexString(src, i)
	case r == '"':
		return lexName(src, i)
	case startsName(r):
		return take(word, i+nameLength(src[i:]))
	case digit(src, i) || r == '.' && digit(src, i+1):
		return take(number, numberEnd(src, i))
	case strings.HasPrefix(src[i:], "<>"), strings.HasPrefix(src[i:], "<="), strings.HasPrefix(src[i:], ">="):
		return take(sign, i+2)
	case strings.ContainsRune("(),=<>+-*/%^", r):
		return take(sign, i+1)
	case strings.HasPrefix(src[i:], "!="):
		return t, 0, at(i, "not equal is written <>")
	}
	return t, 0, at(i, "%q has no meaning here; strings are written in single quotes", r)
}

// startsName follows rule identifierStart of the grammar, by Unicode classes instead of its
// list of blocks.
func startsName(r rune) bool { return r == '_' || r == ':' || unicode.IsLetter(r) }

func nameLength(s string) int {
	for i, r := range s {
		if !startsName(r) && r != '.' && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) {
			return i
		}
	}
	return len(s)
}

func digit(s string, i int) bool { return i < len(s) && '0' <= s[i] && s[i] <= '9' }

// numberEnd finds the end of a number without a sign: digits, with a point before, among or
// after them, and an exponent.
func numberEnd(s string, i int) int {
	for digit(s, i) {
		i++
	}
	if i < len(s) && s[i] == '.' {
		for i++; digit(s, i); {
			i++
		}
	}
	if i < len(s) && (s[i] == 'E' || s[i] == 'e') {
		j := i + 1
		if j < len(s) && (s[j] == '+' || s[j] == '-') {
			j++
		}
		if digit(s, j) {
			for i = j; digit(s, i); {
				i++
			}
		}
	}
	return i
}

func lexName(src string, i int) (t token, end int, err *Error) {
	n := strings.IndexByte(src[i+1:], '"')
	if n < 0 {
		return t, 0, at(i, "the name that begins here has no closing quote")
	}
	return token{quotedName, src[i+1 : i+1+n], i}, i + n + 2, nil
}

// escapes are the letters that stand for control characters after a backslash
// (21-065r2, requirement cql2-text/escaping), and what else a backslash quotes. Before any
// other character a backslash is kept, for LIKE to read.
var escapes = map[byte]byte{
	'a': '\a', 'b': '\b', 't': '\t', 'n': '\n', 'v': '\v', 'f': '\f', 'r': '\r',
	'\'': '\'', '\\': '\\',
}

func lexString(src string, i int) (t token, end int, err *Error) {
	var b strings.Builder
	for j := i + 1; j < len(src); j++ {
		c := src[j]
		var after byte
		if j+1 < len(src) {
			after = src[j+1]
		}
		escaped, known := escapes[after]
		switch {
		case c == '\'' && after == '\'':
			b.WriteByte('\'')
			j++
		case c == '\'':
			return token{text, b.String(), i}, j + 1, nil
		case c == '\\' && known:
			b.WriteByte(escaped)
			j++
		default:
			b.WriteByte(c)
		}
	}
	return t, 0, at(i, "the string that begins here has no closing quote; a quote within it is written twice")
}
