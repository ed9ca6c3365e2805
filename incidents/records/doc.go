// Package records reads any file that a newsroom has as a stream of records: the rows of
// a table, the features of a map.
//
//	file ─ open archives ─► find format and encoding ─► columns ─► records, with what was repaired in each
//
// The way through: open.go finds what a file is and unpacks it, table.go and its sources
// (text.go, sheet.go, ods.go) read tables, feature.go and its sources (geojson.go, which
// outline.go tells where its records are, arcgis.go, topojson.go, kml.go, gpx.go,
// geopackage.go, shapefile.go) read features, and geometry.go makes of every geometry one of
// RFC 7946. The rooms below know one thing each: charset encodings, delimited the rows
// of text tables, jsonscan JSON and xmlscan XML of any length.
//
// Goals: nothing is lost without a word; one bad record never blocks another; memory is
// bounded by the longest record, not by the file; the limits of [Limits] hold for files
// that mean harm.
//
// Non-goals: what a column means. Dates, numbers and places in words are read by the
// package that makes drafts of records.
package records
