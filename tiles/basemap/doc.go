// Package basemap draws the map under the incidents as Mapbox Vector Tiles 2.1
// (https://github.com/mapbox/vector-tile-spec/tree/master/2.1), of zoom 0 to 14, from two
// files that come with the program.
//
// The outlines are cut beforehand into the squares of three zooms (see [Level]), each with
// the detail that its zooms can show. So a tile needs one look-up for each theme and works
// on the outlines of one square, not on the world's. Place names lie in the order of a
// Morton curve, so that those of a tile lie side by side.
//
// Layers: land, urban, lakes (polygons), rivers, borders (lines), places (points). Polygons
// and lines reach 64 units beyond the tile's edge, of an extent of 4096. A place is in the one
// tile that holds its point, never twice; a client that draws its name must let it reach over
// into the neighbouring tiles, by placing the names of all visible tiles together.
//
// Goals: tiles at once after start, small tiles, no memory but for the tiles lately asked
// for. Non-goals: roads (no source is at hand, and none is invented), other projections
// than Web Mercator, styling.
package basemap
