package cql

import (
	"incidentmap/geo"
	"incidentmap/incidents"
)

// Units of a budget are about ten nanoseconds each: an edge or a box that is looked at is one.
const (
	// subjectUnits is what it costs to read an incident from a store.
	subjectUnits = 500
	// positionUnits is what it costs to read a position of its geometry.
	positionUnits = 20
	// textBytes is how many bytes of text are compared for a unit.
	textBytes = 16
)

// What the filter of one request may cost. DefaultBudget is about six seconds of a processor: to
// read MaxSubjects incidents and to compare a few words of each. FreeBudget is the part of it
// that a request may spend without waiting for its turn: half a second.
const (
	DefaultBudget = 600_000_000
	FreeBudget    = DefaultBudget / 12
	MaxSubjects   = 1_000_000
)

// SubjectCost is what Match spends at least of a budget on each of so many incidents.
func SubjectCost(n int) int64 { return int64(n) * subjectUnits }

// Evaluation holds filters against incidents, for one request and within its budget. What does
// not depend on the incident is found once. It is not for several goroutines at once.
type Evaluation struct{ evaluation }

// NewEvaluation begins with a budget, counted in units of about ten nanoseconds. The same
// filters and incidents in the same order spend the same. Without one there is no bound.
func NewEvaluation(budget *geo.Budget) *Evaluation {
	return &Evaluation{evaluation{budget: budget, constants: map[*node]Value{}}}
}

// Match reports whether all filters are true of the subject: neither false nor unknown. When
// the budget does not last it gives an *incidents.Error of the class invalid that names what
// cost the most of it, and every call after gives the same.
func (v *Evaluation) Match(s Subject, filters ...Expr) (bool, error) {
	v.subject, v.geometry = s, nil
	if !v.budget.Exceeded() && !v.budget.Spend(subjectUnits) {
		v.over = "looking at each incident"
	}
	result := yes
	for _, e := range filters {
		if e.root != nil && result == yes && !v.budget.Exceeded() {
			result = e.root.truth(&v.evaluation)
		}
	}
	if v.budget.Exceeded() {
		return false, incidents.Errorf(incidents.EInvalid, "filter",
			"costs more than one request may: %s; ask for less with bbox, datetime or kind, or for simpler conditions and geometries of fewer positions", v.over)
	}
	return result == yes, nil
}

// evaluation is what nodes are evaluated in.
type evaluation struct {
	subject   Subject
	budget    *geo.Budget
	over      string           // what was evaluated when the budget ended
	geometry  map[string]Value // of the subject, laid out once
	constants map[*node]Value
}

// spend takes units for a node.
func (v *evaluation) spend(n *node, units int) bool {
	if v.budget.Exceeded() {
		return false
	}
	if !v.budget.Spend(units) {
		v.over = n.title()
		return false
	}
	return true
}

// value gives a property of the subject.
func (v *evaluation) value(n *node) Value {
	if n.typ != Geometry {
		return v.subject.Value(n.name)
	}
	if known, has := v.geometry[n.name]; has {
		return known
	}
	value := v.subject.Value(n.name)
	if value.geom != nil {
		v.spend(n, positionUnits*geo.SizeOf(value.geom.source).Positions)
	}
	if v.geometry == nil {
		v.geometry = map[string]Value{}
	}
	v.geometry[n.name] = value
	return value
}

// constant gives the value of a node that does not depend on the subject.
func (v *evaluation) constant(n *node, find func() Value) Value {
	value, known := v.constants[n]
	if !known {
		value = find()
		v.constants[n] = value
	}
	return value
}
