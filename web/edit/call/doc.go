// Package call is one request to the editors' API: who makes it and what they may do, what it asks for, and how it is answered.
//
//	request ─ Guard ─► Call (actor, story, incident) ─ ReadBody, PageOf, WantedRevision ─► a room's handler ─ Send ─► answer
//
// A token is read from the header alone. People who are signed in are told by Sessions. What an actor may do is asked of
// [incidents.Actor], and of nothing else: each Route says what it takes.
//
// Non-goals: what is asked for, which the rooms beside this one know.
package call
