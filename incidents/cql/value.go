package cql

import (
	"math"
	"time"

	"github.com/paulmach/orb"
)

// Type is the type of a property or of any other expression.
type Type uint8

// The types. Integer is a Number that is known to be whole; expressions do not tell them
// apart.
const (
	nothing Type = iota
	String
	Number
	Integer
	Boolean
	Timestamp
	Date
	Geometry
	Strings // an array of strings
	interval
	array // an array that is written in the filter
)

// String names the type as messages do.
func (t Type) String() string {
	names := [...]string{
		"nothing", "a string", "a number", "a number", "a condition", "a timestamp", "a date",
		"a geometry", "an array", "an interval", "an array",
	}
	return names[t]
}

// family puts types together that are compared with each other.
func (t Type) family() Type {
	switch t {
	case Integer:
		return Number
	case Date:
		return Timestamp
	case array:
		return Strings
	}
	return t
}

// Properties is the allow-list: the names a filter may use, and their types.
type Properties map[string]Type

// Subject is what a filter is held against.
type Subject interface {
	// Value gives a property by a name of the allow-list, of the type given there, or the
	// zero Value when it is missing.
	Value(name string) Value
}

// Value is the value of an expression. The zero Value is missing (NULL).
type Value struct {
	typ  Type
	yes  bool
	num  float64
	text string
	time time.Time
	list []string
	geom *shape
}

// StringValue makes a value of the type String.
func StringValue(s string) Value { return Value{typ: String, text: s} }

// NumberValue makes a value of the types Number and Integer. NaN and infinities are missing.
func NumberValue(n float64) Value {
	if math.IsNaN(n) || math.IsInf(n, 0) {
		return Value{}
	}
	return Value{typ: Number, num: n}
}

// BooleanValue makes a value of the type Boolean.
func BooleanValue(b bool) Value { return Value{typ: Boolean, yes: b} }

// TimeValue makes a value of the type Timestamp.
func TimeValue(t time.Time) Value { return Value{typ: Timestamp, time: t} }

// DateValue makes a value of the type Date: the day in UTC on which t lies.
func DateValue(t time.Time) Value {
	return Value{typ: Date, time: t.UTC().Truncate(24 * time.Hour)}
}

// StringsValue makes a value of the type Strings. No strings are an array, not a missing value.
func StringsValue(list []string) Value { return Value{typ: Strings, list: list} }

// GeometryValue makes a value of the type Geometry, in degrees, longitude first. A nil or
// empty geometry is missing.
func GeometryValue(g orb.Geometry) Value {
	s := newShape(g)
	if s.empty() {
		return Value{}
	}
	return Value{typ: Geometry, geom: s}
}

// missing reports whether there is no value.
func (v Value) missing() bool { return v.typ == nothing }

// truth is a value of three-valued logic, ordered so that AND is the least and OR the
// greatest of its operands.
type truth int8

const (
	no      truth = -1
	unknown truth = 0
	yes     truth = 1
)

func truthOf(b bool) truth {
	if b {
		return yes
	}
	return no
}

func (t truth) value() Value {
	if t == unknown {
		return Value{}
	}
	return BooleanValue(t == yes)
}

// truth reads a Boolean value as a truth.
func (v Value) truth() truth {
	if v.missing() {
		return unknown
	}
	return truthOf(v.yes)
}
