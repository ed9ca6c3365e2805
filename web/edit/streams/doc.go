// Package streams tells editors what is written while they look, as server-sent events, and who is at work on what.
//
// A stream goes on behind the last event that its client heard; who may no longer read the story is no longer told.
package streams
