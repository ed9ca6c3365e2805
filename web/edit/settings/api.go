package settings

import (
	"context"
	"net/http"
	"reflect"
	"sync"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/edit/call"
	"incidentmap/web/edit/openapi"
)

// Store is what is asked of a store; see incidents.Store for its promises.
type Store interface {
	Stories(ctx context.Context) ([]incidents.Story, error)
	Story(ctx context.Context, slug string) (incidents.Story, error)
	PutStory(ctx context.Context, s incidents.Story) (incidents.Seq, error)
}

// API makes stories and sets them up. It is safe for use by many goroutines.
type API struct {
	store Store
	// writing is held from the reading of a story to its writing, as a store does not
	// compare what it replaces.
	writing sync.Mutex
}

// New makes it.
func New(s Store) *API { return &API{store: s} }

// Routes are the addresses of stories.
func (a *API) Routes() []call.Route {
	list, story := address.API+"/stories", address.APIStory("{story}")
	return []call.Route{
		{Operation: openapi.Operation{Method: http.MethodGet, Path: list, Name: "listStories", Summary: "the stories that one may read", Status: 200, Answer: "Stories"}, Right: incidents.ActRead, Answer: a.listStories},
		{Operation: openapi.Operation{Method: http.MethodPost, Path: list, Name: "createStory", Summary: "make a story", Status: 201, Answer: "Story", Body: openapi.JSON("StoryForm")}, Right: incidents.ActNewStory, Answer: a.createStory},
		{Operation: openapi.Operation{Method: http.MethodGet, Path: story, Name: "getStory", Summary: "a story, in the form that it may be sent back in", Status: 200, Answer: "Story"}, Right: incidents.ActRead, Answer: a.getStory},
		{Operation: openapi.Operation{Method: http.MethodPut, Path: story, Name: "putStory", Summary: "put a story in place of the one that was seen", Status: 200, Answer: "Story", Body: openapi.JSON("StoryForm"), IfMatch: true}, Right: incidents.ActStory, Answer: a.putStory},
		{Operation: openapi.Operation{Method: http.MethodPut, Path: story + "/map", Name: "putMap", Summary: "put what editors choose of the map in place of what was seen: leads with their captions, labels, and how counts are drawn", Status: 200, Answer: "Story", Body: openapi.JSON("StoryMap"), IfMatch: true}, Right: incidents.ActPublish, Answer: a.putMap},
	}
}

// Answers are the types of what is answered, by the names of their schemas.
func (a *API) Answers() map[string]reflect.Type {
	return map[string]reflect.Type{"Story": reflect.TypeFor[incidents.Story](), "Stories": reflect.TypeFor[storyList]()}
}
