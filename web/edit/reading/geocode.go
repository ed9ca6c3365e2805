package reading

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"incidentmap/geo"
	"incidentmap/geo/geocode"
	"incidentmap/incidents"
	"incidentmap/web/edit/call"
	"incidentmap/web/edit/incidentform"
	"incidentmap/web/respond"
)

// Geocoder finds the places that words may mean; see package geocode.
type Geocoder interface {
	Geocode(query string, ctx geocode.Context) geocode.Result
	// Holding gives the administrative areas that a point (longitude, latitude) lies in, the smallest first.
	Holding(at orb.Point, ctx geocode.Context) []geocode.Candidate
}

// placeForm is a place that words may mean: what of it goes into a form stands as in one.
type placeForm struct {
	Name        string            `json:"name"`
	Label       string            `json:"label"`
	Kind        string            `json:"kind"`
	Geometry    *geojson.Geometry `json:"geometry"` // null where the gazetteer has no position
	Precision   geo.Precision     `json:"precision"`
	RadiusM     float64           `json:"radius_m,omitempty"`
	GazetteerID string            `json:"gazetteer_id,omitempty"`
	Place       map[string]string `json:"place,omitempty"`
	Admin       geo.Admin         `json:"admin"`
	Score       float64           `json:"score"`
	Reasons     []string          `json:"reasons"`
	// Explained are the reasons with their codes, in each language of the interface.
	Explained []incidents.Reason `json:"explained"`
}

// placeList is the places that words may mean, the likeliest first.
type placeList struct {
	Candidates []placeForm `json:"candidates"`
	Ambiguous  bool        `json:"ambiguous"`         // another is about as likely as the first
	Unfound    string      `json:"unfound,omitempty"` // words for which only what holds the place was found
	Reason     string      `json:"reason,omitempty"`  // why there is none, or several
	// Explained is the reason with its code, in each language of the interface.
	Explained *incidents.Reason `json:"explained,omitempty"`
}

// geocode answers with the places that words may mean, ?q=…, or with the areas that a point lies in, ?at=LON,LAT; and as one likes story=SLUG, whose
// surroundings and language are then looked at, or near=LON,LAT and lang=.
func (a *API) geocode(w http.ResponseWriter, c *call.Call) error {
	if a.geocoder == nil {
		return call.Refuse(http.StatusNotFound, incidents.ENotFound, "", "this server looks no places up")
	}
	asked, err := respond.Parameters(c.Request, "q", "at", "story", "near", "lang")
	if err != nil {
		return call.BadQuery(err)
	}
	query := strings.TrimSpace(asked.Get("q"))
	if (query == "") == (asked.Get("at") == "") {
		return call.BadQuery(incidents.Errorf(incidents.EInvalid, "q", "or at, one of the two, is to be given: send the words of a place, such as Tapalpa, Jalisco, or a point"))
	}
	where := geocode.Context{Lang: asked.Get("lang")}
	if slug := asked.Get("story"); slug != "" {
		if where, err = a.near(c, slug); err != nil {
			return err
		}
	}
	if near := asked.Get("near"); near != "" {
		point, ok := lonLat(near)
		if !ok {
			return call.BadQuery(incidents.Errorf(incidents.EInvalid, "near", "%s is not a longitude and a latitude, such as -103.35,20.67", incidents.Quote(near)))
		}
		where.Near = &point
	}
	leave, err := a.lookups.Enter(c.Context())
	if err != nil {
		return err
	}
	defer leave()
	if query == "" {
		return a.holding(w, c, asked.Get("at"), where)
	}
	found := a.geocoder.Geocode(query, where)
	answer := placeList{Candidates: []placeForm{}, Ambiguous: found.Ambiguous, Unfound: found.Unfound, Reason: found.Reason}
	for i := range found.Candidates {
		answer.Candidates = append(answer.Candidates, a.placeForm(&found.Candidates[i]))
	}
	a.explainList(&answer)
	return call.Send(w, c, http.StatusOK, answer)
}

// holding answers with the areas that a point lies in.
func (a *API) holding(w http.ResponseWriter, c *call.Call, at string, where geocode.Context) error {
	point, ok := lonLat(at)
	if !ok {
		return call.BadQuery(incidents.Errorf(incidents.EInvalid, "at", "%s is not a longitude and a latitude, such as -103.35,20.67", incidents.Quote(at)))
	}
	answer := placeList{Candidates: []placeForm{}}
	areas := a.geocoder.Holding(point, where)
	for i := range areas {
		answer.Candidates = append(answer.Candidates, a.placeForm(&areas[i]))
	}
	if len(areas) == 0 {
		answer.Reason = "the point lies in no area that is known"
	}
	a.explainList(&answer)
	return call.Send(w, c, http.StatusOK, answer)
}

// explainList says why there is no place, or there are several, in each language of the interface.
func (a *API) explainList(l *placeList) {
	if l.Reason != "" {
		why := a.reasons.Explain(l.Reason)
		l.Explained = &why
	}
}

// near gives where places of a story are looked for first, to who may read it.
func (a *API) near(c *call.Call, slug string) (geocode.Context, error) {
	if !c.Covers(slug) {
		return geocode.Context{}, call.Refuse(http.StatusForbidden, call.CodeForbidden, "story", "%s may not read this story", incidents.Quote(c.Author()))
	}
	story, err := a.store.Story(c.Context(), slug)
	if err != nil {
		return geocode.Context{}, err
	}
	return incidentform.Surroundings(&story), nil
}

func (a *API) placeForm(c *geocode.Candidate) placeForm {
	at := &c.Location
	f := placeForm{
		Name: c.Name, Label: c.Label, Kind: string(c.Kind), Precision: at.Precision, RadiusM: at.RadiusM, GazetteerID: at.GazetteerID,
		Place: at.Place, Admin: at.Admin, Score: c.Score, Reasons: c.Reasons,
	}
	if f.Reasons == nil {
		f.Reasons = []string{}
	}
	f.Explained = a.reasons.ExplainAll(f.Reasons)
	if at.Geometry != nil {
		f.Geometry = geojson.NewGeometry(at.Geometry)
	}
	return f
}

// lonLat reads a longitude and a latitude, with a comma between, as a point.
func lonLat(s string) (orb.Point, bool) {
	lonWord, latWord, _ := strings.Cut(s, ",")
	lon, err1 := strconv.ParseFloat(strings.TrimSpace(lonWord), 64)
	lat, err2 := strconv.ParseFloat(strings.TrimSpace(latWord), 64)
	ok := err1 == nil && err2 == nil && lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180
	return orb.Point{lon, lat}, ok
}
