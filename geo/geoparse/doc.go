// Package geoparse finds the places of running text, English and Spanish, and resolves them
// together.
//
//	text ── tokenize ──► tokens ── findMentions ──► mentions ── recognise ──► beliefs
//	                               (names, adjectives)         (words around, persons, lists)
//	     ── findHolders ──► bounds ── resolve ──► shares ── settle, placeParts, placeAirports ──► toponyms
//	        ("Ellaville, Ga.")       (priors, support)                                            (with reasons)
//
// A mention is a stretch of the text that may name a place; its belief, in log-odds, is the
// sum of the evidence around it. A name is what a text calls its places; its candidates are
// the places of the gazetteer that bear it. All names of a text are resolved together in a
// few passes: the share of a candidate grows with how well known it is (its prior) and with
// what the likely places of the other names lie in the same country, state, county or
// nearby (its support). One name has one sense in a text, unless the text says otherwise.
//
// Goals: what the text names as the country or state of a place is a bound; a place that
// the gazetteer does not have stands at what holds it, and says so; every decision has its
// reasons and a confidence that holds on average; time linear in the length of the text.
//
// Non-goals: street addresses, other languages, and which of the places an event happened
// at, which is the work of incidents/extract.
package geoparse
