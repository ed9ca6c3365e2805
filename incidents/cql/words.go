package cql

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// orderText compares by code points, once both are normalized. UTF-8 sorts as its code
// points do.
func orderText(a, b string) int {
	return strings.Compare(norm.NFC.String(a), norm.NFC.String(b))
}

// fold gives the text that CASEI and ACCENTI compare. ACCENTI takes the marks off the
// letters they decompose from (Unicode NFD); a letter such as ø, which does not decompose,
// stays.
func (o op) fold(s string) string {
	if o == opCaseI {
		if isASCII(s) {
			return strings.ToLower(s)
		}
		return cases.Fold().String(s)
	}
	if isASCII(s) {
		return s
	}
	bare := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(s))
	return norm.NFC.String(bare)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// pattern is a pattern of LIKE: pieces with any text between them. The first piece is
// tied to the start of the text, the last to its end; a pattern without % has one piece.
type pattern struct{ pieces []piece }

// piece is text to be found as it stands, but for anyRune, which stands for any code point.
type piece []rune

const anyRune rune = -1

// parsePattern reads a pattern: % is any text, _ any one code point, and a backslash makes
// the next code point stand for itself.
func parsePattern(s string) *pattern {
	p := &pattern{pieces: []piece{nil}}
	escaped := false
	for _, r := range norm.NFC.String(s) {
		switch {
		case escaped:
			escaped = false
		case r == '\\':
			escaped = true
			continue
		case r == '%':
			p.pieces = append(p.pieces, nil)
			continue
		case r == '_':
			r = anyRune
		}
		last := len(p.pieces) - 1
		p.pieces[last] = append(p.pieces[last], r)
	}
	if escaped { // a backslash at the end stands for itself
		last := len(p.pieces) - 1
		p.pieces[last] = append(p.pieces[last], '\\')
	}
	return p
}

// matches reports whether the whole text fits. Each piece between the first and the last is
// taken at its first place: a later one could only leave less text for the rest.
func (p *pattern) matches(text string) bool {
	s := []rune(norm.NFC.String(text))
	first, last := p.pieces[0], p.pieces[len(p.pieces)-1]
	if !first.startsIn(s) {
		return false
	}
	s = s[len(first):]
	if len(p.pieces) == 1 {
		return len(s) == 0
	}
	for _, mid := range p.pieces[1 : len(p.pieces)-1] {
		i := mid.find(s)
		if i < 0 {
			return false
		}
		s = s[i+len(mid):]
	}
	return len(s) >= len(last) && last.startsIn(s[len(s)-len(last):])
}

func (p piece) startsIn(s []rune) bool {
	if len(s) < len(p) {
		return false
	}
	for i, r := range p {
		if r != anyRune && r != s[i] {
			return false
		}
	}
	return true
}

func (p piece) find(s []rune) int {
	for i := 0; i+len(p) <= len(s); i++ {
		if p.startsIn(s[i:]) {
			return i
		}
	}
	return -1
}

func (n *node) like(s Subject) truth {
	v := n.args[0].eval(s)
	if v.missing() {
		return unknown
	}
	return truthOf(n.pattern.matches(v.text))
}

// arrayRelations holds what must be true of two sets, by the functions' names.
var arrayRelations = map[string]func(a, b []Value) bool{
	"a_equals":      func(a, b []Value) bool { return includes(a, b) && includes(b, a) },
	"a_contains":    includes,
	"a_containedBy": func(a, b []Value) bool { return includes(b, a) },
	"a_overlaps":    func(a, b []Value) bool { return slices.ContainsFunc(a, func(v Value) bool { return has(b, v) }) },
}

func includes(all, some []Value) bool {
	return !slices.ContainsFunc(some, func(v Value) bool { return !has(all, v) })
}

func has(all []Value, v Value) bool {
	return slices.ContainsFunc(all, func(w Value) bool {
		return v.typ.family() == w.typ.family() && order(v, w) == 0
	})
}

func (n *node) arrays(s Subject) truth {
	a, known := n.args[0].elements(s)
	b, alsoKnown := n.args[1].elements(s)
	if !known || !alsoKnown {
		return unknown
	}
	return truthOf(arrayRelations[n.relation](a, b))
}

// elements gives an array's values. An array in the filter that holds a missing value
// is not known.
func (n *node) elements(s Subject) (all []Value, known bool) {
	if n.op == opArray {
		for _, a := range n.args {
			v := a.eval(s)
			if v.missing() {
				return nil, false
			}
			all = append(all, v)
		}
		return all, true
	}
	v := n.eval(s)
	for _, text := range v.list {
		all = append(all, StringValue(text))
	}
	return all, !v.missing()
}
