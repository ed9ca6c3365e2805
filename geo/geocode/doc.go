// Package geocode turns the description of a place into ranked candidates, each with a
// location that is no more exact than the words, a score, and the reasons for it.
//
//	query ── read ──► reading ── find ──► hits ── score ──► ranked ── locate ──► Result
//	        (phrases)           (gazetteer)     (context)            (outlines)
//
// It reads Spanish and English: "Tapalpa, Jalisco", "Zapopan, junto a Guadalajara",
// "10 km south of Tapalpa", "municipio de Zapopan", "the airport of Guadalajara", "GDL".
//
// Goals: say what else the words may mean instead of guessing silently; misspellings
// never outrank what is spelt as written; an empty result is an answer.
//
// Non-goals: street addresses, finding place names in running text (package geoparse),
// and remembering what earlier queries were about.
package geocode
