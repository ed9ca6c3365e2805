// Package loader is the way from files to a store: what is read of them becomes incidents of a story.
//
//	files ─ intake.Read ─► drafts ─ Take ─► batches along a curve ─ Store.Import ─► what was not taken ─► report
//
// The command import and the editors' API both go this way.
//
// Goals: one wait for the disk for many rows; the next rows are read while some are written; a new story has
// layers, columns and a view of what it holds.
//
// Non-goals: opening files, which package records does, and what a row means, which package intake says.
package loader
