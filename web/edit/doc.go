// Package edit is the editors' JSON API under /api/v1: incidents are written, corrected and
// retracted by programs that hold a token, and by people who are signed in (web/signin).
//
//	request ─ call ─► tree ─ jsonform ─► incidentform ─► incidents.Write ─ store ─► revision ─ full form ─► answer
//
// It puts together what its rooms answer, each of which has its routes, its part of the document, and the little that it
// asks of a store: revise writes incidents, queue lists them, importing takes files, pictures keeps pictures, reading looks up
// places and reads stories of news, settings makes stories and sets them up, streams tells what is written meanwhile. What the
// fields of an incident's form mean is told in the package comment of incidentform.
//
// GET /api/v1/geoparse?text=… answers with the places of a text of up to 64 KiB, as the command
// geoparse does; near, adjectivals and why are its options.
//
// POST /api/v1/stories/{story}/extract answers a story of news, as text/plain, text/html or several in
// {"stories": [{"name", "content"}]}, of up to 1 MiB, with drafts of what it tells, as the command extract
// does; date, lang, zone, near and format are its options. With store=1 (and only=d1,d3) they are stored,
// which asks for a token that may write; a story that is sent again is stored once.
//
// Reasons of the geocoder, of imports and of likenesses are answered in English, and beside that, as explained, with stable
// codes and in every language of the interface. Who is at work on other servers is known by a store that they share, see package
// presence. What all of it takes and answers is described at /api/v1/openapi.json, which is made of the routes (document.go) and
// the types (schemas.go).
//
// Of an incident, /check answers what a change would come to without writing it, /diff of which fields two revisions
// differ ("title.es", "casualties[c1].best"), and /restore writes an older state as a new revision. A story's policy
// may want a second person to approve, and changes to be explained: see incidents.Publishing.
//
// Goals: every refusal names the field and what to do; nothing that was sent is passed over;
// a request that is sent again writes nothing twice; an answer is of what is on disk.
//
// Who asks is an [incidents.Actor]; what they may do is asked of it, and of nothing else: each route says what it takes, and
// what a change of an incident takes follows from the states it goes from and to ([incidents.ActionsOf]).
//
// Non-goals: pages and sessions. Who is signed in is told by web/signin, which refuses what pages of other sites send;
// no answer may be read by pages of other origins.
package edit
