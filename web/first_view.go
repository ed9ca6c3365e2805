package web

import (
	"encoding/json"
	"fmt"
	stdmaps "maps"
	"math"
	"net/http"
	"net/url"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/simplify"

	"incidentmap/geo"
	"incidentmap/incidents/index"
	"incidentmap/web/address"
	"incidentmap/web/maps"
	"incidentmap/web/stories"
)

// firstView gives the map of a story too large to be sent whole what its own view holds, and
// where to ask for others.
func (s *Server) firstView(r *http.Request, view *stories.View, lang string) (*clientViews, error) {
	box, zoom := widened(view.Story.View.BBox)
	first, err := s.maps.Collection(r.Context(), stories.Selection{View: view, Query: index.Query{}}, maps.Wanted{
		Zoom: zoom, BBox: box, Lang: lang, BaseURL: s.answers.BaseURL(r),
	})
	if err != nil {
		return nil, err
	}
	if first, err = thinned(first, zoom); err != nil {
		return nil, err
	}
	version := s.answers.Version(view.Changed())
	return &clientViews{
		URL:   address.WithQuery(address.Clusters(view.Story.Slug), "lang", lang, "v", version),
		List:  address.WithQuery(address.List(view.Story.Slug), "lang", lang, "v", version),
		First: first,
	}, nil
}

// viewedBox reads ?bbox=, the part of the map that a reader's address shows at first; nil for the story's own.
func viewedBox(words url.Values) *geo.BBox {
	box, err := geo.ParseBBox(words.Get("bbox"))
	if err != nil || words.Has("center") {
		return nil
	}
	return &box
}

// drawn are the properties of a single incident that the map's client reads; all the rest is in its card.
func drawn() []string {
	return []string{
		"class", "kind", "layers", "title", "lang", "place", "start", "precision", "radius_m", "verification",
		"disposition", "published", "updated", "seq", "url",
	}
}

// coarser gives a line or an area without corners that a map of a zoom and the next does not show; false where none
// is left out.
func coarser(geometry json.RawMessage, zoom int) (json.RawMessage, bool) {
	g, err := geojson.UnmarshalGeometry(geometry)
	if err != nil || g.Geometry() == nil || g.Geometry().Dimensions() == 0 {
		return nil, false
	}
	pixel := 360.0 / 512 / math.Exp2(float64(zoom)) // degrees, at the next zoom
	coarse := simplify.DouglasPeucker(pixel / 2).Simplify(orb.Clone(g.Geometry()))
	if coarse == nil || coarse.Bound().IsEmpty() {
		return nil, false
	}
	text, err := geojson.NewGeometry(coarse).MarshalJSON()
	return text, err == nil
}

// thinned leaves single incidents of a collection only what is drawn.
func thinned(collection []byte, zoom int) ([]byte, error) {
	var all map[string]json.RawMessage
	if err := json.Unmarshal(collection, &all); err != nil {
		return nil, fmt.Errorf("first view: %w", err)
	}
	var features []map[string]json.RawMessage
	if err := json.Unmarshal(all["features"], &features); err != nil {
		return nil, fmt.Errorf("first view: features: %w", err)
	}
	for _, feature := range features {
		var properties map[string]json.RawMessage
		if err := json.Unmarshal(feature["properties"], &properties); err != nil {
			return nil, fmt.Errorf("first view: properties: %w", err)
		}
		if _, gathered := properties["cluster"]; gathered {
			continue
		}
		stdmaps.DeleteFunc(properties, func(name string, _ json.RawMessage) bool { return !slices.Contains(drawn(), name) })
		feature["properties"], _ = json.Marshal(properties)
		if coarse, ok := coarser(feature["geometry"], zoom); ok {
			feature["geometry"] = coarse
		}
	}
	all["features"], _ = json.Marshal(features) // of what was read as JSON
	return json.Marshal(all)
}

// cellsAcross is how many cells of the grid a story's view is at most wide: more would be too small for bubbles on a
// phone, whose line is what an answer in the page is for.
const cellsAcross = 8

// widened gives a story's view (west, south, east, north) twice as wide and high, so that
// screens of other shapes show no more than it, and the zoom at which maps has the grid for it.
func widened(view [4]float64) (geo.BBox, int) {
	west, south, east, north := view[0], view[1], view[2], view[3]
	width, height := east-west, north-south
	if width < 0 {
		width += 360 // across the antimeridian
	}
	box := geo.BBox{West: -180, South: max(-90, south-height/2), East: 180, North: min(90, north+height/2)}
	if width < 180 {
		box.West, box.East = wrapped(west-width/2), wrapped(west+width*3/2)
	}
	level := math.Floor(math.Log2(360 * cellsAcross / max(width, 360.0/(1<<maps.MaxZoom))))
	return box, min(max(0, int(level)-maps.CellLevels), maps.MaxZoom)
}

// wrapped brings a longitude into ±180 degrees.
func wrapped(lon float64) float64 {
	return lon - 360*math.Floor((lon+180)/360)
}
