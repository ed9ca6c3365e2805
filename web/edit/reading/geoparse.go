package reading

import (
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"incidentmap/geo/geoparse"
	"incidentmap/incidents"
	"incidentmap/web/edit/call"
)

// Geoparser finds the places of running text; see package geoparse.
type Geoparser interface {
	Parse(text string, options geoparse.Options) ([]geoparse.Toponym, error)
}

// maxParsed is the length, in bytes, of the longest text that is read for places in one
// request: some hundredths of a second of processor.
const maxParsed = 64 << 10

// geoparse answers with the places of a text: ?text=…, and as one likes adjectivals=off,
// why=1, near=LAT,LON.
func (a *API) geoparse(w http.ResponseWriter, c *call.Call) error {
	if a.geoparser == nil {
		return call.Refuse(http.StatusNotFound, incidents.ENotFound, "", "this server does not read texts for places")
	}
	asked := c.URL.Query()
	text := asked.Get("text")
	options := geoparse.Options{Why: asked.Get("why") == "1", NoAdjectivals: asked.Get("adjectivals") == "off"}
	switch {
	case !asked.Has("text"):
		return call.Refuse(http.StatusBadRequest, incidents.EInvalid, "text", "is missing; send the text to find places in")
	case len(text) > maxParsed:
		return call.Refuse(http.StatusBadRequest, incidents.EInvalid, "text", "has %d bytes; at most %d are read at once, so send it in parts", len(text), maxParsed)
	case !utf8.ValidString(text):
		return call.Refuse(http.StatusBadRequest, incidents.EInvalid, "text", "is not UTF-8")
	}
	if near := asked.Get("near"); near != "" {
		home, ok := latLon(near)
		if !ok {
			return call.Refuse(http.StatusBadRequest, incidents.EInvalid, "near", "%.40q is not a latitude and a longitude, such as 20.67,-103.35", near)
		}
		options.Home = &home
	}
	found, err := a.geoparser.Parse(text, options)
	if err != nil {
		return err
	}
	return call.Send(w, c, http.StatusOK, struct {
		Toponyms []geoparse.Toponym `json:"toponyms"`
	}{found})
}

// latLon reads a latitude and a longitude, with a comma between, as a point.
func latLon(s string) (orb.Point, bool) {
	latWord, lonWord, _ := strings.Cut(s, ",")
	lat, err1 := strconv.ParseFloat(latWord, 64)
	lon, err2 := strconv.ParseFloat(lonWord, 64)
	ok := err1 == nil && err2 == nil && lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180
	return orb.Point{lon, lat}, ok
}
