// Package dates reads when something happened from what a table's cell says: ISO dates,
// dates in the orders and languages of Spanish and English tables, epochs, serial days of
// spreadsheets, ordinal days, and vague words such as "Sunday night".
//
//	all cells of a column ─ Profile ─► Format ─ Parse ─► Reading ─ In ─► incidents.When
//
// A column is looked at whole before any cell of it is read: "01/02/2014" means nothing
// by itself. A [Reading] is in the clock's own terms, without a zone unless its text names
// one; only In turns it into instants, so no date can move to another day.
//
// Goals: never a guess without a word about it; vague words are spans.
//
// Non-goals: calendars other than the Gregorian, and dates in running text.
package dates
