// Package web puts the server together: its configuration, the routes by group, and what is around
// every answer. The resources are rooms of their own, each of which registers its own routes and is
// given only what it uses.
//
//	address, i18n, limit, origin ◄─ stories, respond, page ◄─ mapview, filter ◄─ storypage, embed ◄─ web
//	                                          ▲                                     │
//	                                          ├─ download, corrections ◄────────────┘
//	                                          └─ feeds, dictionary, incidentpage, mapapi, live, ogc, staticmap, edit
//
// What a page shows is a page in which every text is already in the reader's language; the
// templates and the client that draw it are package ui's. How an answer is sent is package
// respond's, how things are said is package i18n's.
//
// Goals: the same bytes for the same address at the same change of its story, and an ETag
// that says so before any work is done; no more memory and no longer answers for a story of a
// million incidents than for one of two thousand, beyond what the index has of each; nothing unpublished in any answer; pages that need
// no JavaScript; no cookie, no request to another host, no inline script; no connection
// that can be held without progress.
//
// Non-goals: TLS, which a proxy in front ends; choosing what is public, which
// incidents.Story.Public does.
package web
