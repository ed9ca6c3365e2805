// Package page makes HTML pages of their templates, and what several of them show alike: the
// frame, an incident's line in a list, the links to a layer's files.
//
// Goals: pages in which every text is already in the reader's language, so that templates
// only place them.
//
// Non-goals: the templates themselves, which package ui has; what a page is about.
package page
