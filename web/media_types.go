package web

// Media types of answers.
const (
	htmlType    = "text/html; charset=utf-8"
	jsonType    = "application/json"
	geojsonType = "application/geo+json"
	schemaType  = "application/schema+json"
	// mvtType is of Mapbox Vector Tiles.
	mvtType = "application/vnd.mapbox-vector-tile"
)
