package cql

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/paulmach/orb"
)

// Options change how a filter is read.
type Options struct {
	// ToLonLat turns a position of a literal in the filter's own coordinate reference
	// system (filter-crs), in that system's axis order, into degrees, longitude first. Nil
	// means that literals are in CRS84 already. The tree holds longitudes and latitudes.
	ToLonLat func(orb.Point) (orb.Point, error)
}

// builder makes nodes and checks types, the same for both syntaxes.
type builder struct {
	props  Properties
	opts   Options
	costly int // operations made so far that MaxCostly counts
	// positions of the geometries made so far, which MaxPositions counts
	positions int
}

func (b *builder) property(pos int, name string) (*node, *Error) {
	t, known := b.props[name]
	if !known {
		return nil, at(pos, "there is no property %s; the collection's queryables list those there are", quoted(name))
	}
	return &node{op: opProperty, typ: t, name: name, pos: pos, height: 1}, nil
}

func literal(pos int, v Value) *node {
	return &node{op: opLiteral, typ: v.typ, value: v, pos: pos, height: 1, constant: true}
}

func stringLiteral(pos int, s string) *node {
	return literal(pos, StringValue(norm.NFC.String(s)))
}

// call makes the node of an operation, once its operands fit.
func (b *builder) call(pos int, o operation, args ...*node) (*node, *Error) {
	n := &node{op: o.op, relation: o.relation, typ: Boolean, args: args, pos: pos}
	if o.op == opLike || o.op == opSpatial {
		if b.costly++; b.costly > MaxCostly {
			return nil, at(pos, "LIKE and spatial functions are used more than %d times", MaxCostly)
		}
	}
	var err *Error
	switch o.op {
	case opAnd, opOr:
		err = n.need(len(args) >= 2, "two conditions at least", Boolean)
	case opNot:
		err = n.need(len(args) == 1, "one condition", Boolean)
	case opIsNull:
		err = n.need(len(args) == 1, "one operand")
	case opLike:
		err = n.checkLike()
	case opCaseI, opAccentI:
		n.typ = String
		err = n.need(len(args) == 1, "one string", String)
	case opAdd, opSubtract, opMultiply, opDivide, opModulo, opIntDivide, opPower:
		n.typ = Number
		err = n.need(len(args) == 2, "two numbers", Number)
	case opSpatial:
		err = n.checkSpatial()
	case opTemporal:
		err = n.checkTemporal()
	case opArrays:
		err = n.checkArrays()
	case opBetween:
		if err = n.need(len(args) == 3, "three operands"); err == nil {
			err = n.checkAlike(String, Number, Timestamp)
		}
	case opIn:
		err = n.checkIn()
	default:
		if err = n.need(len(args) == 2, "two operands"); err == nil {
			err = n.checkAlike(String, Number, Timestamp, Boolean)
		}
	}
	if err != nil {
		return nil, err
	}
	return n.measured()
}

// measured notes the node's height and holds it against the limit.
func (n *node) measured() (*node, *Error) {
	n.constant = true
	for _, a := range n.args {
		if a != nil {
			n.height = max(n.height, a.height)
			n.constant = n.constant && a.constant
		}
	}
	n.height++
	if n.height > MaxDepth {
		return nil, tooDeep(n.pos)
	}
	return n, nil
}

func tooDeep(pos int) *Error {
	return at(pos, "the filter is nested more than %d deep; take it apart or use IN", MaxDepth)
}

// title is how messages call the operation.
func (n *node) title() string {
	switch n.op {
	case opSpatial, opTemporal, opArrays:
		return strings.ToUpper(n.relation)
	case opIsNull:
		return "IS NULL"
	case opProperty:
		return n.name
	case opLiteral:
		return "a value"
	case opInterval:
		return "INTERVAL"
	case opArray:
		return "an array"
	}
	return strings.ToUpper(operators[n.op])
}

// need checks the number of operands and, if a type is given, that all are of its family.
func (n *node) need(countFits bool, want string, types ...Type) *Error {
	if !countFits {
		return at(n.pos, "%s takes %s; it has %d", n.title(), want, len(n.args))
	}
	for _, t := range types {
		for _, a := range n.args {
			if a.typ.family() != t {
				return at(a.pos, "%s takes %s; this is %s", n.title(), want, a.typ)
			}
		}
	}
	return nil
}

// checkAlike wants all operands of one family, which is one of those allowed. Strings that
// meet a time are read as times.
func (n *node) checkAlike(allowed ...Type) *Error {
	if n.hasTime() {
		if err := n.readTimes(); err != nil {
			return err
		}
	}
	family := n.args[0].typ.family()
	fits := false
	for _, t := range allowed {
		fits = fits || t == family
	}
	if !fits {
		return at(n.args[0].pos, "%s cannot compare %s", n.title(), n.args[0].typ)
	}
	for _, a := range n.args[1:] {
		if a.typ.family() != family {
			return at(a.pos, "%s compares %s with %s; both sides must be of one type", n.title(), n.args[0].typ, a.typ)
		}
	}
	return nil
}

func (n *node) hasTime() bool {
	for _, a := range n.args {
		if t := a.typ.family(); t == Timestamp || t == interval {
			return true
		}
	}
	return false
}

// readTimes turns string literals among the operands into dates and timestamps.
func (n *node) readTimes() *Error {
	for i, a := range n.args {
		if a.op != opLiteral || a.typ != String {
			continue
		}
		v, err := parseInstant(a.value.text)
		if err != nil {
			return at(a.pos, "%v", err)
		}
		n.args[i] = literal(a.pos, v)
	}
	return nil
}

