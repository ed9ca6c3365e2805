package respond

// Media types of answers.
const (
	HTMLType    = "text/html; charset=utf-8"
	JSONType    = "application/json"
	GeoJSONType = "application/geo+json"
	SchemaType  = "application/schema+json"
	// TileType is of Mapbox Vector Tiles.
	TileType = "application/vnd.mapbox-vector-tile"
)
