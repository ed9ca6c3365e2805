// Package ogc answers at /stories/{story}/ogc by OGC API Features: Part 1, core, GeoJSON, HTML
// and OpenAPI 3.0 (OGC 17-069r4); Part 2, coordinate reference systems (18-058r1);
// Part 3, filtering by CQL2 (19-079r2); Part 5, schemas (23-058). The layers of the
// story are its collections.
//
//	operation ─► request (parameters, form, language, story) ─► JSON or a page
//
// Goals: every resource as JSON and as a page, with the same parameters; features copied as
// they are stored.
//
// Non-goals: writing features; which of them are public.
package ogc
