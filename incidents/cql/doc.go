// Package cql reads filters in the Common Query Language of the OGC (CQL2, OGC 21-065r2)
// and tells which incidents they let through.
//
//	CQL2 text ─┐
//	           ├─► tree, checked against an allow-list of properties ─► Match
//	CQL2 JSON ─┘
//
// Both syntaxes give the same tree by the same rules. Literals stay values from end to
// end: nothing of a filter is ever put into another language.
//
// Goals: the grammar as the standard has it; errors that name the place in the filter, in
// code points, and what to write instead; a cost that the filter's writer cannot make
// large (MaxLength, MaxDepth, MaxPattern, MaxCostly, MaxList, MaxPositions, and a budget of the
// work that an [Evaluation] does, which is counted and not timed); geometry decided without
// rounding.
//
// Non-goals: functions of our own, arrays of arrays, relations other than
// S_INTERSECTS and S_DISJOINT of collections that mix points, lines and areas.
//
// # Where the standard leaves a choice
//
//   - A missing value makes a predicate unknown, and NOT of unknown is unknown, as in
//     SQL. Only what is true matches.
//   - Text is compared by code points after Unicode normalization (NFC).
//   - A date is a whole day in UTC. Compared with a timestamp, both count as days; in an
//     interval it stands for its first second at the start and its last at the end.
//   - A string compared with a time is read as a date or timestamp.
//   - Arrays are compared as sets.
//   - % has the sign of its left operand and div drops the fraction; dividing by zero, and
//     any result that is not a finite number, is a missing value.
//   - BBOX with west greater than east crosses the antimeridian.
//   - Relations of geometries are planar in longitude and latitude. Lines and areas of a filter
//     that go on beyond longitude 180, or jump over it, are cut there (RFC 7946, section 3.1.9).
//   - Rings of a filter that cross themselves are refused.
package cql

// Conformance lists the conformance classes of the standard that this package supports.
func Conformance() []string {
	classes := []string{
		"cql2-text", "cql2-json", "basic-cql2", "advanced-comparison-operators",
		"case-insensitive-comparison", "accent-insensitive-comparison",
		"basic-spatial-functions", "basic-spatial-functions-plus", "spatial-functions",
		"temporal-functions", "array-functions", "property-property", "arithmetic",
	}
	for i, c := range classes {
		classes[i] = "http://www.opengis.net/spec/cql2/1.0/conf/" + c
	}
	return classes
}
