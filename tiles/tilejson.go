package tiles

import (
	"math"

	"incidentmap/geo"
	"incidentmap/geo/mercator"
	"incidentmap/incidents"
	"incidentmap/incidents/index"
)

// TileJSON describes a set of tiles. Source: TileJSON 3.0.0,
// https://github.com/mapbox/tilejson-spec/tree/master/3.0.0.
type TileJSON struct {
	TileJSON     string        `json:"tilejson"`
	Tiles        []string      `json:"tiles"` // addresses with {z}, {x} and {y}
	VectorLayers []VectorLayer `json:"vector_layers"`
	Name         string        `json:"name,omitempty"`
	Description  string        `json:"description,omitempty"`
	Attribution  string        `json:"attribution,omitempty"`
	Version      string        `json:"version"` // semver.org
	Scheme       string        `json:"scheme"`
	MinZoom      int           `json:"minzoom"`
	MaxZoom      int           `json:"maxzoom"`
	Bounds       [4]float64    `json:"bounds"` // degrees: west, south, east, north
	Center       [3]float64    `json:"center"` // degrees lon, lat, and a zoom
}

// VectorLayer describes a layer of the tiles, with what each property says.
type VectorLayer struct {
	ID          string            `json:"id"`
	Description string            `json:"description,omitempty"`
	Fields      map[string]string `json:"fields"`
	MinZoom     int               `json:"minzoom"`
	MaxZoom     int               `json:"maxzoom"`
}

// tilesVersion is the version of the tiles' contents: raised when properties change.
const tilesVersion = "1.1.0"

// Describe makes the document of a story's layer, in a language, from what the layer holds
// and the templates of its tiles' addresses. Bounds of a layer that holds nothing are the
// story's first view.
func Describe(story *incidents.Story, layer, lang string, sum index.Summary, templates ...string) TileJSON {
	in := func(t incidents.Text) string {
		text, _ := t.In(story.Lang(lang))
		return text
	}
	doc := TileJSON{
		TileJSON: "3.0.0", Tiles: templates, VectorLayers: vectorLayers(0, MaxZoom), Version: tilesVersion, Scheme: "xyz",
		Name: in(story.Title), Description: in(story.Summary), Attribution: in(story.Credit), MaxZoom: MaxZoom,
	}
	for _, l := range story.Layers {
		if l.ID == layer {
			doc.Name += ": " + in(l.Title)
		}
	}
	box := geo.BBox{West: story.View.BBox[0], South: story.View.BBox[1], East: story.View.BBox[2], North: story.View.BBox[3]}
	if sum.Extent != nil {
		box = *sum.Extent
	}
	doc.Bounds, doc.Center = around(box)
	return doc
}

// around gives the bounds of tiles that show a box, and a centre and zoom at which all of it
// is on a map of 512 pixels. Bounds are increasing (TileJSON 3.0, section 3.4), so a box that
// crosses the antimeridian has those of all longitudes.
func around(b geo.BBox) (bounds [4]float64, center [3]float64) {
	south, north := mercator.Clamp(b.South), mercator.Clamp(b.North)
	bounds = [4]float64{b.West, south, b.East, north}
	width := b.East - b.West
	lon := b.West + width/2
	if b.West > b.East {
		bounds[0], bounds[2] = -180, 180
		width += 360
		if lon = b.West + width/2; lon > 180 {
			lon -= 360
		}
	}
	zoom := min(math.Log2(360/max(width, 1e-9)), math.Log2(180/max(north-south, 1e-9)))
	return bounds, [3]float64{lon, south + (north-south)/2, math.Floor(min(max(zoom, 0), 14))}
}

func vectorLayers(minZoom, maxZoom int) []VectorLayer {
	points := VectorLayer{pointsName, "Incidents at points, and clusters of them", map[string]string{}, minZoom, maxZoom}
	areas := VectorLayer{areasName, "Incidents whose place is an area or a line", map[string]string{}, minZoom, maxZoom}
	for _, p := range propertyInfo {
		if p.points {
			points.Fields[p.name] = p.about
		}
		if p.areas {
			areas.Fields[p.name] = p.about
		}
	}
	return []VectorLayer{points, areas}
}
