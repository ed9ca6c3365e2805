package edit

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"

	"incidentmap/incidents"
	"incidentmap/web/respond"
)

// Limits of one request.
const (
	maxBody  = 8 << 20 // bytes
	maxBatch = 1000    // incidents
)

// The media types of bodies.
const (
	typeJSON  = "application/json"
	typeGeo   = "application/geo+json"         // RFC 7946
	typePatch = "application/merge-patch+json" // RFC 7396
)

// body is what a request asks for, as it was sent and as it was read.
type body struct {
	raw  []byte
	tree map[string]any
}

// readBody reads a JSON object of one of the media types.
func readBody(w http.ResponseWriter, c *call, types ...string) (body, error) {
	media, params, err := mime.ParseMediaType(c.Header.Get("Content-Type"))
	if err != nil || !slices.Contains(types, media) {
		name := "Accept-Post"
		if c.Method == http.MethodPatch {
			name = "Accept-Patch" // RFC 5789, section 3.1
		}
		w.Header().Set(name, strings.Join(types, ", "))
		return body{}, refuse(http.StatusUnsupportedMediaType, codeMediaType, "Content-Type", "is %s; send the body as %s",
			incidents.Quote(c.Header.Get("Content-Type")), strings.Join(types, " or "))
	}
	if set := params["charset"]; set != "" && !strings.EqualFold(set, "utf-8") {
		return body{}, refuse(http.StatusUnsupportedMediaType, codeMediaType, "Content-Type", "the charset %s is not utf-8", incidents.Quote(set))
	}
	if coding := c.Header.Get("Content-Encoding"); coding != "" && !strings.EqualFold(coding, "identity") {
		return body{}, refuse(http.StatusUnsupportedMediaType, codeMediaType, "Content-Encoding", "%s is not known here; send the body as it is", incidents.Quote(coding))
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, c.Body, maxBody))
	var long *http.MaxBytesError
	switch {
	case errors.As(err, &long):
		return body{}, incidents.Errorf(incidents.ETooLarge, "body", "has more than %d bytes; send it in parts", maxBody)
	case err != nil:
		return body{}, refuse(http.StatusBadRequest, incidents.EInvalid, "body", "did not arrive whole")
	}
	v, err := parse(raw)
	switch {
	case incidents.CodeOf(err) == incidents.ETooLarge && err != nil:
		return body{}, err
	case err != nil:
		return body{}, respond.Refused(http.StatusBadRequest, err)
	}
	tree, isObject := v.(map[string]any)
	if !isObject {
		return body{}, incidents.Errorf(incidents.EInvalid, "body", `is %s; send one object, and several incidents as {"incidents": […]}`, typeName(v))
	}
	return body{raw, tree}, nil
}
