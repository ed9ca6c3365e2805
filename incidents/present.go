package incidents

import (
	"context"
	"time"
)

// Present is somebody at work on a story.
type Present struct {
	Who      string // the Actor's id
	Name     string
	Incident string // id of the one that they have open; empty for none in particular
}

// PresenceStore is a store under several servers, by which each knows who is at work through the others. What it keeps
// is worth nothing after some seconds, and may be lost.
type PresenceStore interface {
	// PutPresent says that somebody is at work on a story, for a while from now on.
	PutPresent(ctx context.Context, story string, p Present, life time.Duration) error

	// Presents gives who is at work on a story, in the order of Who.
	Presents(ctx context.Context, story string) ([]Present, error)
}
