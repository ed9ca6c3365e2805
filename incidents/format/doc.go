// Package format writes public incidents in every format that leaves the server, one file
// per format, each of them with its citation in the format's own place.
//
//	properties ─► GeoJSON (AppendFeature), the data dictionary (Dictionary, Schema)
//	     └ flat ─► CSV, XLSX, KML and KMZ, GeoPackage, FlatGeobuf, GeoParquet (Formats)
//
// What a property is called, in which order it comes, its type, its meaning and where its
// value comes from stand in one table, properties. GeoJSON has lists as arrays of objects;
// the flat formats have the same JSON as text.
//
// Text in GeoJSON is as it was written. In the flat formats, which people open in programs
// that draw it beside other text, it is made safe by plain: control characters that XML
// forbids are dropped, directional overrides are dropped, and directional embeddings
// and isolates that are left open are closed, so that no text turns what stands beside it.
//
// Goals: one pass; memory that does not grow with the number of incidents; the same bytes
// for the same incidents and the same heading.
//
// Non-goals: choosing incidents, HTTP headers, compressing whole answers, reading.
package format
