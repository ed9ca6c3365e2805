package pictures

import (
	"context"
	"net/http"
	"reflect"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/edit/call"
	"incidentmap/web/edit/openapi"
	"incidentmap/web/limit"
)

// Store is what is asked of a store; see incidents.Store for its promises.
type Store interface {
	PutMedia(ctx context.Context, u incidents.MediaUpload) error
	MediaFile(ctx context.Context, key incidents.MediaKey, width int) ([]byte, error)
	MediaUsage(ctx context.Context, story string) (incidents.MediaUsage, error)
}

// API keeps pictures, and gives them to editors. It is safe for use by many goroutines.
type API struct {
	store Store
	// decoding is for pictures: one may take some hundred megabytes.
	decoding *limit.Gate
}

// New makes it.
func New(s Store) *API {
	return &API{s, limit.NewGate("reading pictures", 1, 8)}
}

// Routes are the addresses of pictures.
func (a *API) Routes() []call.Route {
	all := address.APIMedia("{story}", "{id}")
	return []call.Route{
		{Operation: openapi.Operation{
			Method: http.MethodPost, Path: all, Name: "uploadMedia", Status: 201, Answer: "Uploaded",
			Summary: "keep a picture for an incident, which may be written after it; it is turned upright and made smaller, and loses its metadata",
			Body:    []openapi.Body{{Media: "image/jpeg"}, {Media: "image/png"}, {Media: "image/webp"}},
		}, Right: incidents.ActDraft, Answer: a.uploadMedia},
		{Operation: openapi.Operation{Method: http.MethodGet, Path: all + "/{file}", Name: "getMedia", Summary: "a file of a picture, published or not", Status: 200, Media: typeJPEG}, Right: incidents.ActRead, Answer: a.getMedia},
		{Operation: openapi.Operation{Method: http.MethodGet, Path: address.APIStoryMedia("{story}"), Name: "mediaUsage", Summary: "how much is kept of the story's pictures", Status: 200, Answer: "MediaUsage"}, Right: incidents.ActRead, Answer: a.mediaUsage},
	}
}

// Answers are the types of what is answered, by the names of their schemas.
func (a *API) Answers() map[string]reflect.Type {
	return map[string]reflect.Type{"Uploaded": reflect.TypeFor[uploaded](), "MediaUsage": reflect.TypeFor[mediaUsage]()}
}
