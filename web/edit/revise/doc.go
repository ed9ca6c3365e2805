// Package revise answers what writes incidents through the editors' API: new ones, changes, corrections, retractions, redactions and
// erasures, merges, changes of many, and the history that they leave.
//
// Every write is one of the store's, under the base that the sender saw, and once for each idempotency key. What a change would
// come to is told by the same code that makes it: see checkIncident, and the preview of bulkChange.
//
// Goals: no lost edit; a request that is sent again writes nothing twice; an answer is of what is on disk.
//
// Non-goals: the form of an incident (incidentform) and the rules of revisions (incidents).
package revise
