// Package live tells what changes in a story: to those who ask what came after a sequence
// number, and as server-sent events to those who stay.
//
//	index moves ─► follower ─► feed of a story and language ─► streams
//	                              │ reads what changed once       each at its own number
//	                              └ the latest events, as bytes
//
// An event is what changes tells of the same incident, and its id is the sequence number, so
// that a client that comes again with Last-Event-ID misses nothing.
//
// Goals: a change is read and encoded once for all who are to be told in a language; a stream
// that waits costs its connection and no more; one that is slow, or does not read at all, holds
// up nobody and is sent no more than it can take: what it missed beyond the latest events is
// one reset, at which it loads the story anew.
//
// Bounds: a story and language has one feed, whatever names clients give the server; it keeps the latest
// events up to 500 and 4 MiB. There are mostFeeds feeds and Config.Streams streams, of which a client has half at most and
// a story three quarters. What readers never saw wakes nobody.
//
// Non-goals: what readers may see, which the store says; changes of the story's own document.
package live
