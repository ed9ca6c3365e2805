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

// foldUnits is what fold costs of a budget.
func (o op) foldUnits(s string) int {
	if isASCII(s) {
		return 1 + len(s)/textBytes
	}
	return 1 + 2*len(s)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
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

func (n *node) arrays(s *evaluation) truth {
	a, known := n.args[0].elements(s)
	b, alsoKnown := n.args[1].elements(s)
	if !known || !alsoKnown {
		return unknown
	}
	if !s.spend(n, 2*(1+len(a))*(1+len(b))) {
		return unknown
	}
	return truthOf(arrayRelations[n.relation](a, b))
}

// elements gives an array's values. An array in the filter that holds a missing value
// is not known.
func (n *node) elements(s *evaluation) (all []Value, known bool) {
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
