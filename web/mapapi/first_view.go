package mapapi

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/web/stories"
)

// First gives what a map of a story too large to be sent whole shows of a selection before it asks: what a view (west,
// south, east, north in degrees) and as much again around it hold, as Collection has it, without what is not drawn.
func (m *Maps) First(ctx context.Context, s stories.Selection, view [4]float64, lang, base string) (json.RawMessage, error) {
	box, zoom := widened(view)
	first, err := m.Collection(ctx, s, Wanted{Zoom: zoom, BBox: box, Lang: lang, BaseURL: base})
	if err != nil {
		return nil, err
	}
	return thinned(first, zoom)
}

// Whole gives the map of a story that is shown whole all of it, so that it need not ask before it is
// looked at from nearer than as a whole.
func (m *Maps) Whole(ctx context.Context, snap *stories.Snapshot, seqs []incidents.Seq, lang, base string) (json.RawMessage, error) {
	all := map[string]any{"type": "FeatureCollection"}
	features := make([]json.RawMessage, 0, len(seqs))
	_, zoom := widened(snap.Story.View.BBox)
	kept := append(drawn(), "end", "time_precision", "summary", "note", "admin2", "sources")
	for _, c := range snap.Story.PublicColumns() {
		if c.Shown { // by which the page narrows
			kept = append(kept, c.Name)
		}
	}
	var text []byte
	for f, err := range m.store.Features(ctx, seqs, lang) {
		if err != nil {
			return nil, snap.Moved(ctx, err)
		}
		path := (&incidents.Public{ID: f.ID, Story: snap.Story.Slug}).Path()
		if text, err = format.AppendURL(text[:0], f.JSON, base, path); err != nil {
			return nil, err
		}
		thin, err := thinnedFeature(text, zoom, kept)
		if err != nil {
			return nil, err
		}
		features = append(features, thin)
	}
	all["features"], all["zoom"] = features, zoom+1
	return json.Marshal(all)
}

// drawn are the properties of a single incident that the map's client reads; all the rest is in its card.
func drawn() []string {
	return []string{
		"class", "kind", "layers", "title", "lang", "place", "start", "precision", "radius_m", "verification",
		"disposition", "seq", "url", "admin1", "country", "killed_low", "killed_high", "died_later_low", "died_later_high",
	}
}

// visible leaves out the islands that are less than two pixels wide and high.
func visible(islands orb.MultiPolygon, pixel float64) orb.MultiPolygon {
	return slices.DeleteFunc(islands, func(p orb.Polygon) bool {
		b := p.Bound()
		return max(b.Max[0]-b.Min[0], b.Max[1]-b.Min[1]) < 2*pixel
	})
}

// thinned leaves single incidents of a collection only what is drawn at a zoom and the next.
func thinned(collection []byte, zoom int) ([]byte, error) {
	var all map[string]json.RawMessage
	if err := json.Unmarshal(collection, &all); err != nil {
		return nil, fmt.Errorf("first view: %w", err)
	}
	var features []json.RawMessage
	if err := json.Unmarshal(all["features"], &features); err != nil {
		return nil, fmt.Errorf("first view: features: %w", err)
	}
	for i, feature := range features {
		thin, err := thinnedFeature(feature, zoom, drawn())
		if err != nil {
			return nil, err
		}
		features[i] = thin
	}
	var err error
	if all["features"], err = json.Marshal(features); err != nil {
		return nil, err
	}
	return json.Marshal(all)
}

// thinnedFeature leaves an incident some properties, of its sources their names, and of its geometry what a map
// shows at a zoom and the next; what is gathered stays.
func thinnedFeature(text []byte, zoom int, kept []string) (json.RawMessage, error) {
	var feature struct {
		Type       string                     `json:"type"`
		ID         json.RawMessage            `json:"id"`
		Geometry   json.RawMessage            `json:"geometry"`
		Properties map[string]json.RawMessage `json:"properties"`
	}
	if err := json.Unmarshal(text, &feature); err != nil {
		return nil, fmt.Errorf("a stored feature: %w", err)
	}
	if _, gathered := feature.Properties["cluster"]; gathered {
		return slices.Clone(text), nil
	}
	maps.DeleteFunc(feature.Properties, func(name string, _ json.RawMessage) bool { return !slices.Contains(kept, name) })
	if sources, has := feature.Properties["sources"]; has {
		var named []struct {
			Publisher string `json:"publisher,omitempty"`
		}
		if err := json.Unmarshal(sources, &named); err != nil {
			return nil, fmt.Errorf("a stored feature: sources: %w", err)
		}
		names, err := json.Marshal(named)
		if err != nil {
			return nil, err
		}
		feature.Properties["sources"] = names
	}
	if coarse, ok := coarser(feature.Geometry, zoom); ok {
		feature.Geometry = coarse
	}
	return json.Marshal(feature)
}

// coarser gives a line or an area without the corners that a map does not show at a zoom and the next; false where
// it would be nothing, or is a point.
func coarser(geometry json.RawMessage, zoom int) (json.RawMessage, bool) {
	g, err := geojson.UnmarshalGeometry(geometry)
	if err != nil || g.Geometry() == nil || g.Geometry().Dimensions() == 0 {
		return nil, false
	}
	pixel := 360.0 / 256 / math.Exp2(float64(zoom))                     // degrees
	decimals := int(math.Pow10(int(math.Ceil(math.Log10(10 / pixel))))) // to a tenth of a pixel
	coarse := orb.Round(geo.Coarse(g.Geometry(), pixel*0.75), decimals)
	if islands, ok := coarse.(orb.MultiPolygon); ok {
		coarse = visible(islands, pixel)
	}
	if coarse == nil || coarse.Bound().IsEmpty() {
		return nil, false
	}
	text, err := geojson.NewGeometry(coarse).MarshalJSON()
	return text, err == nil
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
	level := math.Floor(math.Log2(360 * cellsAcross / max(width, 360.0/(1<<MaxZoom))))
	return box, min(max(0, int(level)-CellLevels), MaxZoom)
}

// wrapped brings a longitude into ±180 degrees.
func wrapped(lon float64) float64 {
	return lon - 360*math.Floor((lon+180)/360)
}
