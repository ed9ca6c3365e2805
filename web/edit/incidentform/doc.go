// Package incidentform reads incidents as editors and their programs write them, and writes them as they may be sent back.
//
//	tree ─ FormsOf ─► forms ─ Decoder ─► incidents.Write
//	revision ─ FullOf ─► full form, FeatureOf ─► feature
//	full form and patch ─ Patched ─► form
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
// A change is a JSON Merge Patch of the full form. What belongs together is replaced together:
// a new start takes the old end with it, a new place how the old one was found; see Patched.
//
// Goals: what was read can be sent back as it is; a place is never more exact than its words.
//
// Non-goals: requests and stores. A form is of one request; a Decoder is for one goroutine.
package incidentform
