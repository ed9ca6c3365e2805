// Package tales keeps what readers may see of each story, as it stands at a sequence number,
// and selects among it.
//
// Goals: a state that is shared between requests and never changes; a request that was
// answered before costs no query; answer.ErrMoved where a state moved on under its reader.
//
// Non-goals: choosing what is public, which incidents.Story.Public does; how it is shown.
package tales
