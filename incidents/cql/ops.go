package cql

import (
	"strings"

	"incidentmap/geo"
)

// op is what a node of the tree does.
type op uint8

const (
	opLiteral op = iota
	opProperty
	opInterval // two instants; a nil argument is an open end
	opArray
	opAnd
	opOr
	opNot
	opEqual
	opNotEqual
	opLess
	opGreater
	opAtMost
	opAtLeast
	opLike
	opBetween
	opIn // the value, then the list
	opIsNull
	opCaseI
	opAccentI
	opAdd
	opSubtract
	opMultiply
	opDivide
	opModulo
	opIntDivide
	opPower
	opSpatial  // node.relation says which
	opTemporal // likewise
	opArrays   // likewise
)

// operators gives, by op, the operator's name in JSON and, in capitals, in text.
var operators = map[op]string{
	opAnd: "and", opOr: "or", opNot: "not",
	opEqual: "=", opNotEqual: "<>", opLess: "<", opGreater: ">", opAtMost: "<=", opAtLeast: ">=",
	opLike: "like", opBetween: "between", opIn: "in", opIsNull: "isNull",
	opCaseI: "casei", opAccentI: "accenti",
	opAdd: "+", opSubtract: "-", opMultiply: "*", opDivide: "/", opModulo: "%",
	opIntDivide: "div", opPower: "^",
}

// operation is an op, with the relation for the ops that have one.
type operation struct {
	op       op
	relation string
}

// operations finds an operation by its name in JSON, without regard to case.
var operations = func() map[string]operation {
	byName := map[string]operation{}
	for o, name := range operators {
		byName[strings.ToLower(name)] = operation{op: o}
	}
	for name := range spatialRelations {
		byName[name] = operation{opSpatial, name}
	}
	for name := range temporalRelations {
		byName[strings.ToLower(name)] = operation{opTemporal, name}
	}
	for name := range arrayRelations {
		byName[strings.ToLower(name)] = operation{opArrays, name}
	}
	return byName
}()

// function finds an operation that text writes like a function.
func function(name string) (operation, bool) {
	o, found := operations[strings.ToLower(name)]
	switch o.op {
	case opCaseI, opAccentI, opSpatial, opTemporal, opArrays:
		return o, found
	}
	return operation{}, false
}

// node is an expression. Nodes are not changed once they are built.
type node struct {
	op       op
	relation string
	typ      Type
	args     []*node
	pos      int // byte of the source, for messages
	height   int // of the tree below and with the node

	name    string          // of a property
	value   Value           // of a literal
	box     *geo.BBox       // of a literal that was written as BBOX
	pattern *pattern        // of LIKE
	set     map[string]bool // of IN with nothing but strings in its list

	constant bool // there is no property in it
}
