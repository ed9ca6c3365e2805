package cql

import (
	"math"

	"golang.org/x/text/unicode/norm"
)

// Expr is a filter. The zero Expr lets everything through. An Expr may be used by
// several goroutines at once.
type Expr struct{ root *node }

// Names lists the properties the filter looks at, each once, in the order of the filter.
func (e Expr) Names() []string {
	var names []string
	seen := map[string]bool{}
	var visit func(n *node)
	visit = func(n *node) {
		if n == nil {
			return
		}
		if n.op == opProperty && !seen[n.name] {
			seen[n.name] = true
			names = append(names, n.name)
		}
		for _, a := range n.args {
			visit(a)
		}
	}
	visit(e.root)
	return names
}

// truth evaluates a condition.
func (n *node) truth(s *evaluation) truth {
	if n.constant && n.op != opLiteral {
		return s.constant(n, func() Value { return n.truthNow(s).value() }).truth()
	}
	return n.truthNow(s)
}

func (n *node) truthNow(s *evaluation) truth {
	if !s.spend(n, 1) {
		return unknown
	}
	switch n.op {
	case opLiteral:
		return n.value.truth()
	case opProperty:
		return s.value(n).truth()
	case opAnd, opOr:
		return n.chain(s)
	case opNot:
		return -n.args[0].truth(s)
	case opIsNull:
		return truthOf(n.args[0].isMissing(s))
	case opLike:
		return n.like(s)
	case opBetween:
		v := n.args[0].eval(s)
		return min(n.compare(s, opAtLeast, v, n.args[1].eval(s)), n.compare(s, opAtMost, v, n.args[2].eval(s)))
	case opIn:
		return n.in(s)
	case opSpatial:
		return n.spatial(s)
	case opTemporal:
		return n.temporal(s)
	case opArrays:
		return n.arrays(s)
	}
	return n.compare(s, n.op, n.args[0].eval(s), n.args[1].eval(s))
}

// compare compares two values, of which texts cost by their length.
func (n *node) compare(s *evaluation, o op, a, b Value) truth {
	if !s.spend(n, 1+(len(a.text)+len(b.text))/textBytes) {
		return unknown
	}
	return compare(o, a, b)
}

// chain evaluates AND and OR, and stops as soon as the outcome is settled.
func (n *node) chain(s *evaluation) truth {
	settled := no
	if n.op == opOr {
		settled = yes
	}
	result := -settled
	for _, a := range n.args {
		switch a.truth(s) {
		case settled:
			return settled
		case unknown:
			result = unknown
		}
	}
	return result
}

func (n *node) in(s *evaluation) truth {
	v := n.args[0].eval(s)
	if n.set != nil && !v.missing() {
		if !s.spend(n, 1+len(v.text)/textBytes) {
			return unknown
		}
		return truthOf(n.set[norm.NFC.String(v.text)])
	}
	result := no
	for _, a := range n.args[1:] {
		if result = max(result, n.compare(s, opEqual, v, a.eval(s))); result == yes || s.budget.Exceeded() {
			break
		}
	}
	return result
}

func (n *node) isMissing(s *evaluation) bool {
	if n.op == opInterval {
		_, known := n.span(s)
		return !known
	}
	return n.eval(s).missing()
}

// eval evaluates an expression of any type but an interval and an array in the filter.
func (n *node) eval(s *evaluation) Value {
	if n.op == opLiteral {
		return n.value
	}
	if n.constant {
		return s.constant(n, func() Value { return n.evalNow(s) })
	}
	return n.evalNow(s)
}

func (n *node) evalNow(s *evaluation) Value {
	if !s.spend(n, 1) {
		return Value{}
	}
	switch n.op {
	case opProperty:
		return s.value(n)
	case opCaseI, opAccentI:
		v := n.args[0].eval(s)
		if v.missing() || !s.spend(n, n.op.foldUnits(v.text)) {
			return Value{}
		}
		v.text = n.op.fold(v.text)
		return v
	case opAdd, opSubtract, opMultiply, opDivide, opModulo, opIntDivide, opPower:
		a, b := n.args[0].eval(s), n.args[1].eval(s)
		if a.missing() || b.missing() {
			return Value{}
		}
		return NumberValue(n.op.calculate(a.num, b.num))
	}
	return n.truthNow(s).value()
}

// calculate does arithmetic; what has no result is not a finite number.
func (o op) calculate(a, b float64) float64 {
	switch o {
	case opAdd:
		return a + b
	case opSubtract:
		return a - b
	case opMultiply:
		return a * b
	case opDivide:
		return a / b
	case opModulo:
		return math.Mod(a, b)
	case opIntDivide:
		return math.Trunc(a / b)
	}
	return math.Pow(a, b)
}

// compare holds two values of one family against each other.
func compare(o op, a, b Value) truth {
	if a.missing() || b.missing() {
		return unknown
	}
	c := order(a, b)
	switch o {
	case opEqual:
		return truthOf(c == 0)
	case opNotEqual:
		return truthOf(c != 0)
	case opLess:
		return truthOf(c < 0)
	case opGreater:
		return truthOf(c > 0)
	case opAtMost:
		return truthOf(c <= 0)
	}
	return truthOf(c >= 0)
}

// order is negative, zero or positive as a is less than, equal to or greater than b.
func order(a, b Value) int {
	switch a.typ.family() {
	case String:
		return orderText(a.text, b.text)
	case Number:
		switch {
		case a.num < b.num:
			return -1
		case a.num > b.num:
			return 1
		}
		return 0
	case Timestamp:
		if a.typ == Date || b.typ == Date {
			return DateValue(a.time).time.Compare(DateValue(b.time).time)
		}
		return a.time.Compare(b.time)
	}
	return int(truthOf(a.yes)) - int(truthOf(b.yes))
}
