package pictures

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/picture"
	"incidentmap/web/edit/call"
	"incidentmap/web/respond"
)

const typeJPEG = "image/jpeg"

// uploaded is the answer to a picture: what an incident's list names it by.
type uploaded struct {
	Hash   string   `json:"hash"`
	Width  int      `json:"width"`
	Height int      `json:"height"`
	Bytes  int64    `json:"bytes"`
	Files  []string `json:"files"` // names below …/media/, the narrowest first
}

// mediaUsage is how much is kept of a story, and how much may be.
type mediaUsage struct {
	incidents.MediaUsage
	MostPictures int   `json:"most_pictures"`
	MostBytes    int64 `json:"most_bytes"`
}

// uploadMedia keeps the picture that is the request's body. The incident may be written after it: what no incident
// names within incidents.MediaLife is swept away.
func (a *API) uploadMedia(w http.ResponseWriter, c *call.Call) error {
	media, err := pictureType(w, c)
	if err != nil {
		return err
	}
	u := incidents.MediaUpload{Story: c.Story(), Incident: strings.ToUpper(c.Incident())}
	if !incidents.ValidID(u.Incident) {
		return incidents.NoIncident(u.Story, u.Incident)
	}
	if _, err := a.store.MediaUsage(c.Context(), u.Story); err != nil { // before anything is decoded
		return err
	}
	body, err := readPicture(w, c)
	if err != nil {
		return err
	}
	if u.Files, err = a.prepare(c, body, media); err != nil {
		return err
	}
	if err := a.store.PutMedia(c.Context(), u); err != nil {
		return err
	}
	respond.Wrote(w, u.Incident, 1)
	widest := &u.Files[len(u.Files)-1]
	answer := uploaded{Hash: u.Key().Hash, Width: widest.Width, Height: widest.Height, Bytes: u.Bytes(), Files: []string{}}
	for i := range u.Files {
		answer.Files = append(answer.Files, incidents.MediaFileName(answer.Hash, u.Files[i].Width))
	}
	return call.Send(w, c, http.StatusCreated, answer)
}

// prepare decodes a picture and makes its files, one upload after another.
func (a *API) prepare(c *call.Call, body []byte, media string) ([]incidents.MediaFile, error) {
	leave, err := a.decoding.Enter(c.Context())
	if err != nil {
		return nil, err
	}
	defer leave()
	return picture.Prepare(body, media)
}

func pictureType(w http.ResponseWriter, c *call.Call) (string, error) {
	media, _, err := mime.ParseMediaType(c.Header.Get("Content-Type"))
	if err != nil || !slices.Contains(picture.Types(), media) {
		types := strings.Join(picture.Types(), ", ")
		w.Header().Set("Accept-Post", types)
		return "", call.Refuse(http.StatusUnsupportedMediaType, call.CodeMediaType, "Content-Type", "is %s; send a picture as %s",
			incidents.Quote(c.Header.Get("Content-Type")), types)
	}
	if coding := c.Header.Get("Content-Encoding"); coding != "" && !strings.EqualFold(coding, "identity") {
		return "", call.Refuse(http.StatusUnsupportedMediaType, call.CodeMediaType, "Content-Encoding", "%s is not known here; send the picture as it is", incidents.Quote(coding))
	}
	return media, nil
}

func readPicture(w http.ResponseWriter, c *call.Call) ([]byte, error) {
	tooLong := incidents.Errorf(incidents.ETooLarge, "body", "has more than %d MiB; make the picture smaller", picture.MaxBytes>>20)
	if c.ContentLength > picture.MaxBytes {
		return nil, tooLong
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, c.Body, picture.MaxBytes))
	var long *http.MaxBytesError
	switch {
	case errors.As(err, &long):
		return nil, tooLong
	case err != nil:
		return nil, call.Refuse(http.StatusBadRequest, incidents.EInvalid, "body", "did not arrive whole")
	}
	return body, nil
}

// getMedia answers with a file of a picture, also of one that readers do not see.
func (a *API) getMedia(w http.ResponseWriter, c *call.Call) error {
	hash, width, ok := incidents.ParseMediaFileName(c.Named("file"))
	if !ok {
		return incidents.NoMedia()
	}
	data, err := a.store.MediaFile(c.Context(), incidents.MediaKey{Story: c.Story(), Incident: strings.ToUpper(c.Incident()), Hash: hash}, width)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", typeJPEG)
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	w.WriteHeader(http.StatusOK)
	if c.Method != http.MethodHead {
		_, _ = w.Write(data) // a client that has gone away needs no error
	}
	return nil
}

// mediaUsage answers with how much is kept of a story.
func (a *API) mediaUsage(w http.ResponseWriter, c *call.Call) error {
	usage, err := a.store.MediaUsage(c.Context(), c.Story())
	if err != nil {
		return err
	}
	return call.Send(w, c, http.StatusOK, mediaUsage{usage, incidents.MostStoryMedia, incidents.MostStoryMediaBytes})
}
