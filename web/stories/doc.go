// Package stories gives a request a snapshot of a story: the story's document, its incidents as
// numbers in the index, and of the incidents themselves those that it asks for.
//
//	index ─ Snapshot ─┐
//	store ─ Story ────┼─► Snapshot ─ Show(seqs) ─► IncidentSet: incidents, and those that they refer to
//	store ─ Publics ┘           │
//	                            └ a bounded cache of incidents by their changes
//
// Goals: what an answer is made of stands at one change of its story and never moves, so that
// Changed names its bytes; a story of a million incidents costs a request no more than the
// incidents it shows; a request that was answered before costs no query; incidents.ErrMoved where
// the store moved on under its reader.
//
// Non-goals: choosing what is public, which incidents.Story.Public does; how it is shown.
package stories
