package bench

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"incidentmap/cmd/dev/load"
	"incidentmap/cmd/dev/synthetic"
)

// zipped is what browsers ask for and every proxy knows.
var zipped = http.Header{"Accept-Encoding": {"gzip"}}

// at gives the address of something of the story.
func (s *server) at(path string, query url.Values) string {
	address := s.Root + "/stories/" + story + path
	if len(query) > 0 {
		address += "?" + query.Encode()
	}
	return address
}

func (s *server) tile(t synthetic.Tile, query url.Values) load.Request {
	return load.Request{URL: s.at("/tiles/all/"+t.String()+".mvt", query), Header: zipped}
}

func (s *server) items(query url.Values) load.Request {
	return load.Request{URL: s.at("/ogc/collections/all/items", query), Header: zipped}
}

func (s *server) histogram(query url.Values) load.Request {
	return load.Request{URL: s.at("/histogram", query), Header: zipped}
}

// words are the parameters of a filter.
func words(f synthetic.Filter) url.Values {
	return url.Values{
		"datetime": {f.From.Format(time.RFC3339) + "/" + f.To.Format(time.RFC3339)},
		"kind":     {strings.Join(f.Kinds, ",")},
	}
}

// How many different requests a measure sends, each once, so that no cache answers.
const (
	asked     = 4000 // the processor's clock is coarse
	worldwide = 400  // tiles of the whole world, of which each costs more
)

// coldTiles asks for different tiles, each once, all of them in the story's newest state.
func (s *server) coldTiles() []load.Request {
	var all []load.Request
	for _, t := range synthetic.Tiles(asked, seed) {
		all = append(all, s.tile(t, nil))
	}
	return all
}

// filteredTiles asks for the same tiles, every time with another filter.
func (s *server) filteredTiles() []load.Request {
	var all []load.Request
	tiles := synthetic.Tiles(asked, seed)
	for i, f := range synthetic.Filters(asked, seed) {
		all = append(all, s.tile(tiles[i], words(f)))
	}
	return all
}

// yearTiles asks for tiles of three kinds and a year: those of the list, or n times that of the whole world.
// Years begin at different hours, so that no two addresses are the same.
func (s *server) yearTiles(n int, world bool) []load.Request {
	var all []load.Request
	tiles := synthetic.Tiles(n, seed)
	for i, f := range synthetic.Years(n, seed) {
		t := tiles[i]
		if world {
			t = synthetic.Tile{}
		}
		all = append(all, s.tile(t, words(f)))
	}
	return all
}

// boxed asks for the items of different boxes.
func (s *server) boxed(limit int) []load.Request {
	var all []load.Request
	for _, b := range synthetic.Boxes(asked, seed) {
		all = append(all, s.items(url.Values{"bbox": {b.String()}, "limit": {strconv.Itoa(limit)}}))
	}
	return all
}

// clusters asks for the clusters of different boxes, at the zoom at which a box is about as
// wide as a screen of 1024 pixels.
func (s *server) clusters() []load.Request {
	var all []load.Request
	for _, b := range synthetic.Boxes(asked, seed) {
		query := url.Values{"bbox": {b.String()}, "zoom": {strconv.Itoa(zoomOf(b))}}
		all = append(all, load.Request{URL: s.at("/clusters", query), Header: zipped})
	}
	return all
}

// zoomOf gives the zoom, from 0 to 14, at which a box is four tiles wide at least.
func zoomOf(b synthetic.Box) int {
	z := 0
	for z < 14 && (b[2]-b[0])*float64(int(1)<<(z+1)) < 4*360 {
		z++
	}
	return z
}

// histograms asks for a hundred buckets of different filters.
func (s *server) histograms() []load.Request {
	var all []load.Request
	for _, f := range synthetic.Filters(asked, seed) {
		query := words(f)
		query.Set("buckets", "100")
		all = append(all, s.histogram(query))
	}
	return all
}

// newIncident is the body of the i-th write: each differs in place and title.
func newIncident(i int, lon, lat float64) []byte {
	return fmt.Appendf(nil, `{"kind":"roadblock","title":"Bloqueo %d","start":"2026-02-22T10:00:00Z","geometry":{"type":"Point","coordinates":[%.6f,%.6f]},"publish":true}`, i, lon, lat)
}

// write is a request that writes an incident.
func (s *server) write(token string, body []byte) load.Request {
	return load.Request{
		Method: http.MethodPost, URL: s.Root + "/api/v1/stories/" + story + "/incidents", Body: body,
		Header: http.Header{"Authorization": {"Bearer " + token}, "Content-Type": {"application/json"}},
	}
}
