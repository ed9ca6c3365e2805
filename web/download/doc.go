// Package download makes the files of a story's layers: in every format, as they stand or
// stood, and as counts by area.
//
//	FileRequest ─► Files.Find ─► File: its name, its heading, what its bytes depend on ─► File.Write
//
// Goals: files of any number of incidents in bounded memory, the bytes of encoded features
// copied and not made again; one table of what counts by area say.
//
// Non-goals: HTTP, which package web answers with; the formats, which package format writes.
package download
