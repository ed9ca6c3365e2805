// Package embed says how a story's map is put into other pages: what the address of an embed
// asks for, the snippet that an editor pastes, and what oEmbed tells of it.
//
// Goals: snippets that work in every content system for years, so an address that a system
// has added its own words to, or that names a layer which is gone, still shows the map; the
// same wish always gives the same address.
//
// Non-goals: the pages themselves, which package web makes; how the embed tells its height,
// which the client in package ui does.
package embed
