// Package limit bounds what requests may cost the server together: a Gate lets so many pieces of
// work of one kind run at once and so many wait, and every client has its share of both.
//
// Goals: no crowd of requests, and no single client, takes the processor or the memory that
// readers' maps need; who is turned away learns it at once and is told when to come again.
//
// Non-goals: making a piece of work cheaper, or ending one that takes too long, which is for
// the work itself.
package limit
