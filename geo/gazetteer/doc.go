// Package gazetteer turns names into places, and places into the administrative areas
// that hold them, from one compact read-only file.
//
//	Builder ── Write ──► file ── Open ──► Gazetteer
//	                                       ├ Exact, Prefix, Similar, ByCode   names to entries
//	                                       ├ ByID, Area, Members              codes to entries
//	                                       └ Within, Nearest, Locator         points to entries and areas
//
// An [Entry] is a populated place, a first or second level administrative area, a
// country or an airport. The file is read where it lies: opening it checks its
// structure and copies nothing, and every string of an entry is a view of the file.
//
// Names are compared by their normalised form ([Normalize]): Latin letters without
// accents, in lower case, common abbreviations written out. All normalised names stand
// in one minimal acyclic automaton, which serves exact, prefix and misspelt look-ups.
//
// Goals: world-wide look-ups in microseconds, almost no heap, no panic on damaged bytes.
//
// Names in other scripts than Latin are compared by [Script], and are looked up as they are
// written only, without misspellings.
//
// Non-goals: street addresses, outlines of areas
// (a caller that has some hands them in as [Outlines]), and judging which of several
// places of one name is meant, which is the work of package geocode.
package gazetteer
