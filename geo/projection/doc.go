// Package projection turns the projected coordinates that maps and spreadsheets hold
// (metres east and north) into longitude and latitude, and back, by EPSG code.
//
// Known are the geographic systems that are WGS 84 or agree with it to about two metres,
// Web Mercator (3857), the UTM zones of WGS 84, NAD83, ETRS89 and Mexico ITRF2008, and
// Mexico's Lambert conformal conic (6372).
//
// Goals: a tenth of a millimetre within the area that a system is meant for, and a clear
// refusal where a pair cannot be of the system that it is said to be of.
//
// Non-goals: changes of datum. NAD83, ETRS89 and ITRF2008 are taken for WGS 84, from
// which they differ by less than about two metres: [Projection] says so in Shift.
package projection
