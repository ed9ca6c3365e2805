// Package intake makes drafts of incidents from the records of any file, and says what
// became of each record.
//
//	files ─ profile ─► plan ─ convert (in parallel) ─► drafts in order ─ number ─► Sink
//	        all rows   columns, orders, system           └─ messages ─► Report
//
// A file is read twice. The first time all rows are looked at, to decide what each column
// is, in which order its dates are, which of two numbers is the latitude, which of several
// columns hold positions (profile.go, plan.go, positions.go). The second time each record
// becomes a draft (convert.go and the files named for what they read: kind.go, when.go,
// where.go with precision.go and places.go, figures.go, sources.go and listed.go), gets its
// key (number.go) and is handed on. Before that its cells lose their markup (clean.go), and
// rows of totals are told from incidents (sums.go); a table of counts is refused or taken
// apart as a whole (crosstab.go). Columns that are no field become columns of the story
// (read.go). summary.go writes the report for people. Records go in batches that keep their
// order (batch.go). What own exports
// hold is read back as it was (own.go).
//
// Goals: one bad value never costs its row, and one bad row no other; whatever was not
// taken as it stands has a line; nothing is mended silently; the same file twice changes
// nothing; memory does not grow with the messages, and with the rows only by their keys.
//
// Non-goals: opening files, which package records does, and writing to a store, which a
// [Sink] does.
package intake
