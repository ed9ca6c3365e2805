package edit

import (
	"context"
	"net/http"
	"reflect"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/edit/openapi"
	"incidentmap/web/limit"
)

// pictureStore is what is asked of a store; see incidents.Store for its promises.
type pictureStore interface {
	PutMedia(ctx context.Context, u incidents.MediaUpload) error
	MediaFile(ctx context.Context, key incidents.MediaKey, width int) ([]byte, error)
	MediaUsage(ctx context.Context, story string) (incidents.MediaUsage, error)
}

// pictureAPI keeps pictures, and gives them to editors. It is safe for use by many goroutines.
type pictureAPI struct {
	store pictureStore
	// decoding is for pictures: one may take some hundred megabytes.
	decoding *limit.Gate
}

// newPictures makes it.
func newPictures(s pictureStore) *pictureAPI {
	return &pictureAPI{s, limit.NewGate("reading pictures", 1, 8)}
}

// routes are the addresses of pictures.
func (a *pictureAPI) routes() []route {
	all := address.APIMedia("{story}", "{id}")
	return []route{
		{openapi.Operation{
			Method: http.MethodPost, Path: all, Name: "uploadMedia", Status: 201, Answer: "Uploaded",
			Summary: "keep a picture for an incident, which may be written after it; it is turned upright and made smaller, and loses its metadata",
			Body:    []openapi.Body{{Media: "image/jpeg"}, {Media: "image/png"}, {Media: "image/webp"}},
		}, incidents.ActDraft, a.uploadMedia},
		{openapi.Operation{Method: http.MethodGet, Path: all + "/{file}", Name: "getMedia", Summary: "a file of a picture, published or not", Status: 200, Media: typeJPEG}, incidents.ActRead, a.getMedia},
		{openapi.Operation{Method: http.MethodGet, Path: address.APIStoryMedia("{story}"), Name: "mediaUsage", Summary: "how much is kept of the story's pictures", Status: 200, Answer: "MediaUsage"}, incidents.ActRead, a.mediaUsage},
	}
}

// answerTypes are the types of what is answered, by the names of their schemas.
func (a *pictureAPI) answerTypes() map[string]reflect.Type {
	return map[string]reflect.Type{"Uploaded": reflect.TypeFor[uploaded](), "MediaUsage": reflect.TypeFor[mediaUsage]()}
}
