package edit

import (
	"context"
	"net/http"
	"reflect"
	"sync"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/edit/openapi"
)

// settingsStore is what is asked of a store; see incidents.Store for its promises.
type settingsStore interface {
	Stories(ctx context.Context) ([]incidents.Story, error)
	Story(ctx context.Context, slug string) (incidents.Story, error)
	PutStory(ctx context.Context, s incidents.Story) (incidents.Seq, error)
}

// settingsAPI makes stories and sets them up. It is safe for use by many goroutines.
type settingsAPI struct {
	store settingsStore
	// writing is held from the reading of a story to its writing, as a store does not
	// compare what it replaces.
	writing sync.Mutex
}

// newSettings makes it.
func newSettings(s settingsStore) *settingsAPI { return &settingsAPI{store: s} }

// routes are the addresses of stories.
func (a *settingsAPI) routes() []route {
	list, story := address.API+"/stories", address.APIStory("{story}")
	return []route{
		{openapi.Operation{Method: http.MethodGet, Path: list, Name: "listStories", Summary: "the stories that one may read", Status: 200, Answer: "Stories"}, incidents.ActRead, a.listStories},
		{openapi.Operation{Method: http.MethodPost, Path: list, Name: "createStory", Summary: "make a story", Status: 201, Answer: "Story", Body: openapi.JSON("StoryForm")}, incidents.ActNewStory, a.createStory},
		{openapi.Operation{Method: http.MethodGet, Path: story, Name: "getStory", Summary: "a story, in the form that it may be sent back in", Status: 200, Answer: "Story"}, incidents.ActRead, a.getStory},
		{openapi.Operation{Method: http.MethodPut, Path: story, Name: "putStory", Summary: "put a story in place of the one that was seen", Status: 200, Answer: "Story", Body: openapi.JSON("StoryForm"), IfMatch: true}, incidents.ActStory, a.putStory},
		{openapi.Operation{Method: http.MethodPut, Path: story + "/map", Name: "putMap", Summary: "put what editors choose of the map in place of what was seen: leads with their captions, labels, and how counts are drawn", Status: 200, Answer: "Story", Body: openapi.JSON("StoryMap"), IfMatch: true}, incidents.ActPublish, a.putMap},
	}
}

// answerTypes are the types of what is answered, by the names of their schemas.
func (a *settingsAPI) answerTypes() map[string]reflect.Type {
	return map[string]reflect.Type{"Story": reflect.TypeFor[incidents.Story](), "Stories": reflect.TypeFor[storyList]()}
}
