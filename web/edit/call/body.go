package call

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"

	"incidentmap/incidents"
	"incidentmap/web/edit/jsonform"
	"incidentmap/web/respond"
)

// maxBody is how many bytes the body of one request may have.
const maxBody = 8 << 20

// The media types of bodies.
const (
	TypeJSON  = "application/json"
	TypeGeo   = "application/geo+json"         // RFC 7946
	TypePatch = "application/merge-patch+json" // RFC 7396
)

// Body is what a request asks for, as it was sent and as it was read.
type Body struct {
	Raw  []byte
	Tree map[string]any
}

// ReadBody reads a JSON object of one of the media types.
func ReadBody(w http.ResponseWriter, c *Call, types ...string) (Body, error) {
	media, params, err := mime.ParseMediaType(c.Header.Get("Content-Type"))
	if err != nil || !slices.Contains(types, media) {
		name := "Accept-Post"
		if c.Method == http.MethodPatch {
			name = "Accept-Patch" // RFC 5789, section 3.1
		}
		w.Header().Set(name, strings.Join(types, ", "))
		return Body{}, Refuse(http.StatusUnsupportedMediaType, CodeMediaType, "Content-Type", "is %s; send the body as %s",
			incidents.Quote(c.Header.Get("Content-Type")), strings.Join(types, " or "))
	}
	if set := params["charset"]; set != "" && !strings.EqualFold(set, "utf-8") {
		return Body{}, Refuse(http.StatusUnsupportedMediaType, CodeMediaType, "Content-Type", "the charset %s is not utf-8", incidents.Quote(set))
	}
	if coding := c.Header.Get("Content-Encoding"); coding != "" && !strings.EqualFold(coding, "identity") {
		return Body{}, Refuse(http.StatusUnsupportedMediaType, CodeMediaType, "Content-Encoding", "%s is not known here; send the body as it is", incidents.Quote(coding))
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, c.Body, maxBody))
	var long *http.MaxBytesError
	switch {
	case errors.As(err, &long):
		return Body{}, incidents.Errorf(incidents.ETooLarge, "body", "has more than %d bytes; send it in parts", maxBody)
	case err != nil:
		return Body{}, Refuse(http.StatusBadRequest, incidents.EInvalid, "body", "did not arrive whole")
	}
	v, err := jsonform.Parse(raw)
	switch {
	case incidents.CodeOf(err) == incidents.ETooLarge && err != nil:
		return Body{}, err
	case err != nil:
		return Body{}, respond.Refused(http.StatusBadRequest, err)
	}
	tree, isObject := v.(map[string]any)
	if !isObject {
		return Body{}, incidents.Errorf(incidents.EInvalid, "body", `is %s; send one object, and several incidents as {"incidents": […]}`, jsonform.TypeName(v))
	}
	return Body{raw, tree}, nil
}
