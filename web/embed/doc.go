// Package embed puts a story's map into other pages: the map for a frame, what its address asks
// for, the snippet that an editor pastes with the page that makes it, and its oEmbed document.
//
// Goals: snippets that work in every content system for years, so an address that a system
// has added its own words to, or that names a layer which is gone, still shows the map; the
// same criteria always give the same address.
//
// Non-goals: how the embed makes its height known, which the client in package ui does.
package embed
