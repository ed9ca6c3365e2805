// Package jsonform reads the JSON objects that editors and their programs send: a document as a tree, and the members of an
// object one by one, each by its name and type.
//
//	body ─ Parse ─► tree ─ New ─► Fields ─ Text, Number, Geometry … Done ─► values, and all that is wrong by the names given
//
// Goals: every refusal names the field, in the words of who sent it, and what to do; all of a form's faults are told at once;
// nothing that was sent is passed over, so a member that nobody asked for is refused, with the name that may be meant.
//
// Non-goals: what an incident or a story is, which incidentform and settings know.
package jsonform
