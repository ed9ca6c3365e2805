package tiles_test

import (
	"context"
	"fmt"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/tiles"
)

// A tile of an empty story has no bytes, and its TileJSON says where tiles are.
func ExampleCache_Tile() {
	snap := index.New().Story("jalisco")
	cache := tiles.NewCache(1<<20, nil)
	tile, err := cache.Tile(context.Background(), snap, tiles.Layer{Story: "jalisco"}, 8, 54, 113)
	fmt.Println(len(tile), err)

	story := incidents.Story{Slug: "jalisco", Title: incidents.Text{"en": "A day in Jalisco"}, Languages: []string{"en"}}
	about := tiles.Describe(&story, incidents.LayerAll, "en", snap.Summary(index.Query{}), "https://maps.example.org/{z}/{x}/{y}.mvt")
	fmt.Println(about.Name, about.Tiles, about.MinZoom, about.MaxZoom)
	// Output:
	// 0 <nil>
	// A day in Jalisco [https://maps.example.org/{z}/{x}/{y}.mvt] 0 22
}
