// Package edit is the editors' JSON API under /api/v1: incidents are written, corrected and
// retracted by programs that hold a token, and by people who are signed in (web/signin).
//
//	request ─ body ─► tree ─ form ─► incidents.Write ─ store ─► revision ─ full form ─► answer
//	          (size, depth)  (fields, named)
//
// A form is one JSON object of an incident. It has a short way to say most things, and a full
// way, which is what is answered: what was read can be sent back as it is. Who asks for
// application/geo+json reads an incident as a feature, in the short words.
//
//	kind                   required, one of the table or of those that the story declares (the list kinds of the story's
//	                       form: id, title, class, shape and codes); class follows from it unless given
//	title summary note     a text in the story's first language, or texts by language
//	start end              an instant of RFC 3339; or a day, month or year (2026-02-22, 2026-02, 2026) or a time
//	                       without an offset on the clocks of zone, the story's own unless given. Without an
//	                       end it is the end of what start names
//	time_precision basis   follow from start and end unless given
//	geometry               GeoJSON; or place, words that are looked up. precision, radius_m, and in the full
//	                       form gazetteer_id, admin, method
//	sources source         a list of addresses, names or objects; source is one more, on which the figures of
//	                       the request rest
//	casualties             a list of figures, each with a claim, or a source that it becomes a claim of; or killed,
//	                       died_later, wounded, detained, missing as numbers. A figure for which no
//	                       source is named rests on no claim; who sends it is no source
//	claims relations       lists, as in the domain
//	media                  a list of pictures that were uploaded to …/media, and of videos by their link and a still:
//	                       hash, alt, credit and licence are required; width and height are told by the server. Of an
//	                       incident whose place is coarsened readers see those with shows_no_place alone, and none
//	                       of one whose place is withheld
//	verification           unverified unless given; disclosure, extra (an object of texts)
//	publish workflow       draft unless given
//	publish_at             an instant from which on readers may see it; with workflow approved it is published then.
//	                       What waits, for that or for the story's delay, is answered as approved, with due
//	id                     a ULID that is not there yet, for new incidents only
//	revision_kind          update, clarification or correction, for changes only; a correction has a note
//
// GET /api/v1/geoparse?text=… answers with the places of a text of up to 64 KiB, as the command
// geoparse does; near, adjectivals and why are its options.
//
// POST /api/v1/stories/{story}/extract answers a story of news, as text/plain, text/html or several in
// {"stories": [{"name", "content"}]}, of up to 1 MiB, with drafts of what it tells, as the command extract
// does; date, lang, zone, near and format are its options. With store=1 (and only=d1,d3) they are stored,
// which asks for a token that may write; a story that is sent again is stored once.
//
// What a desk asks for besides: the list of incidents in every stage (queue.go), places (geocode.go), files that are
// imported (imports.go; a file that is sent again changes nothing, so it takes no Idempotency-Key), what may be told of
// twice (duplicates.go), changes of many (bulk.go), who wrote what (the same list's listAudit), and a stream of what is
// written (events.go), and what editors choose of the map (storymap.go). Reasons of the geocoder, of imports and of likenesses
// are answered in English, and beside that, as explained, with stable codes and in every language of the interface; for
// reasons that are kept with a place there is reasons.go. Who is at work on other servers is known by a store that they share, see package presence. What all of it takes and
// answers is described at /api/v1/openapi.json, which is made of the routes (operations.go) and the types (schemas.go).
//
// A change is a JSON Merge Patch of the full form. What belongs together is replaced together:
// a new start takes the old end with it, a new place how the old one was found; see patched.
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
