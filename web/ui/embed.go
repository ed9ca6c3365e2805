// Package ui holds the front end that the server sends: the pages' templates and the
// built scripts and style sheets.
//
// Goals: pages that are complete without JavaScript, and a client that adds the map to
// them; one program file that carries both.
//
// Non-goals: words (package web has the messages), addresses, caching.
package ui

import (
	"embed"
	"io/fs"
)

//go:embed templates/*.gohtml
var templates embed.FS

//go:embed dist
var dist embed.FS

// Templates gives the pages' html/template sources: stories.gohtml, story.gohtml,
// incident.gohtml and error.gohtml are pages; the others are their parts.
func Templates() fs.FS { return sub(templates, "templates") }

// Dist gives the built files: map.js, map.css, what the style sheet names, and the
// licences of the packages in them.
func Dist() fs.FS { return sub(dist, "dist") }

// sub gives a folder that the embed directive above guarantees.
func sub(tree embed.FS, dir string) fs.FS {
	folder, err := fs.Sub(tree, dir)
	if err != nil {
		return tree
	}
	return folder
}
