// Package geocode turns the description of a place into ranked candidates, each with a
// location that is no more exact than the words, a score, and the reasons for it.
//
//	query ── read ──► reading ── find ──► hits ── score ──► ranked ── locate ──► Result
//	        (phrases)           (gazetteer)     (context)            (outlines)
//
// It reads Spanish and English: "Tapalpa, Jalisco", "Zapopan, junto a Guadalajara",
// "10 km south of Tapalpa", "municipio de Zapopan", "the airport of Guadalajara", "GDL".
//
// Names in other scripts are known where the gazetteer has them: "Київ", "القاهرة", "東京". A
// record that names its country, state, municipality and town in fields of their own is
// resolved from the country downwards ([Geocoder.Resolve]).
//
// What the words or the fields name is a bound: no candidate lies outside of a country, state
// or municipality that is named with it. Where nothing is known within it, the narrowest area
// that is sure stands for the words, and Result.Unfound says for which. Streets and roads are
// answered by the town they are in, two places by a journey, by what is between them, or by
// nothing.
//
// Goals: say what else the words may mean instead of guessing silently; misspellings
// never outrank what is spelt as written; an empty result is an answer.
//
// Non-goals: street addresses, finding place names in running text (package geoparse),
// and remembering what earlier queries were about.
package geocode
