// Package geo says where things are and how exactly that is known.
//
// A [Location] is a geometry together with its [Precision]; a [BBox] is a query
// rectangle that may cross the antimeridian. Coordinates are WGS 84 degrees in the
// order longitude, latitude everywhere (RFC 7946, OGC CRS84); distances are metres on
// a sphere.
//
// Goals: one geometry type inside the project (orb), exact answers to "does this
// geometry meet that box", and a location that is never more exact than its words.
//
// Non-goals: projections, which package projection has (Web Mercator for tiles is orb's),
// and general geometry editing.
package geo
