package basemap

// TileJSON describes the tiles to a map library, in the words of TileJSON 3.0
// (https://github.com/mapbox/tilejson-spec/tree/master/3.0.0).
type TileJSON struct {
	TileJSON     string        `json:"tilejson"`
	Name         string        `json:"name"`
	Tiles        []string      `json:"tiles"`
	Attribution  string        `json:"attribution"` // HTML
	MinZoom      int           `json:"minzoom"`
	MaxZoom      int           `json:"maxzoom"`
	Bounds       [4]float64    `json:"bounds"` // west, south, east, north, in degrees
	VectorLayers []VectorLayer `json:"vector_layers"`
}

// VectorLayer says what a layer of the tiles holds.
type VectorLayer struct {
	ID          string            `json:"id"`
	Description string            `json:"description"`
	Fields      map[string]string `json:"fields"` // what each property of a feature says
}

// Describe gives the description of the tiles that are found at the address template, such
// as "https://example.org/basemap/{z}/{x}/{y}.mvt".
func Describe(template, attribution string) TileJSON {
	return TileJSON{
		TileJSON: "3.0.0", Name: "Basemap", Tiles: []string{template}, Attribution: attribution,
		MinZoom: 0, MaxZoom: MaxZoom, Bounds: [4]float64{-180, -maxLatitude, 180, maxLatitude},
		VectorLayers: []VectorLayer{
			{ID: "land", Description: "land", Fields: map[string]string{}},
			{ID: "urban", Description: "built-up areas, from zoom 5", Fields: map[string]string{}},
			{ID: "lakes", Description: "lakes", Fields: map[string]string{}},
			{ID: "rivers", Description: "rivers, from zoom 3", Fields: map[string]string{}},
			{ID: "borders", Description: "land borders; those of states from zoom 4", Fields: map[string]string{
				"level": "0 between countries, 1 between states",
			}},
			{ID: "places", Description: "points of names, from zoom 2", Fields: map[string]string{
				"name":    "the name that the source gives first",
				"name_es": "the Spanish name, where it differs",
				"name_en": "the English name, where it differs",
				"class":   "country, state, capital, city, town or village",
				"rank":    "a whole number; the smaller, the more important",
			}},
		},
	}
}
