// Package respond sends answers: whatever they tell, they are coded, tagged, cached, logged
// and, where they fail, explained in one way.
//
//	handler ─► Representation ─► Sender: 304, a body that is remembered, or one that is made and coded
//	        └► error ─► problem details (RFC 9457), or a page for people
//
// Goals: an ETag that is known before the body is made, and names its very bytes; one table
// of error classes and statuses; no connection that can be held without progress.
//
// Non-goals: routes; what is told, and in which language; which addresses are for people,
// which Config says.
package respond