func (n *node) checkIn() *Error {
	if err := n.need(len(n.args) >= 2, "one value at least in its list"); err != nil {
		return err
	}
	if len(n.args)-1 > MaxList {
		return tooLong(n.pos, len(n.args)-1)
	}
	if err := n.checkAlike(String, Number, Timestamp, Boolean); err != nil {
		return err
	}
	listed := map[string]bool{}
	for _, a := range n.args[1:] {
		if a.op != opLiteral || a.typ != String {
			return nil
		}
		listed[a.value.text] = true
	}
	n.set = listed
	return nil
}

func tooLong(pos, n int) *Error {
	return at(pos, "the list has %d values; the limit is %d", n, MaxList)
}

func (n *node) checkLike() *Error {
	if err := n.need(len(n.args) == 2, "two strings", String); err != nil {
		return err
	}
	text, err := n.args[1].patternText()
	if err != nil {
		return err
	}
	if count := utf8.RuneCountInString(text); count > MaxPattern {
		return at(n.args[1].pos, "the pattern has %d characters; the limit is %d", count, MaxPattern)
	}
	n.pattern = parsePattern(text)
	return nil
}

// patternText gives the pattern, which is a literal with CASEI and ACCENTI around it.
func (n *node) patternText() (string, *Error) {
	switch n.op {
	case opLiteral:
		return n.value.text, nil
	case opCaseI, opAccentI:
		text, err := n.args[0].patternText()
		return n.op.fold(text), err
	}
	return "", at(n.pos, "the pattern of LIKE must be written out, such as 'brick%%'")
}

func (n *node) checkSpatial() *Error {
	if err := n.need(len(n.args) == 2, "two geometries", Geometry); err != nil {
		return err
	}
	if n.relation == "s_intersects" || n.relation == "s_disjoint" {
		return nil
	}
	for _, a := range n.args {
		if a.op == opLiteral && a.value.geom.mixed {
			return at(a.pos, "%s is not decided for a collection that mixes points, lines and areas; "+
				"use S_INTERSECTS, or one geometry at a time", n.title())
		}
	}
	return nil
}

func (n *node) checkTemporal() *Error {
	if err := n.need(len(n.args) == 2, "two times"); err != nil {
		return err
	}
	if err := n.readTimes(); err != nil {
		return err
	}
	for _, a := range n.args {
		switch {
		case a.typ == interval:
		case a.typ.family() != Timestamp:
			return at(a.pos, "%s takes times and intervals; this is %s", n.title(), a.typ)
		case temporalRelations[n.relation].intervals:
			return at(a.pos, "%s takes intervals alone; write INTERVAL(a,b), or use T_INTERSECTS, T_AFTER or T_BEFORE", n.title())
		}
	}
	return nil
}

func (n *node) checkArrays() *Error {
	if err := n.need(len(n.args) == 2, "two arrays", Strings); err != nil {
		return err
	}
	for i, a := range n.args {
		if other := n.args[1-i]; a.op != opArray || other.op == opArray {
			continue
		}
		for _, element := range a.args {
			if element.typ != String {
				return at(element.pos, "the array holds strings; this is %s", element.typ)
			}
		}
	}
	return nil
}

// array makes an array that is written in the filter.
func (b *builder) array(pos int, elements []*node) (*node, *Error) {
	if len(elements) > MaxList {
		return nil, tooLong(pos, len(elements))
	}
	for _, e := range elements {
		switch e.typ.family() {
		case String, Number, Boolean, Timestamp:
		default:
			return nil, at(e.pos, "an array holds strings, numbers, booleans and times; this is %s", e.typ)
		}
	}
	return (&node{op: opArray, typ: array, args: elements, pos: pos}).measured()
}

// interval makes an interval of two instants, of which one or both may be nil for an open
// end.
func (b *builder) interval(pos int, from, to *node) (*node, *Error) {
	n := &node{op: opInterval, typ: interval, args: []*node{from, to}, pos: pos}
	for _, end := range n.args {
		if end != nil && (end.typ.family() != Timestamp || end.op != opLiteral && end.op != opProperty) {
			return nil, at(end.pos, "an interval is made of two of: 2026-02-22, 2026-02-22T18:00:00Z, .. and properties that are times")
		}
	}
	if from != nil && to != nil && from.op == opLiteral && to.op == opLiteral &&
		to.value.lastSecond().Before(from.value.firstSecond()) {
		return nil, at(pos, "the interval ends before it begins")
	}
	return n.measured()
}

// instant reads an end of an interval that is written as a string; ".." gives nil.
func (b *builder) instant(pos int, s string) (*node, *Error) {
	if s == ".." {
		return nil, nil
	}
	v, err := parseInstant(s)
	if err != nil {
		return nil, at(pos, "%v", err)
	}
	return literal(pos, v), nil
}

func (b *builder) number(pos int, text string) (*node, *Error) {
	v, err := parseNumber(text)
	if err != nil {
		return nil, at(pos, "%v", err)
	}
	return literal(pos, v), nil
}

// filter makes the whole filter, which must be a condition.
func (b *builder) filter(n *node) (Expr, *Error) {
	if n.typ != Boolean {
		return Expr{}, at(n.pos, "a filter is a condition, such as kind = 'protest'; this is %s", n.typ)
	}
	return Expr{n}, nil
}
