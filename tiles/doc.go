// Package tiles draws the points and areas of a story's layer as Mapbox Vector Tiles 2.1
// (https://github.com/mapbox/vector-tile-spec/tree/master/2.1), describes them in TileJSON 3.0,
// keeps those lately asked for and writes them to PMTiles 3.
//
//	snapshot of the index ─ Tile, Areas ─► clusters and areas ─► two layers ─► bytes
//
// The layer "incidents" has a point for each cell of the index's grid that holds incidents: a
// cluster, or the incident itself where it is alone. A tile of zoom z has 8 by 8 cells (level
// z+3; 64 pixels each where tiles are drawn 512 pixels wide) up to zoom 16. From zoom 17 cells
// are 8 pixels wide and less (level z+6, at most 25: 1.2 m at the equator), so that what can be
// told apart on the screen stands alone. A tile that holds no more than 64 points shows each by
// itself, those at the very same place too. Points have no buffer: each cell is in the one tile
// that holds it, so the counts of a zoom's tiles add up to what the layer counts. Clients that
// draw symbols let them reach over the edge.
//
// The layer "areas" has a polygon, a line or points for each geometry that is no point,
// simplified to a pixel before it is cut to the tile and a buffer of 64 units, so that
// neighbouring tiles agree. A geometry too small to be seen is drawn as its bound, at least a
// pixel wide. The same geometry is in many tiles, always with the same feature id: a client
// counts ids, not features. The parts of a geometry collection are features of their own; the
// first bears the count, the others only part_of, its id.
//
// A tile is bounded and loses no count. Points: one for each cell, at most 64 by 64. Areas:
// the largest [MaxAreas] on the screen are drawn, and the rest are one feature with the sum of
// their counts, how many they are (more), and the bound of what the tile shows of them.
//
// Feature ids are sequence numbers for single incidents, and 2^52 and more for clusters
// (the cell's place in the order of all cells of all levels) and shared areas (from the
// geometry's content). None passes 2^53, beyond which JavaScript loses them.
//
// Tiles come as they are; [Gzip] packs one for an answer over HTTP in less time than it takes to
// draw it.
//
// Non-goals: other codings, which HTTP negotiates, but in PMTiles, which asks for one; styling;
// a shared border of two areas may part by a pixel, because each is simplified by itself.
package tiles
