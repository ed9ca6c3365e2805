package mapapi

import (
	"context"
	"errors"
	"math"
	"net/http"
	"strconv"
	"strings"

	"github.com/gorilla/mux"

	"incidentmap/geo"
	"incidentmap/geo/mercator"
	"incidentmap/incidents"
	"incidentmap/tiles"
	"incidentmap/web/address"
	"incidentmap/web/respond"
)

// Quick answers, ahead of a router, with tiles that were answered before by Register's routes
// and are of the story's state, and leaves all else to next. It reads no more of a request
// than it must to be sure.
func (m *Maps) Quick(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if (r.Method != http.MethodGet && r.Method != http.MethodHead) || !strings.Contains(r.URL.Path, "/tiles/") {
			next.ServeHTTP(w, r)
			return
		}
		slug, _ := address.Of(r.URL.Path)
		if slug == "" {
			next.ServeHTTP(w, r)
			return
		}
		var room [256]byte
		key := appendKey(room[:0], r, m.index.Story(slug).Changed())
		tile, kept := m.sent.Lookup(key)
		if !kept {
			next.ServeHTTP(w, r)
			return
		}
		tile.Send(w, r)
	})
}

// appendKey writes all that the answer to a tile's address depends on, when it searches no text.
func appendKey(b []byte, r *http.Request, changed incidents.Seq) []byte {
	b = strconv.AppendInt(b, int64(changed), 10)
	b = append(append(b, ' '), respond.Coding(r.Header)...)
	b = append(append(b, ' '), r.URL.Path...)
	return append(append(b, '?'), r.URL.RawQuery...)
}

// tile answers with a Mapbox Vector Tile, or 204 where there is nothing in it, which Leaflet,
// MapLibre, QGIS and OGC API Tiles (Part 1, requirement 8) all take for an empty one.
func (m *Maps) tile(w http.ResponseWriter, r *http.Request) error {
	a, err := m.find(r)
	if err != nil {
		return err
	}
	z, x, y, err := tileNumbers(r)
	if err != nil {
		return err
	}
	return m.sendTile(w, a, z, x, y)
}

// tileNumbers reads a tile's address from the path. ENotFound if it cannot be one.
func tileNumbers(r *http.Request) (z, x, y int, err error) {
	var numbers [3]int
	for i, name := range []string{"z", "x", "y"} {
		text := mux.Vars(r)[name]
		n, err := strconv.ParseUint(text, 10, 31)
		if err != nil {
			return 0, 0, 0, incidents.Errorf(incidents.ENotFound, name, "%q is not a tile's number", text)
		}
		numbers[i] = int(n)
	}
	return numbers[0], numbers[1], numbers[2], nil
}

func (m *Maps) sendTile(w http.ResponseWriter, a *asked, z, x, y int) error {
	made := func(ctx context.Context) (*respond.Packed, error) { return m.makeTile(ctx, a, z, x, y) }
	var tile *respond.Packed
	var err error
	if a.found.Settled() {
		tile, err = m.sent.GetHere(a.Context(), string(appendKey(nil, a.Request, a.found.Snapshot.Changed())), made)
	} else {
		tile, err = made(a.Context())
	}
	if errors.Is(err, tiles.ErrNoTile) {
		return &incidents.Error{Code: incidents.ENotFound, Message: err.Error()}
	}
	if err != nil {
		return err
	}
	tile.Send(w, a.Request)
	return nil
}

// makeTile draws a tile, unless it was drawn before, and packs it.
func (m *Maps) makeTile(ctx context.Context, a *asked, z, x, y int) (*respond.Packed, error) {
	snap := a.found.Snapshot
	layer := tiles.Layer{Story: snap.Story.Slug, Filter: canonical(&a.found), Query: a.found.Query}
	drawn, err := m.tiles.Tile(ctx, snap.Snapshot, layer, z, x, y)
	if err != nil {
		return nil, err
	}
	coding := respond.Coding(a.Header)
	var ready []byte
	if coding == respond.Gzip {
		ready, _ = tiles.Gzip(nil, drawn)
	}
	return m.answers.Pack(a.URL.Path, respond.TileType, drawn, ready, coding, respond.Live)
}

// limits are the columns and rows of a zoom that show something, the last ones included.
type limits struct{ minX, maxX, minY, maxY int }

func (l limits) hold(x, y int) bool {
	return x >= l.minX && x <= l.maxX && y >= l.minY && y <= l.maxY
}

// limitsOf gives the tiles of a zoom that show something of a box, in degrees, and of what
// tiles draw of it beyond their edges. The box does not cross the antimeridian.
func limitsOf(z int, box *geo.BBox) limits {
	const beyond = 64.0 / tiles.Extent
	side := math.Ldexp(1, z)
	row := func(lat float64) float64 { return mercator.Y(lat) * side }
	in := func(v float64) int { return int(min(max(math.Floor(v), 0), side-1)) }
	column := func(lon float64) float64 { return mercator.X(lon) * side }
	return limits{
		in(column(box.West) - beyond), in(column(box.East) + beyond),
		in(row(box.North) - beyond), in(row(box.South) + beyond),
	}
}
