package cql

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/paulmach/orb"
)

// Text writes the filter as CQL2 text in one canonical form, which ParseText reads back to
// the same tree.
func (e Expr) Text() string {
	if e.root == nil {
		return "TRUE"
	}
	var w textWriter
	w.node(e.root)
	return w.String()
}

// textWriter writes CQL2 text.
type textWriter struct{ strings.Builder }

func (w *textWriter) put(parts ...string) {
	for _, s := range parts {
		w.WriteString(s)
	}
}

// Levels of binding, from OR, which binds least.
const (
	bindsOr = iota
	bindsAnd
	bindsNot
	bindsPredicate
	bindsSum
	bindsProduct
	bindsPower
	bindsMost
)

func (n *node) binding() int {
	switch n.op {
	case opOr:
		return bindsOr
	case opAnd:
		return bindsAnd
	case opNot:
		if n.args[0].negatable() {
			return bindsPredicate
		}
		return bindsNot
	case opEqual, opNotEqual, opLess, opGreater, opAtMost, opAtLeast, opLike, opBetween, opIn, opIsNull:
		return bindsPredicate
	case opAdd, opSubtract:
		return bindsSum
	case opMultiply, opDivide, opModulo, opIntDivide:
		return bindsProduct
	case opPower:
		return bindsPower
	}
	return bindsMost
}

// negatable reports whether NOT stands within the predicate, as in NOT LIKE.
func (n *node) negatable() bool {
	return slices.Contains([]op{opLike, opBetween, opIn, opIsNull}, n.op)
}

// operand writes an expression, in parentheses if it binds less than asked for.
func (w *textWriter) operand(n *node, least int) {
	if n.binding() >= least {
		w.node(n)
		return
	}
	w.put("(")
	w.node(n)
	w.put(")")
}

func (w *textWriter) operands(args []*node, separator string, least int) {
	for i, a := range args {
		if i > 0 {
			w.put(separator)
		}
		w.operand(a, least)
	}
}

func (w *textWriter) node(n *node) {
	switch n.op {
	case opLiteral:
		w.literal(n)
	case opProperty:
		w.put(propertyText(n.name))
	case opInterval:
		w.put("INTERVAL(", intervalEndText(n.args[0]), ",", intervalEndText(n.args[1]), ")")
	case opArray:
		w.put("(")
		w.operands(n.args, ",", bindsOr)
		w.put(")")
	case opAnd, opOr:
		w.operands(n.args, " "+n.title()+" ", n.binding()+1)
	case opNot:
		if n.args[0].negatable() {
			w.predicate(n.args[0], " NOT")
			return
		}
		w.put("NOT ")
		w.operand(n.args[0], bindsMost)
	case opLike, opBetween, opIn, opIsNull:
		w.predicate(n, "")
	case opCaseI, opAccentI, opSpatial, opTemporal, opArrays:
		w.put(n.title(), "(")
		w.operands(n.args, ",", bindsOr)
		w.put(")")
	case opPower:
		w.operands(n.args, " ^ ", bindsMost)
	default:
		w.binary(n)
	}
}

// binary writes a comparison, or arithmetic that is read from the left.
func (w *textWriter) binary(n *node) {
	least := n.binding()
	if least == bindsPredicate {
		least = bindsSum
	}
	w.operand(n.args[0], least)
	w.put(" ", n.title(), " ")
	w.operand(n.args[1], max(n.binding()+1, bindsSum))
}

func (w *textWriter) predicate(n *node, not string) {
	w.operand(n.args[0], bindsSum)
	switch n.op {
	case opIsNull:
		w.put(" IS", not, " NULL")
	case opLike:
		w.put(not, " LIKE ")
		w.operand(n.args[1], bindsSum)
	case opBetween:
		w.put(not, " BETWEEN ")
		w.operands(n.args[1:], " AND ", bindsSum)
	case opIn:
		w.put(not, " IN (")
		w.operands(n.args[1:], ",", bindsSum)
		w.put(")")
	}
}

func (w *textWriter) literal(n *node) {
	v := n.value
	switch {
	case n.box != nil:
		w.put("BBOX(", n.box.String(), ")")
	case v.typ == String:
		w.put(stringText(v.text))
	case v.typ == Number:
		w.put(numberText(v.num))
	case v.typ == Boolean:
		w.put(strings.ToUpper(strconv.FormatBool(v.yes)))
	case v.typ == Date:
		w.put("DATE('", v.formatInstant(), "')")
	case v.typ == Timestamp:
		w.put("TIMESTAMP('", v.formatInstant(), "')")
	default:
		w.geometry(v.geom.source)
	}
}

func intervalEndText(n *node) string {
	switch {
	case n == nil:
		return "'..'"
	case n.op == opProperty:
		return propertyText(n.name)
	}
	return "'" + n.value.formatInstant() + "'"
}

// propertyText quotes a name that the grammar would not read as one.
func propertyText(name string) string {
	first, _ := utf8.DecodeRuneInString(name)
	if startsName(first) && nameLength(name) == len(name) && !reserved[strings.ToUpper(name)] {
		return name
	}
	return `"` + name + `"`
}

// numberText writes a number with the fewest digits that give it back, and an exponent
// only where that is much shorter.
func numberText(v float64) string {
	if s := strconv.FormatFloat(v, 'f', -1, 64); len(s) <= 24 {
		return s
	}
	return strconv.FormatFloat(v, 'E', -1, 64)
}

var textEscapes = strings.NewReplacer(`'`, `''`, `\`, `\\`,
	"\a", `\a`, "\b", `\b`, "\t", `\t`, "\n", `\n`, "\v", `\v`, "\f", `\f`, "\r", `\r`)

func stringText(s string) string { return "'" + textEscapes.Replace(s) + "'" }

// geometry writes well-known text.
func (w *textWriter) geometry(g orb.Geometry) {
	switch g := g.(type) {
	case orb.Point:
		w.put("POINT")
		w.points([]orb.Point{g})
	case orb.MultiPoint:
		w.put("MULTIPOINT")
		parts(w, g, func(p orb.Point) { w.points([]orb.Point{p}) })
	case orb.LineString:
		w.put("LINESTRING")
		w.points(g)
	case orb.MultiLineString:
		w.put("MULTILINESTRING")
		parts(w, g, func(l orb.LineString) { w.points(l) })
	case orb.Polygon:
		w.put("POLYGON")
		w.rings(g)
	case orb.MultiPolygon:
		w.put("MULTIPOLYGON")
		parts(w, g, w.rings)
	case orb.Collection:
		w.put("GEOMETRYCOLLECTION")
		parts(w, g, w.geometry)
	}
}

func (w *textWriter) points(points []orb.Point) {
	parts(w, points, func(p orb.Point) { w.put(numberText(p[0]), " ", numberText(p[1])) })
}

func (w *textWriter) rings(p orb.Polygon) {
	parts(w, p, func(r orb.Ring) { w.points(r) })
}

func parts[T any](w *textWriter, items []T, write func(T)) {
	w.put("(")
	for i, it := range items {
		if i > 0 {
			w.put(",")
		}
		write(it)
	}
	w.put(")")
}
