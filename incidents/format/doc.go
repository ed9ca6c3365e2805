// Package format turns public incidents into the formats that leave the server, one
// file per format. The names and order of an incident's properties are the same in every
// format and stand in one table, properties.
//
// Goals: one pass, no intermediate objects, the same bytes for the same incident.
//
// Non-goals: choosing incidents, headers, compression.
package format
