package web

import (
	"errors"
	"io"
	"net/http"
	"strconv"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/tiles/basemap"
	"incidentmap/web/respond"
)

// basemapTiles answers with the tiles of the basemap.
type basemapTiles struct {
	basemap BasemapConfig
	build   string // with which addresses may be kept for ever
	answers *respond.Sender
}

// Register registers the route, which pages of any origin may read.
func (b *basemapTiles) Register(r *mux.Router) {
	b.answers.GetAnywhere(r, "/basemap/{z}/{x:[0-9]+}/{y:[0-9]+}.mvt", b.tile)
}

// tile answers with a tile of the basemap; an empty one has no bytes. A zoom that
// the map does not have is a bad request; a column or row outside the world is nothing.
func (b *basemapTiles) tile(w http.ResponseWriter, r *http.Request) error {
	at := mux.Vars(r)
	if z, err := strconv.Atoi(at["z"]); err != nil || z < 0 || z > b.basemap.MaxZoom {
		return incidents.Errorf(incidents.EInvalid, "zoom", "%q is not one of 0 to %d", at["z"], b.basemap.MaxZoom)
	}
	var zxy [3]int
	for i, name := range []string{"z", "x", "y"} {
		n, err := strconv.Atoi(at[name])
		if err != nil {
			return incidents.Errorf(incidents.ENotFound, name, "%s is not a tile's number", at[name])
		}
		zxy[i] = n
	}
	// The tile is asked for before anything is answered: whether there is one at all
	// decides the status, of HEAD as well.
	tile, err := b.basemap.Tiles.Tile(r.Context(), zxy[0], zxy[1], zxy[2])
	if errors.Is(err, basemap.ErrNoTile) {
		err = &incidents.Error{Code: incidents.ENotFound, Message: err.Error()}
	}
	if err != nil {
		return err
	}
	cache := respond.Tiles
	if r.URL.Query().Get("v") == b.build {
		cache = respond.Forever
	}
	return b.answers.Send(w, r, respond.Representation{
		MediaType: respond.TileType, Cache: cache,
		Write: func(w io.Writer) error { _, err := w.Write(tile); return err },
	})
}
