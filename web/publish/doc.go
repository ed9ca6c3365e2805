// Package publish writes a story as plain files, which any static server or CDN gives to
// readers with nothing of ours running.
//
// It asks the server itself, in process and without a network, for the story's page, and for
// what that leads to, until nothing is left. Each address has one place among the files (Layout);
// each answer that carries addresses is written anew with those places (linker), relative ones
// wherever the format allows, so that the folder works below any path; files of layers, some of which are binary, get
// the same places while they are made; and a folder takes the
// files: those whose bytes changed, all or none, and the manifest last.
//
// Goals: the same state of a story gives the same bytes, whatever was published before; memory
// that does not grow with the story, but for the names of its files; nothing left out
// without a line in the Report.
//
// Non-goals: what a server alone can do, such as filters over what is not in the browser, the
// stream of what changes, and the OGC API: links that lead there are taken out. Media types and
// caching, which are the host's to set; file names have the endings that hosts know.
package publish
