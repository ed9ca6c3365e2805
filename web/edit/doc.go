// Package edit is the editors' JSON API under /api/v1: incidents are written, corrected and
// retracted by programs that hold a token.
//
//	request ─ body ─► tree ─ form ─► incidents.Write ─ store ─► revision ─ full form ─► answer
//	          (size, depth)  (fields, named)
//
// A form is one JSON object of an incident. It has a short way to say most things (a day for
// a time, words for a place, a number for the killed), and a full way, which is what is
// answered: what was read can be sent back as it is.
//
// Goals: every refusal names the field and what to do; nothing that was sent is passed over;
// a request that is sent again writes nothing twice; an answer is of what is on disk.
//
// Non-goals: pages and sessions. There are no cookies, so no other page can write in an
// editor's name, and no answer may be read by pages of other origins.
package edit
