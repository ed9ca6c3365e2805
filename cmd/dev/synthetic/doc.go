// Package synthetic invents incidents, and what a map asks of them, for measuring: the same
// number and seed give the same bytes on every machine.
//
//	random ─ place (where) ─┐
//	       ─ event (what) ──┼─► Incident ─► CSV, points
//	       ─ clock (when) ──┘
//
// Goals: the shape of real collections. Most incidents lie near few cities, with a heavy tail
// around each, some along the roads between them; hours and years are uneven; casualties are
// rare and now and then many. The first rows do not depend on how many follow.
//
// Non-goals: statistics of any country. Every incident, source and figure is invented.
package synthetic
