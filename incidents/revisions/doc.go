// Package revisions is the rules by which stores write: what a write must hold to, which
// revision follows which, what comes into force, which other incidents readers see named, what a
// receipt repeats, and what is public as of a sequence number. A store does rows and
// transactions: it is a [Transaction] to a [Plan].
//
//	Job ─► Plan.Add (validate, follow) ─► Plan.Finish (hide, activate, encode again) ─► rows
//
// Goals: each rule is written once, so that what is mended is mended in every store; a job
// that breaks a rule changes nothing of the plan it was added to.
//
// Non-goals: how rows are encoded, locked, read in batches or found.
package revisions
