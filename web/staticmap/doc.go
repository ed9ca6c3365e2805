// Package staticmap draws a story's map as a still picture, for readers without scripts, for cards
// of links, and for print: the view that the page shows first, of the same data, with the same
// symbols.
//
//	story view ─► scene ─ projection ─► marks in pixels ─┐
//	basemap tiles ─► outlines, names ────────────────────┴─► canvas ─► 256 colours ─► PNG
//
// Goals: the same bytes for the same state and words; a picture of 1200 by 630 in about
// 60 kB; nothing on it that readers may not see; no picture without the makers of its data.
//
// Bounds: a side has MaxSide pixels; pictures pass a gate, and first paints another; drawing ends when nobody waits for
// it any more; of a line of many corners those are painted that can be seen; a story of more than
// stories.Whole incidents is drawn of the index, as bubbles.
//
// Non-goals: styling by the asker, and other projections than Web Mercator.
package staticmap
