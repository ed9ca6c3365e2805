// Package mapapi answers what maps ask for, live, of a story's index: tiles and their
// TileJSON, OGC API Tiles, clusters for a view, counts by time, and a layer's tiles in one
// file.
//
//	request ─ filter words ─► stories.Selection ─► snapshot of the index ─► tiles, clusters, buckets
//	                               └ State ─► ETag, and the key under which the answer is kept
//
// Goals: an answer is made once for all who ask for it at the same time, and the same bytes
// for all of a state; every answer is bounded, whatever the story holds; a tile that was
// answered before costs little more than writing its bytes.
//
// Bounds: a collection has MaxFeatures features and MaxAreas areas among them, and a coarser
// grid where a finer one would have more; a histogram has calendar.MaxBuckets buckets; a file of tiles
// has MaxFileTiles tiles and MaxFileBytes bytes, one is made at a time, and maxFiles are
// kept; see tiles for what a tile holds. Collections, outlines of many corners and files each pass
// a gate; tiles without such an outline wait for none. Nothing that is kept depends on the host by which
// a client knows the server. Work ends when nobody waits for it any more.
//
// Non-goals: styling; the list of incidents, and single ones, which web answers.
package mapapi
