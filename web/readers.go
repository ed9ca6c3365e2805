package web

import (
	"context"
	"slices"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
)

// readersStore is a store as far as readers may know of it: a story that is not published is not there.
type readersStore struct {
	Store
	index *index.Index
}

// Stories lists the stories that readers see.
func (s readersStore) Stories(ctx context.Context) ([]incidents.Story, error) {
	all, err := s.Store.Stories(ctx)
	return slices.DeleteFunc(all, func(story incidents.Story) bool { return !s.shows(&story) }), err
}

// Story gives a story. ENotFound if readers do not see it.
func (s readersStore) Story(ctx context.Context, slug string) (incidents.Story, error) {
	story, err := s.Store.Story(ctx, slug)
	if err == nil && !s.shows(&story) {
		return incidents.Story{}, incidents.NoStory(slug)
	}
	return story, err
}

// shows reports whether readers see a story. What was published of it and withdrawn counts, so that readers who hold
// it are told that it is gone.
func (s readersStore) shows(story *incidents.Story) bool {
	if story.Publication == "" {
		return true
	}
	snap := s.index.Story(story.Slug)
	return story.ShownWith(snap.Changed() > story.Version || snap.Count(index.Query{}) > 0)
}
