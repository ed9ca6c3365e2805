// Package revisions is the rules by which stores write: what a write must hold to, which
// revision follows which, what comes into force, which other incidents readers see named, what a
// receipt repeats, and what is public as of a sequence number. A store does rows and
// transactions: it is a [Transaction] to a [Plan].
//
//	Job ─► Plan.Add (validate, follow) ─► Plan.Finish (hide, activate, encode again) ─► rows
//
// Where a correction becomes public:
//
//   - Plan.hold (inforce.go) decides whether a write comes into force at once or is held back, until its time or until
//     a second person approves it (approval.go).
//   - Plan.follow (follow.go) makes a [Change] of what is in force from then on, and keeps a [Held] of what waits.
//   - Plan.PublishDue (release.go) makes the change of what was held back once its time has come, through Plan.release.
//   - Plan.Finish (plan.go) gives all changes to Transaction.Activate. Readers see them once that transaction is kept.
//
// Goals: each rule is written once, so that what is mended is mended in every store; a job
// that breaks a rule changes nothing of the plan it was added to.
//
// Non-goals: how rows are encoded, locked, read in batches or found.
package revisions
