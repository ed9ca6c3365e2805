// Package index answers where, when and how many: it is the live map in memory, a few numbers
// of each public incident, as columns.
//
//	                         ┌ part: rows, sorted ─────────────────────────┐
//	store ─ Changes ─► Sync ─┤ part: few rows that came since, soon merged ├─► Story ─► Snapshot
//	                         └ rows that are dead are marked, till then ───┘
//
//	the rows of a part   points in Z-order           shaped, by shape   unlocated
//	                     ├──┬──┬────────┬──┬──┬─────┼────────┬─────────┼─────────┤
//	a cell of the grid               [lo,   hi)
//
// In the order of Morton (1966), the bits of x and y taken by turns, every cell of every level
// is one range of rows: two binary searches find it. Sums before every 32nd row then tell what
// an unfiltered cell comes to without a visit of its rows, and a filtered cell is a scan of
// them in the order in which they lie, past most that do not match by bitmaps of kinds and times. What repeats (traits with layers, figures, lengths of
// times) is a small number that names a value, so that a filter is compiled to one answer for
// each value and asks a row by two look-ups. Figures are summed by source and outcome, and sources
// are put side by side at the end: the rule is incidents.Sum's. Where each row has a source of its
// own, as a table with an address in each row, figures stay the texts that entries hold,
// and are read when somebody asks for their totals.
//
// An index can be saved and loaded: what it holds of a store up to a number, from which Sync goes on. A histogram of all
// places looks up where its buckets begin among the starts in order.
//
// Promises: answers are exact, to the geometry, the microsecond and the true latitude. A Snapshot
// never changes and its readers never wait. The counts add up: at every level the Clusters of
// the world come to the Points of the Summary of the same query, and the Areas to its Shaped.
//
// Non-goals: text search, which the store has, and the incidents themselves.
package index
